"""Bills and notes: no money until they are paid, unless the creditor took them as such (A-14)."""

from datetime import date

from msgspec.structs import replace

from services.arrears.commands import ReceiveInstrument, SettleInstrument
from services.arrears.events import (
    ArrearsInstrumentDishonoured,
    ArrearsInstrumentPaid,
    ArrearsInstrumentReceived,
    InstrumentKind,
)
from services.arrears.numbers import instrument_key
from services.arrears.refusals import (
    AmountNotPositive,
    DateInFuture,
    InstrumentUsed,
    NoSuchInstrument,
    NotMatured,
    ReasonMissing,
)
from shared.kernel.decider import Held
from shared.testing.specs import STREAM, instant
from tests.builders.arrears import OFFICE, PRINCIPAL, item_of, verified

RECEIVED = "2022-09-05T15:00+08:00"
MATURED = "2022-12-05T10:00+08:00"
NOTE = ReceiveInstrument(
    number="5 3013 2022 0905 1",
    instrument=InstrumentKind.BANK_ACCEPTANCE,
    drawer="临翔区住房和城乡建设局",
    amount_fen=100_000_000,
    matures_on=date(2022, 12, 5),
    accepted=False,
)
PAID = SettleInstrument(number=NOTE.number, paid=True, on=date(2022, 12, 5))
BOUNCED = SettleInstrument(number=NOTE.number, paid=False, on=date(2022, 12, 5), reason="拒付")


def test_a_14_a_note_counts_when_it_is_paid_at_maturity() -> None:
    spec = verified().given(NOTE, at=RECEIVED)
    assert item_of(spec).money.repaid_fen == 0
    after = spec.when(PAID, at=MATURED).then(
        ArrearsInstrumentPaid(
            number=NOTE.number,
            paid_on=date(2022, 12, 5),
            credited_fen=100_000_000,
            overpaid_fen=0,
            acknowledged_fen=0,
            recorded_by=OFFICE.id,
            recorded_at=instant(MATURED),
        )
    )
    assert item_of(after).money.repaid_fen == 100_000_000
    after.when(PAID).then_nothing()
    after.when(BOUNCED).then_refused(NoSuchInstrument)


def test_a_14_a_note_the_creditor_took_as_payment_counts_at_once_and_only_once() -> None:
    order = replace(NOTE, accepted=True)
    decision = verified().when(order, at=RECEIVED)
    [fact] = decision.facts
    assert isinstance(fact, ArrearsInstrumentReceived)
    assert fact.credited_fen == 100_000_000
    paid = decision.done().given(PAID, at=MATURED)
    assert item_of(paid).money.repaid_fen == 100_000_000


def test_a_14_a_dishonoured_note_leaves_the_debt_as_it_was() -> None:
    spec = verified().given(replace(NOTE, accepted=True), at=RECEIVED)
    decision = spec.when(BOUNCED, at=MATURED)
    [fact] = decision.facts
    assert isinstance(fact, ArrearsInstrumentDishonoured)
    assert fact.debited_fen == 100_000_000
    assert item_of(decision.done()).money.outstanding_fen == PRINCIPAL
    spec.when(replace(BOUNCED, reason=""), at=MATURED).then_refused(ReasonMissing)


def test_the_same_note_again_is_quiet_and_with_other_content_a_conflict() -> None:
    spec = verified().given(NOTE, at=RECEIVED)
    spec.when(replace(NOTE, number="5301320220905１")).then_nothing()
    spec.when(replace(NOTE, amount_fen=1)).then_refused(InstrumentUsed, arrears_id=STREAM)
    elsewhere = {instrument_key(NOTE.number): Held("another", 2022 * 10**9 + 9)}
    verified().when(NOTE, at=RECEIVED, claims=elsewhere).then_refused(
        InstrumentUsed, number="LX-A-2022-000009"
    )


def test_a_note_is_settled_when_it_has_matured() -> None:
    spec = verified().given(NOTE, at=RECEIVED)
    spec.when(replace(PAID, on=date(2022, 12, 4)), at=MATURED).then_refused(NotMatured)
    spec.when(replace(PAID, on=date(2022, 12, 6)), at=MATURED).then_refused(DateInFuture)
    spec.when(replace(PAID, number="1"), at=MATURED).then_refused(NoSuchInstrument)
    verified().when(replace(NOTE, amount_fen=0), at=RECEIVED).then_refused(AmountNotPositive)
