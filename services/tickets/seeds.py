"""The policy facts every installation of the tickets service starts with."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from services.tickets.calendar.commands import PublishCalendar
from services.tickets.calendar.state import CALENDAR
from services.tickets.policy.commands import PublishPolicy
from services.tickets.policy.state import POLICY, Numbers
from shared.kernel.calendars import official_lists
from shared.runtime import Seed

# The numbers that the plan leaves open, in force from the day it was issued (0.3).
FIRST_POLICY: Final = PublishPolicy(
    numbers=Numbers(),
    effective_on=date(2022, 8, 19),
    document_no="临翔政办发〔2022〕56号",
    author="区工业和信息化局",
)


def seeds() -> Iterator[Seed]:
    """The official calendar notices known at release, in the order of their publication, and the
    first version of the service policy. No routing table: until the coordinator publishes one,
    every ticket waits for a person.
    """
    for notice in official_lists():
        yield Seed(f"calendar/{notice.year}", CALENDAR, PublishCalendar(notice=notice))
    yield Seed("policy/1", POLICY, FIRST_POLICY)
