"""The rules of a payment file: what follows from an order, or why it is refused.

Nothing of a file is applied by itself. A confirmed row is entered by the rules of every payment
(A-13 to A-17), on the items and on the file in one commit.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from services.arrears.commands import RecordPayment
from services.arrears.decide.guards import Facts, check_reason
from services.arrears.decide.paying import record
from services.arrears.events import (
    Creditor,
    Debtor,
    PaymentMethod,
    PaymentSource,
    Share,
    Voucher,
)
from services.arrears.numbers import claims, number_held, released, voucher_key
from services.arrears.payment_files import refusals
from services.arrears.payment_files.commands import (
    ConfirmRows,
    ReceivePaymentFile,
    RowConfirmation,
    SetRowsAside,
)
from services.arrears.payment_files.events import (
    PaymentFileReceived,
    PaymentFileRowConfirmed,
    PaymentFileRowsRead,
    PaymentFileRowsSetAside,
)
from services.arrears.payment_files.state import (
    Confirmed,
    Decision,
    PaymentFile,
    SetAside,
    State,
    file_id,
)
from services.arrears.payment_files.values import (
    ROWS_AN_EVENT,
    SOURCE_ZH,
    FileSource,
    PaidRow,
)
from services.arrears.payment_files.vouchers import is_same_payment, named_alike
from services.arrears.refusals import ArrearsNotFound, SharesDoNotAddUp, VoucherUsed
from services.arrears.rules.vouchers import payment_of
from services.arrears.state import Item, evolve
from shared.kernel.decider import Command, Context, Event, Held, On
from shared.kernel.money import format_amount
from shared.kernel.refusal import Refusal

_METHOD: Final = {
    FileSource.BANK: PaymentMethod.TRANSFER,
    FileSource.TREASURY: PaymentMethod.TREASURY,
}


def decide(command: Command, state: State, context: Context) -> Facts:
    """Return the facts that follow from the command, or raise the refusal that forbids it."""
    if isinstance(command, ReceivePaymentFile):
        return _receive(command, state, context)
    if not isinstance(state, PaymentFile):
        raise refusals.PaymentFileNotFound
    if isinstance(command, ConfirmRows):
        return _confirm(command, state, context)
    if isinstance(command, SetRowsAside):
        return _set_aside(command, state, context)
    raise TypeError(f"{type(command).__name__} is no order about a payment file")


def asks(command: Any) -> Iterable[str]:
    """The claims an order looks at that are known from it alone."""
    if isinstance(command, ConfirmRows):
        yield from command.keys


def _receive(command: ReceivePaymentFile, state: State, context: Context) -> list[Event]:
    """The same bytes again are quiet, unless they are said to be something else now."""
    if isinstance(state, PaymentFile):
        said = (command.source, command.account_holder)
        if said != (state.source, state.account_holder):
            raise refusals.PaymentFileKnown(
                name=state.name,
                source=state.source,
                source_zh=SOURCE_ZH[state.source],
                holder=state.account_holder or "—",
            )
        return []
    rows = command.rows
    return [
        PaymentFileReceived(
            name=command.name,
            digest=command.digest,
            format=command.format,
            source=command.source,
            account_holder=command.account_holder,
            columns=command.columns,
            rows=len(rows),
            total_fen=sum(row.amount_fen for row in rows),
            incoming=command.incoming,
            received_by=context.actor.id,
            received_at=context.now,
        ),
        *(
            PaymentFileRowsRead(rows=rows[first : first + ROWS_AN_EVENT])
            for first in range(0, len(rows), ROWS_AN_EVENT)
        ),
    ]


def _confirm(command: ConfirmRows, file: PaymentFile, context: Context) -> Facts:
    confirming = _Confirming(file, context)
    return [
        fact
        for place, one in enumerate(command.rows)
        for fact in confirming.facts_of(one, f"/rows/{place}")
    ]


class _Confirming:
    """Decides rows one after the other, each on top of what the ones before it did to the items."""

    def __init__(self, file: PaymentFile, context: Context) -> None:
        self._file = file
        self._items: dict[str, Any] = dict(context.others)
        self._taken: dict[str, Held | None] = {}
        self._decisions: dict[int, Decision] = dict(file.decisions)
        self._context = replace(
            context, others=self._items, claims=context.claims.beneath(self._taken)
        )

    def facts_of(self, one: RowConfirmation, pointer: str) -> Sequence[Event | On]:
        """Raises a refusal that names the row, and points at it in the body."""
        row = _row(self._file, one.row, pointer)
        decision = self._decisions.get(one.row)
        if isinstance(decision, Confirmed):
            if _same(decision, one):
                return []
            raise _confirmed_before(one.row, decision).at(pointer)
        try:
            voucher = self._voucher(one, row)
            if self._stands(voucher):
                return []
            paid = self._paid(voucher, one.row)
        except (ArrearsNotFound, refusals.RowSaysOtherwise, refusals.PartyUnknown) as refusal:
            raise refusal.at(pointer) from None
        except Refusal as refusal:
            raise refusals.about_row(one.row, refusal).at(pointer) from refusal
        return [self._confirmed(one, voucher), *paid]

    def _voucher(self, one: RowConfirmation, row: PaidRow) -> Voucher:
        item = self._item(one.shares, row)
        payer = _Side(row.payer_name, row.payer_uscc, one.payer_uscc, item.debtor)
        payee = _Side(row.payee_name, row.payee_uscc, one.payee_uscc, item.creditor)
        return Voucher(
            number=row.voucher_number,
            payer_uscc=_code(payer, row.number, "payer", "付款单位"),
            payer_name=row.payer_name,
            payee_uscc=_code(payee, row.number, "payee", "收款单位"),
            amount_fen=row.amount_fen,
            value_on=row.value_on,
            method=_METHOD[self._file.source],
            shares=one.shares,
        )

    def _item(self, shares: tuple[Share, ...], row: PaidRow) -> Item:
        """The first item that is paid; its parties are those of the payment."""
        if not shares:
            raise SharesDoNotAddUp(total=format_amount(0), amount=format_amount(row.amount_fen))
        item = self._items.get(shares[0].item_id)
        if not isinstance(item, Item):
            raise ArrearsNotFound
        return item

    def _stands(self, voucher: Voucher) -> bool:
        """Whether the ledger holds it already, entered by hand or from another file (A-13)."""
        held = self._context.claims.get(voucher_key(voucher.payer_uscc, voucher.number))
        if held is None or released(held):
            return False
        item = self._items.get(held.stream_id)
        if isinstance(item, Item):
            known = payment_of(item, voucher.payer_uscc, voucher.number)
            if known is not None and is_same_payment(known.voucher, voucher):
                return True
        raise VoucherUsed(
            voucher=voucher.number, number=number_held(held), arrears_id=held.stream_id
        )

    def _paid(self, voucher: Voucher, row: int) -> list[On]:
        """As if it had been entered by hand, on top of what earlier rows did."""
        own = voucher.shares[0].item_id
        source = PaymentSource(file_id(self._file.digest), self._file.digest, row)
        order = RecordPayment(voucher=voucher, source=source)
        facts = [
            fact if isinstance(fact, On) else On(own, fact)
            for fact in record(order, self._items[own], self._context)
        ]
        for fact in facts:
            self._items[fact.stream_id] = evolve(self._items[fact.stream_id], fact.event)
            for claim in claims(fact.event):
                self._taken[claim.key] = Held(fact.stream_id, claim.value)
        return facts

    def _confirmed(self, one: RowConfirmation, voucher: Voucher) -> PaymentFileRowConfirmed:
        fact = PaymentFileRowConfirmed(
            row=one.row,
            payer_uscc=voucher.payer_uscc,
            payee_uscc=voucher.payee_uscc,
            shares=one.shares,
            confirmed_by=self._context.actor.id,
            confirmed_at=self._context.now,
        )
        self._decisions[one.row] = Confirmed(
            payer_uscc=fact.payer_uscc,
            payee_uscc=fact.payee_uscc,
            shares=fact.shares,
            confirmed_by=fact.confirmed_by,
            confirmed_at=fact.confirmed_at,
        )
        return fact


def _set_aside(command: SetRowsAside, file: PaymentFile, context: Context) -> list[Event]:
    check_reason(command.reason)
    rows = list(dict.fromkeys(command.rows))
    for place, number in enumerate(command.rows):
        _row(file, number, f"/rows/{place}")
        decision = file.decisions.get(number)
        if isinstance(decision, Confirmed):
            raise _confirmed_before(number, decision).at(f"/rows/{place}")
    changed = tuple(row for row in rows if not _is_aside(file.decisions.get(row), command.reason))
    if not changed:
        return []
    return [
        PaymentFileRowsSetAside(
            rows=changed,
            reason=command.reason,
            set_aside_by=context.actor.id,
            set_aside_at=context.now,
        )
    ]


def _is_aside(decision: Decision | None, reason: str) -> bool:
    return isinstance(decision, SetAside) and decision.reason == reason


def _row(file: PaymentFile, number: int, pointer: str) -> PaidRow:
    row = file.rows.get(number)
    if row is None:
        raise refusals.NoSuchRow(row=number).at(pointer)
    return row


def _same(decision: Confirmed, one: RowConfirmation) -> bool:
    """Whether the same was said of the row; a code that is left out contradicts none."""
    said = (one.payer_uscc or decision.payer_uscc, one.payee_uscc or decision.payee_uscc)
    parties_alike = said == (decision.payer_uscc, decision.payee_uscc)
    return parties_alike and decision.shares == one.shares


def _confirmed_before(row: int, decision: Confirmed) -> Refusal:
    return refusals.RowConfirmedBefore(row=row, confirmed_by=decision.confirmed_by)


class _Side(Struct, frozen=True, gc=False):
    """A party of a row: what the file states of it, what a person says, and whom the item has."""

    name: str
    stated: str | None
    given: str | None
    of_item: Debtor | Creditor


def _code(side: _Side, row: int, party: str, party_zh: str) -> str:
    """The party's code; where nobody states one, the item's own if it is called the same (A-13)."""
    if side.stated is not None and side.given not in {None, side.stated}:
        raise refusals.RowSaysOtherwise(
            row=row, stated=side.stated, given=side.given, party=party, party_zh=party_zh
        )
    code = side.given or side.stated
    if code is None and named_alike(side.name, side.of_item.name):
        code = side.of_item.uscc
    if code is None:
        raise refusals.PartyUnknown(row=row, name=side.name, party=party, party_zh=party_zh)
    return code
