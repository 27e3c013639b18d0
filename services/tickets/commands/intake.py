"""Orders of a ticket's intake."""

from datetime import datetime

from services.tickets.commands.duplicates import Looked, RuleOutDuplicates
from services.tickets.events import Attachment, CaseKind, DeclineReason, Firm
from shared.kernel.decider import Command
from shared.kernel.imports import ImportedFrom


class SubmitTicket(Command, frozen=True, kw_only=True):
    """Record a firm's difficulty. `contact` goes onto the card `contact_id`, never into an event.

    `named_staff` are the accounts of staff the matter is about or close to (T-20); the raw message
    of a sender belongs onto the card as well, for it may name persons.
    """

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
    upstream_limit: datetime | None = None
    upstream_category: str = ""
    attachments: tuple[Attachment, ...] = ()
    complained_unit: str | None = None
    named_staff: tuple[str, ...] = ()
    visit_id: str | None = None
    notice: str = ""
    looked: Looked = Looked()
    imported_from: ImportedFrom | None = None


class ImportTickets(Command, frozen=True, kw_only=True):
    """Record several difficulties at once, all of them or none. `ids` are the tickets' streams, in
    the order of their submissions.
    """

    ids: tuple[str, ...]
    submissions: tuple[SubmitTicket, ...]


class AcceptTicket(Command, frozen=True, kw_only=True):
    """受理: accept without dispatching yet. What was proposed may be ruled out with it (T-12)."""

    duplicates_checked: bool
    ruled_out: RuleOutDuplicates | None = None


class DeclineTicket(Command, frozen=True, kw_only=True):
    """不予受理, with the route the firm should take instead."""

    reason: DeclineReason
    advice: str


class MergeTicket(Command, frozen=True, kw_only=True):
    """并案: the command's second stream is the master."""

    master_id: str
    group_case: bool
    reason: str


class RecordRepeat(Command, frozen=True, kw_only=True):
    """The same matter again, after closing and without new facts (T-13)."""

    channel: str
    upstream_number: str | None


class WithdrawTicket(Command, frozen=True, kw_only=True):
    """撤回, of the firm's free will; staff who record it for the firm name their proof."""

    free_will: bool
    statement: str
    proof: str = ""


class RecuseStaff(Command, frozen=True, kw_only=True):
    """回避: this account takes no further part (T-20)."""

    person: str
    ground: str


class EraseContact(Command, frozen=True, kw_only=True):
    """Empty the contact's card."""

    ground: str


class RequestCase(Command, frozen=True, kw_only=True):
    """Ask another ledger to open a case about the same matter (T-21, T-22)."""

    case: CaseKind


class LinkCase(Command, frozen=True, kw_only=True):
    """The other ledger has opened its case."""

    case: CaseKind
    case_id: str
    case_number: str
