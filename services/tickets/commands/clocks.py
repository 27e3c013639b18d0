"""Orders that nobody gives: time and the calendar do."""

from datetime import datetime

from services.tickets.events import DeadlineClock
from shared.kernel.decider import Command


class NoteTimePassed(Command, frozen=True, kw_only=True):
    """The timer's order, set for `at`: record every step missed since, each once (T-11)."""

    at: datetime


class RecalculateDeadline(Command, frozen=True, kw_only=True):
    """A calendar notice was published: judge one sort of clock by it (CAL-8)."""

    clock: DeadlineClock
