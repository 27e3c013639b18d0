"""How long a finding may be disputed, by when that is decided, and what the timer looks at.

政府督查工作条例 art. 17: 30 days from receipt to ask for a review, 30 days to decide on it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from msgspec import Struct

from services.arrears.events import Alarm, Mark
from services.arrears.rules.due import World, warnings
from services.arrears.rules.people import is_debtor, supervises
from services.arrears.state import Inspection, Item, Review
from shared.kernel.actor import Actor
from shared.kernel.deadlines import Deadline

REQUEST_DAYS: Final = 30
DECISION_DAYS: Final = 30


class ReviewAlarm(Struct, frozen=True, gc=False):
    """The day to decide on a review is near, or has passed without a decision."""

    alarm: Alarm
    inspection: Inspection

    @property
    def at(self) -> datetime:
        return self.alarm.at


def review_warnings(world: World, due: Deadline) -> tuple[Alarm, ...]:
    """As many working days before as the item's programme warns of whatever falls due in parts."""
    return tuple(warnings(world, due.last_day, world.programme.instalment_warnings))


def review_alarms(item: Item) -> Iterator[ReviewAlarm]:
    """A review goes on whether its item is before a court, cleared or open."""
    for inspection in item.inspections:
        review = inspection.review
        if review is not None and review.decision is None:
            for alarm in _not_noted(review):
                yield ReviewAlarm(alarm, inspection)


def _not_noted(review: Review) -> Iterator[Alarm]:
    if review.overdue:
        return
    yield from (alarm for alarm in review.alarms if alarm.workdays not in review.warned)
    yield Alarm(Mark.OVERDUE, 0, review.decide_until.due.at)


def is_concerned(item: Item, actor: Actor) -> bool:
    """The debtor's own department, or the one in charge of it on its behalf."""
    return is_debtor(item, actor) or supervises(item, actor)
