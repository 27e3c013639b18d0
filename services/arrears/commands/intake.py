"""登记、核实、剔除、转让、更正."""

from datetime import date

from services.arrears.events import (
    Channel,
    Contract,
    Correction,
    Creditor,
    Debtor,
    Evidence,
    ExclusionReason,
    Party,
)
from shared.kernel.decider import Command
from shared.kernel.imports import ImportedFrom


class Split(Command, frozen=True, kw_only=True):
    """Why one contract is entered as several items, and who approved it (A-2)."""

    reason: str
    approved_by: str


class RegisterArrears(Command, frozen=True, kw_only=True):
    """Enter a debt: one contract, one debtor, one creditor (A-2).

    The contacts are personal data; events hold the ids of their cards.
    """

    debtor: Debtor
    creditor: Creditor
    contract: Contract
    claimed_fen: int
    channel: Channel
    discovered_on: date
    upstream_number: str | None = None
    ticket_id: str | None = None
    creditor_contact_id: str | None = None
    creditor_contact: dict[str, str] | None = None
    debtor_contact_id: str | None = None
    debtor_contact: dict[str, str] | None = None
    evidence: tuple[Evidence, ...] = ()
    split: Split | None = None
    imported_from: ImportedFrom | None = None


class ImportArrears(Command, frozen=True, kw_only=True):
    """Enter several debts at once, all of them or none. `ids` are the items' streams, in the order
    of their registrations.
    """

    ids: tuple[str, ...]
    registrations: tuple[RegisterArrears, ...]


class VerifyArrears(Command, frozen=True, kw_only=True):
    """Establish the principal, what of it is disputed, and so the class (A-3 to A-5)."""

    principal_fen: int
    disputed_fen: int = 0
    dispute_reason: str = ""
    evidence: tuple[Evidence, ...] = ()


class ExcludeArrears(Command, frozen=True, kw_only=True):
    """Find that the claim is no item of this ledger (A-1)."""

    reason: ExclusionReason
    note: str
    evidence: tuple[Evidence, ...] = ()


class AssignClaim(Command, frozen=True, kw_only=True):
    """Enter that the claim was assigned to another creditor, who must be one of the ledger's."""

    creditor: Creditor
    notified_on: date
    evidence: tuple[Evidence, ...] = ()
    creditor_contact_id: str | None = None
    creditor_contact: dict[str, str] | None = None


class RequestCorrection(Command, frozen=True, kw_only=True):
    """Say what is wrong in the ledger and what should stand there (A-16)."""

    correction: Correction
    reason: str
    evidence: tuple[Evidence, ...] = ()


class EraseContact(Command, frozen=True, kw_only=True):
    """Empty the card of a party's contact for good (PIPL art. 47)."""

    party: Party
    ground: str


class DecideCorrection(Command, frozen=True, kw_only=True):
    """Approve or refuse a correction, as a second person (A-16)."""

    approved: bool
    reason: str
