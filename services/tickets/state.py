"""What a ticket is, folded from its events. Nothing here judges."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from services.tickets.events import (
    CallBackOutcome,
    ClosedBecause,
    DeadlineClock,
    Firm,
    Kind,
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
from shared.kernel.deadlines import Deadline


class Status(StrEnum):
    """The states of domain rules 5.3 that this service reaches."""

    SUBMITTED = "submitted"
    REGISTERED = "registered"
    DISPATCHED = "dispatched"
    IN_PROGRESS = "in_progress"
    REPLIED = "replied"
    CLOSED = "closed"


class Dispatch(Struct, frozen=True, gc=False):
    """The order in force: one lead, its helpers, its clock; `calculated_due` as in `Ticket`."""

    lead: str
    helpers: tuple[str, ...]
    kind: Kind
    at: datetime
    due: Deadline
    calculated_due: Deadline | None = None


class Reply(Struct, frozen=True, gc=False):
    """The last answer given."""

    department: str
    text: str
    basis: str
    provisions: tuple[str, ...]
    evidence: tuple[str, ...]
    at: datetime


class Call(Struct, frozen=True, gc=False):
    """One call-back of the present cycle."""

    outcome: CallBackOutcome
    attempt: int
    note: str
    at: datetime


class NoTicket(Struct, frozen=True, gc=False):
    """Nothing was submitted under this id."""


class Ticket(Struct, frozen=True, kw_only=True, gc=False):
    """A ticket as it stands.

    `due` is the firm's clock in force; `calculated_due` what the calendar gives when that is
    earlier than what the firm was first told (CAL-8). `handled_by` are the persons who took it
    over or replied, in any cycle (T-14).
    """

    number: str
    status: Status
    firm: Firm
    contact_id: str
    contact_erased: bool = False
    channel: str
    upstream_number: str | None
    category: str
    title: str
    description: str
    desired_result: str
    confidential: bool
    client: str
    unit: str | None
    received_at: datetime
    due: Deadline
    calculated_due: Deadline | None = None
    registered_at: datetime | None = None
    dispatch: Dispatch | None = None
    taken_over_at: datetime | None = None
    handled_by: frozenset[str] = frozenset()
    reply: Reply | None = None
    calls: tuple[Call, ...] = ()
    cycle: int = 1
    cycle_started_at: datetime
    supervision_level: int = 0
    supervised_due_at: datetime | None = None
    closed_at: datetime | None = None
    closed_because: ClosedBecause | None = None

    @property
    def open(self) -> bool:
        return self.status is not Status.CLOSED


State = NoTicket | Ticket
INITIAL: Final = NoTicket()

TicketEvent = (
    TicketSubmitted
    | TicketRegistered
    | TicketDispatched
    | TicketTakenOver
    | TicketReplied
    | TicketCalledBack
    | TicketCycleStarted
    | TicketClosed
    | TicketSupervised
    | TicketDeadlineRecalculated
    | TicketContactErased
)


def evolve(state: State, event: TicketEvent) -> State:
    """The ticket after one more fact.

    Raises ValueError when history does not begin with the one submission.
    """
    if isinstance(state, Ticket):
        return _NEXT[type(event)](state, event)
    if isinstance(event, TicketSubmitted):
        return _submitted(event)
    raise ValueError(f"{type(event).__name__} before the ticket was submitted")


def _submitted(event: TicketSubmitted) -> Ticket:
    return Ticket(
        number=event.number,
        status=Status.SUBMITTED,
        firm=event.firm,
        contact_id=event.contact_id,
        channel=event.channel,
        upstream_number=event.upstream_number,
        category=event.category,
        title=event.title,
        description=event.description,
        desired_result=event.desired_result,
        confidential=event.confidential,
        client=event.client,
        unit=event.unit,
        received_at=event.received_at,
        cycle_started_at=event.received_at,
        due=event.due,
    )


def _submitted_twice(ticket: Ticket, _event: TicketSubmitted) -> Ticket:
    raise ValueError(f"ticket {ticket.number} was submitted twice")


def _registered(ticket: Ticket, event: TicketRegistered) -> Ticket:
    return replace(ticket, status=Status.REGISTERED, registered_at=event.registered_at)


def _dispatched(ticket: Ticket, event: TicketDispatched) -> Ticket:
    dispatch = Dispatch(
        event.lead, event.helpers, event.kind, event.dispatched_at, event.department_due
    )
    return replace(ticket, status=Status.DISPATCHED, dispatch=dispatch)


def _taken_over(ticket: Ticket, event: TicketTakenOver) -> Ticket:
    return replace(
        ticket,
        status=Status.IN_PROGRESS,
        taken_over_at=event.taken_over_at,
        handled_by=ticket.handled_by | {event.taken_over_by},
    )


def _replied(ticket: Ticket, event: TicketReplied) -> Ticket:
    reply = Reply(
        event.department,
        event.text,
        event.basis,
        event.provisions,
        event.evidence,
        event.replied_at,
    )
    return replace(
        ticket,
        status=Status.REPLIED,
        reply=reply,
        handled_by=ticket.handled_by | {event.replied_by},
    )


def _called_back(ticket: Ticket, event: TicketCalledBack) -> Ticket:
    call = Call(event.outcome, event.attempt, event.note, event.called_at)
    return replace(ticket, calls=(*ticket.calls, call))


def _closed(ticket: Ticket, event: TicketClosed) -> Ticket:
    return replace(
        ticket, status=Status.CLOSED, closed_at=event.closed_at, closed_because=event.because
    )


def _supervised(ticket: Ticket, event: TicketSupervised) -> Ticket:
    return replace(ticket, supervision_level=event.level, supervised_due_at=event.due_at)


def _contact_erased(ticket: Ticket, _event: TicketContactErased) -> Ticket:
    return replace(ticket, contact_erased=True)


def _new_cycle(ticket: Ticket, event: TicketCycleStarted) -> Ticket:
    dispatch = ticket.dispatch
    return replace(
        ticket,
        status=Status.IN_PROGRESS,
        cycle=event.cycle,
        cycle_started_at=event.started_at,
        due=event.due,
        calculated_due=None,
        dispatch=dispatch and replace(dispatch, due=event.department_due, calculated_due=None),
        reply=None,
        calls=(),
    )


def _recalculated(ticket: Ticket, event: TicketDeadlineRecalculated) -> Ticket:
    earlier = event.calculated if event.calculated.at < event.in_force.at else None
    if event.clock is DeadlineClock.FIRM:
        return replace(ticket, due=event.in_force, calculated_due=earlier)
    dispatch = ticket.dispatch
    return replace(
        ticket,
        dispatch=dispatch and replace(dispatch, due=event.in_force, calculated_due=earlier),
    )


# A table, not a chain of patterns: a whole log is folded through it, an event at a time.
_NEXT: Final[Mapping[type[TicketEvent], Callable[[Ticket, Any], Ticket]]] = {
    TicketSubmitted: _submitted_twice,
    TicketRegistered: _registered,
    TicketDispatched: _dispatched,
    TicketTakenOver: _taken_over,
    TicketReplied: _replied,
    TicketCalledBack: _called_back,
    TicketCycleStarted: _new_cycle,
    TicketClosed: _closed,
    TicketSupervised: _supervised,
    TicketDeadlineRecalculated: _recalculated,
    TicketContactErased: _contact_erased,
}
