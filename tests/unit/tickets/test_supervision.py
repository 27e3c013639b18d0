"""督办: what time brings is recorded once, in its order, and levels only rise (5.3; T-3, T-11)."""

from collections.abc import Sequence
from typing import Any

import pytest

from services.tickets.calendar.state import CALENDAR
from services.tickets.commands import NoteTimePassed, RecalculateDeadline, ReplyAsHelper
from services.tickets.events import (
    CallBackOutcome,
    DeadlineClock,
    Reminder,
    SupervisionCause,
    TicketClockRanOut,
    TicketDueSoon,
    TicketSupervised,
    TicketTargetMissed,
)
from services.tickets.reactions import when_due
from services.tickets.refusals import TicketNotFound
from services.tickets.rules.alarms import timer_at
from services.tickets.state import NoTicket, State
from services.tickets.tables import row
from shared.kernel.calendars import seeded_calendar
from shared.testing.specs import Decision, Spec, instant
from tests.builders.ticket_situations import explain_limit, plan_active, ticket_of
from tests.builders.tickets import (
    FINANCE_BUREAU,
    FINANCIAL_OFFICE,
    TIMER,
    call_back,
    closed,
    dispatch_ticket,
    dispatched,
    in_progress,
    notice,
    registered,
    replied,
    reply_to_ticket,
    second_cycle,
    submit_ticket,
    submitted,
    tickets,
)

# Received on Saturday 2022-09-24, due at the end of Friday the 30th. The working days after it are
# 10-08 (Sat), 10-09 (Sun), 10-10, 10-11, 10-12.
LAST_DAY = "2022-09-30T00:00+08:00"
LAST_HOURS = "2022-09-30T20:00+08:00"
DUE = "2022-10-01T00:00+08:00"
LEVEL_2 = "2022-10-11T00:00+08:00"
LEVEL_3 = "2022-10-13T00:00+08:00"
TIME = NoteTimePassed(at=instant(DUE))


def at(spec: Spec[State], when: str) -> Decision[State]:
    """The timer's order at an instant."""
    return spec.when(NoteTimePassed(at=instant(when)), at=when, actor=TIMER)


def up_to(spec: Spec[State], *whens: str) -> Spec[State]:
    """The ticket after a timer that came at each of these instants."""
    for when in whens:
        spec = at(spec, when).done()
    return spec


def of_type(decision: Decision[State], *types: type) -> Sequence[Any]:
    return [fact for fact in decision.facts if isinstance(fact, types)]


def levels(decision: Decision[State]) -> list[int]:
    return [fact.level for fact in of_type(decision, TicketSupervised)]


@pytest.mark.parametrize(
    "situation",
    [submitted(), registered(), dispatched(), in_progress(), replied()],
    ids=["submitted", "registered", "dispatched", "in progress", "replied"],
)
def test_t_3_any_open_ticket_is_overdue_when_the_firms_clock_passes(
    situation: Spec[State],
) -> None:
    before = up_to(situation, LAST_DAY, LAST_HOURS)
    decision = at(before, DUE)
    assert of_type(decision, TicketSupervised) == [
        TicketSupervised(
            level=1,
            due_at=instant(DUE),
            noticed_at=instant(DUE),
            department="FINOFF" if ticket_of(situation).dispatch else None,
            next_at=instant(LEVEL_2),
            policy_version=1,
        )
    ]
    assert ticket_of(decision.done()).status == ticket_of(situation).status


def test_t_3_the_department_is_overdue_when_its_own_clock_passes() -> None:
    decision = at(up_to(in_progress(), DUE), "2022-10-09T00:00+08:00")
    assert of_type(decision, TicketClockRanOut) == [
        TicketClockRanOut(
            clock=DeadlineClock.DEPARTMENT,
            subject="",
            department="FINOFF",
            due_at=instant("2022-10-09T00:00+08:00"),
            noticed_at=instant("2022-10-09T00:00+08:00"),
            late=False,
        )
    ]


def test_t_3_a_department_that_has_replied_is_not_overdue_any_more() -> None:
    decision = at(replied(), LEVEL_3)
    assert not of_type(decision, TicketClockRanOut)
    assert levels(decision) == [1, 2, 3]


def test_t_11_levels_rise_on_the_first_overdue_day_and_after_3_and_5_working_days() -> None:
    spec = up_to(replied(), LAST_DAY, LAST_HOURS)
    for when, level in ((DUE, 1), (LEVEL_2, 2), (LEVEL_3, 3)):
        assert timer_at(ticket_of(spec)) == instant(when)
        decision = at(spec, when)
        assert levels(decision) == [level]
        spec = decision.done()
        assert ticket_of(spec).supervision_level == level
    assert timer_at(ticket_of(spec)) is None
    at(spec, "2022-12-31T00:00+08:00").then_nothing()


def test_t_11_an_outage_of_the_timer_records_each_missed_step_once_and_marks_it_late() -> None:
    decision = at(replied(), "2022-10-11T09:00+08:00")
    steps = [
        fact.reminder if isinstance(fact, TicketDueSoon) else fact.level
        for fact in of_type(decision, TicketDueSoon, TicketSupervised)
    ]
    assert steps == [Reminder.LAST_DAY, Reminder.LAST_HOURS, 1, 2]
    assert all(fact.late for fact in of_type(decision, TicketDueSoon, TicketSupervised))
    assert [fact.due_at for fact in of_type(decision, TicketSupervised)] == [instant(DUE)] * 2
    at(decision.done(), "2022-10-11T09:00+08:00").then_nothing()


def test_t_11_a_timer_a_few_minutes_behind_is_not_late() -> None:
    spec = up_to(replied(), LAST_DAY, LAST_HOURS)
    [punctual] = at(spec, "2022-10-01T00:05+08:00").facts
    [late] = at(spec, "2022-10-01T00:05:01+08:00").facts
    assert isinstance(punctual, TicketSupervised)
    assert isinstance(late, TicketSupervised)
    assert (punctual.late, late.late) == (False, True)


def test_t_11_the_second_not_satisfied_raises_supervision_to_level_3() -> None:
    again = second_cycle().given(
        reply_to_ticket(), at="2022-09-30T09:00+08:00", actor=FINANCIAL_OFFICE
    )
    decision = again.when(call_back(CallBackOutcome.NOT_DONE), at="2022-09-30T15:00+08:00")
    [raised] = of_type(decision, TicketSupervised)
    assert (raised.level, raised.cause) == (3, SupervisionCause.SECOND_UNSATISFIED)
    third = decision.done().given(
        reply_to_ticket(text="再次答复。"), at="2022-10-08T09:00+08:00", actor=FINANCIAL_OFFICE
    )
    assert ticket_of(third).supervision_level == 3
    later = third.when(call_back(CallBackOutcome.NOT_DONE), at="2022-10-08T10:00+08:00")
    assert not of_type(later, TicketSupervised), "it stands there already"


def test_t_11_an_explained_limit_is_not_satisfied_either() -> None:
    again = second_cycle().given(
        reply_to_ticket(), at="2022-09-30T09:00+08:00", actor=FINANCIAL_OFFICE
    )
    assert levels(again.when(explain_limit(), at="2022-09-30T15:00+08:00")) == [3]


def test_t_11_one_not_satisfied_raises_nothing() -> None:
    assert not levels(replied().when(call_back(CallBackOutcome.NOT_DONE), at=LAST_DAY))


def test_t_11_supervision_outlasts_the_cycle_and_stands_for_each_missed_date() -> None:
    second = up_to(replied(), DUE).given(
        call_back(CallBackOutcome.NOT_DONE), at="2022-10-01T00:00+08:00"
    )
    assert ticket_of(second).supervision_level == 1
    decision = at(second, "2022-10-13T00:00+08:00")
    assert levels(decision) == [1]
    assert [fact.due_at for fact in of_type(decision, TicketSupervised)] == [
        instant("2022-10-13T00:00+08:00")
    ]


@pytest.mark.parametrize("level", [2, 3])
def test_t_11_supervision_never_falls(level: int) -> None:
    raised = TicketSupervised(
        level=level,
        due_at=instant(DUE),
        noticed_at=instant(DUE),
        cause=SupervisionCause.SECOND_UNSATISFIED,
    )
    after = up_to(replied().given(raised), DUE)
    assert ticket_of(after).supervision_level == level


def test_t_8_a_missed_milestone_is_a_deadline_of_its_own() -> None:
    """The first milestone ends on Friday 2022-10-14."""
    spec = up_to(plan_active(), "2022-10-13T09:00+08:00")
    decision = at(spec, "2022-10-15T00:00+08:00")
    [missed] = of_type(decision, TicketSupervised)
    assert (missed.clock, missed.subject, missed.level) == (DeadlineClock.MILESTONE, "1", 1)
    assert missed.next_at == instant("2022-10-20T00:00+08:00")


def test_t_10_a_helpers_overdue_is_its_own() -> None:
    """FIN and TAX help, until Thursday 2022-09-29; FIN has answered."""
    spec = in_progress("FIN", "TAX").given(
        ReplyAsHelper(text="可安排贴息。", evidence=()),
        at="2022-09-28T09:00+08:00",
        actor=FINANCE_BUREAU,
    )
    decision = at(spec, "2022-09-30T00:00+08:00")
    assert of_type(decision, TicketClockRanOut) == [
        TicketClockRanOut(
            clock=DeadlineClock.HELPER,
            subject="TAX",
            department="TAX",
            due_at=instant("2022-09-30T00:00+08:00"),
            noticed_at=instant("2022-09-30T00:00+08:00"),
            late=False,
        )
    ]
    assert not levels(decision), "the helper's lateness is not the ticket's"


def test_a_deadline_is_told_of_at_the_start_of_its_last_day_and_4_hours_before_its_end() -> None:
    spec = replied()
    assert timer_at(ticket_of(spec)) == instant(LAST_DAY)
    first = at(spec, LAST_DAY)
    second = at(first.done(), LAST_HOURS)
    told = [*of_type(first, TicketDueSoon), *of_type(second, TicketDueSoon)]
    assert [fact.reminder for fact in told] == [Reminder.LAST_DAY, Reminder.LAST_HOURS]
    assert [fact.next_at for fact in told] == [instant(LAST_HOURS), instant(DUE)]


@pytest.mark.parametrize(
    ("received", "target"),
    [
        pytest.param("2022-09-23T09:00+08:00", "2022-09-24T00:00+08:00", id="on a working day"),
        pytest.param("2022-09-23T16:00+08:00", "2022-09-24T00:00+08:00", id="at 16:00"),
        pytest.param("2022-09-23T16:00:01+08:00", "2022-09-26T10:00+08:00", id="after 16:00"),
        pytest.param("2022-09-24T09:00+08:00", "2022-09-26T10:00+08:00", id="on a Saturday"),
        pytest.param("2022-10-08T09:00+08:00", "2022-10-09T00:00+08:00", id="make-up Saturday"),
        pytest.param("2022-09-30T17:00+08:00", "2022-10-08T10:00+08:00", id="before a holiday"),
        pytest.param("2022-09-23T16:30Z", "2022-09-26T10:00+08:00", id="Saturday in Beijing"),
    ],
)
def test_t_4_a_ticket_is_dispatched_the_same_working_day_or_by_10_the_next(
    received: str, target: str
) -> None:
    spec = tickets().given(submit_ticket(), at=received)
    assert timer_at(ticket_of(spec)) == instant(target)
    [missed] = of_type(at(spec, target), TicketTargetMissed)
    assert (missed.target, missed.due_at, missed.department) == ("dispatch", instant(target), None)
    at(at(spec, target).done(), target).then_nothing()


@pytest.mark.parametrize(
    ("dispatched_at", "target"),
    [
        pytest.param("2022-09-26T09:00+08:00", "2022-09-26T15:30+08:00", id="over the noon break"),
        pytest.param("2022-09-26T07:00+08:00", "2022-09-26T15:00+08:00", id="before the office"),
        pytest.param("2022-09-26T17:00+08:00", "2022-09-27T11:30+08:00", id="into the next day"),
        pytest.param("2022-09-24T11:00+08:00", "2022-09-26T15:00+08:00", id="on a Saturday"),
        pytest.param("2022-09-30T17:30+08:00", "2022-10-08T12:00+08:00", id="over the holiday"),
    ],
)
def test_5_3_take_over_is_due_within_4_working_hours(dispatched_at: str, target: str) -> None:
    spec = submitted().given(dispatch_ticket(), at=dispatched_at)
    goal = ticket_of(spec).goal
    assert goal is not None
    assert goal.at == instant(target)
    missed = of_type(at(spec, target), TicketTargetMissed)
    assert [(fact.target, fact.department) for fact in missed] == [("take_over", "FINOFF")]


def test_a_ticket_taken_over_in_time_misses_no_target() -> None:
    assert not of_type(at(in_progress(), "2022-09-27T09:00+08:00"), TicketTargetMissed)


def test_the_last_instant_before_midnight_is_still_in_time() -> None:
    spec = up_to(replied(), LAST_DAY, LAST_HOURS)
    at(spec, "2022-09-30T23:59:59.999999+08:00").then_nothing()


def test_a_doubled_timer_supervises_once() -> None:
    at(up_to(replied(), DUE), DUE).then_nothing()


def test_a_timer_that_comes_after_closing_does_nothing() -> None:
    at(closed(), DUE).then_nothing()


def test_a_timer_of_the_first_cycle_does_nothing_in_the_second() -> None:
    spec = replied().given(call_back(CallBackOutcome.NOT_DONE), at="2022-09-29T09:30+08:00")
    at(spec, DUE).then_nothing()


@pytest.mark.parametrize("rung_for", ["2022-09-20T00:00+08:00", "2022-12-02T00:00+08:00"])
def test_a_timer_for_an_instant_that_never_was_records_nothing_before_its_time(
    rung_for: str,
) -> None:
    stray = NoteTimePassed(at=instant(rung_for))
    replied().when(stray, at="2022-09-29T23:59+08:00", actor=TIMER).then_nothing()


def test_a_timer_for_a_date_that_moved_waits_for_the_new_one() -> None:
    moved = notice(2022, off="2022-09-30", document_no="云政办发电〔2022〕9号")
    spec = (
        replied()
        .under({CALENDAR: seeded_calendar().publish(moved)})
        .given(RecalculateDeadline(clock=DeadlineClock.FIRM), at="2022-09-29T09:00+08:00")
    )
    assert ticket_of(spec).due.at == instant("2022-10-09T00:00+08:00")
    at(spec, DUE).then_nothing()
    assert levels(at(spec, "2022-10-09T00:00+08:00")) == [1]


def test_a_date_that_moves_after_it_was_told_of_is_told_of_again() -> None:
    moved = notice(2022, off="2022-09-30", document_no="云政办发电〔2022〕9号")
    spec = (
        up_to(replied(), LAST_DAY)
        .under({CALENDAR: seeded_calendar().publish(moved)})
        .given(RecalculateDeadline(clock=DeadlineClock.FIRM), at="2022-09-30T09:00+08:00")
    )
    reminders = [
        fact.reminder for fact in of_type(at(spec, "2022-10-08T20:00+08:00"), TicketDueSoon)
    ]
    assert reminders == [Reminder.LAST_DAY, Reminder.LAST_HOURS]


@pytest.mark.parametrize(
    "situation",
    [submitted(), dispatched("FIN"), in_progress("FIN"), plan_active(), replied(), closed()],
    ids=["submitted", "dispatched", "in progress", "plan active", "replied", "closed"],
)
def test_the_rows_instant_is_exactly_when_the_timer_has_something_to_say(
    situation: Spec[State],
) -> None:
    spec = situation
    for _ in range(40):
        columns = row(spec.state, 1)
        assert columns is not None
        when = columns["timer_at"]
        if when is None:
            break
        when = max(when, spec.now or when)
        decision = spec.when(NoteTimePassed(at=when), at=when.isoformat(), actor=TIMER)
        assert decision.facts, "the timer was woken for nothing"
        spec = decision.done()
    assert timer_at(ticket_of(spec)) is None


def test_the_timers_order_names_the_instant_it_was_set_for() -> None:
    assert when_due(instant(DUE)) == TIME


def test_a_timer_for_a_ticket_that_was_never_submitted_is_refused() -> None:
    assert isinstance(tickets().state, NoTicket)
    tickets().when(TIME, at=DUE, actor=TIMER).then_refused(TicketNotFound)
