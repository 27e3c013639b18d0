"""The policy facts every installation of the tickets service starts with."""

from collections.abc import Iterator

from services.tickets.calendar.commands import PublishCalendar
from services.tickets.calendar.state import CALENDAR
from shared.kernel.calendars import official_lists
from shared.runtime import Seed


def seeds() -> Iterator[Seed]:
    """The official calendar notices known at release, in the order of their publication."""
    for notice in official_lists():
        yield Seed(f"calendar/{notice.year}", CALENDAR, PublishCalendar(notice=notice))
