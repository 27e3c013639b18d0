"""The ticket after what time brings: reminders, targets missed, supervision, new calendars."""

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from services.tickets.events import (
    DeadlineClock,
    Reminder,
    SupervisionCause,
    TicketClockRanOut,
    TicketDeadlineRecalculated,
    TicketDueSoon,
    TicketSupervised,
    TicketTargetMissed,
)
from services.tickets.state.clocks import Clock, Stage
from services.tickets.state.ticket import Next, Ticket
from shared.kernel.decider import Event

_REMINDED: Final = {Reminder.LAST_DAY: Stage.LAST_DAY, Reminder.LAST_HOURS: Stage.LAST_HOURS}


def _with_clock(
    ticket: Ticket, which: DeadlineClock, subject: str, change: Callable[[Clock], Clock]
) -> Ticket:
    """The ticket with one of its clocks changed."""
    dispatch, plan = ticket.dispatch, ticket.plan
    if which is DeadlineClock.FIRM:
        return replace(ticket, clock=change(ticket.clock))
    if which is DeadlineClock.MILESTONE:
        if plan is None:
            return ticket
        milestones = tuple(
            replace(step, clock=change(step.clock)) if str(number) == subject else step
            for number, step in enumerate(plan.milestones, 1)
        )
        return replace(ticket, plan=replace(plan, milestones=milestones))
    if dispatch is None:
        return ticket
    if which is DeadlineClock.DEPARTMENT:
        return replace(ticket, dispatch=replace(dispatch, clock=change(dispatch.clock)))
    duties = tuple(
        replace(duty, clock=change(duty.clock))
        if duty.department == subject and duty.clock is not None
        else duty
        for duty in dispatch.duties
    )
    return replace(ticket, dispatch=replace(dispatch, duties=duties))


def _target_missed(ticket: Ticket, _event: TicketTargetMissed) -> Ticket:
    return replace(ticket, goal=ticket.goal and replace(ticket.goal, missed=True))


def _due_soon(ticket: Ticket, event: TicketDueSoon) -> Ticket:
    return _with_clock(
        ticket,
        event.clock,
        event.subject,
        lambda clock: replace(clock, stage=_REMINDED[event.reminder], next_at=event.next_at),
    )


def _ran_out(ticket: Ticket, event: TicketClockRanOut) -> Ticket:
    return _with_clock(
        ticket,
        event.clock,
        event.subject,
        lambda clock: replace(clock, stage=Stage.OVERDUE, next_at=None),
    )


def _supervised(ticket: Ticket, event: TicketSupervised) -> Ticket:
    ticket = replace(ticket, supervision_level=event.level)
    if event.cause is not SupervisionCause.OVERDUE:
        return ticket
    stage = Stage(Stage.LAST_HOURS + event.step)
    return _with_clock(
        ticket,
        event.clock,
        event.subject,
        lambda clock: replace(clock, stage=stage, next_at=event.next_at),
    )


def _recalculated(ticket: Ticket, event: TicketDeadlineRecalculated) -> Ticket:
    if event.clock is DeadlineClock.SUPPLEMENT:
        asked = ticket.supplement
        return replace(ticket, supplement=asked and replace(asked, until=event.in_force))
    earlier = event.calculated if event.calculated.at < event.in_force.at else None
    return _with_clock(
        ticket,
        event.clock,
        event.subject,
        lambda clock: replace(clock.moved(event.in_force, clock.set_at), calculated=earlier),
    )


AFTER_TIME: Final[dict[type[Event], Next]] = {
    TicketTargetMissed: _target_missed,
    TicketDueSoon: _due_soon,
    TicketClockRanOut: _ran_out,
    TicketSupervised: _supervised,
    TicketDeadlineRecalculated: _recalculated,
}
