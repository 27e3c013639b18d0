"""A clock as a ticket carries it: where it started, what happened to it, when it runs out."""

from datetime import date, datetime
from enum import IntEnum
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from shared.kernel.deadlines import Deadline, end_of_day


class Stage(IntEnum):
    """How far a deadline has come: told about twice, then overdue by levels (6.7, T-11)."""

    RUNNING = 0
    LAST_DAY = 1
    LAST_HOURS = 2
    OVERDUE = 3
    OVERDUE_LONGER = 4
    OVERDUE_LONGEST = 5


class Pause(Struct, frozen=True, gc=False):
    """Waiting for the firm's documents (T-6); `ended_on` None while it lasts.

    `longest` is the most working days it may add, by the policy version that judged the asking.
    """

    asked_on: date
    longest: int
    ended_on: date | None = None
    policy_version: int = 0


class Until(Struct, frozen=True, gc=False):
    """A new last day: an approved extension, or the final day of a plan or of its milestone."""

    day: date
    planned: bool = False
    policy_version: int = 0


class Limit(Struct, frozen=True, gc=False):
    """The sender's own limit, where it is the stricter one (5.5)."""

    at: datetime


Step = Pause | Until | Limit


class Clock(Struct, frozen=True, gc=False):
    """`workdays` after `start`, then changed by `steps` in their order, gives `due`.

    `calculated` is what the newest calendar gives when that is earlier than what was first told
    (CAL-8). `set_at` is when `due` was set. `next_at` is what the timer's last fact about this
    clock said: when to look again.
    """

    start: datetime
    workdays: int
    due: Deadline
    set_at: datetime
    steps: tuple[Step, ...] = ()
    calculated: Deadline | None = None
    stage: Stage = Stage.RUNNING
    next_at: datetime | None = None

    def moved(self, due: Deadline, at: datetime, *steps: Step) -> "Clock":
        """The clock with a new due date; a date that has moved is watched from the beginning."""
        same = due.at == self.due.at
        return replace(
            self,
            due=due,
            set_at=self.set_at if same else at,
            steps=steps or self.steps,
            calculated=None,
            stage=self.stage if same else Stage.RUNNING,
            next_at=self.next_at if same else None,
        )

    def look_at(self) -> datetime | None:
        """When the timer must look at this clock next; None when it has said everything."""
        if self.stage is Stage.RUNNING:
            return max(_first_instant(self.due.last_day), self.set_at)
        return self.due.at if self.stage is Stage.LAST_HOURS else self.next_at


@lru_cache(maxsize=1024)
def _first_instant(day: date) -> datetime:
    return end_of_day(date.fromordinal(day.toordinal() - 1))
