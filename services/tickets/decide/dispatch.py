"""交办 and 承办."""

from typing import Final

from services.tickets import refusals
from services.tickets.commands import (
    DispatchTicket,
    TakeOverTicket,
)
from services.tickets.decide.duplicates import settle
from services.tickets.decide.guards import (
    check_not_waiting,
    dispatch_led_by_caller,
    wrong_status,
)
from services.tickets.events import (
    CaseKind,
    ComplexGround,
    Kind,
    LegalLimit,
    TicketCaseRequested,
    TicketDispatched,
    TicketRegistered,
    TicketTakenOver,
)
from services.tickets.rules.due import answer_deadline
from services.tickets.rules.hours import takeover_target
from services.tickets.rules.people import (
    department_zh,
    hidden_from,
    is_known_department,
    named_twice,
)
from services.tickets.rules.policies import policy, work_calendar
from services.tickets.state import Dispatch, Status, Ticket
from services.tickets.state.parts import (
    CaseLink,
)
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Context, Event

_AWAITING_DISPATCH: Final = frozenset({Status.SUBMITTED, Status.REGISTERED})
_TAKEN_OVER: Final = frozenset({Status.IN_PROGRESS, Status.PLAN_PENDING})
# T-21, T-22: a problem of these categories opens a case in the other ledger.
_CASE_OF: Final = {CaseKind.ARREARS.value: CaseKind.ARREARS, CaseKind.RENT.value: CaseKind.RENT}


def registered(
    category: str, links: tuple[CaseLink, ...], context: Context, *, duplicates_checked: bool
) -> list[Event]:
    """受理, and the case in another ledger that such a problem opens (T-21, T-22)."""
    facts: list[Event] = [
        TicketRegistered(registered_at=context.now, duplicates_checked=duplicates_checked)
    ]
    case = _CASE_OF.get(category)
    if case is not None and all(link.case is not case for link in links):
        facts.append(TicketCaseRequested(case=case, requested_at=context.now))
    return facts


def dispatched(
    lead: str,
    helpers: tuple[str, ...],
    kind: Kind,
    grounds: tuple[ComplexGround, ...],
    legal_limit: LegalLimit | None,
    context: Context,
    *,
    routing_version: int = 0,
) -> TicketDispatched:
    """The order with the clocks it starts: the department's, its helpers', the take-over target."""
    numbers = policy(context)
    return TicketDispatched(
        lead=lead,
        helpers=helpers,
        kind=kind,
        dispatched_at=context.now,
        department_due=answer_deadline(context, context.now),
        helper_due=helper_due(helpers, context),
        target_at=takeover_target(work_calendar(context), numbers.numbers, context.now),
        grounds=_grounds(helpers, kind, grounds, legal_limit),
        legal_limit=legal_limit,
        routing_version=routing_version,
        policy_version=numbers.version,
    )


def helper_due(helpers: tuple[str, ...], context: Context) -> Deadline | None:
    if not helpers:
        return None
    workdays = policy(context).numbers.helper_workdays
    return work_calendar(context).deadline(context.now, workdays)


def _grounds(
    helpers: tuple[str, ...],
    kind: Kind,
    grounds: tuple[ComplexGround, ...],
    legal_limit: LegalLimit | None,
) -> tuple[ComplexGround, ...]:
    """T-7: what the order itself shows counts without being said."""
    if kind is Kind.GENERAL:
        return ()
    shown = set(grounds)
    if helpers:
        shown.add(ComplexGround.SEVERAL_DEPARTMENTS)
    if legal_limit is not None:
        shown.add(ComplexGround.LEGAL_LIMIT)
    return tuple(ground for ground in ComplexGround if ground in shown)


def dispatch(command: DispatchTicket, ticket: Ticket, context: Context) -> list[Event]:
    """5.3, Dispatch; a submitted ticket is registered with it, once no duplicate is left undecided."""
    check_departments(command.lead, command.helpers, ticket)
    _check_kind(command)
    if ticket.status is Status.DISPATCHED and _same_order(command, ticket.dispatch):
        return []
    if ticket.status not in _AWAITING_DISPATCH:
        raise wrong_status(refusals.TicketNotDispatchable, ticket)
    check_not_waiting(ticket)
    ruled_out = settle(command.ruled_out, ticket, context)
    fact = dispatched(
        command.lead, command.helpers, command.kind, command.grounds, command.legal_limit, context
    )
    if ticket.status is Status.REGISTERED:
        return [*ruled_out, fact]
    compared = bool(ticket.duplicates)
    return [
        *ruled_out,
        *registered(ticket.category, ticket.links, context, duplicates_checked=compared),
        fact,
    ]


def check_departments(lead: str, helpers: tuple[str, ...], ticket: Ticket) -> None:
    """T-10: one lead and any helpers, all of the district, each named once.

    T-19: none of them is the department that a confidential complaint is about.
    """
    if not is_known_department(lead):
        raise refusals.UnknownDepartment(department=lead)
    for helper in helpers:
        if not is_known_department(helper):
            raise refusals.UnknownHelper(department=helper)
    if lead in helpers:
        raise refusals.LeadAmongHelpers(department=lead, department_zh=department_zh(lead))
    repeated = named_twice(helpers)
    if repeated is not None:
        raise refusals.HelperNamedTwice(department=repeated, department_zh=department_zh(repeated))
    if hidden_from(ticket) in {lead, *helpers}:
        raise refusals.DepartmentComplainedAbout


def _check_kind(command: DispatchTicket) -> None:
    """T-7: complex has a ground; a ground, or a law's longer limit, makes it complex."""
    grounds = _grounds(command.helpers, command.kind, command.grounds, command.legal_limit)
    if command.kind is Kind.COMPLEX and not grounds:
        raise refusals.ComplexWithoutGround
    if command.kind is Kind.GENERAL and (command.grounds or command.legal_limit is not None):
        raise refusals.GeneralWithGround


def _same_order(command: DispatchTicket, order: Dispatch | None) -> bool:
    return order is not None and (
        command.lead,
        command.helpers,
        command.kind,
        command.legal_limit,
    ) == (order.lead, order.helpers, order.kind, order.legal_limit)


def take_over(_command: TakeOverTicket, ticket: Ticket, context: Context) -> list[Event]:
    """5.3, TakeOver."""
    order = dispatch_led_by_caller(ticket, context, refusals.TicketNotAwaitingTakeOver)
    if ticket.status in _TAKEN_OVER:
        return []
    if ticket.status is not Status.DISPATCHED:
        raise wrong_status(refusals.TicketNotAwaitingTakeOver, ticket)
    return [
        TicketTakenOver(
            department=order.lead, taken_over_by=context.actor.id, taken_over_at=context.now
        )
    ]
