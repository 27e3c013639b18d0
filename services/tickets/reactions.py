"""What happens without a caller: time passing, a calendar being published, a case opened. Pure."""

from collections.abc import Iterable
from datetime import datetime

from services.tickets.calendar.events import CalendarPublished
from services.tickets.commands import LinkCase, NoteTimePassed, RecalculateDeadline
from services.tickets.events import CaseKind, DeadlineClock


def when_due(at: datetime) -> NoteTimePassed:
    """The instant has come that the ticket's row names: targets, reminders, T-3, T-11."""
    return NoteTimePassed(at=at)


def when_calendar_published(_event: CalendarPublished) -> Iterable[RecalculateDeadline]:
    """CAL-8: every clock of every open ticket is judged by the new list."""
    for clock in DeadlineClock:
        yield RecalculateDeadline(clock=clock)


def when_arrears_registered(item_id: str, number: str) -> LinkCase:
    """T-21: the ledger's item is the case that the ticket asked for."""
    return LinkCase(case=CaseKind.ARREARS, case_id=item_id, case_number=number)
