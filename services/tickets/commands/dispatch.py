"""Orders of 交办 and its one way back."""

from services.tickets.commands.duplicates import RuleOutDuplicates
from services.tickets.events import ComplexGround, Kind, LegalLimit, ReturnReason
from shared.kernel.decider import Command


class DispatchTicket(Command, frozen=True, kw_only=True):
    """交办: name the one lead department and its helpers; general or complex (T-7).

    What was proposed as a duplicate may be ruled out with it (T-12).
    """

    lead: str
    helpers: tuple[str, ...]
    kind: Kind
    grounds: tuple[ComplexGround, ...] = ()
    legal_limit: LegalLimit | None = None
    ruled_out: RuleOutDuplicates | None = None


class TakeOverTicket(Command, frozen=True, kw_only=True):
    """承办: the lead department begins."""


class RequestReturn(Command, frozen=True, kw_only=True):
    """The lead asks to give the ticket back, once, within a working day of dispatch."""

    reason: ReturnReason
    legal_basis: str
    proposed_unit: str
    explanation: str
    duplicate_of: str | None = None


class DecideReturn(Command, frozen=True, kw_only=True):
    """The office decides; an approved return may name the new lead at once."""

    approved: bool
    reason: str
    lead: str | None = None
    helpers: tuple[str, ...] = ()


class DesignateLead(Command, frozen=True, kw_only=True):
    """The leading group's office names the lead for good, after a second return request."""

    lead: str
    helpers: tuple[str, ...]
    leader: str
    reason: str
