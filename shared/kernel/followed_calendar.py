"""The working-day calendar in the log of a service that follows it; the tickets service owns it.

Below lies what the release was shipped with, so that days can be counted before the owner has said
a word; above it the owner's notices in the owner's order. Of two notices that name a day the later
one holds, so both services judge every day alike once all is followed.

`source_position` is stored with the fact, not in its envelope alone: what was followed once is then
known from the log itself, however long ago its command id was recorded.
"""

from typing import Any, Final

from msgspec import Struct

from shared.kernel.calendar_lists import CalendarList
from shared.kernel.calendars import CALENDAR
from shared.kernel.decider import Aggregate, Command, Context, Event
from shared.kernel.workdays import WorkCalendar


class CalendarPublished(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A notice was entered; it changes the calendar from now on, never its history (CAL-6).

    `source_position` is where it stands in the tickets service's log; without, the notice came
    with the release. Stored as `calendar_published`, as the owner stores it.
    """

    notice: CalendarList
    source_position: int | None = None


class SeedCalendar(Command, frozen=True, kw_only=True):
    """Enter a notice that the release was shipped with."""

    notice: CalendarList


class FollowCalendar(Command, frozen=True, kw_only=True):
    """Enter what the owner published; `source_position` is its place in the owner's log."""

    notice: CalendarList
    source_position: int


class FollowedCalendar(Struct, frozen=True):
    """The calendar, and the owner's last position that changed it; 0 before the first."""

    calendar: WorkCalendar
    source_position: int = 0


INITIAL: Final = FollowedCalendar(WorkCalendar.empty())


def decide(
    command: SeedCalendar | FollowCalendar, state: FollowedCalendar, _context: Context
) -> list[CalendarPublished]:
    """What is in force already is not entered twice. The owner's word is never judged again.

    A notice shipped with a later release would lie above what was followed before it, and so undo
    an emergency change (CAL-11); the owner's own publication of it brings it to its right place.
    """
    position = None
    if isinstance(command, FollowCalendar):
        position = command.source_position
        if position <= state.source_position:
            return []
    elif state.source_position:
        return []
    if state.calendar.holds(command.notice):
        return []
    return [CalendarPublished(notice=command.notice, source_position=position)]


def evolve(state: FollowedCalendar, event: Any) -> FollowedCalendar:
    """The calendar with one more notice; its version is the stream's version."""
    position = event.source_position or state.source_position
    return FollowedCalendar(state.calendar.publish(event.notice), position)


FOLLOWED_CALENDAR: Final[Aggregate[FollowedCalendar]] = Aggregate(
    name="calendar",
    initial=INITIAL,
    decide=decide,
    evolve=evolve,
    commands=frozenset({SeedCalendar, FollowCalendar}),
    events=frozenset({CalendarPublished}),
)


def work_calendar(context: Context) -> WorkCalendar:
    """The calendar that a decision of a following service counts days by."""
    return context.policy(CALENDAR, FollowedCalendar).calendar
