"""Why is this ticket due then? Its clocks, explained day by day."""

from collections.abc import Iterator, Mapping

from services.tickets.answers import ClockAnswer, ClocksAnswer, ClockStep
from services.tickets.decide.timing import clocks_of
from services.tickets.events import DeadlineClock
from services.tickets.rules.explain import explain
from services.tickets.state import Ticket
from services.tickets.state.clocks import Clock
from shared.kernel.deadlines import Deadline
from shared.kernel.workdays import WorkCalendar
from shared.web.answers import shown
from shared.web.deadlines import clock_day, due


def deadlines(ticket: Ticket) -> list[Deadline]:
    """The deadlines in force, in the order in which they are explained."""
    return [clock.due for _, _, clock in _clocks(ticket)]


def clocks_answer(
    ticket_id: str, version: int, ticket: Ticket, calendars: Mapping[int, WorkCalendar]
) -> ClocksAnswer:
    """`calendars` holds the calendar of each version that a deadline in force was counted on."""
    return ClocksAnswer(
        id=ticket_id,
        number=ticket.number,
        version=version,
        clocks=[
            _answer(which, subject, clock, calendars[clock.due.calendar_version])
            for which, subject, clock in _clocks(ticket)
        ],
    )


def _clocks(ticket: Ticket) -> Iterator[tuple[DeadlineClock, str, Clock]]:
    for which in DeadlineClock:
        for subject, clock in clocks_of(which, ticket):
            yield which, subject, clock


def _answer(
    which: DeadlineClock, subject: str, clock: Clock, calendar: WorkCalendar
) -> ClockAnswer:
    explained = explain(which, clock, calendar)
    note_zh, note_en = _note(clock)
    return ClockAnswer(
        clock=which.value,
        subject=subject,
        rule_zh=explained.rule_zh,
        rule_en=explained.rule_en,
        start=shown(clock.start),
        due=due(clock.due),
        note_zh=note_zh,
        note_en=note_en,
        days=[clock_day(day) for day in explained.days],
        steps=[
            ClockStep(step.zh, step.en, step.policy_version or None) for step in explained.steps
        ],
    )


def _note(clock: Clock) -> tuple[str | None, str | None]:
    """CAL-8: when the calendar now gives an earlier day than the firm was first told."""
    earlier, in_force = clock.calculated, clock.due
    if earlier is None:
        return None, None
    return (
        f"按现行节假日安排推算应于 {earlier.last_day} 届满；因首次告知的期限为 {in_force.last_day}，按首次告知的期限考核。",
        f"The calendar now gives {earlier.last_day}; judged by {in_force.last_day}, the date first notified (CAL-8).",
    )
