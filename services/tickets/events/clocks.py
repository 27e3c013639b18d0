"""督办: what time brings. Every fact here is recorded by the timer or a calendar notice.

`due_at` is the instant that was missed or is near, `noticed_at` when the timer saw it, `late` that
the timer itself came late. `next_at` is when the timer has to look at that clock again.
"""

from datetime import datetime

from services.tickets.events.values import DeadlineClock, Reminder, SupervisionCause, Target
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Event


class TicketTargetMissed(Event, frozen=True, kw_only=True):
    """The next hand let its target pass: dispatch (T-4), take-over, decision on a return (5.3)."""

    target: Target
    department: str | None
    due_at: datetime
    noticed_at: datetime
    late: bool


class TicketDueSoon(Event, frozen=True, kw_only=True):
    """A deadline is near (6.7). `subject` is a helper's code or a milestone's number."""

    clock: DeadlineClock
    subject: str
    reminder: Reminder
    department: str | None
    due_at: datetime
    noticed_at: datetime
    late: bool
    next_at: datetime
    policy_version: int


class TicketClockRanOut(Event, frozen=True, kw_only=True):
    """The department's or a helper's own clock passed (T-3, T-10)."""

    clock: DeadlineClock
    subject: str
    department: str
    due_at: datetime
    noticed_at: datetime
    late: bool


class TicketSupervised(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Supervision stands at `level` (T-11): a due instant passed unfinished, or the firm was not
    satisfied a second time. `step` is how far this very deadline is overdue, 1 to 3.
    """

    level: int
    due_at: datetime
    noticed_at: datetime
    step: int = 1
    clock: DeadlineClock = DeadlineClock.FIRM
    subject: str = ""
    cause: SupervisionCause = SupervisionCause.OVERDUE
    department: str | None = None
    late: bool = False
    next_at: datetime | None = None
    policy_version: int = 0


class TicketDeadlineRecalculated(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A calendar notice touched an open deadline (CAL-8).

    `calculated` is what the new calendar gives. `in_force` is what the ticket is judged by: the
    later of the two dates, because an earlier one was not what the firm was first told. It keeps
    the calendar version that produced its date (CAL-6), and is provisional no longer than the
    calendar is. `documents` are the notices published since the deadline was last counted.
    `subject` is a helper's code or a milestone's number.
    """

    clock: DeadlineClock
    before: Deadline
    calculated: Deadline
    in_force: Deadline
    documents: tuple[str, ...]
    subject: str = ""
