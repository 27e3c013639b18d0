"""What happens without a caller: time passing, and a calendar being published. Pure."""

from collections.abc import Iterable
from datetime import datetime

from services.tickets.calendar.events import CalendarPublished
from services.tickets.commands import NoteTimePassed, RecalculateDeadline
from services.tickets.events import DeadlineClock


def when_due(at: datetime) -> NoteTimePassed:
    """The instant has come that the ticket's row names: targets, reminders, T-3, T-11."""
    return NoteTimePassed(at=at)


def when_calendar_published(_event: CalendarPublished) -> Iterable[RecalculateDeadline]:
    """CAL-8: every clock of every open ticket is judged by the new list."""
    for clock in DeadlineClock:
        yield RecalculateDeadline(clock=clock)
