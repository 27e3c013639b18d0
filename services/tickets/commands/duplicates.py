"""What was looked up before a ticket is submitted, and the order that rules a duplicate out (T-12)."""

from msgspec import Struct

from services.tickets.events import Candidate
from shared.kernel.decider import Command


class Looked(Struct, frozen=True, kw_only=True, gc=False):
    """What a look for duplicates found before the ticket was submitted, as of one instant.

    The tickets submitted last, by the same firm in the category and under the same upstream number
    in any channel, show whether another has come in since; None where there was none.
    """

    last_of_firm: str | None = None
    last_of_number: str | None = None
    candidates: tuple[Candidate, ...] = ()


class RuleOutDuplicates(Command, frozen=True, kw_only=True):
    """These proposed tickets, by their ids, are about other matters."""

    candidates: tuple[str, ...]
    reason: str
