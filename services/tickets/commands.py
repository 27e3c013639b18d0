"""The orders a ticket takes."""

from datetime import datetime

from services.tickets.events import Basis, CallBackOutcome, DeadlineClock, Firm, Kind
from shared.kernel.decider import Command


class SubmitTicket(Command, frozen=True, kw_only=True):
    """Record a firm's difficulty. `contact` goes onto the card `contact_id`, never into an event."""

    firm: Firm
    contact_id: str
    contact: dict[str, str]
    channel: str
    upstream_number: str | None
    category: str
    title: str
    description: str
    desired_result: str
    confidential: bool


class DispatchTicket(Command, frozen=True, kw_only=True):
    """交办: name the one lead department and its helpers."""

    lead: str
    helpers: tuple[str, ...]
    kind: Kind


class TakeOverTicket(Command, frozen=True, kw_only=True):
    """承办: the lead department begins."""


class ReplyToTicket(Command, frozen=True, kw_only=True):
    """The lead department's answer."""

    text: str
    basis: Basis
    provisions: tuple[str, ...]
    evidence: tuple[str, ...]


class CallBackFirm(Command, frozen=True, kw_only=True):
    """回访: what the firm said about the reply."""

    outcome: CallBackOutcome
    note: str


class CloseTicket(Command, frozen=True, kw_only=True):
    """销号 of a ticket whose firm could not be reached."""


class SuperviseOverdueTicket(Command, frozen=True, kw_only=True):
    """The timer's order: the due instant `due_at` has passed."""

    due_at: datetime


class RecalculateDeadline(Command, frozen=True, kw_only=True):
    """A calendar notice was published: judge one clock by it."""

    clock: DeadlineClock


class EraseContact(Command, frozen=True, kw_only=True):
    """Empty the contact's card."""

    ground: str
