"""重复: which open tickets may be about the same matter, and what a person made of it (T-12)."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from shared.kernel.decider import Event


class DuplicateGround(StrEnum):
    """Why another open ticket is proposed as the same matter."""

    SIMILAR_TEXT = "similar_text"
    SAME_UPSTREAM_NUMBER = "same_upstream_number"


class Candidate(Struct, frozen=True, gc=False):
    """An open ticket that may be about the same matter.

    `similarity` of the two texts in basis points (`rules.likeness`); 0 where they were not compared,
    because firm or category differ.
    """

    ticket_id: str
    number: str
    ground: DuplicateGround
    similarity: int


class TicketDuplicatesProposed(Event, frozen=True, kw_only=True):
    """Open tickets that may be about the same matter, the likeliest first.

    A person decides: merges the ticket, or rules them out. `policy_version` set the threshold.
    """

    candidates: tuple[Candidate, ...]
    proposed_at: datetime
    policy_version: int


class TicketDuplicatesRuledOut(Event, frozen=True, kw_only=True):
    """A person has compared: these proposed tickets, by their ids, are about other matters."""

    candidates: tuple[str, ...]
    reason: str
    decided_by: str
    decided_at: datetime
