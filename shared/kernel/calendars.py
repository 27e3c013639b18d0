"""The official lists shipped with this release, and the calendar a fresh service starts from."""

from functools import cache, reduce
from importlib import resources
from typing import Final

import msgspec

from shared.kernel.calendar_lists import CalendarList
from shared.kernel.divisions import DISTRICT
from shared.kernel.ids import derived_id
from shared.kernel.workdays import WorkCalendar

# The policy stream of the calendar, in the log of every service.
CALENDAR: Final = derived_id("policy", "calendar")


class _File(msgspec.Struct, frozen=True):
    source: str
    lists: tuple[CalendarList, ...]


@cache
def official_lists() -> tuple[CalendarList, ...]:
    """The State Council's lists for 2022 to 2026, in the order of their publication."""
    file = resources.files("shared.kernel").joinpath("data", "official_lists.json")
    return msgspec.json.decode(file.read_bytes(), type=_File).lists


def seeded_calendar(adcode: str = DISTRICT) -> WorkCalendar:
    """A calendar into which the official lists have been published, one version each."""
    return reduce(WorkCalendar.publish, official_lists(), WorkCalendar.empty(adcode))
