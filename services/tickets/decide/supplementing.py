"""补正: one pause while the firm's documents are waited for (T-6)."""

from typing import Final

from services.tickets import refusals
from services.tickets.commands import AskSupplement, GiveSupplement
from services.tickets.decide.guards import (
    blank,
    check_before_limit,
    check_room,
    dispatch_led_by_caller,
    wrong_status,
)
from services.tickets.events import TicketSupplementAsked, TicketSupplementGiven
from services.tickets.rules.due import moved, pause_workdays
from services.tickets.rules.hours import dispatch_target
from services.tickets.rules.policies import policy, work_calendar
from services.tickets.state import CameWith, Status, Ticket
from services.tickets.state.clocks import Pause
from services.tickets.state.parts import (
    Supplement,
)
from shared.kernel.actor import Role
from shared.kernel.clock import shanghai_date
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Context, Event

_NOT_DISPATCHED: Final = frozenset({Status.SUBMITTED, Status.REGISTERED})
# A plan's dates are the department's own: it plans for the documents it still needs.
_BY_THE_LEAD: Final = frozenset({Status.DISPATCHED, Status.IN_PROGRESS, Status.PLAN_PENDING})


def ask(command: AskSupplement, ticket: Ticket, context: Context) -> list[Event]:
    """The office before dispatch, the lead after it; once a cycle, all items together."""
    _check_asker(ticket, context)
    if not command.items or blank(*command.items, command.reason):
        raise refusals.SupplementItemsMissing
    earlier = ticket.supplement
    if earlier is not None:
        if earlier.waiting and (earlier.items, earlier.reason) == (command.items, command.reason):
            return []
        raise refusals.SupplementOnlyOnce
    check_before_limit(ticket, context)
    calendar, version = work_calendar(context), policy(context)
    until = calendar.deadline(context.now, version.numbers.supplement_workdays)
    pause = Pause(until.start_day, until.workdays, None, version.version)
    order = ticket.dispatch
    return [
        TicketSupplementAsked(
            items=command.items,
            reason=command.reason,
            until=until,
            due=moved(ticket.clock, calendar, pause),
            department_due=moved(order.clock, calendar, pause) if order else None,
            asked_by=context.actor.id,
            asked_at=context.now,
            policy_version=version.version,
        )
    ]


def _check_asker(ticket: Ticket, context: Context) -> None:
    if ticket.status in _NOT_DISPATCHED:
        if context.actor.role is Role.DEPARTMENT:
            raise refusals.OfficeAsksFirst
        return
    dispatch_led_by_caller(ticket, context, refusals.SupplementNotNow)
    if ticket.status not in _BY_THE_LEAD:
        raise wrong_status(refusals.SupplementNotNow, ticket)


def give(command: GiveSupplement, ticket: Ticket, context: Context) -> list[Event]:
    """The firm's answer ends the pause; after its time was over it changes no clock any more."""
    asked = ticket.supplement
    if asked is None or not ticket.open:
        raise refusals.NothingAsked
    if asked.given_at is not None:
        given = ticket.enclosed(CameWith.SUPPLEMENT, asked.given_at)
        if (asked.text, given) == (command.text, command.attachments):
            return []
        raise refusals.NothingAsked
    check_room(ticket, command.attachments)
    calendar = work_calendar(context)
    pause = Pause(
        asked.until.start_day, asked.until.workdays, shanghai_date(context.now),
        asked.policy_version,
    )  # fmt: skip
    due, department_due = _dues(ticket, asked, pause, context)
    to_dispatch = ticket.status in _NOT_DISPATCHED
    numbers = policy(context).numbers
    return [
        TicketSupplementGiven(
            text=command.text,
            attachments=command.attachments,
            added_workdays=pause_workdays(calendar, pause),
            due=due,
            department_due=department_due,
            target_at=dispatch_target(calendar, numbers, context.now) if to_dispatch else None,
            given_by=context.actor.id,
            given_at=context.now,
        )
    ]


def _dues(
    ticket: Ticket, asked: Supplement, pause: Pause, context: Context
) -> tuple[Deadline, Deadline | None]:
    """What both clocks end on once the pause is over."""
    order, calendar = ticket.dispatch, work_calendar(context)
    if asked.lapsed:
        return ticket.due, order.due if order else None
    department_due = None
    if order is not None and _paused(order.clock.steps):
        department_due = moved(order.clock, calendar, pause)
    return moved(ticket.clock, calendar, pause), department_due


def _paused(steps: tuple[object, ...]) -> bool:
    last = steps[-1] if steps else None
    return isinstance(last, Pause) and last.ended_on is None
