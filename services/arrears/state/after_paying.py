"""The item after facts of plans and payments."""

from datetime import date
from typing import Final

from msgspec.structs import replace

from services.arrears.events import (
    ArrearsInstrumentDishonoured,
    ArrearsInstrumentPaid,
    ArrearsInstrumentReceived,
    ArrearsOverpaymentSettled,
    ArrearsPaid,
    ArrearsPaymentReversed,
    ArrearsPlanApproved,
    ArrearsPlanReturned,
    ArrearsPlanSubmitted,
    ArrearsSettlementWithdrawn,
)
from services.arrears.state.after_intake import with_schedule
from services.arrears.state.amounts import Amounts
from services.arrears.state.item import Item, Next
from services.arrears.state.parts import (
    Instrument,
    InstrumentStatus,
    Payment,
    Plan,
    PlanStatus,
    Settlement,
)
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Event


def _plan_submitted(item: Item, event: ArrearsPlanSubmitted) -> Item:
    plan = Plan(
        number=len(item.plans) + 1,
        status=PlanStatus.SUBMITTED,
        difficulty=event.difficulty,
        instalments=event.instalments,
        late=event.late,
        submitted_by=event.submitted_by,
        submitted_at=event.submitted_at,
    )
    return replace(item, plans=(*item.plans, plan))


def _plan_returned(item: Item, event: ArrearsPlanReturned) -> Item:
    plan = replace(
        item.plans[-1],
        status=PlanStatus.RETURNED,
        decided_at=event.returned_at,
        answer=event.reason,
    )
    return replace(item, plans=(*item.plans[:-1], plan))


def _plan_approved(item: Item, event: ArrearsPlanApproved) -> Item:
    plan = replace(item.plans[-1], status=PlanStatus.APPROVED, decided_at=event.approved_at)
    return with_schedule(replace(item, plans=(*item.plans[:-1], plan)), event.schedule)


def _received(amounts: Amounts, counted_fen: int, acknowledged_fen: int) -> Amounts:
    return replace(
        amounts,
        received_fen=amounts.received_fen + counted_fen,
        disputed_fen=amounts.disputed_fen - acknowledged_fen,
    )


def _paid(item: Item, event: ArrearsPaid) -> Item:
    payment = Payment(
        voucher=event.voucher,
        credited_fen=event.credited_fen,
        overpaid_fen=event.overpaid_fen,
        acknowledged_fen=event.acknowledged_fen,
        interest_fen=event.interest_fen,
        recorded_at=event.recorded_at,
        source=event.source,
    )
    return replace(
        item,
        payments=(*item.payments, payment),
        amounts=_received(item.money, payment.counted_fen, payment.acknowledged_fen),
    )


def _reversed(item: Item, event: ArrearsPaymentReversed) -> Item:
    key = (event.payer_uscc, event.voucher_number, None)
    payments = tuple(
        replace(payment, reversed_at=event.reversed_at)
        if (payment.voucher.payer_uscc, payment.voucher.number, payment.reversed_at) == key
        else payment
        for payment in item.payments
    )
    counted = event.debited_fen + event.overpaid_fen
    amounts = _received(item.money, -counted, -event.disputed_fen)
    return with_schedule(replace(item, payments=payments, amounts=amounts), event.schedule)


def _instrument_received(item: Item, event: ArrearsInstrumentReceived) -> Item:
    counted_on: date | None = shanghai_date(event.received_at) if event.accepted else None
    instrument = Instrument(
        number=event.number,
        kind=event.instrument,
        amount_fen=event.amount_fen,
        matures_on=event.matures_on,
        accepted=event.accepted,
        status=InstrumentStatus.HELD,
        credited_fen=event.credited_fen,
        overpaid_fen=event.overpaid_fen,
        acknowledged_fen=event.acknowledged_fen,
        counted_on=counted_on,
    )
    return replace(
        item,
        instruments=(*item.instruments, instrument),
        amounts=_received(item.money, instrument.counted_fen, instrument.acknowledged_fen),
    )


def _instrument_paid(item: Item, event: ArrearsInstrumentPaid) -> Item:
    held = _held(item, event.number)
    counted = event.credited_fen + event.overpaid_fen
    paid = replace(
        held,
        status=InstrumentStatus.PAID,
        credited_fen=held.credited_fen + event.credited_fen,
        overpaid_fen=held.overpaid_fen + event.overpaid_fen,
        acknowledged_fen=held.acknowledged_fen + event.acknowledged_fen,
        counted_on=held.counted_on or event.paid_on,
    )
    amounts = _received(item.money, counted, event.acknowledged_fen)
    return replace(item, instruments=_with(item, paid), amounts=amounts)


def _instrument_dishonoured(item: Item, event: ArrearsInstrumentDishonoured) -> Item:
    held = replace(
        _held(item, event.number),
        status=InstrumentStatus.DISHONOURED,
        credited_fen=0,
        overpaid_fen=0,
        acknowledged_fen=0,
        counted_on=None,
    )
    counted = event.debited_fen + event.overpaid_fen
    amounts = _received(item.money, -counted, -event.disputed_fen)
    changed = replace(item, instruments=_with(item, held), amounts=amounts)
    return with_schedule(changed, event.schedule)


def _overpayment_settled(item: Item, event: ArrearsOverpaymentSettled) -> Item:
    settlement = Settlement(event.voucher_number, event.amount_fen, event.refunded)
    return replace(
        item,
        settlements=(*item.settlements, settlement),
        amounts=_received(item.money, -event.amount_fen, 0),
    )


def _settlement_withdrawn(item: Item, event: ArrearsSettlementWithdrawn) -> Item:
    left = tuple(one for one in item.settlements if one.voucher_number != event.voucher_number)
    counted = event.credited_fen + event.overpaid_fen
    amounts = _received(item.money, counted, event.acknowledged_fen)
    return replace(item, settlements=left, amounts=amounts)


def _held(item: Item, number: str) -> Instrument:
    return next(one for one in item.instruments if one.number == number)


def _with(item: Item, changed: Instrument) -> tuple[Instrument, ...]:
    return tuple(changed if one.number == changed.number else one for one in item.instruments)


AFTER_PAYING: Final[dict[type[Event], Next]] = {
    ArrearsPlanSubmitted: _plan_submitted,
    ArrearsPlanReturned: _plan_returned,
    ArrearsPlanApproved: _plan_approved,
    ArrearsPaid: _paid,
    ArrearsPaymentReversed: _reversed,
    ArrearsInstrumentReceived: _instrument_received,
    ArrearsInstrumentPaid: _instrument_paid,
    ArrearsInstrumentDishonoured: _instrument_dishonoured,
    ArrearsOverpaymentSettled: _overpayment_settled,
    ArrearsSettlementWithdrawn: _settlement_withdrawn,
}
