"""What one ticket contributes to the statistics, folded from its recorded events.

A second fold beside the ticket's own state: it keeps what came to an end (orders, deadlines,
cycles), which the state forgets. Nothing here judges; `definitions` does.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from services.tickets.events import (
    Basis,
    ClosedBecause,
    DeadlineClock,
    Satisfaction,
    TicketClosed,
    TicketCycleStarted,
    TicketDeadlineRecalculated,
    TicketDeclined,
    TicketDesignated,
    TicketDispatched,
    TicketExtensionDecided,
    TicketMerged,
    TicketPlanned,
    TicketRated,
    TicketReopened,
    TicketReplied,
    TicketReturnDecided,
    TicketReturnRequested,
    TicketSubmitted,
    TicketSupervised,
    TicketSupplementAsked,
    TicketSupplementGiven,
    TicketTakenOver,
    TicketWithdrawn,
)
from services.tickets.statistics.industries import section_of
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Event

UNDISPATCHED: Final = ""  # in the place of a department: with the office


class Dispatching(Struct, frozen=True, gc=False):
    """One order to one lead. `target_at` is the first instant at which a take-over is late."""

    lead: str
    at: datetime
    target_at: datetime | None
    taken_over_at: datetime | None = None
    returned: bool = False


class Duty(Struct, frozen=True, gc=False):
    """One deadline of the firm's clock, as in force: `due_at` is the first instant too late.

    `ended_at` is when it stopped to matter, `done` whether because what was owed had been done.
    """

    due_at: datetime
    due_on: date
    ended_at: datetime | None = None
    done: bool = False


class CycleEnd(Struct, frozen=True, gc=False):
    """A cycle that ended: closed for a reason, or sent back to the department (`because` None)."""

    cycle: int
    at: datetime
    because: ClosedBecause | None
    basis: Basis | None
    reopened: bool = False


class TicketFacts(Struct, frozen=True, kw_only=True, gc=False):
    """One ticket; `basis` is the path of the present cycle's answer.

    leads          who had it in hand from when on; UNDISPATCHED: the office
    ratings        the last word about each cycle
    supervised_of  whom the first supervision was about; None while there was none
    """

    township: str
    industry: str
    category: str
    channel: str
    received_at: datetime
    cycle: int = 1
    basis: Basis | None = None
    leads: tuple[tuple[datetime, str], ...] = ()
    orders: tuple[Dispatching, ...] = ()
    duties: tuple[Duty, ...] = ()
    ends: tuple[CycleEnd, ...] = ()
    ratings: tuple[tuple[int, Satisfaction], ...] = ()
    supervised_of: str | None = None

    def lead_at(self, at: datetime) -> str:
        """Who had the ticket in hand at an instant."""
        for since, lead in reversed(self.leads):
            if since <= at:
                return lead
        return UNDISPATCHED

    def rating_of(self, cycle: int) -> Satisfaction | None:
        """The firm's last word about a cycle (T-15)."""
        return next((said for of, said in reversed(self.ratings) if of == cycle), None)


Next = Callable[[TicketFacts, Any], TicketFacts]


def evolve(facts: TicketFacts | None, event: Event) -> TicketFacts | None:
    """The facts after one more event; None before the submission."""
    if isinstance(event, TicketSubmitted):
        return _submitted(event)
    following = _NEXT.get(type(event))
    return facts if facts is None or following is None else following(facts, event)


def _submitted(event: TicketSubmitted) -> TicketFacts:
    firm = event.firm
    return TicketFacts(
        township=firm.township_code,
        industry=section_of(firm.industry_code),
        category=event.category,
        channel=event.channel,
        received_at=event.received_at,
        duties=(_owed(event.due),),
    )


def _owed(due: Deadline) -> Duty:
    return Duty(due.at, due.last_day)


def _with_order(facts: TicketFacts, **changes: Any) -> TicketFacts:
    *before, last = facts.orders
    return replace(facts, orders=(*before, replace(last, **changes)))


def _moved(facts: TicketFacts, due: Deadline) -> TicketFacts:
    """The open deadline, moved."""
    *before, last = facts.duties
    if last.ended_at is not None:
        return facts
    moved = replace(last, due_at=due.at, due_on=due.last_day)
    return replace(facts, duties=(*before, moved))


def _ended(facts: TicketFacts, at: datetime, *, done: bool) -> TicketFacts:
    """The open deadline has come to its end."""
    *before, last = facts.duties
    if last.ended_at is not None:
        return facts
    return replace(facts, duties=(*before, replace(last, ended_at=at, done=done)))


def _begun(facts: TicketFacts, due: Deadline) -> TicketFacts:
    return replace(facts, duties=(*facts.duties, _owed(due)))


def _handed(facts: TicketFacts, lead: str, at: datetime) -> TicketFacts:
    return replace(facts, leads=(*facts.leads, (at, lead)))


def _dispatched(facts: TicketFacts, event: TicketDispatched) -> TicketFacts:
    order = Dispatching(event.lead, event.dispatched_at, event.target_at)
    facts = replace(facts, orders=(*facts.orders, order))
    return _handed(facts, event.lead, event.dispatched_at)


def _taken_over(facts: TicketFacts, event: TicketTakenOver) -> TicketFacts:
    return _with_order(facts, taken_over_at=event.taken_over_at)


def _return_requested(facts: TicketFacts, _event: TicketReturnRequested) -> TicketFacts:
    return _with_order(facts, returned=True)


def _return_decided(facts: TicketFacts, event: TicketReturnDecided) -> TicketFacts:
    return _handed(facts, UNDISPATCHED, event.decided_at) if event.approved else facts


def _designated(facts: TicketFacts, event: TicketDesignated) -> TicketFacts:
    return _handed(facts, event.lead, event.designated_at)


def _planned(facts: TicketFacts, event: TicketPlanned) -> TicketFacts:
    return _begun(_ended(facts, event.submitted_at, done=True), event.due)


def _extended(facts: TicketFacts, event: TicketExtensionDecided) -> TicketFacts:
    return facts if event.due is None else _moved(facts, event.due)


def _supplement(
    facts: TicketFacts, event: TicketSupplementAsked | TicketSupplementGiven
) -> TicketFacts:
    return _moved(facts, event.due)


def _recalculated(facts: TicketFacts, event: TicketDeadlineRecalculated) -> TicketFacts:
    return _moved(facts, event.in_force) if event.clock is DeadlineClock.FIRM else facts


def _replied(facts: TicketFacts, event: TicketReplied) -> TicketFacts:
    facts = replace(facts, basis=event.basis)
    return facts if event.legal_limit is None else _ended(facts, event.replied_at, done=True)


def _rated(facts: TicketFacts, event: TicketRated) -> TicketFacts:
    return replace(facts, ratings=(*facts.ratings, (event.cycle, event.satisfaction)))


def _cycle_ended(facts: TicketFacts, at: datetime, because: ClosedBecause | None) -> TicketFacts:
    end = CycleEnd(facts.cycle, at, because, facts.basis)
    return replace(facts, ends=(*facts.ends, end))


def _closed(facts: TicketFacts, event: TicketClosed) -> TicketFacts:
    facts = _ended(facts, event.closed_at, done=True)
    return _cycle_ended(facts, event.closed_at, event.because)


def _sent_back(facts: TicketFacts, event: TicketCycleStarted) -> TicketFacts:
    facts = _cycle_ended(_ended(facts, event.started_at, done=False), event.started_at, None)
    return _begun(replace(facts, cycle=event.cycle, basis=None), event.due)


def _reopened(facts: TicketFacts, event: TicketReopened) -> TicketFacts:
    *before, last = facts.ends
    facts = replace(facts, ends=(*before, replace(last, reopened=True)))
    return _begun(replace(facts, cycle=event.cycle, basis=None), event.due)


def _declined(facts: TicketFacts, event: TicketDeclined) -> TicketFacts:
    return _ended(facts, event.declined_at, done=False)


def _merged(facts: TicketFacts, event: TicketMerged) -> TicketFacts:
    return _ended(facts, event.merged_at, done=False)


def _withdrawn(facts: TicketFacts, event: TicketWithdrawn) -> TicketFacts:
    return _ended(facts, event.withdrawn_at, done=False)


def _supervised(facts: TicketFacts, event: TicketSupervised) -> TicketFacts:
    if facts.supervised_of is not None:
        return facts
    return replace(facts, supervised_of=event.department or UNDISPATCHED)


_NEXT: Final[dict[type[Event], Next]] = {
    TicketDispatched: _dispatched,
    TicketTakenOver: _taken_over,
    TicketReturnRequested: _return_requested,
    TicketReturnDecided: _return_decided,
    TicketDesignated: _designated,
    TicketPlanned: _planned,
    TicketExtensionDecided: _extended,
    TicketSupplementAsked: _supplement,
    TicketSupplementGiven: _supplement,
    TicketDeadlineRecalculated: _recalculated,
    TicketReplied: _replied,
    TicketRated: _rated,
    TicketClosed: _closed,
    TicketCycleStarted: _sent_back,
    TicketReopened: _reopened,
    TicketDeclined: _declined,
    TicketMerged: _merged,
    TicketWithdrawn: _withdrawn,
    TicketSupervised: _supervised,
}
