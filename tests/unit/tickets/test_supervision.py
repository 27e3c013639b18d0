"""督办: a ticket that passes its due instant unfinished is supervised, once (5.3 Overdue; T-3, T-11)."""

import pytest

from services.tickets.calendar.state import CALENDAR
from services.tickets.commands import RecalculateDeadline, SuperviseOverdueTicket
from services.tickets.events import CallBackOutcome, DeadlineClock, TicketSupervised
from services.tickets.reactions import when_due
from services.tickets.refusals import TicketNotFound
from services.tickets.state import State, Ticket
from shared.kernel.calendars import seeded_calendar
from shared.testing.specs import Spec, instant
from tests.builders.tickets import (
    TIMER,
    call_back,
    closed,
    dispatched,
    in_progress,
    notice,
    registered,
    replied,
    submitted,
    tickets,
)

# Received on Saturday 2022-09-24, due at the end of Friday the 30th.
DUE = "2022-10-01T00:00+08:00"
OVERDUE = SuperviseOverdueTicket(due_at=instant(DUE))
SECOND_DUE = "2022-10-12T00:00+08:00"


def supervised(spec: Spec[State], at: str = DUE) -> Spec[State]:
    return spec.given(OVERDUE, at=at, actor=TIMER)


def level_of(spec: Spec[State]) -> int:
    assert isinstance(spec.state, Ticket)
    return spec.state.supervision_level


@pytest.mark.parametrize(
    "situation",
    [submitted(), registered(), dispatched(), in_progress(), replied()],
    ids=["submitted", "registered", "dispatched", "in progress", "replied"],
)
def test_any_open_ticket_is_supervised_when_its_due_instant_has_come(
    situation: Spec[State],
) -> None:
    after = situation.when(OVERDUE, at=DUE, actor=TIMER).then(
        TicketSupervised(level=1, due_at=instant(DUE), noticed_at=instant(DUE))
    )
    assert isinstance(after.state, Ticket)
    assert isinstance(situation.state, Ticket)
    assert after.state.supervision_level == 1
    assert after.state.status == situation.state.status


def test_a_timer_that_comes_late_says_when_it_noticed() -> None:
    dispatched().when(OVERDUE, at="2022-10-03T09:00+08:00", actor=TIMER).then(
        TicketSupervised(level=1, due_at=instant(DUE), noticed_at=instant("2022-10-03T09:00+08:00"))
    )


def test_the_last_instant_before_midnight_is_still_in_time() -> None:
    in_time = "2022-09-30T23:59:59.999999+08:00"
    dispatched().when(OVERDUE, at=in_time, actor=TIMER).then_nothing()


def test_a_doubled_timer_supervises_once() -> None:
    supervised(dispatched()).when(OVERDUE, at=DUE, actor=TIMER).then_nothing()


def test_a_timer_that_comes_after_closing_does_nothing() -> None:
    closed().when(OVERDUE, at=DUE, actor=TIMER).then_nothing()


def test_a_timer_of_the_first_cycle_does_nothing_in_the_second() -> None:
    second = replied().given(call_back(CallBackOutcome.NOT_DONE), at="2022-09-29T09:30+08:00")
    second.when(OVERDUE, at=DUE, actor=TIMER).then_nothing()


@pytest.mark.parametrize("at", ["2022-09-30T00:00+08:00", "2022-10-02T00:00+08:00"])
def test_a_timer_for_a_date_that_never_was_does_nothing(at: str) -> None:
    stray = SuperviseOverdueTicket(due_at=instant(at))
    dispatched().when(stray, at="2022-10-09T09:00+08:00", actor=TIMER).then_nothing()


def test_a_timer_for_a_date_that_moved_waits_for_the_new_one() -> None:
    moved = notice(2022, off="2022-09-30", document_no="云政办发电〔2022〕9号")
    spec = (
        dispatched()
        .under({CALENDAR: seeded_calendar().publish(moved)})
        .given(
            RecalculateDeadline(clock=DeadlineClock.FIRM),
            at="2022-09-29T09:00+08:00",
        )
    )
    assert isinstance(spec.state, Ticket)
    new_due = spec.state.due.at
    assert new_due == instant("2022-10-09T00:00+08:00")
    spec.when(OVERDUE, at=DUE, actor=TIMER).then_nothing()
    on_time = SuperviseOverdueTicket(due_at=new_due)
    facts = spec.when(on_time, at="2022-10-09T00:00+08:00", actor=TIMER).facts
    assert [type(fact) for fact in facts] == [TicketSupervised]


def test_supervision_outlasts_the_cycle_and_stands_for_each_missed_date() -> None:
    second = supervised(replied()).given(
        call_back(CallBackOutcome.NOT_DONE), at="2022-10-01T00:00+08:00"
    )
    assert level_of(second) == 1
    missed_again = instant("2022-10-13T00:00+08:00")
    after = second.when(
        SuperviseOverdueTicket(due_at=missed_again), at="2022-10-13T00:00+08:00", actor=TIMER
    ).then(TicketSupervised(level=1, due_at=missed_again, noticed_at=missed_again))
    assert level_of(after) == 1


@pytest.mark.parametrize("level", [2, 3])
def test_supervision_never_falls(level: int) -> None:
    raised = TicketSupervised(level=level, due_at=instant(SECOND_DUE), noticed_at=instant(DUE))
    after = dispatched().given(raised).given(OVERDUE, at=DUE, actor=TIMER)
    assert level_of(after) == level


def test_the_timers_order_names_the_instant_it_was_set_for() -> None:
    assert when_due(instant(DUE)) == OVERDUE


def test_a_timer_for_a_ticket_that_was_never_submitted_is_refused() -> None:
    tickets().when(OVERDUE, at=DUE, actor=TIMER).then_refused(TicketNotFound)
