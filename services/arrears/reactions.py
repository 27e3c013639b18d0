"""What happens without a caller: time passing, and a calendar being followed. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from services.arrears.commands import NoteTimePassed, RecalculateDeadlines


def when_due(at: datetime) -> NoteTimePassed:
    """The instant has come that the item's row names: warnings, missed days, the ladder (1.7)."""
    return NoteTimePassed(at=at)


def when_calendar_published(_event: Any) -> Iterable[RecalculateDeadlines]:
    """CAL-8: every open item is judged by the new list."""
    yield RecalculateDeadlines()
