"""The one way back: return, adjudication, designation (5.3)."""

from typing import Final

from services.tickets import refusals
from services.tickets.commands import (
    DecideReturn,
    DesignateLead,
    RequestReturn,
)
from services.tickets.decide.dispatch import check_departments, dispatched, helper_due
from services.tickets.decide.guards import (
    blank,
    check_decider,
    dispatch_led_by_caller,
    wrong_status,
)
from services.tickets.events import (
    ComplexGround,
    Kind,
    ReturnReason,
    TicketDesignated,
    TicketDispatched,
    TicketReturnDecided,
    TicketReturnRequested,
)
from services.tickets.rules.due import answer_deadline
from services.tickets.rules.hours import dispatch_target
from services.tickets.rules.people import (
    department_zh,
    is_known_department,
)
from services.tickets.rules.policies import policy, work_calendar
from services.tickets.state import Dispatch, Status, Ticket
from shared.kernel.decider import Context, Event

# PLAN_PENDING is a complex ticket's "in progress": it has the same way back.
_RETURNABLE: Final = frozenset({Status.DISPATCHED, Status.IN_PROGRESS, Status.PLAN_PENDING})
_SECOND: Final = 2


def request_return(command: RequestReturn, ticket: Ticket, context: Context) -> list[Event]:
    """5.3, RequestReturn: once a department, in time, with a reason that is one."""
    order = dispatch_led_by_caller(ticket, context, refusals.TicketNotReturnable)
    _check_reason(command, order)
    if ticket.status is Status.RETURN_REQUESTED and _same_request(command, ticket):
        return []
    if ticket.status not in _RETURNABLE:
        raise wrong_status(refusals.TicketNotReturnable, ticket)
    if ticket.non_returnable:
        raise refusals.DesignationBinds
    if any(earlier.department == order.lead for earlier in ticket.returns):
        raise refusals.ReturnOnlyOnce(
            department=order.lead, department_zh=department_zh(order.lead)
        )
    numbers, calendar = policy(context), work_calendar(context)
    window = calendar.deadline(order.at, numbers.numbers.return_workdays)
    if window.passed(context.now):
        raise refusals.ReturnTooLate(workdays=window.workdays, last_day=window.last_day.isoformat())
    decision = calendar.deadline(context.now, numbers.numbers.return_decision_workdays)
    return [
        TicketReturnRequested(
            department=order.lead,
            reason=command.reason,
            legal_basis=command.legal_basis,
            proposed_unit=command.proposed_unit,
            duplicate_of=command.duplicate_of,
            explanation=command.explanation,
            requested_by=context.actor.id,
            requested_at=context.now,
            target_at=decision.at,
            policy_version=numbers.version,
        )
    ]


def _check_reason(command: RequestReturn, order: Dispatch) -> None:
    """5.4: the reason codes, what each must name, and the one that leads to 补正 instead."""
    if command.reason is ReturnReason.NOT_ENOUGH_INFORMATION:
        raise refusals.NotEnoughInformation
    if blank(command.legal_basis, command.explanation):
        raise refusals.ReturnWithoutBasis
    proposed = command.proposed_unit
    elsewhere = command.reason is not ReturnReason.OUTSIDE_DUTY or is_known_department(proposed)
    if blank(proposed) or proposed == order.lead or not elsewhere:
        raise refusals.ReturnWithoutProposal
    if command.reason is ReturnReason.DUPLICATE and blank(command.duplicate_of):
        raise refusals.DuplicateNotNamed


def _same_request(command: RequestReturn, ticket: Ticket) -> bool:
    last = ticket.returns[-1]
    return (command.reason, command.legal_basis, command.proposed_unit, command.explanation) == (
        last.reason,
        last.legal_basis,
        last.proposed_unit,
        last.explanation,
    )


def decide_return(command: DecideReturn, ticket: Ticket, context: Context) -> list[Event]:
    """5.3, Adjudicate: approved it goes to another lead, or back to the queue; refused it binds."""
    check_decider(ticket, context, command.reason)
    if ticket.status is not Status.RETURN_REQUESTED:
        if ticket.returns and not ticket.non_returnable and _same_decision(command, ticket):
            return []
        raise wrong_status(refusals.NoReturnRequested, ticket)
    if len(ticket.returns) >= _SECOND:
        raise refusals.DesignationNeeded
    department = ticket.returns[-1].department
    redispatched: list[Event] = []
    if command.approved and command.lead is not None:
        check_departments(command.lead, command.helpers, ticket)
        if command.lead == department:
            raise refusals.ReturnedToSameLead(
                department=department, department_zh=department_zh(department)
            )
        redispatched = [_to_next_lead(command.lead, command.helpers, ticket, context)]
    queued = command.approved and not redispatched
    numbers, calendar = policy(context).numbers, work_calendar(context)
    return [
        TicketReturnDecided(
            department=department,
            approved=command.approved,
            reason=command.reason,
            decided_by=context.actor.id,
            decided_at=context.now,
            target_at=dispatch_target(calendar, numbers, context.now) if queued else None,
        ),
        *redispatched,
    ]


def _to_next_lead(
    lead: str, helpers: tuple[str, ...], ticket: Ticket, context: Context
) -> TicketDispatched:
    """The same order to another lead (T-5: the firm's clock keeps running)."""
    order = ticket.dispatch
    if order is None:
        raise ValueError(f"a return of ticket {ticket.number} without an order")
    kind = order.kind
    grounds = order.grounds
    if kind is Kind.COMPLEX and not helpers:
        grounds = tuple(g for g in grounds if g is not ComplexGround.SEVERAL_DEPARTMENTS)
        kind = Kind.COMPLEX if grounds else Kind.GENERAL
    return dispatched(lead, helpers, kind, grounds, order.legal_limit, context)


def _same_decision(command: DecideReturn, ticket: Ticket) -> bool:
    last = ticket.returns[-1]
    to_whom = command.lead is None or (
        ticket.dispatch is not None and ticket.dispatch.lead == command.lead
    )
    return (command.approved, command.reason) == (last.approved, last.decision) and to_whom


def designate(command: DesignateLead, ticket: Ticket, context: Context) -> list[Event]:
    """5.3, ForceDesignate: the second request ends with a lead that cannot give it back."""
    check_decider(ticket, context, command.reason)
    check_departments(command.lead, command.helpers, ticket)
    if blank(command.leader):
        raise refusals.LeaderMissing
    order = ticket.dispatch
    if ticket.non_returnable and order is not None and ticket.status is not Status.RETURN_REQUESTED:
        if (order.lead, order.helpers) == (command.lead, command.helpers):
            return []
        raise refusals.DesignationBinds
    if ticket.status is not Status.RETURN_REQUESTED or order is None:
        raise wrong_status(refusals.NoReturnRequested, ticket)
    if len(ticket.returns) < _SECOND:
        raise refusals.DesignationTooEarly
    same = command.lead == order.lead
    return [
        TicketDesignated(
            lead=command.lead,
            helpers=command.helpers,
            leader=command.leader,
            reason=command.reason,
            designated_by=context.actor.id,
            designated_at=context.now,
            department_due=order.due if same else answer_deadline(context, context.now),
            helper_due=helper_due(command.helpers, context),
            policy_version=policy(context).version,
        )
    ]
