"""回访 and 销号: the firm is heard, by a hand that did not handle the ticket (5.3, T-14)."""

from typing import Final

from services.tickets import refusals
from services.tickets.commands import CallBackFirm, CloseTicket
from services.tickets.decide.guards import blank, wrong_status
from services.tickets.decide.intake import check_silence
from services.tickets.events import (
    CallBackOutcome,
    ClosedBecause,
    SupervisionCause,
    TicketCalledBack,
    TicketClosed,
    TicketCycleStarted,
    TicketSupervised,
)
from services.tickets.rules.calls import (
    UNSATISFIED_FOR_LEVEL_3,
    call_days,
    is_content,
    tried_long_enough,
    unanswered,
)
from services.tickets.rules.due import answer_deadline
from services.tickets.rules.people import has_handled
from services.tickets.rules.policies import policy, work_calendar
from services.tickets.state import Status, Ticket
from shared.kernel.decider import Context, Event

_CLOSES: Final = {
    CallBackOutcome.SATISFIED: ClosedBecause.SATISFIED,
    CallBackOutcome.BASICALLY_SATISFIED: ClosedBecause.SATISFIED,
    CallBackOutcome.LAWFUL_LIMIT: ClosedBecause.EXPLAINED,
}
_UNSATISFIED: Final = frozenset({CallBackOutcome.NOT_DONE, CallBackOutcome.LAWFUL_LIMIT})
_LEVEL_3: Final = 3
_SILENT: Final = frozenset({Status.DISPATCHED, Status.IN_PROGRESS, Status.PLAN_PENDING})


def call_back(command: CallBackFirm, ticket: Ticket, context: Context) -> list[Event]:
    """5.3, CallBack: content closes, not done sends back, the lawful limit closes explained."""
    if has_handled(ticket, context.actor):
        raise refusals.HandlerCannotClose
    if (
        ticket.closed_because
        and ticket.closed_because is _CLOSES.get(command.outcome)
        and _same_call(command, ticket)
    ):
        return []
    if ticket.status is not Status.REPLIED:
        raise wrong_status(refusals.TicketNotReplied, ticket)
    if command.outcome is CallBackOutcome.LAWFUL_LIMIT and blank(
        command.explanation, command.leader
    ):
        raise refusals.ExplanationMissing
    called = TicketCalledBack(
        outcome=command.outcome,
        attempt=len(ticket.calls) + 1,
        note=command.note,
        called_by=context.actor.id,
        called_at=context.now,
        explanation=command.explanation,
        leader=command.leader,
    )
    return [called, *_supervised(command, ticket, context), *_consequence(command, ticket, context)]


def _consequence(command: CallBackFirm, ticket: Ticket, context: Context) -> list[Event]:
    if is_content(command.outcome):
        return [closed(ClosedBecause.SATISFIED, context)]
    if command.outcome is CallBackOutcome.LAWFUL_LIMIT:
        return [closed(ClosedBecause.EXPLAINED, context)]
    if command.outcome is CallBackOutcome.NOT_DONE:
        due = answer_deadline(context, context.now)
        return [
            TicketCycleStarted(
                cycle=ticket.cycle + 1, started_at=context.now, due=due, department_due=due
            )
        ]
    return []


def _supervised(command: CallBackFirm, ticket: Ticket, context: Context) -> list[Event]:
    """T-11: the second "not satisfied" raises supervision to level 3, once."""
    second = ticket.unsatisfied + 1 >= UNSATISFIED_FOR_LEVEL_3
    if command.outcome not in _UNSATISFIED or not second or ticket.supervision_level >= _LEVEL_3:
        return []
    return [
        TicketSupervised(
            level=_LEVEL_3,
            due_at=ticket.due.at,
            noticed_at=context.now,
            cause=SupervisionCause.SECOND_UNSATISFIED,
            department=ticket.dispatch.lead if ticket.dispatch else None,
            policy_version=policy(context).version,
        )
    ]


def _same_call(command: CallBackFirm, ticket: Ticket) -> bool:
    last = ticket.calls[-1]
    return (command.outcome, command.note) == (last.outcome, last.note)


def close(command: CloseTicket, ticket: Ticket, context: Context) -> list[Event]:
    """销号 without the firm's word: unreachable (5.3), or silent about its documents (T-6)."""
    if has_handled(ticket, context.actor):
        raise refusals.HandlerCannotClose
    if ticket.status is Status.CLOSED:
        return []
    if command.because is ClosedBecause.SUPPLEMENT_NOT_GIVEN:
        return _close_silent(ticket, context)
    if command.because is not ClosedBecause.UNREACHABLE:
        raise refusals.ClosingReasonNotOpen
    if ticket.status is not Status.REPLIED:
        raise wrong_status(refusals.TicketNotReplied, ticket)
    calendar, numbers = work_calendar(context), policy(context).numbers
    if not tried_long_enough(calendar, numbers, ticket.calls):
        raise refusals.FirmNotYetHeard(
            attempts=len(unanswered(ticket.calls)),
            days=call_days(calendar, ticket.calls),
            attempts_required=numbers.call_attempts,
            days_required=numbers.call_days,
        )
    return [closed(ClosedBecause.UNREACHABLE, context)]


def _close_silent(ticket: Ticket, context: Context) -> list[Event]:
    if ticket.status not in _SILENT:
        raise wrong_status(refusals.TicketNotReplied, ticket)
    check_silence(ticket, context)
    return [closed(ClosedBecause.SUPPLEMENT_NOT_GIVEN, context)]


def closed(because: ClosedBecause, context: Context) -> TicketClosed:
    return TicketClosed(
        because=because,
        closed_by=context.actor.id,
        closed_at=context.now,
        policy_version=policy(context).version,
    )
