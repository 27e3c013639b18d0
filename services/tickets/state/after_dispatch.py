"""The ticket after facts of its dispatch and its one way back."""

from datetime import datetime
from typing import Final

from msgspec.structs import replace

from services.tickets.events import (
    Kind,
    Target,
    TicketDesignated,
    TicketDispatched,
    TicketReturnDecided,
    TicketReturnRequested,
    TicketTakenOver,
)
from services.tickets.state.clocks import Clock
from services.tickets.state.parts import (
    Dispatch,
    Goal,
    HelperDuty,
    Return,
)
from services.tickets.state.ticket import (
    Next,
    Status,
    Ticket,
)
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Event


def at_work(ticket: Ticket) -> Status:
    """承办中: a complex problem first owes its plan, unless a law sets its limit (T-8, T-9)."""
    dispatch = ticket.dispatch
    complex_ = dispatch is not None and dispatch.kind is Kind.COMPLEX
    owes_plan = complex_ and dispatch is not None and dispatch.legal_limit is None
    return Status.PLAN_PENDING if owes_plan and ticket.plan is None else Status.IN_PROGRESS


def _dispatched(ticket: Ticket, event: TicketDispatched) -> Ticket:
    at, due = event.dispatched_at, event.department_due
    dispatch = Dispatch(
        lead=event.lead,
        helpers=event.helpers,
        kind=event.kind,
        at=at,
        clock=Clock(at, due.workdays, due, at),
        duties=_duties(event.helpers, event.helper_due, at),
        grounds=event.grounds,
        legal_limit=event.legal_limit,
    )
    return replace(
        ticket,
        status=Status.DISPATCHED,
        dispatch=dispatch,
        taken_over_at=None,
        goal=Goal(Target.TAKE_OVER, event.target_at) if event.target_at else None,
    )


def _duties(
    helpers: tuple[str, ...],
    due: Deadline | None,
    at: datetime,
    before: tuple[HelperDuty, ...] = (),
) -> tuple[HelperDuty, ...]:
    """One duty a helper; who helped already goes on as before."""
    known = {duty.department: duty for duty in before}
    clock = Clock(at, due.workdays, due, at) if due else None
    return tuple(known.get(helper) or HelperDuty(helper, clock) for helper in helpers)


def _taken_over(ticket: Ticket, event: TicketTakenOver) -> Ticket:
    return replace(
        ticket,
        status=at_work(ticket),
        taken_over_at=event.taken_over_at,
        handled_by=ticket.handled_by | {event.taken_over_by},
        goal=None,
    )


def _return_requested(ticket: Ticket, event: TicketReturnRequested) -> Ticket:
    asked = Return(
        event.department,
        event.reason,
        event.legal_basis,
        event.proposed_unit,
        event.explanation,
        event.requested_at,
    )
    return replace(
        ticket,
        status=Status.RETURN_REQUESTED,
        returns=(*ticket.returns, asked),
        handled_by=ticket.handled_by | {event.requested_by},
        goal=Goal(Target.RETURN_DECISION, event.target_at),
    )


def _return_decided(ticket: Ticket, event: TicketReturnDecided) -> Ticket:
    decided = replace(ticket.returns[-1], approved=event.approved, decision=event.reason)
    return replace(
        ticket,
        status=Status.REGISTERED if event.approved else at_work(ticket),
        returns=(*ticket.returns[:-1], decided),
        dispatch=None if event.approved else ticket.dispatch,
        goal=Goal(Target.DISPATCH, event.target_at) if event.target_at else None,
    )


def _designated(ticket: Ticket, event: TicketDesignated) -> Ticket:
    before = ticket.dispatch
    if before is None:
        raise ValueError(f"ticket {ticket.number} was designated before it was dispatched")
    same = before.lead == event.lead
    at, due = event.designated_at, event.department_due
    dispatch = replace(
        before,
        lead=event.lead,
        helpers=event.helpers,
        at=before.at if same else at,
        clock=before.clock if same else Clock(at, due.workdays, due, at),
        duties=_duties(event.helpers, event.helper_due, at, before.duties),
    )
    decided = replace(ticket.returns[-1], approved=not same, decision=event.reason)
    ticket = replace(ticket, dispatch=dispatch, returns=(*ticket.returns[:-1], decided))
    return replace(ticket, status=at_work(ticket), taken_over_at=at, non_returnable=True, goal=None)


AFTER_DISPATCH: Final[dict[type[Event], Next]] = {
    TicketDispatched: _dispatched,
    TicketTakenOver: _taken_over,
    TicketReturnRequested: _return_requested,
    TicketReturnDecided: _return_decided,
    TicketDesignated: _designated,
}
