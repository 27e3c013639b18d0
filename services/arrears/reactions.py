"""What happens without a caller: time passing, and a calendar being followed. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from services.arrears.commands import NoteTimePassed, RecalculateDeadlines
from services.arrears.complaints.commands import NoteComplaintTime, RecalculateComplaint


def when_due(at: datetime) -> NoteTimePassed:
    """The instant has come that the item's row names: warnings, missed days, the ladder (1.7)."""
    return NoteTimePassed(at=at)


def when_calendar_published(_event: Any) -> Iterable[RecalculateDeadlines]:
    """CAL-8: every open item is judged by the new list."""
    yield RecalculateDeadlines()


def when_complaint_due(at: datetime) -> NoteComplaintTime:
    """The instant has come that the complaint's row names: due soon, overdue, unanswered (1.4)."""
    return NoteComplaintTime(at=at)


def when_calendar_moves_complaints(_event: Any) -> Iterable[RecalculateComplaint]:
    """CAL-8: the running limit of every open complaint is judged by the new list."""
    yield RecalculateComplaint()
