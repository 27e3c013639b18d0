"""销号: everything paid and proven, and the creditor has its money or did not object (A-18)."""

from services.arrears import refusals
from services.arrears.commands import (
    AnnounceClearance,
    ClearArrears,
    ConfirmReceipt,
    ReopenArrears,
)
from services.arrears.decide.correcting import reopened
from services.arrears.decide.guards import (
    check_not_debtor,
    check_reason,
    require,
    world_of,
)
from services.arrears.events import (
    ArrearsClearanceAnnounced,
    ArrearsCleared,
    ArrearsCreditorConfirmed,
)
from services.arrears.rules.due import within
from services.arrears.rules.policies import programme_of
from services.arrears.state import Clearance, InstrumentStatus, Item, Status
from shared.kernel.decider import Context, Event
from shared.kernel.money import format_amount


def announce(_command: AnnounceClearance, item: Item, context: Context) -> list[Event]:
    """A-18: the creditor's time to object begins. Announced anew, it begins anew."""
    check_not_debtor(item, context)
    require(item, Status.OPEN)
    _check_paid(item)
    if item.clearance is not None and item.clearance.received is None:
        return []
    version, world = programme_of(item, context), world_of(item, context)
    until = within(world.calendar, world.today, world.programme.objection_workdays)
    return [
        ArrearsClearanceAnnounced(
            until=until,
            announced_by=context.actor.id,
            announced_at=context.now,
            programme_version=version.version,
        )
    ]


def _check_paid(item: Item) -> None:
    """A-18: nothing undisputed is left to pay, and a voucher or note proves it."""
    amounts = item.money
    if amounts.payable_fen:
        raise refusals.StillOutstanding(
            payable=format_amount(amounts.payable_fen),
            disputed=format_amount(amounts.disputed_fen),
        )
    vouched = any(payment.reversed_at is None for payment in item.payments)
    noted = any(
        instrument.counted_on is not None and instrument.status is not InstrumentStatus.DISHONOURED
        for instrument in item.instruments
    )
    if amounts.principal_fen and not (vouched or noted):
        raise refusals.NoVoucher


def confirm(command: ConfirmReceipt, item: Item, context: Context) -> list[Event]:
    """A-18: the creditor's word, passed on by its platform or taken down by the office."""
    check_not_debtor(item, context)
    require(item, Status.OPEN)
    clearance = _announced(item)
    if (clearance.received, clearance.note) == (command.received, command.note):
        return []
    if not command.received:
        check_reason(command.note)
    return [
        ArrearsCreditorConfirmed(
            received=command.received,
            note=command.note,
            confirmed_by=context.actor.id,
            confirmed_at=context.now,
            evidence=command.evidence,
        )
    ]


def clear(command: ClearArrears, item: Item, context: Context) -> list[Event]:
    """A-18: confirmed, or the time to object is over."""
    check_not_debtor(item, context)
    if item.status is Status.CLEARED:
        return []
    require(item, Status.OPEN)
    _check_paid(item)
    clearance = _announced(item)
    if clearance.received is False:
        raise refusals.CreditorObjects
    if clearance.received is None and not clearance.until.passed(context.now):
        raise refusals.CreditorStillHasTime(last_day=clearance.until.last_day.isoformat())
    return [
        ArrearsCleared(
            confirmed=clearance.received is True,
            note=command.note,
            cleared_by=context.actor.id,
            cleared_at=context.now,
            evidence=command.evidence,
        )
    ]


def _announced(item: Item) -> Clearance:
    if item.clearance is None:
        raise refusals.NotAnnounced
    return item.clearance


def reopen(command: ReopenArrears, item: Item, context: Context) -> list[Event]:
    """A clearance that turned out wrong is taken back; reports sent stay as sent (A-16)."""
    check_not_debtor(item, context)
    check_reason(command.reason)
    require(item, Status.CLEARED)
    return [reopened(command.reason, context, command.evidence)]
