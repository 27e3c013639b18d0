"""The ladder of 1.7 and what time brings: the timer says what is in order, a person acts."""

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from services.arrears.commands import (
    AnswerStep,
    DecideInspection,
    NoteTimePassed,
    RecalculateDeadlines,
    StartJudicial,
    TakeStep,
)
from services.arrears.events import (
    ArrearsAnswerRecalculated,
    ArrearsDeadlinesRecalculated,
    ArrearsDueNear,
    ArrearsInspectionDecided,
    ArrearsMarkPassed,
    ArrearsOverdue,
    ArrearsPlanMissed,
    ArrearsStepAnswered,
    ArrearsStepDue,
    ArrearsStepTaken,
    JudicialWay,
    Step,
    StepGround,
)
from services.arrears.refusals import (
    ApprovalMissing,
    DebtorCannot,
    NoSuchStep,
    NotSupervisor,
    ReasonMissing,
    StepNotInOrder,
)
from services.arrears.rules.alarms import overdue, timer_at
from services.arrears.rules.contract import contract_day
from services.arrears.state import State
from services.arrears.statistics.disclosure import overdue as overdue_by_contract
from shared.kernel.calendars import seeded_calendar
from shared.kernel.decider import Held
from shared.testing.specs import Spec, instant
from tests.builders.arrears import (
    DEBTOR,
    OFFICE,
    PRINCIPAL,
    SUPERVISION_OFFICE,
    TIMER,
    item_of,
    pay,
    planned,
    under,
    verified,
)
from tests.builders.tickets import notice

HALF = PRINCIPAL // 2


def looked_at(spec: Spec[State], at: str) -> list[Any]:
    """What the timer records when it looks at an instant."""
    return list(spec.when(NoteTimePassed(at=instant(at)), at=at, actor=TIMER).facts)


def after(spec: Spec[State], at: str) -> Spec[State]:
    return spec.given(NoteTimePassed(at=instant(at)), at=at, actor=TIMER)


def steps(facts: list[Any]) -> list[tuple[Step, StepGround]]:
    return [(fact.step, fact.ground) for fact in facts if isinstance(fact, ArrearsStepDue)]


def test_ladder_1_without_a_plan_on_its_day_an_inquiry_is_in_order() -> None:
    near = looked_at(verified(), "2022-09-02T00:00+08:00")
    assert [type(fact) for fact in near] == [ArrearsDueNear]
    facts = looked_at(after(verified(), "2022-09-05T12:00+08:00"), "2022-09-06T00:00+08:00")
    assert isinstance(facts[0], ArrearsPlanMissed)
    assert steps(facts) == [(Step.INQUIRY, StepGround.NO_PLAN)]


def test_ladder_1_with_a_plan_handed_in_or_all_paid_nobody_asks_for_one() -> None:
    paid = verified().given(pay("V1", PRINCIPAL, "2022-08-24"))
    assert looked_at(paid, "2022-09-06T00:00+08:00") == []
    assert looked_at(planned(), "2022-09-06T00:00+08:00") == []


@pytest.mark.parametrize(
    ("at", "workdays"),
    [
        ("2022-11-21T00:00+08:00", 30),
        ("2022-12-19T00:00+08:00", 10),
        ("2022-12-28T00:00+08:00", 3),
        ("2022-12-30T00:00+08:00", 1),
    ],
)
def test_before_the_year_ends_the_debtor_is_warned(at: str, workdays: int) -> None:
    planned_and_paid = planned().given(pay("V1", HALF, "2022-09-01"))
    earlier = (instant(at) - timedelta(seconds=1)).isoformat()
    [fact] = looked_at(after(planned_and_paid, earlier), at)
    assert isinstance(fact, ArrearsDueNear)
    assert (fact.workdays, fact.unpaid_fen) == (workdays, HALF)


def test_ladder_2_an_instalment_missed_by_one_working_day_brings_a_reminder_and_supervision() -> (
    None
):
    spec = after(planned(), "2022-10-31T12:00+08:00")
    [missed] = looked_at(spec, "2022-11-01T00:00+08:00")
    assert isinstance(missed, ArrearsOverdue)
    assert (missed.duty, missed.unpaid_fen) == ("plan-1/1", HALF)
    facts = looked_at(after(spec, "2022-11-01T00:00+08:00"), "2022-11-02T00:00+08:00")
    assert isinstance(facts[0], ArrearsMarkPassed)
    assert steps(facts) == [(Step.SUPERVISION, StepGround.INSTALMENT_MISSED)]


def test_ladder_2_paid_in_time_an_instalment_is_not_missed() -> None:
    spec = after(planned(), "2022-10-31T12:00+08:00").given(pay("V1", HALF, "2022-10-31"))
    assert looked_at(spec, "2022-11-02T00:00+08:00") == []


def test_ladder_3_missed_by_ten_working_days_a_talk_is_in_order() -> None:
    spec = after(planned(), "2022-11-14T12:00+08:00")
    facts = looked_at(spec, "2022-11-15T00:00+08:00")
    assert steps(facts) == [(Step.TALK, StepGround.MISSED_LONG)]


def test_ladder_3_two_instalments_missed_a_talk_is_in_order_at_once() -> None:
    spec = after(planned(), "2022-12-31T12:00+08:00")
    taken = spec.given(TakeStep(step=Step.TALK, text="约谈主要负责人。"))
    facts = looked_at(taken, "2023-01-01T00:00+08:00")
    assert (Step.TALK, StepGround.MISSED_TWICE) in steps(facts)


def test_ladder_4_a_8_unpaid_after_2022_the_lower_class_is_on_the_list() -> None:
    spec = after(verified(), "2022-12-31T23:59:59+08:00")
    facts = looked_at(spec, "2023-01-01T00:00+08:00")
    assert steps(facts) == [
        (Step.NOTICE, StepGround.YEAR_END),
        (Step.ACCOUNTABILITY, StepGround.YEAR_END),
    ]
    assert overdue(item_of(spec), instant("2023-01-01T00:00+08:00")) == 1


def test_an_outage_of_the_timer_records_each_missed_step_once_and_marks_it_late() -> None:
    at = "2023-01-20T09:00+08:00"
    facts = looked_at(planned(), at)
    assert all(fact.late for fact in facts)
    missed = [fact.duty for fact in facts if isinstance(fact, ArrearsOverdue)]
    assert missed == ["plan-1/1", "plan-1/2"]
    assert steps(facts) == [
        (Step.SUPERVISION, StepGround.INSTALMENT_MISSED),
        (Step.TALK, StepGround.MISSED_LONG),
        (Step.NOTICE, StepGround.YEAR_END),
        (Step.ACCOUNTABILITY, StepGround.YEAR_END),
    ]
    again = after(planned(), at)
    assert looked_at(again, at) == []
    assert timer_at(item_of(again)) is None


def test_ladder_1_an_inquiry_is_a_numbered_document_and_answered_in_five_working_days() -> None:
    order = TakeStep(step=Step.INQUIRY, text="请说明未制定还款计划的原因。")
    decision = verified().when(order, at="2022-09-06T09:00+08:00")
    [fact] = decision.facts
    assert isinstance(fact, ArrearsStepTaken)
    assert (fact.document_no, fact.number) == ("临翔清欠询〔2022〕1号", 1)
    assert fact.answer_due is not None
    assert fact.answer_due.at == instant("2022-09-15T00:00+08:00")
    answer = AnswerStep(number=1, text="已报财政部门安排资金。")
    answered = decision.done().when(answer, actor=DEBTOR)
    assert [type(fact) for fact in answered.facts] == [ArrearsStepAnswered]
    answered.done().when(answer, actor=DEBTOR).then_nothing()
    answered.done().when(replace(answer, text="另一答复"), actor=DEBTOR).then_refused(NoSuchStep)


def test_ladder_1_an_inquiry_without_an_answer_brings_supervision() -> None:
    order = TakeStep(step=Step.INQUIRY, text="请说明情况。")
    spec = after(planned(), "2022-09-02T08:00+08:00").given(order, at="2022-09-02T09:00+08:00")
    facts = looked_at(spec, "2022-09-10T00:00+08:00")
    assert steps(facts) == [(Step.SUPERVISION, StepGround.NO_ANSWER)]
    again = after(spec, "2022-09-10T00:00+08:00")
    assert looked_at(again, "2022-09-10T00:00+08:00") == []


def test_a_step_is_taken_when_its_ground_is_there() -> None:
    talk = TakeStep(step=Step.TALK, text="约谈。")
    verified().when(talk).then_refused(StepNotInOrder, step="talk")
    missed = after(planned(), "2022-11-15T00:00+08:00")
    assert missed.when(talk).refusal is None
    missed.when(talk, actor=DEBTOR).then_refused(DebtorCannot)
    missed.when(replace(talk, text=" ")).then_refused(ReasonMissing)
    missed.given(talk).when(talk).then_refused(StepNotInOrder)


def test_documents_of_a_kind_are_numbered_through_the_year() -> None:
    counted = {"document/inquiry/2022": Held("another", 11)}
    [fact] = verified().when(TakeStep(step=Step.INQUIRY, text="函询"), claims=counted).facts
    assert isinstance(fact, ArrearsStepTaken)
    assert fact.document_no == "临翔清欠询〔2022〕12号"


def test_ladder_5_only_the_supervision_office_decides_on_an_inspection() -> None:
    """政府督查工作条例 art. 6, 7 and 11."""
    asked = verified().given(TakeStep(step=Step.INSPECTION, text="长期拖欠，影响恶劣。"))
    order = DecideInspection(number=1, ordered=True, approved_by="区长", reason="情况属实。")
    asked.when(order).then_refused(NotSupervisor)
    asked.when(replace(order, approved_by=""), actor=SUPERVISION_OFFICE).then_refused(
        ApprovalMissing
    )
    decided = asked.when(order, actor=SUPERVISION_OFFICE).then(
        ArrearsInspectionDecided(
            number=1,
            ordered=True,
            approved_by="区长",
            reason="情况属实。",
            decided_by="superv-1",
            decided_at=instant("2022-08-24T10:00+08:00"),
        )
    )
    decided.when(order, actor=SUPERVISION_OFFICE).then_nothing()
    no = replace(order, ordered=False)
    decided.when(no, actor=SUPERVISION_OFFICE).then_refused(NoSuchStep)
    inquiry = verified().given(TakeStep(step=Step.INQUIRY, text="函询"))
    inquiry.when(order, actor=SUPERVISION_OFFICE).then_refused(NoSuchStep)
    assert OFFICE.id != SUPERVISION_OFFICE.id


def test_cal_8_a_new_notice_moves_counted_days_and_leaves_fixed_ones() -> None:
    longer = seeded_calendar().publish(
        notice(2022, off="2022-09-01 2022-09-02", document_no="临翔政办发〔2022〕60号")
    )
    spec = verified().under(under(calendar=longer))
    decision = spec.when(RecalculateDeadlines())
    [fact] = decision.facts
    assert isinstance(fact, ArrearsDeadlinesRecalculated)
    assert fact.schedule.plan is not None
    assert fact.schedule.plan.due.last_day.isoformat() == "2022-09-07"
    [duty] = fact.schedule.duties
    assert duty.due.last_day.isoformat() == "2022-12-31"
    decision.done().when(RecalculateDeadlines()).then_nothing()


def test_cal_8_what_has_come_to_pass_is_no_reason_to_judge_days_anew() -> None:
    """A notice about other days says nothing of an item, however many warnings lie behind it."""
    warned = after(planned(), "2022-10-28T10:00+08:00")
    assert any(isinstance(fact, ArrearsDueNear) for fact in warned.history)
    warned.when(RecalculateDeadlines()).then_nothing()


def test_cal_8_a_warning_whose_time_has_come_is_given_though_a_notice_comes_before_the_timer() -> (
    None
):
    """The timer was late: the first warning of the instalment was due on 26 October."""
    late = "2022-10-28T10:00+08:00"
    shorter = seeded_calendar().publish(
        notice(2022, off="2022-11-03", document_no="临翔政办发〔2022〕62号")
    )
    judged = planned().under(under(calendar=shorter)).given(RecalculateDeadlines(), at=late)
    near = [fact for fact in looked_at(judged, late) if isinstance(fact, ArrearsDueNear)]
    assert [(fact.duty, fact.workdays) for fact in near if fact.duty == "plan-1/1"] == [
        ("plan-1/1", 3),
        ("plan-1/1", 1),
    ]


def test_cal_8_a_new_notice_moves_the_contracts_own_day_and_what_is_overdue_by_it() -> None:
    """2021-12-30 was the 30th day from delivery, in a year whose list was not there yet (CAL-7)."""
    spec = verified()
    told = item_of(spec).payment_due
    assert told is not None
    assert (told.due_on, told.provisional) == (date(2021, 12, 30), True)
    off = seeded_calendar().publish(notice(2021, off="2021-12-30"))
    [fact] = spec.under(under(calendar=off)).when(RecalculateDeadlines()).facts
    assert isinstance(fact, ArrearsDeadlinesRecalculated)
    due = fact.payment_due
    assert due is not None
    assert (due.due_on, due.provisional, due.calendar_version) == (date(2021, 12, 31), False, 6)
    moved = spec.given(fact).under(under(calendar=off))
    moved.when(RecalculateDeadlines()).then_nothing()
    assert contract_day(item_of(moved)) == date(2021, 12, 31)
    published = overdue_by_contract(moved.history, date(2022, 12, 31))
    assert published is not None
    assert published.due_on == date(2021, 12, 31)
    taken_back = under(calendar=off.publish(notice(2021)))
    moved.under(taken_back).when(RecalculateDeadlines()).then_nothing()


def test_cal_8_a_new_notice_judges_an_item_before_a_court_too() -> None:
    """Nothing runs meanwhile (A-12), but when the item comes back its days are those of the calendar."""
    longer = seeded_calendar().publish(
        notice(2022, off="2022-09-01 2022-09-02", document_no="临翔政办发〔2022〕60号")
    )
    filed = StartJudicial(
        way=JudicialWay.LITIGATION,
        body="临翔区人民法院",
        case_number="（2022）云0902民初345号",
        filed_on=date(2022, 8, 22),
    )
    spec = verified().given(filed).under(under(calendar=longer))
    [fact] = spec.when(RecalculateDeadlines()).facts
    assert isinstance(fact, ArrearsDeadlinesRecalculated)
    assert fact.schedule.plan is not None
    assert fact.schedule.plan.due.last_day.isoformat() == "2022-09-07"


def test_cal_8_a_new_notice_moves_the_time_to_answer_an_inquiry_while_it_runs() -> None:
    longer = seeded_calendar().publish(
        notice(2022, off="2022-09-14", document_no="临翔政办发〔2022〕61号")
    )
    changed, order = under(calendar=longer), RecalculateDeadlines()
    asked_at = "2022-09-06T09:00+08:00"
    asked = after(planned(), asked_at).given(TakeStep(step=Step.INQUIRY, text="请说明。"))
    facts = asked.under(changed).when(order).facts
    [fact] = [one for one in facts if isinstance(one, ArrearsAnswerRecalculated)]
    assert (fact.number, fact.answer_due.last_day.isoformat()) == (1, "2022-09-15")
    moved = asked.under(changed).given(order)
    moved.when(order).then_nothing()
    silent = (Step.SUPERVISION, StepGround.NO_ANSWER)
    assert silent not in steps(looked_at(moved, "2022-09-15T09:00+08:00"))
    assert silent in steps(looked_at(moved, "2022-09-16T00:00+08:00"))
    answered = asked.given(AnswerStep(number=1, text="已安排。"), actor=DEBTOR)
    facts = answered.under(changed).when(order).facts
    assert not any(isinstance(one, ArrearsAnswerRecalculated) for one in facts)
