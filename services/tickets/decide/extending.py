"""延期: asked for in time, decided by the office, twice at most (5.3)."""

from datetime import date
from typing import Final

from services.tickets import refusals
from services.tickets.commands import DecideExtension, RequestExtension
from services.tickets.decide.guards import (
    blank,
    check_decider,
    check_not_waiting,
    dispatch_led_by_caller,
    wrong_status,
)
from services.tickets.events import Kind, TicketExtensionDecided, TicketExtensionRequested
from services.tickets.policy.state import Numbers
from services.tickets.rules.due import months_after, moved
from services.tickets.rules.policies import policy, work_calendar
from services.tickets.state import Status, Ticket
from services.tickets.state.clocks import Until
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Context, Event

_EXTENDABLE: Final = frozenset({Status.IN_PROGRESS, Status.PLAN_ACTIVE})


def request_extension(command: RequestExtension, ticket: Ticket, context: Context) -> list[Event]:
    """5.3, RequestExtension: at least one working day before the limit, with the new date."""
    dispatch_led_by_caller(ticket, context, refusals.TicketNotExtendable)
    if blank(command.reason):
        raise refusals.ReasonMissing
    if ticket.status not in _EXTENDABLE:
        raise wrong_status(refusals.TicketNotExtendable, ticket)
    if ticket.extension_pending:
        asked = ticket.extensions[-1]
        if (asked.until, asked.reason) == (command.until, command.reason):
            return []
        raise refusals.RequestPending
    check_not_waiting(ticket)
    version = policy(context)
    _check_times(ticket, version.numbers)
    _check_notice(ticket, version.numbers, context)
    _check_date(command.until, ticket, version.numbers, context)
    return [
        TicketExtensionRequested(
            until=command.until,
            reason=command.reason,
            requested_by=context.actor.id,
            requested_at=context.now,
            policy_version=version.version,
        )
    ]


def _check_times(ticket: Ticket, numbers: Numbers) -> None:
    """At most 2 extensions, counted within a cycle, whose clock is a new one (T-17)."""
    approved = sum(extension.approved is True for extension in ticket.extensions)
    if approved >= numbers.extensions_max:
        raise refusals.ExtensionsUsedUp(most=numbers.extensions_max)


def _check_notice(ticket: Ticket, numbers: Numbers, context: Context) -> None:
    last_day = ticket.due.last_day
    ahead = work_calendar(context).workdays_between(shanghai_date(context.now), last_day)
    if ticket.due.passed(context.now) or ahead < numbers.extension_notice_workdays:
        raise refusals.ExtensionTooLate(
            workdays=numbers.extension_notice_workdays, last_day=last_day.isoformat()
        )


def _check_date(until: date, ticket: Ticket, numbers: Numbers, context: Context) -> None:
    """Later than the limit; a general problem takes at most a month from receipt (5.3)."""
    last_day = ticket.due.last_day
    if until <= last_day or until < shanghai_date(context.now):
        raise refusals.ExtensionNotLater(last_day=last_day.isoformat())
    latest = latest_day(ticket, numbers)
    if latest is not None and until > latest:
        raise refusals.ExtensionTooLong(months=numbers.general_months, latest=latest.isoformat())


def latest_day(ticket: Ticket, numbers: Numbers) -> date | None:
    """The last day a general ticket may be extended to; None for a complex one.

    A cycle's clock starts when the firm is received again (T-17).
    """
    if ticket.dispatch is not None and ticket.dispatch.kind is Kind.COMPLEX:
        return None
    return months_after(shanghai_date(ticket.cycle_started_at), numbers.general_months)


def decide_extension(command: DecideExtension, ticket: Ticket, context: Context) -> list[Event]:
    """5.3, Approve/Refuse: both clocks end on the new date, and each of them only ever later."""
    check_decider(ticket, context, command.reason)
    if not ticket.extension_pending:
        if _same_decision(command, ticket):
            return []
        raise refusals.NothingRequested
    version, until = policy(context), ticket.extensions[-1].until
    due = department_due = None
    if command.approved:
        check_not_waiting(ticket)
        _check_times(ticket, version.numbers)
        _check_date(until, ticket, version.numbers, context)
        calendar, step = work_calendar(context), Until(until, policy_version=version.version)
        due = moved(ticket.clock, calendar, step)
        if ticket.dispatch is not None:
            department_due = moved(ticket.dispatch.clock, calendar, step)
    return [
        TicketExtensionDecided(
            approved=command.approved,
            until=until,
            reason=command.reason,
            due=due,
            department_due=department_due,
            decided_by=context.actor.id,
            decided_at=context.now,
            policy_version=version.version,
        )
    ]


def _same_decision(command: DecideExtension, ticket: Ticket) -> bool:
    if not ticket.extensions:
        return False
    last = ticket.extensions[-1]
    return (command.approved, command.reason) == (last.approved, last.decision)
