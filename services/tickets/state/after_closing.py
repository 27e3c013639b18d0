"""The ticket after call-backs, ratings, closing and reopening."""

from typing import Final

from msgspec.structs import replace

from services.tickets.events import (
    CallBackOutcome,
    ClosedBecause,
    Rating,
    TicketCalledBack,
    TicketClosed,
    TicketCycleStarted,
    TicketRated,
    TicketReopened,
)
from services.tickets.state.clocks import Clock
from services.tickets.state.parts import (
    Call,
    Reopening,
)
from services.tickets.state.ticket import (
    Next,
    Status,
    Ticket,
)
from shared.kernel.decider import Event

_UNSATISFIED: Final = frozenset({CallBackOutcome.NOT_DONE, CallBackOutcome.LAWFUL_LIMIT})


def _called_back(ticket: Ticket, event: TicketCalledBack) -> Ticket:
    call = Call(event.outcome, event.attempt, event.note, event.called_at)
    return replace(
        ticket,
        calls=(*ticket.calls, call),
        unsatisfied=ticket.unsatisfied + (event.outcome in _UNSATISFIED),
        closing_note=event.explanation,
    )


def _cycle_started(ticket: Ticket, event: TicketCycleStarted) -> Ticket:
    at, dispatch = event.started_at, ticket.dispatch
    if dispatch is not None:
        own = event.department_due
        dispatch = replace(dispatch, clock=Clock(at, own.workdays, own, at))
    return replace(
        ticket,
        status=Status.IN_PROGRESS,
        cycle=event.cycle,
        cycle_started_at=at,
        clock=Clock(at, event.due.workdays, event.due, at),
        dispatch=dispatch,
        reclassification=None,
        plan=None,
        extensions=(),
        supplement=None,
        reply=None,
        calls=(),
        closing_note="",
    )


def _closed(ticket: Ticket, event: TicketClosed) -> Ticket:
    explained = event.because is ClosedBecause.EXPLAINED
    return replace(
        ticket,
        status=Status.CLOSED_EXPLAINED if explained else Status.CLOSED,
        closed_at=event.closed_at,
        closed_because=event.because,
    )


def _rated(ticket: Ticket, event: TicketRated) -> Ticket:
    rating = Rating(event.cycle, event.satisfaction, event.rated_at)
    return replace(ticket, ratings=(*ticket.ratings, rating))


def _reopened(ticket: Ticket, event: TicketReopened) -> Ticket:
    at = event.reopened_at
    return replace(
        ticket,
        status=Status.REOPENED,
        reopening=Reopening(event.ground, event.statement),
        cycle=event.cycle,
        cycle_started_at=at,
        clock=Clock(at, event.due.workdays, event.due, at),
        dispatch=None,
        taken_over_at=None,
        reclassification=None,
        plan=None,
        extensions=(),
        supplement=None,
        reply=None,
        calls=(),
        closed_at=None,
        closed_because=None,
        closing_note="",
    )


AFTER_CLOSING: Final[dict[type[Event], Next]] = {
    TicketCalledBack: _called_back,
    TicketCycleStarted: _cycle_started,
    TicketClosed: _closed,
    TicketRated: _rated,
    TicketReopened: _reopened,
}
