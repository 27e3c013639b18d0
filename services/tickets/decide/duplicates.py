"""重复: what is proposed when a ticket comes in, and what a person makes of it (T-12)."""

from typing import Final

from services.tickets import refusals
from services.tickets.commands import RuleOutDuplicates, SubmitTicket
from services.tickets.decide.guards import check_decider, wrong_status
from services.tickets.events import (
    Candidate,
    DuplicateGround,
    TicketDuplicatesProposed,
    TicketDuplicatesRuledOut,
)
from services.tickets.numbers import looked_at
from services.tickets.rules.policies import policy
from services.tickets.state import Status, Ticket
from services.tickets.state.parts import Duplicate, DuplicateRuling
from shared.kernel.decider import Context, Event

PROPOSED_MOST: Final = 10
_NOT_DISPATCHED: Final = frozenset({Status.SUBMITTED, Status.REGISTERED})


def propose(command: SubmitTicket, context: Context) -> list[Event]:
    """Open tickets that are alike enough by the policy in force, or have the same upstream number.

    Raises SubmittedMeanwhile when a ticket came in that the look could not see.
    """
    for key, holder in looked_at(command):
        held = context.claims.get(key)
        if (held.stream_id if held else None) != holder:
            raise refusals.SubmittedMeanwhile
    if not command.looked.candidates:
        return []
    version = policy(context)
    least = version.numbers.least_similarity
    found = [
        candidate
        for candidate in command.looked.candidates
        if _same_number(candidate) or candidate.similarity >= least
    ]
    if not found:
        return []
    found.sort(key=lambda candidate: (_same_number(candidate), candidate.similarity), reverse=True)
    return [
        TicketDuplicatesProposed(
            candidates=tuple(found[:PROPOSED_MOST]),
            proposed_at=context.now,
            policy_version=version.version,
        )
    ]


def _same_number(candidate: Candidate) -> bool:
    return candidate.ground is DuplicateGround.SAME_UPSTREAM_NUMBER


def rule_out(command: RuleOutDuplicates, ticket: Ticket, context: Context) -> list[Event]:
    """A person has compared, and says for what reason they are other matters."""
    check_decider(ticket, context, command.reason)
    proposed = {each.candidate.ticket_id: each for each in ticket.duplicates}
    for candidate in command.candidates:
        if candidate not in proposed:
            raise refusals.DuplicateNotProposed(candidate=candidate)
    fresh = tuple(c for c in command.candidates if not _same_ruling(proposed[c], command))
    if not fresh:
        return []
    if ticket.status not in _NOT_DISPATCHED:
        raise wrong_status(refusals.DuplicatesNotInIntake, ticket)
    return [
        TicketDuplicatesRuledOut(
            candidates=fresh,
            reason=command.reason,
            decided_by=context.actor.id,
            decided_at=context.now,
        )
    ]


def _same_ruling(duplicate: Duplicate, command: RuleOutDuplicates) -> bool:
    said = (duplicate.ruling, duplicate.reason)
    return said == (DuplicateRuling.NOT_A_DUPLICATE, command.reason)


def settle(order: RuleOutDuplicates | None, ticket: Ticket, context: Context) -> list[Event]:
    """5.3, "duplicates checked": nothing undecided is left once the order is carried out."""
    facts = rule_out(order, ticket, context) if order else []
    ruled_out = order.candidates if order else ()
    left = [
        duplicate.candidate
        for duplicate in ticket.duplicates_undecided
        if duplicate.candidate.ticket_id not in ruled_out
    ]
    if left:
        raise refusals.DuplicatesUndecided(
            numbers="、".join(candidate.number for candidate in left),
            candidates=[candidate.ticket_id for candidate in left],
        )
    return facts
