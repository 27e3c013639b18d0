"""付款与冲销: once a voucher, to the fen, on every item it names (A-13, A-15, A-17)."""

from collections.abc import Sequence

from msgspec.structs import replace

from services.arrears import refusals
from services.arrears.commands import (
    RecordPayment,
    ReversePayment,
    SettleOverpayment,
    WithdrawSettlement,
)
from services.arrears.decide.correcting import reopened
from services.arrears.decide.guards import (
    Facts,
    blank,
    check_past,
    check_reason,
    require,
    world_of,
)
from services.arrears.events import (
    ArrearsOverpaymentSettled,
    ArrearsPaid,
    ArrearsPaymentReversed,
    ArrearsSettlementWithdrawn,
    DutyCause,
    PaymentSource,
    Voucher,
)
from services.arrears.numbers import number_held, released, voucher_key
from services.arrears.payment_files.events import PaymentFileRowReleased
from services.arrears.rules.contract import contract_day
from services.arrears.rules.money import credit, debit
from services.arrears.rules.people import owned_by
from services.arrears.rules.schedule import Arising, rescheduled
from services.arrears.rules.spreading import Owed, spread
from services.arrears.rules.vouchers import payment_of
from services.arrears.state import Item, Payment, Settlement, Status
from shared.kernel.actor import Role
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Context, Event, On
from shared.kernel.money import format_amount
from shared.kernel.numbering import normalised


def record(command: RecordPayment, item: Item, context: Context) -> Facts:
    """A-13: the same voucher with the same content is quiet, with other content a conflict."""
    voucher = command.voucher
    held = context.claims.get(voucher_key(voucher.payer_uscc, voucher.number))
    if held is not None and not released(held):
        if _recorded(command, item, context):
            return []
        raise refusals.VoucherUsed(
            voucher=voucher.number, number=number_held(held), arrears_id=held.stream_id
        )
    if command.spread:
        voucher = _spread(command, item, context)
    _check_voucher(voucher, context)
    own = command.spread[0] if command.spread else voucher.shares[0].item_id
    _check_own_shares(voucher, own, context)
    command = replace(command, voucher=voucher)
    return [
        paid if share.item_id == own else On(share.item_id, paid)
        for place, share in enumerate(voucher.shares)
        for paid in [_paid(command, place, _item(share.item_id, own, item, context), context)]
    ]


def _recorded(command: RecordPayment, item: Item, context: Context) -> bool:
    """Whether this very voucher stands on the items; where it was spread, as it was spread then."""
    voucher = command.voucher
    for one in (item, *context.others.values()):
        known = (
            payment_of(one, voucher.payer_uscc, voucher.number) if isinstance(one, Item) else None
        )
        if known is not None:
            shares = known.voucher.shares if command.spread else voucher.shares
            return known.voucher == replace(voucher, shares=shares)
    return False


def _spread(command: RecordPayment, item: Item, context: Context) -> Voucher:
    """Over what the same parties owe one another and is at work (Civil Code art. 560)."""
    voucher = command.voucher
    owed = [
        Owed(item_id, contract_day(one), one.money.payable_fen)
        for item_id in command.spread
        for one in [item if item_id == command.spread[0] else context.others.get(item_id)]
        if isinstance(one, Item)
        and one.status is Status.OPEN
        and (one.debtor.uscc, one.creditor.uscc) == (item.debtor.uscc, item.creditor.uscc)
    ]
    payable = sum(one.payable_fen for one in owed)
    if voucher.amount_fen > payable:
        raise refusals.MoreThanPayable(
            amount=format_amount(voucher.amount_fen), payable=format_amount(payable)
        )
    return replace(voucher, shares=spread(voucher.amount_fen, owed, voucher.value_on))


def _check_own_shares(voucher: Voucher, own: str, context: Context) -> None:
    """The permission to pay on one's own items was asked for the order's own alone."""
    if context.actor.role not in {Role.DEPARTMENT, Role.PLATFORM}:
        return
    for place, share in enumerate(voucher.shares, 1):
        other = context.others.get(share.item_id)
        if share.item_id != own and isinstance(other, Item) and not owned_by(other, context.actor):
            raise refusals.ShareNotYours(place=place)


def _item(item_id: str, own: str, item: Item, context: Context) -> Item:
    """The item of a share. Raises ArrearsNotFound for one that is not in the ledger."""
    if item_id == own:
        return item
    other = context.others.get(item_id)
    if not isinstance(other, Item):
        raise refusals.ArrearsNotFound
    return other


def _paid(command: RecordPayment, place: int, item: Item, context: Context) -> ArrearsPaid:
    voucher = command.voucher
    share = voucher.shares[place]
    require(item, Status.OPEN, Status.JUDICIAL, Status.CLEARED)
    if voucher.payee_uscc != item.creditor.uscc:
        raise refusals.PayeeNotCreditor(number=item.number, creditor=item.creditor.name)
    if voucher.value_on < item.contract.signed_on:
        raise refusals.PaidBeforeContract(
            value_on=voucher.value_on.isoformat(), signed_on=item.contract.signed_on.isoformat()
        )
    told = credit(item.money, share.principal_fen)
    return ArrearsPaid(
        number=item.number,
        voucher=voucher,
        place=place,
        credited_fen=told.credited_fen,
        overpaid_fen=told.overpaid_fen,
        acknowledged_fen=told.acknowledged_fen,
        interest_fen=share.amount_fen - share.principal_fen,
        evidence=command.evidence,
        recorded_by=context.actor.id,
        recorded_at=context.now,
        source=command.source,
    )


def _check_voucher(voucher: Voucher, context: Context) -> None:
    if voucher.amount_fen <= 0:
        raise refusals.AmountNotPositive
    check_past(voucher.value_on, context)
    seen: set[str] = set()
    for place, share in enumerate(voucher.shares, 1):
        sound = share.amount_fen > 0 and 0 <= share.principal_fen <= share.amount_fen
        if not sound or share.item_id in seen:
            raise refusals.ShareFaulty(place=place)
        seen.add(share.item_id)
    total = sum(share.amount_fen for share in voucher.shares)
    if total != voucher.amount_fen:
        raise refusals.SharesDoNotAddUp(
            total=format_amount(total), amount=format_amount(voucher.amount_fen)
        )


def reverse(command: ReversePayment, item: Item, context: Context) -> Facts:
    """A payment that was none is taken back from every item it was spread over."""
    check_reason(command.reason)
    payment = payment_of(item, command.payer_uscc, command.voucher_number)
    if payment is None:
        if _reversed_already(command, item):
            return []
        raise refusals.NoSuchPayment(voucher=command.voucher_number)
    facts: list[Event | On] = list(_reversed(command, payment, item, context))
    for share in payment.voucher.shares:
        other = context.others.get(share.item_id)
        if isinstance(other, Item):
            theirs = payment_of(other, command.payer_uscc, command.voucher_number)
            if theirs is not None:
                facts += [
                    On(share.item_id, fact) for fact in _reversed(command, theirs, other, context)
                ]
    if len({fact.stream_id for fact in facts if isinstance(fact, On)}) + 1 < len(
        payment.voucher.shares
    ):
        raise LookupError(f"the reversal of {payment.voucher.number} does not name all its items")
    if payment.source is not None:
        facts.append(_row_released(payment.source, command.reason, context))
    return facts


def _row_released(source: PaymentSource, reason: str, context: Context) -> On:
    """The row of a payment file that the payment was confirmed from waits for a person again."""
    return On(
        source.file_id,
        PaymentFileRowReleased(
            row=source.row,
            reason=reason,
            released_by=context.actor.id,
            released_at=context.now,
        ),
    )


def _reversed_already(command: ReversePayment, item: Item) -> bool:
    number = normalised(command.voucher_number)
    return any(
        payment.voucher.payer_uscc == command.payer_uscc
        and normalised(payment.voucher.number) == number
        for payment in item.payments
    )


def _reversed(
    command: ReversePayment, payment: Payment, item: Item, context: Context
) -> Sequence[Event]:
    """What is owed again is due by the item's days; a cleared item is no longer cleared."""
    check_not_given_back(item, payment.counted_fen)
    told = debit(item.money, payment.counted_fen, payment.acknowledged_fen)
    arising = Arising(cause=DutyCause.REVERSED, since=shanghai_date(context.now))
    world = world_of(item, context)
    facts: list[Event] = [
        ArrearsPaymentReversed(
            voucher_number=payment.voucher.number,
            payer_uscc=payment.voucher.payer_uscc,
            debited_fen=told.debited_fen,
            overpaid_fen=told.overpaid_fen,
            disputed_fen=told.disputed_fen,
            reason=command.reason,
            schedule=rescheduled(item, told.after, item.size_class or "", arising, world),
            reversed_by=context.actor.id,
            reversed_at=context.now,
            evidence=command.evidence,
        )
    ]
    if item.status is Status.CLEARED and told.after.payable_fen:
        facts.append(reopened(command.reason, context))
    return facts


def check_not_given_back(item: Item, counted_fen: int) -> None:
    """What was given back as paid too much cannot turn out never to have come in."""
    if counted_fen > item.money.received_fen:
        raise refusals.GivenBackBefore(
            settled=format_amount(sum(one.amount_fen for one in item.settlements))
        )


def settle_overpayment(command: SettleOverpayment, item: Item, context: Context) -> list[Event]:
    """A-15: what was paid too much goes back, or to another debt; the task is done then."""
    require(item, Status.OPEN, Status.JUDICIAL, Status.CLEARED)
    if command.amount_fen <= 0:
        raise refusals.AmountNotPositive
    if blank(command.voucher_number):
        raise refusals.NoVoucher
    known = settlement_of(item, command.voucher_number)
    if known is not None:
        if (known.amount_fen, known.refunded) == (command.amount_fen, command.refunded):
            return []
        raise refusals.VoucherUsed(
            voucher=command.voucher_number, number=item.number, arrears_id=""
        )
    overpaid = item.money.overpaid_fen
    if command.amount_fen > overpaid:
        raise refusals.NotThatMuchOverpaid(
            overpaid=format_amount(overpaid), amount=format_amount(command.amount_fen)
        )
    return [
        ArrearsOverpaymentSettled(
            amount_fen=command.amount_fen,
            refunded=command.refunded,
            voucher_number=normalised(command.voucher_number),
            note=command.note,
            settled_by=context.actor.id,
            settled_at=context.now,
            evidence=command.evidence,
        )
    ]


def settlement_of(item: Item, voucher_number: str) -> Settlement | None:
    number = normalised(voucher_number)
    return next((one for one in item.settlements if one.voucher_number == number), None)


def withdraw_settlement(command: WithdrawSettlement, item: Item, context: Context) -> list[Event]:
    """What was entered as given back was not."""
    check_reason(command.reason)
    known = settlement_of(item, command.voucher_number)
    if known is None:
        raise refusals.NoSuchPayment(voucher=command.voucher_number)
    told = credit(item.money, known.amount_fen)
    return [
        ArrearsSettlementWithdrawn(
            voucher_number=known.voucher_number,
            credited_fen=told.credited_fen,
            overpaid_fen=told.overpaid_fen,
            acknowledged_fen=told.acknowledged_fen,
            reason=command.reason,
            withdrawn_by=context.actor.id,
            withdrawn_at=context.now,
            evidence=command.evidence,
        )
    ]
