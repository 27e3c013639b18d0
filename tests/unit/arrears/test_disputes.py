"""What is disputed, and what a settlement, a ruling or a court makes of it (A-5, A-11, A-12)."""

from datetime import date

from msgspec.structs import replace

from services.arrears.commands import (
    DisputeArrears,
    EndJudicial,
    NoteTimePassed,
    ResolveDispute,
    StartJudicial,
)
from services.arrears.events import (
    ArrearsDisputed,
    ArrearsDisputeResolved,
    ArrearsJudicialEnded,
    ArrearsJudicialStarted,
    DutyCause,
    JudicialWay,
)
from services.arrears.refusals import (
    BasisMissing,
    DateInFuture,
    DisputeAboveOutstanding,
    DisputeNotMore,
    DisputeWithoutReason,
    EndsBeforeFiled,
    NothingDisputed,
    PrincipalAboveContract,
    ResolvesTooMuch,
    WrongStatus,
)
from services.arrears.state import State, Status
from shared.testing.specs import Spec, instant
from tests.builders.arrears import (
    PRINCIPAL,
    TIMER,
    item_of,
    pay,
    planned,
    verified,
)

PART = 30_000_000
DISPUTED = "2022-09-05T15:00+08:00"
DISPUTE = DisputeArrears(disputed_fen=PART, reason="质量扣款有争议。")
SETTLED = ResolveDispute(
    owed_fen=PART, dropped_fen=0, effective_on=date(2022, 10, 10), basis="和解协议 2022-3"
)
FILED = StartJudicial(
    way=JudicialWay.LITIGATION,
    body="临翔区人民法院",
    case_number="（2022）云0902民初345号",
    filed_on=date(2022, 9, 5),
)


def test_a_5_the_undisputed_part_keeps_its_day() -> None:
    decision = verified().when(DISPUTE, at=DISPUTED)
    [fact] = decision.facts
    assert isinstance(fact, ArrearsDisputed)
    [duty] = fact.schedule.duties
    assert (duty.id, duty.amount_fen) == ("final", PRINCIPAL - PART)
    decision.done().when(DISPUTE).then_nothing()


def test_a_5_of_a_plan_the_last_days_fall_first() -> None:
    after = planned().given(DISPUTE, at=DISPUTED)
    half = PRINCIPAL // 2
    assert [d.amount_fen for d in item_of(after).schedule.duties] == [half, half - PART]


def test_a_5_a_dispute_has_a_reason_and_is_about_what_is_not_paid() -> None:
    verified().when(replace(DISPUTE, reason=" "), at=DISPUTED).then_refused(DisputeWithoutReason)
    spec = verified().given(pay("V1", PRINCIPAL - 100, "2022-09-05"), at=DISPUTED)
    spec.when(DISPUTE).then_refused(DisputeAboveOutstanding, outstanding="1.00")


def test_a_11_less_is_disputed_only_by_a_settlement_or_a_ruling() -> None:
    spec = verified(PRINCIPAL, PART)
    order = DisputeArrears(disputed_fen=PART - 1, reason="协商后减少。")
    spec.when(order, at=DISPUTED).then_refused(DisputeNotMore, disputed="300000.00")


def test_a_11_what_is_resolved_is_due_on_the_final_day() -> None:
    decision = verified(PRINCIPAL, PART).when(SETTLED, at="2022-10-11T10:00+08:00")
    [fact] = decision.facts
    assert isinstance(fact, ArrearsDisputeResolved)
    duty = fact.schedule.duties[-1]
    assert (duty.cause, duty.amount_fen, duty.excused) == (DutyCause.RESOLVED, PART, False)
    assert duty.due.last_day == date(2022, 12, 31)
    assert item_of(decision.done()).money.payable_fen == PRINCIPAL


def test_a_11_after_the_final_day_within_ten_working_days_and_no_default() -> None:
    order = replace(SETTLED, effective_on=date(2023, 2, 1))
    [fact] = verified(PRINCIPAL, PART).when(order, at="2023-02-02T10:00+08:00").facts
    assert isinstance(fact, ArrearsDisputeResolved)
    duty = fact.schedule.duties[-1]
    assert (duty.due.last_day, duty.excused) == (date(2023, 2, 15), True)


def test_a_9_of_what_became_undisputed_later_a_plan_is_owed_from_that_day() -> None:
    wholly = verified(300_000_000, 300_000_000)
    assert item_of(wholly).schedule.plan is None
    order = replace(SETTLED, owed_fen=300_000_000)
    [fact] = wholly.when(order, at="2022-10-11T10:00+08:00").facts
    assert isinstance(fact, ArrearsDisputeResolved)
    assert fact.schedule.plan is not None
    assert fact.schedule.plan.due.last_day == date(2022, 10, 24)


def test_a_11_what_is_not_owed_is_a_written_correction_and_may_change_the_class() -> None:
    order = replace(SETTLED, owed_fen=0, dropped_fen=100_000_000)
    spec = verified(300_000_000, 100_000_000).given(order, at="2022-10-11T10:00+08:00")
    item = item_of(spec)
    assert (item.size_class, item.money.reduced_fen) == ("LE_2M", 100_000_000)
    [duty] = item.schedule.duties
    assert (duty.amount_fen, duty.due.last_day) == (200_000_000, date(2022, 12, 31))


def test_a_11_what_a_resolution_must_be() -> None:
    spec, at = verified(PRINCIPAL, PART), "2022-10-11T10:00+08:00"
    spec.when(replace(SETTLED, owed_fen=PART + 1), at=at).then_refused(ResolvesTooMuch)
    spec.when(replace(SETTLED, owed_fen=0), at=at).then_refused(ResolvesTooMuch)
    spec.when(replace(SETTLED, owed_fen=-1, dropped_fen=2), at=at).then_refused(ResolvesTooMuch)
    spec.when(replace(SETTLED, basis=""), at=at).then_refused(BasisMissing)
    future = replace(SETTLED, effective_on=date(2022, 10, 12))
    spec.when(future, at=at).then_refused(DateInFuture)
    verified().when(SETTLED, at=at).then_refused(NothingDisputed)


def test_a_12_before_a_court_nothing_runs() -> None:
    decision = verified().when(FILED, at=DISPUTED)
    decision.then(
        ArrearsJudicialStarted(
            way=FILED.way,
            body=FILED.body,
            case_number=FILED.case_number,
            filed_on=FILED.filed_on,
            started_by="office-1",
            started_at=instant(DISPUTED),
        )
    )
    after = decision.done()
    assert item_of(after).status is Status.JUDICIAL
    after.when(FILED).then_nothing()
    now = "2023-01-02T09:00+08:00"
    after.when(NoteTimePassed(at=instant(now)), at=now, actor=TIMER).then_nothing()


def before_the_court() -> Spec[State]:
    return verified().given(FILED, at=DISPUTED)


def test_a_12_the_item_is_back_when_the_ruling_takes_effect_and_the_days_between_no_default() -> (
    None
):
    ruling = EndJudicial(
        outcome="判决支付全部货款", effective_on=date(2023, 3, 1), owed_fen=PRINCIPAL
    )
    decision = verified().given(FILED, at=DISPUTED).when(ruling, at="2023-03-02T09:00+08:00")
    [fact] = decision.facts
    assert isinstance(fact, ArrearsJudicialEnded)
    [duty] = fact.schedule.duties
    assert (duty.amount_fen, duty.due.last_day, duty.excused) == (
        PRINCIPAL,
        date(2023, 3, 15),
        True,
    )
    assert item_of(decision.done()).status is Status.OPEN


def test_a_12_what_the_ruling_denies_is_a_written_correction() -> None:
    ruling = EndJudicial(outcome="判决", effective_on=date(2022, 10, 10), owed_fen=PRINCIPAL - PART)
    spec = before_the_court().given(ruling, at="2022-10-11T09:00+08:00")
    item = item_of(spec)
    assert (item.money.reduced_fen, item.money.outstanding_fen) == (PART, PRINCIPAL - PART)
    assert item.schedule.duties[0].due.last_day == date(2022, 12, 31)


def test_a_12_what_a_court_case_and_its_end_must_be() -> None:
    verified().when(replace(FILED, body=" "), at=DISPUTED).then_refused(BasisMissing)
    future = replace(FILED, filed_on=date(2022, 9, 6))
    verified().when(future, at=DISPUTED).then_refused(DateInFuture)
    ruling = EndJudicial(outcome="判决", effective_on=date(2022, 9, 4), owed_fen=1)
    court = before_the_court()
    court.when(ruling).then_refused(EndsBeforeFiled)
    court.when(replace(ruling, outcome="")).then_refused(BasisMissing)
    much = replace(ruling, effective_on=date(2022, 9, 5), owed_fen=500_000_001)
    court.when(much).then_refused(PrincipalAboveContract)
    verified().when(ruling, at=DISPUTED).then_refused(WrongStatus)
    court.when(DISPUTE).then_refused(WrongStatus, status="judicial")
