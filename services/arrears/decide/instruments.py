"""票据: a bill or a note is no money until it is paid, unless the creditor took it as such (A-14)."""

from services.arrears import refusals
from services.arrears.commands import ReceiveInstrument, SettleInstrument
from services.arrears.decide.correcting import reopened
from services.arrears.decide.guards import check_past, check_reason, require, world_of
from services.arrears.decide.paying import check_not_given_back
from services.arrears.events import (
    ArrearsInstrumentDishonoured,
    ArrearsInstrumentPaid,
    ArrearsInstrumentReceived,
    DutyCause,
)
from services.arrears.numbers import instrument_key, number_held
from services.arrears.rules.money import Credit, credit, debit
from services.arrears.rules.schedule import Arising, rescheduled
from services.arrears.state import Instrument, InstrumentStatus, Item, Status
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Context, Event
from shared.kernel.numbering import normalised


def receive(command: ReceiveInstrument, item: Item, context: Context) -> list[Event]:
    """A-14: counts at once where the creditor confirmed it as payment, else at maturity."""
    if command.amount_fen <= 0:
        raise refusals.AmountNotPositive
    held = context.claims.get(instrument_key(command.number))
    if held is not None:
        if _same(command, item):
            return []
        raise refusals.InstrumentUsed(
            instrument=command.number, number=number_held(held), arrears_id=held.stream_id
        )
    require(item, Status.OPEN, Status.JUDICIAL)
    told = credit(item.money, command.amount_fen if command.accepted else 0)
    return [
        ArrearsInstrumentReceived(
            item_number=item.number,
            number=command.number,
            instrument=command.instrument,
            drawer=command.drawer,
            amount_fen=command.amount_fen,
            matures_on=command.matures_on,
            accepted=command.accepted,
            credited_fen=told.credited_fen,
            overpaid_fen=told.overpaid_fen,
            acknowledged_fen=told.acknowledged_fen,
            evidence=command.evidence,
            received_by=context.actor.id,
            received_at=context.now,
        )
    ]


def _same(command: ReceiveInstrument, item: Item) -> bool:
    known = _of(command.number, item)
    said = (command.instrument, command.amount_fen, command.matures_on, command.accepted)
    return known is not None and said == (
        known.kind,
        known.amount_fen,
        known.matures_on,
        known.accepted,
    )


def _of(number: str, item: Item) -> Instrument | None:
    wanted = normalised(number)
    return next((one for one in item.instruments if normalised(one.number) == wanted), None)


def settle(command: SettleInstrument, item: Item, context: Context) -> list[Event]:
    """At maturity: paid, or dishonoured; what had counted already is then owed again."""
    instrument = _of(command.number, item)
    if instrument is None:
        raise refusals.NoSuchInstrument(instrument=command.number)
    ended = InstrumentStatus.PAID if command.paid else InstrumentStatus.DISHONOURED
    if instrument.status is ended:
        return []
    if instrument.status is not InstrumentStatus.HELD:
        raise refusals.NoSuchInstrument(instrument=command.number)
    check_past(command.on, context)
    if command.on < instrument.matures_on:
        raise refusals.NotMatured(
            instrument=command.number,
            matures_on=instrument.matures_on.isoformat(),
            on=command.on.isoformat(),
        )
    if command.paid:
        return [_paid(command, instrument, item, context)]
    check_reason(command.reason)
    return _dishonoured(command, instrument, item, context)


def _paid(
    command: SettleInstrument, instrument: Instrument, item: Item, context: Context
) -> ArrearsInstrumentPaid:
    require(item, Status.OPEN, Status.JUDICIAL, Status.CLEARED)
    counted = 0 if instrument.accepted else instrument.amount_fen
    told: Credit = credit(item.money, counted)
    return ArrearsInstrumentPaid(
        number=instrument.number,
        paid_on=command.on,
        credited_fen=told.credited_fen,
        overpaid_fen=told.overpaid_fen,
        acknowledged_fen=told.acknowledged_fen,
        recorded_by=context.actor.id,
        recorded_at=context.now,
        evidence=command.evidence,
    )


def _dishonoured(
    command: SettleInstrument, instrument: Instrument, item: Item, context: Context
) -> list[Event]:
    check_not_given_back(item, instrument.counted_fen)
    told = debit(item.money, instrument.counted_fen, instrument.acknowledged_fen)
    arising = Arising(cause=DutyCause.REVERSED, since=shanghai_date(context.now))
    world = world_of(item, context)
    facts: list[Event] = [
        ArrearsInstrumentDishonoured(
            number=instrument.number,
            dishonoured_on=command.on,
            debited_fen=told.debited_fen,
            overpaid_fen=told.overpaid_fen,
            disputed_fen=told.disputed_fen,
            reason=command.reason,
            schedule=rescheduled(item, told.after, item.size_class or "", arising, world),
            recorded_by=context.actor.id,
            recorded_at=context.now,
            evidence=command.evidence,
        )
    ]
    if item.status is Status.CLEARED and told.after.payable_fen:
        facts.append(reopened(command.reason, context))
    return facts
