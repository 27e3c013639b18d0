"""The calendar as a policy stream: its state is the working-day calendar itself."""

from typing import Final

from services.tickets.calendar.events import CalendarPublished
from shared.kernel.ids import derived_id
from shared.kernel.workdays import WorkCalendar

CALENDAR: Final = derived_id("policy", "calendar")
INITIAL: Final = WorkCalendar.empty()


def evolve(state: WorkCalendar, event: CalendarPublished) -> WorkCalendar:
    """The calendar with one more notice; its version is the stream's version."""
    return state.publish(event.notice)
