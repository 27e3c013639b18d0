"""What happens without a caller: time passing, and a calendar being published. Pure."""

from collections.abc import Iterable
from datetime import datetime

from services.tickets.calendar.events import CalendarPublished
from services.tickets.commands import RecalculateDeadline, SuperviseOverdueTicket
from services.tickets.events import DeadlineClock


def when_due(due_at: datetime) -> SuperviseOverdueTicket:
    """The firm's due instant has passed: an overdue ticket is supervised (T-3, T-11)."""
    return SuperviseOverdueTicket(due_at=due_at)


def when_calendar_published(_event: CalendarPublished) -> Iterable[RecalculateDeadline]:
    """CAL-8: both clocks of every open ticket are judged by the new list."""
    for clock in DeadlineClock:
        yield RecalculateDeadline(clock=clock)
