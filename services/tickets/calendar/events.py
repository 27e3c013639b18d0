"""The one fact of a working-day calendar."""

from shared.kernel.calendar_lists import CalendarList
from shared.kernel.decider import Event


class CalendarPublished(Event, frozen=True, kw_only=True):
    """A notice was entered; it changes the calendar from now on, never its history (CAL-6)."""

    notice: CalendarList
