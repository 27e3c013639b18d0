"""督查结论与复核: 30 days to dispute a finding, 30 to decide, by another person (1.7; 政府督查工作条例
art. 17).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import reduce
from typing import Any

import pytest
from msgspec.structs import replace

from services.arrears.answers import clocks_answer
from services.arrears.answers.inspections import inspection_answer
from services.arrears.calendar_days import calendar_limit
from services.arrears.commands import (
    AnnounceClearance,
    ClearArrears,
    ConfirmReceipt,
    DecideInspection,
    NoteTimePassed,
    RecalculateDeadlines,
    StartJudicial,
)
from services.arrears.events import (
    ArrearsFindingRecorded,
    ArrearsReviewDecided,
    ArrearsReviewDueNear,
    ArrearsReviewLimitRecalculated,
    ArrearsReviewOverdue,
    ArrearsReviewRequested,
    JudicialWay,
    ReviewResult,
    ReviewStage,
)
from services.arrears.refusals import (
    ChangedFindingUnclear,
    DateInFuture,
    DeliveredBeforeOrdered,
    FindingKnown,
    FindingTextMissing,
    NoFinding,
    NoInspectionOrdered,
    NoReviewRequested,
    NotConcernedByFinding,
    NotSupervisionOffice,
    ReasonMissing,
    RecusedFromReview,
    ReviewAlreadyDecided,
    ReviewAlreadyRequested,
    ReviewRequestLate,
)
from services.arrears.rules.alarms import timer_at
from services.arrears.state import State, Status
from services.arrears.tables import row
from shared.kernel.calendars import official_lists, seeded_calendar
from shared.kernel.workdays import WorkCalendar
from shared.testing.specs import Spec, instant
from tests.builders.arrears import (
    DEBTOR,
    IN_CHARGE,
    OFFICE,
    OTHER_DEPARTMENT,
    PLATFORM,
    PRINCIPAL,
    SUPERVISION_OFFICE,
    TIMER,
    item_of,
    pay,
    under,
    verified,
)
from tests.builders.arrears_reviews import (
    FINDING,
    FOUND,
    INSPECTOR,
    ORDERED,
    RECORDER,
    REQUEST,
    REQUESTED,
    REVIEWED,
    REVIEWER,
    decide_review,
    disputed,
    found,
    inspected,
    review_of,
)
from tests.builders.tickets import notice

CALENDAR = seeded_calendar()
LAST = "2022-10-08T23:59:59+08:00"
DUE = "2022-10-21T00:00:00+08:00"
# Makes the last days of both limits holidays: 2022-10-08 and 2022-10-20.
MOVING = CALENDAR.publish(
    notice(2022, off="2022-10-08 2022-10-20", document_no="国办发明电〔2022〕99号")
)

# The year of the review without its notice, and with it at last.
UNSETTLED = reduce(
    WorkCalendar.publish,
    (each for each in official_lists() if each.year != 2022),
    WorkCalendar.empty(),
)
SETTLED = reduce(
    WorkCalendar.publish, (each for each in official_lists() if each.year == 2022), UNSETTLED
)


def looked_at(spec: Spec[State], at: str) -> list[Any]:
    """What the timer says of reviews when it looks at an instant."""
    facts = spec.when(NoteTimePassed(at=instant(at)), at=at, actor=TIMER).facts
    return [one for one in facts if isinstance(one, ArrearsReviewDueNear | ArrearsReviewOverdue)]


def after(spec: Spec[State], at: str) -> Spec[State]:
    return spec.given(NoteTimePassed(at=instant(at)), at=at, actor=TIMER)


def before_court(spec: Spec[State]) -> Spec[State]:
    filed = StartJudicial(
        way=JudicialWay.LITIGATION,
        body="临翔区人民法院",
        case_number="（2022）云0902民初345号",
        filed_on=date(2022, 9, 21),
    )
    return spec.given(filed, at="2022-09-21T10:00+08:00")


def test_a_finding_is_entered_with_the_day_it_was_delivered() -> None:
    decision = inspected().when(FINDING, at=FOUND, actor=RECORDER)
    recorded = decision.then(
        ArrearsFindingRecorded(
            number=1,
            document_no="临翔政督〔2022〕7号",
            text="经查，拖欠单位未按计划落实还款资金，责令整改。",
            delivered_on=date(2022, 9, 7),
            participants=("superv-3",),
            request_until=calendar_limit(CALENDAR, date(2022, 9, 7), 30),
            evidence=(),
            recorded_by="superv-2",
            recorded_at=instant(FOUND),
        )
    )
    recorded.when(FINDING, at=FOUND, actor=RECORDER).then_nothing()
    other = replace(FINDING, text="另一结论")
    recorded.when(other, at=FOUND, actor=RECORDER).then_refused(FindingKnown)


def test_a_finding_is_that_of_an_inspection_that_was_ordered() -> None:
    inspected().when(FINDING, at=FOUND).then_refused(NotSupervisionOffice)
    elsewhere = replace(FINDING, number=2)
    inspected().when(elsewhere, at=FOUND, actor=RECORDER).then_refused(NoInspectionOrdered)
    asked = inspected().history[-2]
    no = DecideInspection(number=1, ordered=False, approved_by="", reason="尚不严重。")
    declined = verified().given(asked).given(no, at=ORDERED, actor=SUPERVISION_OFFICE)
    declined.when(FINDING, at=FOUND, actor=RECORDER).then_refused(NoInspectionOrdered)


def test_a_finding_has_a_number_a_text_and_a_day_that_can_be_true() -> None:
    for faulty in (replace(FINDING, document_no=" "), replace(FINDING, text=" ")):
        inspected().when(faulty, at=FOUND, actor=RECORDER).then_refused(FindingTextMissing)
    future = replace(FINDING, delivered_on=date(2022, 9, 9))
    inspected().when(future, at=FOUND, actor=RECORDER).then_refused(DateInFuture)
    early = replace(FINDING, delivered_on=date(2022, 9, 5))
    inspected().when(early, at=FOUND, actor=RECORDER).then_refused(
        DeliveredBeforeOrdered, ordered_on="2022-09-06"
    )


@pytest.mark.parametrize("actor", [DEBTOR, IN_CHARGE], ids=lambda actor: actor.id)
def test_the_debtor_or_its_department_asks_for_a_review(actor: Any) -> None:
    [fact] = found().when(REQUEST, at=REQUESTED, actor=actor).facts
    assert isinstance(fact, ArrearsReviewRequested)
    assert (fact.requested_by, fact.requested_unit) == (actor.id, actor.unit)
    assert fact.decide_until == calendar_limit(CALENDAR, date(2022, 9, 20), 30)
    assert [(one.workdays, one.at) for one in fact.alarms] == [
        (3, instant("2022-10-17T00:00+08:00")),
        (1, instant("2022-10-19T00:00+08:00")),
    ]


def test_nobody_else_asks_for_a_review_and_of_nothing_but_a_finding() -> None:
    for stranger in (OFFICE, OTHER_DEPARTMENT):
        found().when(REQUEST, at=REQUESTED, actor=stranger).then_refused(NotConcernedByFinding)
    inspected().when(REQUEST, at=REQUESTED, actor=DEBTOR).then_refused(NoFinding)
    verified().when(REQUEST, at=REQUESTED, actor=DEBTOR).then_refused(NoInspectionOrdered)
    silent = replace(REQUEST, grounds=" ")
    found().when(silent, at=REQUESTED, actor=DEBTOR).then_refused(ReasonMissing)


def test_a_review_is_asked_for_once() -> None:
    disputed().when(REQUEST, at=REQUESTED, actor=DEBTOR).then_nothing()
    other = replace(REQUEST, grounds="另有理由。")
    disputed().when(other, at=REQUESTED, actor=DEBTOR).then_refused(ReviewAlreadyRequested)
    disputed().when(REQUEST, at="2022-12-01T10:00+08:00", actor=DEBTOR).then_nothing()


def test_a_review_is_asked_for_until_the_last_day_moved_over_the_holiday() -> None:
    assert found().when(REQUEST, at=LAST, actor=DEBTOR).refusal is None
    late = found().when(REQUEST, at="2022-10-09T00:00+08:00", actor=DEBTOR)
    late.then_refused(ReviewRequestLate, delivered_on="2022-09-07", last_day="2022-10-08")


def test_cal_8_a_last_day_that_became_a_day_off_is_in_time_on_the_next_one() -> None:
    spec = found().under(under(calendar=MOVING))
    assert spec.when(REQUEST, at="2022-10-09T23:00+08:00", actor=DEBTOR).refusal is None
    spec.when(REQUEST, at="2022-10-10T00:00+08:00", actor=DEBTOR).then_refused(ReviewRequestLate)


@pytest.mark.parametrize("result", list(ReviewResult))
def test_a_review_is_decided_by_somebody_who_had_no_part_in_the_finding(
    result: ReviewResult,
) -> None:
    finding = "扣除质量保证金后，责令整改。" if result is ReviewResult.CHANGED else ""
    order = decide_review(result=result, finding=finding)
    decided = (
        disputed()
        .when(order, at=REVIEWED, actor=REVIEWER)
        .then(
            ArrearsReviewDecided(
                number=1,
                result=result,
                reason="事实清楚。",
                finding=finding,
                document_no="临翔政督复〔2022〕1号",
                late=False,
                evidence=(),
                decided_by="superv-4",
                decided_at=instant(REVIEWED),
            )
        )
    )
    decided.when(order, at=REVIEWED, actor=REVIEWER).then_nothing()
    other = replace(order, reason="另有理由。")
    decided.when(other, at=REVIEWED, actor=REVIEWER).then_refused(
        ReviewAlreadyDecided, result=result
    )
    decided.when(order, at=REVIEWED, actor=RECORDER).then_refused(RecusedFromReview)


@pytest.mark.parametrize(
    "actor", [SUPERVISION_OFFICE, RECORDER, INSPECTOR], ids=["ordered", "recorded", "took-part"]
)
def test_whoever_ordered_recorded_or_made_the_finding_stays_out_of_its_review(actor: Any) -> None:
    disputed().when(decide_review(), at=REVIEWED, actor=actor).then_refused(RecusedFromReview)


def test_a_review_is_decided_with_a_reason_a_number_and_the_changed_finding_where_changed() -> None:
    def refused(refusal: Any, **changes: Any) -> None:
        disputed().when(decide_review(**changes), at=REVIEWED, actor=REVIEWER).then_refused(refusal)

    refused(ReasonMissing, reason=" ")
    refused(FindingTextMissing, document_no=" ")
    refused(ChangedFindingUnclear, result=ReviewResult.CHANGED)
    refused(ChangedFindingUnclear, result=ReviewResult.REVOKED, finding="另一结论")
    disputed().when(decide_review(), at=REVIEWED).then_refused(NotSupervisionOffice)
    found().when(decide_review(), at=REVIEWED, actor=REVIEWER).then_refused(NoReviewRequested)


@pytest.mark.parametrize("situation", [disputed, lambda: before_court(disputed())])
def test_time_warns_before_the_day_to_decide_and_marks_it_missed_once(situation: Any) -> None:
    spec = situation()
    for at, workdays in (("2022-10-17T00:00+08:00", 3), ("2022-10-19T00:00+08:00", 1)):
        [near] = looked_at(spec, at)
        assert isinstance(near, ArrearsReviewDueNear)
        assert (near.workdays, near.due_at, near.late) == (workdays, instant(DUE), False)
        spec = after(spec, at)
        assert looked_at(spec, at) == []
    [missed] = looked_at(spec, DUE)
    assert isinstance(missed, ArrearsReviewOverdue)
    assert missed.due_at == instant(DUE)
    spec = after(spec, DUE)
    assert review_of(spec).overdue
    assert looked_at(spec, DUE) == []
    [late] = spec.when(decide_review(), at=DUE, actor=REVIEWER).facts
    assert isinstance(late, ArrearsReviewDecided)
    assert late.late


def test_a_missed_review_is_no_missed_duty_of_the_debtor() -> None:
    spec = before_court(disputed())
    assert timer_at(item_of(spec)) == instant("2022-10-17T00:00+08:00")
    over = after(spec, DUE)
    assert timer_at(item_of(over)) is None
    assert [type(one) for one in over.history[-3:]] == [
        ArrearsReviewDueNear,
        ArrearsReviewDueNear,
        ArrearsReviewOverdue,
    ]


def test_a_decided_review_is_watched_no_more() -> None:
    decided = before_court(disputed()).given(decide_review(), at=REVIEWED, actor=REVIEWER)
    assert looked_at(decided, DUE) == []
    facts = decided.under(under(calendar=MOVING)).when(RecalculateDeadlines()).facts
    assert limits_moved(facts) == []


def limits_moved(facts: Sequence[Any]) -> list[ArrearsReviewLimitRecalculated]:
    """The item's own days move as well."""
    return [fact for fact in facts if isinstance(fact, ArrearsReviewLimitRecalculated)]


def test_cal_8_a_notice_moves_the_limit_that_runs_and_never_back() -> None:
    moved = before_court(disputed()).under(under(calendar=MOVING)).when(RecalculateDeadlines())
    [fact] = limits_moved(moved.facts)
    assert (fact.stage, fact.until.due.last_day) == (ReviewStage.DECISION, date(2022, 10, 21))
    assert (fact.until.ends_on, fact.documents) == (date(2022, 10, 20), ("国办发明电〔2022〕99号",))
    spec = moved.done()
    spec.when(RecalculateDeadlines()).then_nothing()
    spec.under(under()).when(RecalculateDeadlines()).then_nothing()
    assert looked_at(spec, DUE)[-1].workdays == 1
    asked = before_court(found()).under(under(calendar=MOVING)).when(RecalculateDeadlines())
    [waiting] = limits_moved(asked.facts)
    assert (waiting.stage, waiting.alarms) == (ReviewStage.REQUEST, ())
    assert waiting.until.due.last_day == date(2022, 10, 9)


def test_cal_8_a_finding_may_be_disputed_longer_though_its_item_is_cleared() -> None:
    """Its row has to say that its days may move, or no notice is ever held against it."""
    cleared = (
        found()
        .given(pay("V1", PRINCIPAL, "2022-09-08"), at=FOUND)
        .given(AnnounceClearance(), at=FOUND)
        .given(ConfirmReceipt(received=True), at=FOUND, actor=PLATFORM)
        .given(ClearArrears(), at=FOUND)
    )
    assert item_of(cleared).status is Status.CLEARED
    assert may_move(cleared)
    [moved] = cleared.under(under(calendar=MOVING)).when(RecalculateDeadlines()).facts
    assert isinstance(moved, ArrearsReviewLimitRecalculated)
    asked = cleared.given(REQUEST, at=REQUESTED, actor=DEBTOR)
    assert may_move(asked)
    decided = asked.given(decide_review(), at=REVIEWED, actor=REVIEWER)
    assert not may_move(decided)


def may_move(spec: Spec[State]) -> bool:
    """As `queries.CASES.moving` has it."""
    columns = row(item_of(spec), 1)
    assert columns is not None
    return columns["open"] or columns["timer_at"] is not None


def test_a_review_that_a_notice_gives_more_time_is_not_overdue_any_more() -> None:
    over = after(disputed(), DUE).under(under(calendar=MOVING))
    spec = over.given(RecalculateDeadlines(), at=DUE)
    assert not review_of(spec).overdue
    later = (instant(DUE) + timedelta(days=1)).isoformat()
    assert [type(one) for one in looked_at(spec, later)] == [ArrearsReviewOverdue]


def test_a_notice_that_only_settles_the_day_warns_and_marks_nothing_a_second_time() -> None:
    """CAL-7: the day was told as provisional, of a year without a notice, and stays what it was."""
    over = after(before_court(disputed(verified().under(under(calendar=UNSETTLED)))), DUE)
    assert review_of(over).decide_until.due.provisional
    settled = over.under(under(calendar=SETTLED)).when(RecalculateDeadlines(), at=DUE)
    [fact] = limits_moved(settled.facts)
    assert not fact.until.due.provisional
    spec = settled.done()
    assert review_of(spec).decide_until.due.last_day == date(2022, 10, 20)
    assert review_of(spec).overdue
    assert looked_at(spec, DUE) == []


def test_the_clock_tells_both_limits_with_their_article() -> None:
    item = item_of(disputed())
    clocks = clocks_answer("id", 1, item, {CALENDAR.version: CALENDAR}).clocks
    request, decision = (one for one in clocks if one.clock.startswith("review_"))
    assert request.rule.zh == (
        "申请复核期限：自收到督查结论之日（2022年9月7日，不计入）起30日内，至2022年10月7日（星期五）届满，"
        "逢法定休假日顺延至2022年10月8日（星期六）（《政府督查工作条例》第十七条）"
    )
    assert decision.rule.en == (
        "Review of a finding is decided within 30 calendar days of the request (2022-09-20, not "
        "counted), to 2022-10-20 (Thursday) (Regulations on Government Supervision art. 17)"
    )
    assert [(one.subject, one.due.last_day, one.days) for one in (request, decision)] == [
        ("1", date(2022, 10, 8), []),
        ("1", date(2022, 10, 20), []),
    ]
    assert "日历日" in request.note.zh


def test_the_answer_shows_finding_review_and_decision() -> None:
    decided = disputed().given(
        decide_review(result=ReviewResult.CHANGED, finding="责令整改。"),
        at=REVIEWED,
        actor=REVIEWER,
    )
    [inspection] = map(inspection_answer, item_of(decided).inspections)
    assert inspection.finding is not None
    assert inspection.finding.request_until.ends_on == date(2022, 10, 7)
    assert inspection.review is not None
    assert not inspection.review.overdue
    assert inspection.review.decision is not None
    assert (inspection.review.decision.result_zh, inspection.review.decision.finding) == (
        "变更",
        "责令整改。",
    )
