"""What the timer has to look at, and when: pure from the ticket alone, so that the read model's
one indexed column and the timer's order can never disagree (5.3 Overdue, T-3, T-11).
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from msgspec import Struct

from services.tickets.events import DeadlineClock
from services.tickets.state import Status, Ticket
from services.tickets.state.clocks import Clock

# While the lead has the ticket in hand; once it has replied its own clock has done its work.
WITH_THE_LEAD: Final = frozenset(
    {
        Status.DISPATCHED,
        Status.RETURN_REQUESTED,
        Status.IN_PROGRESS,
        Status.PLAN_PENDING,
        Status.PLAN_ACTIVE,
    }
)


class PauseAlarm(Struct, frozen=True, gc=False):
    """The firm's time to supplement is over (T-6)."""

    at: datetime


class TargetAlarm(Struct, frozen=True, gc=False):
    """The next hand should have moved by now (T-4, 5.3)."""

    at: datetime


class ClockAlarm(Struct, frozen=True, gc=False):
    """A clock has come to its next stage; `subject` is a helper's code or a milestone's number."""

    at: datetime
    which: DeadlineClock
    subject: str
    department: str | None
    clock: Clock


Alarm = PauseAlarm | TargetAlarm | ClockAlarm


def next_alarm(ticket: Ticket) -> Alarm | None:
    """The earliest; of several at one instant the one that changes what the others mean."""
    return min(alarms(ticket), key=_instant, default=None)


def timer_at(ticket: Ticket) -> datetime | None:
    """When the timer has to order `NoteTimePassed`; None for a ticket that time has done with.

    The instant of `next_alarm`, without the rest: every change of every ticket asks for it.
    """
    if not ticket.open:
        return None
    earliest = _awaited_at(ticket)
    for _, _, _, clock in watched(ticket):
        at = clock.look_at()
        if at is not None and (earliest is None or at < earliest):
            earliest = at
    return earliest


def _awaited_at(ticket: Ticket) -> datetime | None:
    """Until when the firm or the next hand is waited for."""
    supplement, goal = ticket.supplement, ticket.goal
    if supplement is not None and supplement.waiting:
        return supplement.until.at
    return None if goal is None or goal.missed else goal.at


def alarms(ticket: Ticket) -> Iterator[Alarm]:
    """Everything the timer still has to say about a ticket. Both clocks rest in a pause (T-6)."""
    if not ticket.open:
        return
    awaited_at = _awaited_at(ticket)
    if awaited_at is not None:
        yield PauseAlarm(awaited_at) if ticket.waiting else TargetAlarm(awaited_at)
    for which, subject, department, clock in watched(ticket):
        at = clock.look_at()
        if at is not None:
            yield ClockAlarm(at, which, subject, department, clock)


def watched(ticket: Ticket) -> Iterator[tuple[DeadlineClock, str, str | None, Clock]]:
    """The clocks that run: which, about whom or what, whose duty, and the clock itself."""
    dispatch = ticket.dispatch
    lead = dispatch.lead if dispatch else None
    if not ticket.waiting:
        yield DeadlineClock.FIRM, "", lead, ticket.clock
    if dispatch is None or ticket.status not in WITH_THE_LEAD:
        return
    if not ticket.waiting:
        yield DeadlineClock.DEPARTMENT, "", lead, dispatch.clock
    for duty in dispatch.duties:
        if duty.clock is not None and duty.replied_at is None:
            yield DeadlineClock.HELPER, duty.department, duty.department, duty.clock
    if ticket.plan is not None and ticket.status is Status.PLAN_ACTIVE:
        for number, step in enumerate(ticket.plan.milestones, 1):
            if step.done_at is None:
                yield DeadlineClock.MILESTONE, str(number), lead, step.clock


def _instant(alarm: Alarm) -> datetime:
    return alarm.at
