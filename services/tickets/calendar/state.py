"""The calendar as a policy stream: its state is the working-day calendar itself."""

from typing import Final

from services.tickets.calendar.events import CalendarPublished
from shared.kernel.calendars import CALENDAR
from shared.kernel.workdays import WorkCalendar

__all__ = ["CALENDAR", "INITIAL", "evolve"]

INITIAL: Final = WorkCalendar.empty()


def evolve(state: WorkCalendar, event: CalendarPublished) -> WorkCalendar:
    """The calendar with one more notice; its version is the stream's version."""
    return state.publish(event.notice)
