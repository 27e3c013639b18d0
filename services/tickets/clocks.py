"""Why is this ticket due then? Both clocks, explained day by day."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from services.tickets.answers import ClockAnswer, ClocksAnswer, clock_day, due
from services.tickets.events import DeadlineClock
from services.tickets.rules import calculated_deadline, clock_start
from services.tickets.state import Ticket
from shared.kernel.deadlines import Deadline
from shared.kernel.workdays import WorkCalendar
from shared.web.answers import shown

_RULES = {
    DeadlineClock.FIRM: (
        "企业时钟：自收到之日的次日起 5 个工作日（工作方案“三办一销号”制度；民法典第二百零一条）",
        "Firm's clock: 5 working days from the day after receipt (M2; T-2, T-3; Civil Code 201)",
    ),
    DeadlineClock.DEPARTMENT: (
        "部门时钟：自交办之日的次日起 5 个工作日（工作方案“三办一销号”制度；民法典第二百零一条）",
        "Department's clock: 5 working days from the day after dispatch (M2; T-2, T-3; CAL-5)",
    ),
}


def deadlines(ticket: Ticket) -> dict[DeadlineClock, Deadline]:
    """The deadlines in force, by clock."""
    found = {DeadlineClock.FIRM: ticket.due}
    if ticket.dispatch is not None:
        found[DeadlineClock.DEPARTMENT] = ticket.dispatch.due
    return found


def clocks_answer(
    ticket_id: str, version: int, ticket: Ticket, calendars: Mapping[int, WorkCalendar]
) -> ClocksAnswer:
    """`calendars` holds the calendar of each version that a deadline in force was counted on."""
    return ClocksAnswer(
        id=ticket_id,
        number=ticket.number,
        version=version,
        clocks=list(_clocks(ticket, calendars)),
    )


def _clocks(ticket: Ticket, calendars: Mapping[int, WorkCalendar]) -> Iterator[ClockAnswer]:
    for clock, deadline in deadlines(ticket).items():
        start: datetime = clock_start(clock, ticket)
        calendar = calendars[deadline.calendar_version]
        rule_zh, rule_en = _RULES[clock]
        note_zh, note_en = _note(calculated_deadline(clock, ticket), deadline)
        yield ClockAnswer(
            clock=clock.value,
            rule_zh=rule_zh,
            rule_en=rule_en,
            start=shown(start),
            due=due(deadline),
            note_zh=note_zh,
            note_en=note_en,
            days=[clock_day(day) for day in calendar.explain(start, deadline.workdays)],
        )


def _note(earlier: Deadline | None, in_force: Deadline) -> tuple[str | None, str | None]:
    """CAL-8: when the calendar now gives an earlier day than the firm was first told."""
    if earlier is None:
        return None, None
    return (
        f"按现行节假日安排推算应于 {earlier.last_day} 届满；因首次告知的期限为 {in_force.last_day}，按首次告知的期限考核。",
        f"The calendar now gives {earlier.last_day}; judged by {in_force.last_day}, the date first notified (CAL-8).",
    )
