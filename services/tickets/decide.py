"""The rules of a ticket: what follows from an order, or why it is refused."""

from typing import assert_never

from services.tickets import refusals, rules
from services.tickets.commands import (
    CallBackFirm,
    CloseTicket,
    DispatchTicket,
    EraseContact,
    RecalculateDeadline,
    ReplyToTicket,
    SubmitTicket,
    SuperviseOverdueTicket,
    TakeOverTicket,
)
from services.tickets.events import (
    Basis,
    CallBackOutcome,
    ClosedBecause,
    DeadlineClock,
    TicketCalledBack,
    TicketClosed,
    TicketContactErased,
    TicketCycleStarted,
    TicketDeadlineRecalculated,
    TicketDispatched,
    TicketRegistered,
    TicketReplied,
    TicketSubmitted,
    TicketSupervised,
    TicketTakenOver,
)
from services.tickets.numbers import next_number, number_held, upstream_key
from services.tickets.state import Dispatch, State, Status, Ticket, TicketEvent
from shared.kernel.actor import Role
from shared.kernel.clock import shanghai_date
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Context
from shared.kernel.departments import DEPARTMENTS
from shared.kernel.divisions import is_township_of_district
from shared.kernel.refusal import Refusal

Command = (
    SubmitTicket
    | DispatchTicket
    | TakeOverTicket
    | ReplyToTicket
    | CallBackFirm
    | CloseTicket
    | SuperviseOverdueTicket
    | RecalculateDeadline
    | EraseContact
)


def decide(command: Command, state: State, context: Context) -> list[TicketEvent]:
    """Return the facts that follow from the command, or raise the refusal that forbids it."""
    if isinstance(command, SubmitTicket):
        return _submit(command, state, context)
    if not isinstance(state, Ticket):
        raise refusals.TicketNotFound
    return _decide_on(command, state, context)


def _decide_on(  # noqa: PLR0911  one branch an order
    command: Command, ticket: Ticket, context: Context
) -> list[TicketEvent]:
    match command:
        case DispatchTicket():
            return _dispatch(command, ticket, context)
        case TakeOverTicket():
            return _take_over(ticket, context)
        case ReplyToTicket():
            return _reply(command, ticket, context)
        case CallBackFirm():
            return _call_back(command, ticket, context)
        case CloseTicket():
            return _close(ticket, context)
        case SuperviseOverdueTicket():
            return _supervise(command, ticket, context)
        case RecalculateDeadline():
            return _recalculate(command, ticket, context)
        case EraseContact():
            return _erase_contact(command, ticket, context)
        case SubmitTicket():
            raise refusals.TicketExists
        case _:
            assert_never(command)


def _submit(command: SubmitTicket, state: State, context: Context) -> list[TicketEvent]:
    if isinstance(state, Ticket):
        raise refusals.TicketExists
    _check_township(command, context)
    _check_upstream_number(command, context)
    number, sequence = next_number(context)
    return [
        TicketSubmitted(
            number=number,
            sequence=sequence,
            firm=command.firm,
            contact_id=command.contact_id,
            channel=command.channel,
            upstream_number=command.upstream_number,
            category=command.category,
            title=command.title,
            description=command.description,
            desired_result=command.desired_result,
            confidential=command.confidential,
            client=context.actor.client,
            unit=context.actor.unit,
            received_at=context.now,
            due=rules.answer_deadline(context, context.now),
        )
    ]


def _check_township(command: SubmitTicket, context: Context) -> None:
    """6.2: the firm sits in the district, by the list in force on the day of receipt."""
    received_on = shanghai_date(context.now)
    township_code = command.firm.township_code
    if not is_township_of_district(township_code, received_on):
        raise refusals.TownshipNotInDistrict(
            township_code=township_code, on=received_on.isoformat()
        )


def _check_upstream_number(command: SubmitTicket, context: Context) -> None:
    """T-12: the same upstream number of the same channel is the same ticket."""
    if command.upstream_number is None:
        return
    held = context.claims.get(upstream_key(command.channel, command.upstream_number))
    if held is not None:
        raise refusals.UpstreamNumberKnown(
            upstream_number=command.upstream_number,
            number=number_held(held),
            ticket_id=held.stream_id,
        )


def _dispatch(command: DispatchTicket, ticket: Ticket, context: Context) -> list[TicketEvent]:
    _check_departments(command)
    if ticket.status is Status.DISPATCHED and _same_order(command, ticket.dispatch):
        return []
    if ticket.status not in {Status.SUBMITTED, Status.REGISTERED}:
        raise _wrong_status(refusals.TicketNotDispatchable, ticket)
    dispatched = TicketDispatched(
        lead=command.lead,
        helpers=command.helpers,
        kind=command.kind,
        dispatched_at=context.now,
        department_due=rules.answer_deadline(context, context.now),
    )
    if ticket.status is Status.REGISTERED:
        return [dispatched]
    return [TicketRegistered(registered_at=context.now), dispatched]


def _check_departments(command: DispatchTicket) -> None:
    """T-10: one lead and any helpers, all of the district, each named once."""
    if not rules.is_known_department(command.lead):
        raise refusals.UnknownDepartment(department=command.lead)
    for helper in command.helpers:
        if not rules.is_known_department(helper):
            raise refusals.UnknownHelper(department=helper)
    if command.lead in command.helpers:
        raise refusals.LeadAmongHelpers(
            department=command.lead, department_zh=DEPARTMENTS[command.lead]
        )
    repeated = rules.named_twice(command.helpers)
    if repeated is not None:
        raise refusals.HelperNamedTwice(department=repeated, department_zh=DEPARTMENTS[repeated])


def _same_order(command: DispatchTicket, dispatch: Dispatch | None) -> bool:
    return dispatch is not None and (command.lead, command.helpers, command.kind) == (
        dispatch.lead,
        dispatch.helpers,
        dispatch.kind,
    )


def _take_over(ticket: Ticket, context: Context) -> list[TicketEvent]:
    dispatch = _dispatch_led_by_caller(ticket, context, refusals.TicketNotAwaitingTakeOver)
    if ticket.status is Status.IN_PROGRESS:
        return []
    if ticket.status is not Status.DISPATCHED:
        raise _wrong_status(refusals.TicketNotAwaitingTakeOver, ticket)
    return [
        TicketTakenOver(
            department=dispatch.lead,
            taken_over_by=context.actor.id,
            taken_over_at=context.now,
        )
    ]


def _reply(command: ReplyToTicket, ticket: Ticket, context: Context) -> list[TicketEvent]:
    dispatch = _dispatch_led_by_caller(ticket, context, refusals.TicketNotInProgress)
    if command.basis is Basis.POLICY and not command.provisions:
        raise refusals.ProvisionMissing
    if not command.evidence:
        raise refusals.EvidenceMissing
    if ticket.status is Status.REPLIED and _same_reply(command, ticket):
        return []
    if ticket.status is not Status.IN_PROGRESS:
        raise _wrong_status(refusals.TicketNotInProgress, ticket)
    return [
        TicketReplied(
            department=dispatch.lead,
            text=command.text,
            basis=command.basis,
            provisions=command.provisions,
            evidence=command.evidence,
            replied_by=context.actor.id,
            replied_at=context.now,
        )
    ]


def _same_reply(command: ReplyToTicket, ticket: Ticket) -> bool:
    reply = ticket.reply
    return reply is not None and (
        command.text,
        command.basis,
        command.provisions,
        command.evidence,
    ) == (reply.text, reply.basis, reply.provisions, reply.evidence)


def _call_back(command: CallBackFirm, ticket: Ticket, context: Context) -> list[TicketEvent]:
    if rules.has_handled(ticket, context.actor):
        raise refusals.HandlerCannotClose
    if ticket.closed_because is ClosedBecause.SATISFIED and _same_call(command, ticket):
        return []
    if ticket.status is not Status.REPLIED:
        raise _wrong_status(refusals.TicketNotReplied, ticket)
    called = TicketCalledBack(
        outcome=command.outcome,
        attempt=len(ticket.calls) + 1,
        note=command.note,
        called_by=context.actor.id,
        called_at=context.now,
    )
    if rules.is_content(command.outcome):
        return [called, _closed(ClosedBecause.SATISFIED, context)]
    if command.outcome is CallBackOutcome.NOT_DONE:
        return [called, _next_cycle(ticket, context)]
    return [called]


def _same_call(command: CallBackFirm, ticket: Ticket) -> bool:
    last = ticket.calls[-1]
    return (command.outcome, command.note) == (last.outcome, last.note)


def _next_cycle(ticket: Ticket, context: Context) -> TicketCycleStarted:
    due = rules.answer_deadline(context, context.now)
    return TicketCycleStarted(
        cycle=ticket.cycle + 1, started_at=context.now, due=due, department_due=due
    )


def _close(ticket: Ticket, context: Context) -> list[TicketEvent]:
    if rules.has_handled(ticket, context.actor):
        raise refusals.HandlerCannotClose
    if ticket.status is Status.CLOSED:
        return []
    if ticket.status is not Status.REPLIED:
        raise _wrong_status(refusals.TicketNotReplied, ticket)
    calendar = rules.work_calendar(context)
    if not rules.tried_long_enough(calendar, ticket.calls):
        raise refusals.FirmNotYetHeard(
            attempts=len(rules.unanswered(ticket.calls)),
            days=rules.call_days(calendar, ticket.calls),
            attempts_required=rules.CALL_ATTEMPTS_TO_CLOSE,
            days_required=rules.CALL_DAYS_TO_CLOSE,
        )
    return [_closed(ClosedBecause.UNREACHABLE, context)]


def _closed(because: ClosedBecause, context: Context) -> TicketClosed:
    return TicketClosed(because=because, closed_by=context.actor.id, closed_at=context.now)


def _supervise(
    command: SuperviseOverdueTicket, ticket: Ticket, context: Context
) -> list[TicketEvent]:
    """A timer's order is quiet whenever it no longer applies: a late or doubled one does nothing."""
    due_at = ticket.due.at
    if not ticket.open or command.due_at != due_at or ticket.supervised_due_at == due_at:
        return []
    if context.now < due_at:
        return []
    return [
        TicketSupervised(
            level=max(ticket.supervision_level, 1), due_at=due_at, noticed_at=context.now
        )
    ]


def _recalculate(
    command: RecalculateDeadline, ticket: Ticket, context: Context
) -> list[TicketEvent]:
    """CAL-8, for a deadline that is still open."""
    before = _deadline_of(command.clock, ticket)
    if not ticket.open or before is None:
        return []
    calendar = rules.work_calendar(context)
    start = rules.clock_start(command.clock, ticket)
    calculated = calendar.deadline(start, before.workdays)
    known = rules.calculated_deadline(command.clock, ticket) or before
    if (calculated.at, calculated.provisional) == (known.at, known.provisional):
        return []
    return [
        TicketDeadlineRecalculated(
            clock=command.clock,
            before=before,
            calculated=calculated,
            in_force=rules.judged_by(before, calculated),
            documents=tuple(n.document_no for n in calendar.lists[known.calendar_version :]),
        )
    ]


def _deadline_of(clock: DeadlineClock, ticket: Ticket) -> Deadline | None:
    if clock is DeadlineClock.FIRM:
        return ticket.due
    return ticket.dispatch.due if ticket.dispatch else None


def _erase_contact(command: EraseContact, ticket: Ticket, context: Context) -> list[TicketEvent]:
    if ticket.contact_erased:
        return []
    return [
        TicketContactErased(
            contact_id=ticket.contact_id, ground=command.ground, erased_at=context.now
        )
    ]


def _dispatch_led_by_caller(ticket: Ticket, context: Context, not_yet: type[Refusal]) -> Dispatch:
    """The order in force, when the caller's department leads it (T-10)."""
    dispatch = ticket.dispatch
    if dispatch is None:
        raise _wrong_status(not_yet, ticket)
    if context.actor.role is not Role.DEPARTMENT or context.actor.unit != dispatch.lead:
        raise refusals.NotLeadDepartment(
            lead=dispatch.lead, lead_zh=DEPARTMENTS.get(dispatch.lead, dispatch.lead)
        )
    return dispatch


def _wrong_status(refusal: type[Refusal], ticket: Ticket) -> Refusal:
    return refusal(status=ticket.status, status_zh=rules.STATUS_ZH[ticket.status])
