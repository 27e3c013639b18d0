"""The ticket after facts about duplicates (T-12)."""

from datetime import datetime
from typing import Final

from msgspec.structs import replace

from services.tickets.events import TicketDuplicatesProposed, TicketDuplicatesRuledOut
from services.tickets.state.parts import Duplicate, DuplicateRuling
from services.tickets.state.ticket import Next, Ticket
from shared.kernel.decider import Event


def _proposed(ticket: Ticket, event: TicketDuplicatesProposed) -> Ticket:
    found = tuple(Duplicate(candidate, event.proposed_at) for candidate in event.candidates)
    return replace(ticket, duplicates=(*ticket.duplicates, *found))


def _ruled_out(ticket: Ticket, event: TicketDuplicatesRuledOut) -> Ticket:
    duplicates = tuple(
        replace(
            duplicate,
            ruling=DuplicateRuling.NOT_A_DUPLICATE,
            reason=event.reason,
            decided_at=event.decided_at,
        )
        if duplicate.candidate.ticket_id in event.candidates
        else duplicate
        for duplicate in ticket.duplicates
    )
    return replace(ticket, duplicates=duplicates)


def merged_with(
    number: str, duplicates: tuple[Duplicate, ...], at: datetime, reason: str = ""
) -> tuple[Duplicate, ...]:
    """A merge says yes to the proposal of the other ticket, whichever went into which."""
    return tuple(
        replace(duplicate, ruling=DuplicateRuling.MERGED, reason=reason, decided_at=at)
        if duplicate.candidate.number == number
        else duplicate
        for duplicate in duplicates
    )


AFTER_DUPLICATES: Final[dict[type[Event], Next]] = {
    TicketDuplicatesProposed: _proposed,
    TicketDuplicatesRuledOut: _ruled_out,
}
