"""T-24 and what bears on it: each rate, what it counts, and in which month."""

import pytest

from services.tickets.commands import (
    AskSupplement,
    CallBackFirm,
    CloseTicket,
    DecideExtension,
    DecideReclassification,
    DesignateLead,
    NoteTimePassed,
    RateTicket,
    ReopenTicket,
    TakeOverTicket,
)
from services.tickets.events import (
    Basis,
    CallBackOutcome,
    ClosedBecause,
    DeadlineClock,
    LegalLimit,
    ReopenGround,
    Satisfaction,
    Study,
    StudyForm,
    TicketDeadlineRecalculated,
)
from services.tickets.state import State
from services.tickets.statistics.definitions import Indicator
from shared.kernel.clock import shanghai_date
from shared.testing.specs import Spec, instant
from tests.builders.ticket_events import DEPARTMENTS_DUE, FIRMS_DUE
from tests.builders.ticket_figures import NOVEMBER, OCTOBER, figures
from tests.builders.ticket_situations import (
    ask_supplement,
    closed_explained,
    complex_dispatched,
    decide_return,
    explain_limit,
    extension_pending,
    merged,
    plan_active,
    plan_pending,
    reclassification_pending,
    return_requested,
    second_return_requested,
    submit_plan,
    unreachable,
    withdraw,
)
from tests.builders.tickets import (
    COLLEAGUE,
    FINANCIAL_OFFICE,
    HOTLINE,
    TIMER,
    call_back,
    closed,
    dispatch_ticket,
    dispatched,
    in_progress,
    replied,
    reply_to_ticket,
    second_cycle,
    submitted,
)

REOPEN = ReopenTicket(ground=ReopenGround.NOT_CARRIED_OUT, statement="银行至今未办理展期。")
REOPENED_ON = "2022-10-10T09:00+08:00"


def rated(spec: Spec[State], said: Satisfaction, at: str) -> Spec[State]:
    return spec.given(RateTicket(satisfaction=said), at=at, actor=HOTLINE)


def passed(spec: Spec[State], at: str) -> Spec[State]:
    return spec.given(NoteTimePassed(at=instant(at)), at=at, actor=TIMER)


def reopened() -> Spec[State]:
    return closed().given(REOPEN, at=REOPENED_ON, actor=HOTLINE)


def recalculated(clock: DeadlineClock) -> TicketDeadlineRecalculated:
    """A notice that puts the deadline off from Friday 2022-09-30 to the make-up Saturday."""
    return TicketDeadlineRecalculated(
        clock=clock,
        before=FIRMS_DUE,
        calculated=DEPARTMENTS_DUE,
        in_force=DEPARTMENTS_DUE,
        documents=("临翔政办通〔2022〕9号",),
    )


# Response: taken over in time ÷ dispatched.


def test_response_counts_an_order_taken_over_before_its_target() -> None:
    # Dispatched on Monday at 9:00: four working hours later it is 15:30.
    assert figures(Indicator.RESPONSE, in_progress()) == (1, 1)
    in_the_last_minute = dispatched().given(
        TakeOverTicket(), at="2022-09-26T15:29:59+08:00", actor=FINANCIAL_OFFICE
    )
    assert figures(Indicator.RESPONSE, in_the_last_minute) == (1, 1)


def test_response_does_not_count_an_order_taken_over_at_its_target_or_not_at_all() -> None:
    late = dispatched().given(TakeOverTicket(), at="2022-09-26T15:30+08:00", actor=FINANCIAL_OFFICE)
    assert figures(Indicator.RESPONSE, late, dispatched(), submitted()) == (0, 2)


def test_response_counts_each_order_by_itself_in_the_month_it_was_given() -> None:
    returned = return_requested().given(decide_return("FIN"), at="2022-09-26T15:00+08:00")
    assert figures(Indicator.RESPONSE, returned, department="FINOFF") == (0, 1)
    assert figures(Indicator.RESPONSE, returned, department="FIN") == (0, 1)
    assert figures(Indicator.RESPONSE, reopened()) == (1, 1)
    assert figures(Indicator.RESPONSE, reopened(), month=OCTOBER) == (0, 1)


# On time: closed or planned in time ÷ due.


def test_on_time_counts_a_ticket_closed_before_its_deadline_in_the_month_it_was_due() -> None:
    assert figures(Indicator.ON_TIME, closed()) == (1, 1)
    assert figures(Indicator.ON_TIME, closed(), month=OCTOBER) == (0, 0)


def test_on_time_leaves_out_what_was_not_yet_due_as_of_then() -> None:
    assert figures(Indicator.ON_TIME, in_progress(), known_at="2022-09-30T23:59:59+08:00") == (0, 0)
    assert figures(Indicator.ON_TIME, in_progress(), known_at="2022-10-01T00:00+08:00") == (0, 1)


def test_on_time_does_not_count_a_ticket_closed_at_24_00_of_its_last_day() -> None:
    content = call_back(CallBackOutcome.SATISFIED)
    just = replied().given(content, at="2022-09-30T23:59:59+08:00")
    late = replied().given(content, at="2022-10-01T00:00+08:00")
    assert figures(Indicator.ON_TIME, just) == (1, 1)
    assert figures(Indicator.ON_TIME, late) == (0, 1)


def test_on_time_counts_a_complex_problem_planned_in_time_and_its_final_day_apart() -> None:
    assert figures(Indicator.ON_TIME, plan_active()) == (1, 1)
    assert figures(Indicator.ON_TIME, plan_active(), month=OCTOBER) == (0, 1)
    late = plan_pending().given(submit_plan(), at="2022-10-08T09:00+08:00", actor=FINANCIAL_OFFICE)
    assert figures(Indicator.ON_TIME, late) == (0, 1)


def test_t_9_an_answer_with_route_and_limit_in_time_meets_the_duty() -> None:
    limit = LegalLimit("中华人民共和国行政许可法第四十二条", shanghai_date(instant(REOPENED_ON)))
    answer = reply_to_ticket(legal_limit=limit, route="向区行政审批局申请")
    answered = in_progress().given(answer, at="2022-09-30T15:00+08:00", actor=FINANCIAL_OFFICE)
    plain = in_progress().given(
        reply_to_ticket(), at="2022-09-30T15:00+08:00", actor=FINANCIAL_OFFICE
    )
    assert figures(Indicator.ON_TIME, answered) == (1, 1)
    assert figures(Indicator.ON_TIME, plain) == (0, 1)


def test_a_notice_moves_no_deadline_that_has_ended() -> None:
    """The ticket's own clock goes on after such an answer; the duty it was about is done."""
    limit = LegalLimit("中华人民共和国行政许可法第四十二条", shanghai_date(instant(REOPENED_ON)))
    answer = reply_to_ticket(legal_limit=limit, route="向区行政审批局申请")
    answered = in_progress().given(answer, at="2022-09-30T15:00+08:00", actor=FINANCIAL_OFFICE)
    later = answered.given(recalculated(DeadlineClock.FIRM))
    assert figures(Indicator.ON_TIME, later) == (1, 1)
    assert figures(Indicator.ON_TIME, later, month=OCTOBER) == (0, 0)


def test_a_notice_moves_the_firms_deadline_and_no_other_clocks() -> None:
    firms = in_progress().given(recalculated(DeadlineClock.FIRM))
    departments = in_progress().given(recalculated(DeadlineClock.DEPARTMENT))
    assert figures(Indicator.ON_TIME, firms, departments) == (0, 1)
    assert figures(Indicator.ON_TIME, firms, departments, month=OCTOBER) == (0, 1)


def test_on_time_follows_pauses_and_extensions() -> None:
    paused = in_progress().given(
        ask_supplement(), at="2022-09-27T10:00+08:00", actor=FINANCIAL_OFFICE
    )
    extended = extension_pending().given(
        DecideExtension(approved=True, reason="情况属实。"),
        at="2022-09-28T10:00+08:00",
        actor=COLLEAGUE,
    )
    for moved in (paused, extended):
        assert figures(Indicator.ON_TIME, moved) == (0, 0)
        assert figures(Indicator.ON_TIME, moved, month=OCTOBER) == (0, 1)


def test_on_time_drops_a_deadline_that_ended_before_it_was_due() -> None:
    withdrawn = in_progress().given(withdraw(), at="2022-09-29T09:00+08:00", actor=HOTLINE)
    assert figures(Indicator.ON_TIME, withdrawn, merged(), second_cycle()) == (0, 0)
    too_late = in_progress().given(withdraw(), at="2022-10-01T00:00+08:00", actor=HOTLINE)
    assert figures(Indicator.ON_TIME, too_late) == (0, 1)
    # The second cycle's own deadline is Tuesday 2022-10-11.
    assert figures(Indicator.ON_TIME, second_cycle(), month=OCTOBER) == (0, 1)


def test_on_time_is_answered_for_by_whoever_had_the_ticket_in_hand_when_it_was_due() -> None:
    handed_on = return_requested().given(decide_return("FIN"), at="2022-09-26T15:00+08:00")
    assert figures(Indicator.ON_TIME, handed_on, department="FIN") == (0, 1)
    assert figures(Indicator.ON_TIME, handed_on, department="FINOFF") == (0, 0)
    in_the_queue = return_requested().given(decide_return(), at="2022-09-26T15:00+08:00")
    assert figures(Indicator.ON_TIME, in_the_queue, submitted(), department="") == (0, 2)


def test_on_time_of_a_designated_lead_is_its_own() -> None:
    designated = second_return_requested().given(
        DesignateLead(lead="HRSS", helpers=(), leader="领导小组办公室主任", reason="指定办理。"),
        at="2022-09-27T15:00+08:00",
        actor=COLLEAGUE,
    )
    assert figures(Indicator.ON_TIME, designated, department="HRSS") == (0, 1)


# Solved: solved ÷ closed.


def test_solved_counts_closings_with_a_content_firm() -> None:
    assert figures(Indicator.SOLVED, closed()) == (1, 1)
    basically = replied().given(
        call_back(CallBackOutcome.BASICALLY_SATISFIED), at="2022-09-29T09:30+08:00"
    )
    assert figures(Indicator.SOLVED, basically, in_progress(), second_cycle()) == (1, 1)


def test_solved_counts_no_closing_unreached_explained_or_for_silence() -> None:
    unreached = unreachable().given(CloseTicket(), at="2022-10-08T10:00+08:00")
    silent = passed(
        in_progress().given(
            AskSupplement(items=("贷款合同",), reason="核实贷款到期日。"),
            at="2022-09-27T10:00+08:00",
            actor=FINANCIAL_OFFICE,
        ),
        "2022-10-10T09:00+08:00",
    ).given(
        CloseTicket(because=ClosedBecause.SUPPLEMENT_NOT_GIVEN),
        at="2022-10-10T10:00+08:00",
        actor=COLLEAGUE,
    )
    assert figures(Indicator.SOLVED, closed_explained()) == (0, 1)
    assert figures(Indicator.SOLVED, unreached, silent, month=OCTOBER) == (0, 2)


def test_t_17_a_reopened_closing_leaves_the_closed_count_in_a_restatement() -> None:
    assert figures(Indicator.SOLVED, closed()) == (1, 1)  # what was known until the reopening
    assert figures(Indicator.SOLVED, reopened()) == (0, 0)
    assert figures(Indicator.ON_TIME, reopened()) == (1, 1)  # the first cycle's result stays


def test_t_18_the_two_paths_are_counted_apart() -> None:
    study = Study(StudyForm.STUDY_NOTE, "临翔金融研〔2022〕3号")
    answer = reply_to_ticket(basis=Basis.NO_POLICY, provisions=(), study=study)
    without = (
        in_progress()
        .given(answer, at="2022-09-28T15:00+08:00", actor=FINANCIAL_OFFICE)
        .given(explain_limit(), at="2022-09-29T09:30+08:00")
    )
    assert figures(Indicator.SOLVED, closed(), without) == (1, 2)
    assert figures(Indicator.SOLVED_WITH_POLICY, closed(), without) == (1, 1)
    assert figures(Indicator.SOLVED_WITHOUT_POLICY, closed(), without) == (0, 1)


# Satisfied: (very + satisfied + basic) ÷ rated.


@pytest.mark.parametrize("said", Satisfaction)
def test_satisfied_counts_the_three_better_levels(said: Satisfaction) -> None:
    content = said not in {Satisfaction.DISSATISFIED, Satisfaction.VERY_DISSATISFIED}
    ticket = rated(closed(), said, "2022-10-08T09:00+08:00")
    assert figures(Indicator.SATISFIED, ticket) == (int(content), 1)


def test_t_16_unrated_is_outside_and_never_satisfied() -> None:
    assert figures(Indicator.SATISFIED, closed()) == (0, 0)


def test_t_15_the_last_word_about_the_cycle_counts() -> None:
    first = rated(closed(), Satisfaction.VERY_SATISFIED, "2022-09-30T09:00+08:00")
    changed = rated(first, Satisfaction.DISSATISFIED, "2022-10-07T09:00+08:00")
    assert figures(Indicator.SATISFIED, first) == (1, 1)
    assert figures(Indicator.SATISFIED, changed) == (0, 1)


def test_a_cycle_closed_as_explained_counts_as_unsatisfied_rated_or_not() -> None:
    kind = rated(closed_explained(), Satisfaction.SATISFIED, "2022-09-30T09:00+08:00")
    assert figures(Indicator.SATISFIED, closed_explained(), kind) == (0, 2)


def test_a_rating_of_a_cycle_that_was_sent_back_is_not_lost() -> None:
    unhappy = rated(replied(), Satisfaction.DISSATISFIED, "2022-09-29T09:00+08:00")
    sent_back = unhappy.given(
        CallBackFirm(outcome=CallBackOutcome.NOT_DONE, note=""), at="2022-09-29T09:30+08:00"
    )
    assert figures(Indicator.SATISFIED, unhappy) == (0, 0)  # its cycle has not ended
    assert figures(Indicator.SATISFIED, sent_back) == (0, 1)


def test_t_17_the_first_cycles_rating_stays_when_the_ticket_is_reopened() -> None:
    happy = rated(closed(), Satisfaction.SATISFIED, "2022-09-30T09:00+08:00")
    again = happy.given(REOPEN, at=REOPENED_ON, actor=HOTLINE)
    assert figures(Indicator.SATISFIED, again) == (1, 1)


# Return, reopen and supervised rates.


def test_returned_counts_orders_whose_lead_asked_to_return_them() -> None:
    back_and_forth = return_requested().given(decide_return("FIN"), at="2022-09-26T15:00+08:00")
    assert figures(Indicator.RETURNED, back_and_forth) == (1, 2)
    assert figures(Indicator.RETURNED, back_and_forth, department="FINOFF") == (1, 1)
    assert figures(Indicator.RETURNED, back_and_forth, department="FIN") == (0, 1)


def test_reopened_counts_closings_of_the_month_that_were_reopened_by_then() -> None:
    assert figures(Indicator.REOPENED, reopened(), closed()) == (1, 2)
    assert figures(Indicator.REOPENED, reopened(), month=OCTOBER) == (0, 0)


def test_supervised_counts_tickets_received_in_the_month_that_came_under_supervision() -> None:
    overdue = passed(in_progress(), "2022-10-01T00:00+08:00")
    assert figures(Indicator.SUPERVISED, overdue, closed(), submitted()) == (1, 3)
    assert figures(Indicator.SUPERVISED, overdue, month=OCTOBER) == (0, 0)
    assert figures(Indicator.SUPERVISED, overdue, department="FINOFF") == (1, 1)


def test_supervised_counts_a_second_unsatisfied_call_back_too() -> None:
    twice = (
        second_cycle()
        .given(reply_to_ticket(text="再次协调。"), at="2022-09-29T15:00+08:00",
               actor=FINANCIAL_OFFICE)
        .given(explain_limit(), at="2022-09-30T09:00+08:00")
    )  # fmt: skip
    assert figures(Indicator.SUPERVISED, twice) == (1, 1)


def test_supervision_is_about_whoever_had_the_ticket_when_it_first_came() -> None:
    by_the_office = passed(submitted(), "2022-10-01T00:00+08:00").given(
        dispatch_ticket(), at="2022-10-08T09:00+08:00"
    )
    assert figures(Indicator.SUPERVISED, by_the_office, department="") == (1, 1)
    assert figures(Indicator.SUPERVISED, by_the_office, department="FINOFF") == (0, 0)


def test_months_without_anything_have_nothing_to_count() -> None:
    for indicator in Indicator:
        assert figures(indicator, closed(), month=NOVEMBER) == (0, 0)


def test_a_reclassified_problem_owes_its_plan_by_the_same_deadline() -> None:
    complex_now = reclassification_pending().given(
        DecideReclassification(approved=True, reason="同意。"),
        at="2022-09-27T15:00+08:00",
        actor=COLLEAGUE,
    )
    assert figures(Indicator.ON_TIME, complex_now, complex_dispatched()) == (0, 2)
    planned = complex_now.given(submit_plan(), at="2022-09-28T09:00+08:00", actor=FINANCIAL_OFFICE)
    assert figures(Indicator.ON_TIME, planned) == (1, 1)
