"""Complex problems: reclassification, plans, milestones (T-7, T-8)."""

from datetime import date
from itertools import pairwise
from typing import Final

from services.tickets import refusals
from services.tickets.commands import (
    CompleteMilestone,
    DecideReclassification,
    RequestReclassification,
    SubmitPlan,
)
from services.tickets.decide.guards import (
    blank,
    check_before_limit,
    check_decider,
    check_not_waiting,
    dispatch_led_by_caller,
    wrong_status,
)
from services.tickets.events import (
    Kind,
    TicketMilestoneDone,
    TicketPlanned,
    TicketReclassificationDecided,
    TicketReclassificationRequested,
)
from services.tickets.rules.due import moved, reckon
from services.tickets.rules.policies import work_calendar
from services.tickets.state import Dispatch, Status, Ticket
from services.tickets.state.clocks import Until
from services.tickets.state.parts import (
    Plan,
)
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Context, Event

_MAY_OWE_A_PLAN: Final = frozenset({Status.PLAN_PENDING, Status.IN_PROGRESS})


def request_reclassification(
    command: RequestReclassification, ticket: Ticket, context: Context
) -> list[Event]:
    """5.3, Reclassify, first half: the lead asks, before the 5-day limit, with a reason."""
    order = dispatch_led_by_caller(ticket, context, refusals.TicketNotReclassifiable)
    if not command.grounds or blank(command.reason):
        raise refusals.GroundMissing
    if ticket.status is not Status.IN_PROGRESS or order.kind is Kind.COMPLEX:
        raise wrong_status(refusals.TicketNotReclassifiable, ticket)
    asked = ticket.reclassification
    if asked is not None and asked.approved is None:
        if (asked.grounds, asked.reason) == (command.grounds, command.reason):
            return []
        raise refusals.RequestPending
    check_before_limit(ticket, context)
    return [
        TicketReclassificationRequested(
            department=order.lead,
            grounds=command.grounds,
            reason=command.reason,
            requested_by=context.actor.id,
            requested_at=context.now,
        )
    ]


def decide_reclassification(
    command: DecideReclassification, ticket: Ticket, context: Context
) -> list[Event]:
    """5.3, Reclassify, second half: the office approves. The limit stays what it was (T-5)."""
    check_decider(ticket, context, command.reason)
    asked = ticket.reclassification
    if asked is None:
        raise refusals.NothingRequested
    if asked.approved is not None:
        if (asked.approved, asked.decision) == (command.approved, command.reason):
            return []
        raise refusals.NothingRequested
    if ticket.status is not Status.IN_PROGRESS:
        raise wrong_status(refusals.TicketNotReclassifiable, ticket)
    if command.approved:
        check_before_limit(ticket, context)
    return [
        TicketReclassificationDecided(
            approved=command.approved,
            reason=command.reason,
            decided_by=context.actor.id,
            decided_at=context.now,
        )
    ]


def submit_plan(command: SubmitPlan, ticket: Ticket, context: Context) -> list[Event]:
    """5.3, SubmitPlan: a plan that comes late is late, but better than none (T-8)."""
    order = dispatch_led_by_caller(ticket, context, refusals.PlanNotDue)
    if ticket.status is Status.PLAN_ACTIVE and _same_plan(command, ticket.plan):
        return []
    if ticket.status not in _MAY_OWE_A_PLAN or not _owes_plan(order):
        raise wrong_status(refusals.PlanNotDue, ticket)
    check_not_waiting(ticket)
    _check_plan(command, context)
    calendar, step = work_calendar(context), Until(command.final_on, planned=True)
    return [
        TicketPlanned(
            department=order.lead,
            milestones=command.milestones,
            milestone_dues=tuple(
                reckon(calendar, context.now, 0, (Until(m.due_on),)) for m in command.milestones
            ),
            final_on=command.final_on,
            due=moved(ticket.clock, calendar, step),
            department_due=moved(order.clock, calendar, step),
            approved_by=command.approved_by,
            submitted_by=context.actor.id,
            submitted_at=context.now,
        )
    ]


def _owes_plan(order: Dispatch) -> bool:
    """T-8; where a law sets the limit the duty is to answer with route and limit (T-9)."""
    return order.kind is Kind.COMPLEX and order.legal_limit is None


def _check_plan(command: SubmitPlan, context: Context) -> None:
    if blank(command.approved_by) or command.approved_by == context.actor.id:
        raise refusals.HeadMustApprove
    dates: list[date] = [
        shanghai_date(context.now),
        *(step.due_on for step in command.milestones),
        command.final_on,
    ]
    in_order = all(earlier <= later for earlier, later in pairwise(dates))
    nameless = any(blank(step.title, step.owner) for step in command.milestones)
    if not command.milestones or nameless or not in_order:
        raise refusals.PlanFaulty


def _same_plan(command: SubmitPlan, plan: Plan | None) -> bool:
    return plan is not None and (
        [(step.title, step.owner, step.due_on) for step in command.milestones],
        command.final_on,
    ) == ([(step.title, step.owner, step.due_on) for step in plan.milestones], plan.final_on)


def complete_milestone(command: CompleteMilestone, ticket: Ticket, context: Context) -> list[Event]:
    """T-8: each milestone is its own deadline, met when the lead says so."""
    dispatch_led_by_caller(ticket, context, refusals.PlanNotActive)
    plan = ticket.plan
    if plan is None or ticket.status is not Status.PLAN_ACTIVE:
        raise wrong_status(refusals.PlanNotActive, ticket)
    count = len(plan.milestones)
    if not 1 <= command.number <= count:
        raise refusals.UnknownMilestone(number=command.number, count=count)
    if plan.milestones[command.number - 1].done_at is not None:
        return []
    return [
        TicketMilestoneDone(
            number=command.number,
            note=command.note,
            done_by=context.actor.id,
            done_at=context.now,
        )
    ]
