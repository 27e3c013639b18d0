"""The one order a working-day calendar takes."""

from shared.kernel.calendar_lists import CalendarList
from shared.kernel.decider import Command


class PublishCalendar(Command, frozen=True, kw_only=True):
    """Enter a published notice, a local festival (CAL-10) or an emergency change (CAL-11)."""

    notice: CalendarList
