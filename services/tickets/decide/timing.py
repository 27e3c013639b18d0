"""督办: what time brings and what a new calendar changes. Both are orders that nobody gives.

An order that no longer applies is quiet: a late, doubled or outdated one does nothing.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from services.tickets.commands import NoteTimePassed, RecalculateDeadline
from services.tickets.events import (
    DeadlineClock,
    Reminder,
    TicketClockRanOut,
    TicketDeadlineRecalculated,
    TicketDueSoon,
    TicketSupervised,
    TicketSupplementLapsed,
    TicketTargetMissed,
)
from services.tickets.rules.alarms import (
    Alarm,
    ClockAlarm,
    PauseAlarm,
    next_alarm,
)
from services.tickets.rules.due import judged_by, reckon, workday_after
from services.tickets.rules.policies import policy, work_calendar
from services.tickets.state import Status, Ticket, evolve
from services.tickets.state.clocks import Clock, Stage
from shared.kernel.deadlines import end_of_day
from shared.kernel.decider import Context, Event

PUNCTUAL: Final = timedelta(minutes=5)  # a timer later than this marks what it records

_SUPERVISED: Final = frozenset({DeadlineClock.FIRM, DeadlineClock.MILESTONE})


def note_time_passed(_command: NoteTimePassed, ticket: Ticket, context: Context) -> list[Event]:
    """Every step missed since the last look, each once and in its order (T-11)."""
    facts: list[Event] = []
    alarm = next_alarm(ticket)
    while alarm is not None and alarm.at <= context.now:
        fact = _fact(alarm, ticket, context)
        facts.append(fact)
        after = evolve(ticket, fact)
        if not isinstance(after, Ticket):
            raise TypeError("time does not unmake a ticket")
        ticket, alarm = after, next_alarm(after)
    return facts


def _fact(alarm: Alarm, ticket: Ticket, context: Context) -> Event:
    late = context.now - alarm.at > PUNCTUAL
    if isinstance(alarm, PauseAlarm):
        return TicketSupplementLapsed(due_at=alarm.at, noticed_at=context.now, late=late)
    if not isinstance(alarm, ClockAlarm):
        if ticket.goal is None:
            raise ValueError("a target alarm without a target")
        return TicketTargetMissed(
            target=ticket.goal.target,
            department=ticket.dispatch.lead if ticket.dispatch else None,
            due_at=alarm.at,
            noticed_at=context.now,
            late=late,
        )
    if alarm.clock.stage < Stage.LAST_HOURS:
        return _due_soon(alarm, context, late=late)
    if alarm.which in _SUPERVISED:
        return _supervised(alarm, ticket, context, late=late)
    if alarm.department is None:
        raise ValueError("a department's clock without a department")
    return TicketClockRanOut(
        clock=alarm.which,
        subject=alarm.subject,
        department=alarm.department,
        due_at=alarm.clock.due.at,
        noticed_at=context.now,
        late=late,
    )


def _due_soon(alarm: ClockAlarm, context: Context, *, late: bool) -> TicketDueSoon:
    """6.7: at the start of the last working day, and some hours before its end."""
    version, due_at = policy(context), alarm.clock.due.at
    first = alarm.clock.stage is Stage.RUNNING
    hours = timedelta(hours=version.numbers.due_soon_hours)
    return TicketDueSoon(
        clock=alarm.which,
        subject=alarm.subject,
        reminder=Reminder.LAST_DAY if first else Reminder.LAST_HOURS,
        department=alarm.department,
        due_at=due_at,
        noticed_at=context.now,
        late=late,
        next_at=min(due_at, max(due_at - hours, alarm.at)) if first else due_at,
        policy_version=version.version,
    )


def _supervised(
    alarm: ClockAlarm, ticket: Ticket, context: Context, *, late: bool
) -> TicketSupervised:
    """T-11: L1 on the first overdue day, L2 and L3 after so many working days; never down."""
    step = alarm.clock.stage - Stage.LAST_HOURS + 1
    version = policy(context)
    return TicketSupervised(
        level=max(ticket.supervision_level, step),
        due_at=alarm.clock.due.at,
        noticed_at=context.now,
        step=step,
        clock=alarm.which,
        subject=alarm.subject,
        department=alarm.department,
        late=late,
        next_at=_next_level_at(alarm.clock, step, context),
        policy_version=version.version,
    )


def _next_level_at(clock: Clock, step: int, context: Context) -> datetime | None:
    """The end of the working day that makes the next level; None after the last."""
    numbers = policy(context).numbers
    workdays = {1: numbers.level2_workdays, 2: numbers.level3_workdays}.get(step)
    if workdays is None:
        return None
    day = workday_after(work_calendar(context), clock.due.last_day, workdays)
    return end_of_day(day)


def recalculate(command: RecalculateDeadline, ticket: Ticket, context: Context) -> list[Event]:
    """CAL-8, for deadlines that are still open."""
    if not ticket.open:
        return []
    calendar = work_calendar(context)
    facts: list[Event] = []
    for subject, clock in clocks_of(command.clock, ticket):
        calculated = reckon(calendar, clock.start, clock.workdays, clock.steps)
        known = clock.calculated or clock.due
        if (calculated.at, calculated.provisional) == (known.at, known.provisional):
            continue
        in_force = judged_by(clock.due, calculated)
        if command.clock is DeadlineClock.SUPPLEMENT and in_force == clock.due:
            continue  # an earlier day is not shown beside it
        facts.append(
            TicketDeadlineRecalculated(
                clock=command.clock,
                before=clock.due,
                calculated=calculated,
                in_force=in_force,
                documents=tuple(n.document_no for n in calendar.lists[known.calendar_version :]),
                subject=subject,
            )
        )
    return facts


def clocks_of(which: DeadlineClock, ticket: Ticket) -> Iterator[tuple[str, Clock]]:
    """The clocks of one sort that are not stopped: about whom or what, and the clock."""
    dispatch = ticket.dispatch
    if which is DeadlineClock.FIRM:
        yield "", ticket.clock
    elif which is DeadlineClock.DEPARTMENT and dispatch is not None:
        yield "", dispatch.clock
    elif which is DeadlineClock.HELPER and dispatch is not None:
        for duty in dispatch.duties:
            if duty.clock is not None and duty.replied_at is None:
                yield duty.department, duty.clock
    elif which is DeadlineClock.MILESTONE:
        yield from _steps_ahead(ticket)
    elif which is DeadlineClock.SUPPLEMENT:
        yield from _time_to_supplement(ticket)


def _steps_ahead(ticket: Ticket) -> Iterator[tuple[str, Clock]]:
    """The milestones of the plan in force that are not done (T-8)."""
    if ticket.plan is None or ticket.status is not Status.PLAN_ACTIVE:
        return
    for number, step in enumerate(ticket.plan.milestones, 1):
        if step.done_at is None:
            yield str(number), step.clock


def _time_to_supplement(ticket: Ticket) -> Iterator[tuple[str, Clock]]:
    """The firm's own time, while its documents are waited for (T-6)."""
    asked = ticket.supplement
    if asked is not None and asked.waiting:
        yield "", Clock(asked.asked_at, asked.until.workdays, asked.until, asked.asked_at)
