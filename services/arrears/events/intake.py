"""登记、核实、剔除: how an item comes into the ledger, and who is a party to it."""

from datetime import date, datetime

from services.arrears.events.values import (
    Channel,
    Contract,
    Correction,
    Creditor,
    Debtor,
    ExclusionReason,
    Party,
    Schedule,
)
from services.arrears.terms.model import PaymentDue
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Event
from shared.kernel.evidence import Evidence
from shared.kernel.imports import ImportedFrom


class ArrearsRegistered(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A debt was entered: one contract, one debtor, one creditor (A-2).

    contact ids   the erasable cards of the parties' contacts; None where none was named
    split_of      the number of the item that holds the same contract already, with who approved
                  the splitting and why (A-2)
    ticket_id     the ticket that raised it (T-21)
    imported_from the row of a workbook that it was registered with
    """

    number: str
    sequence: int
    debtor: Debtor
    creditor: Creditor
    contract: Contract
    claimed_fen: int
    channel: Channel
    discovered_on: date
    upstream_number: str | None
    ticket_id: str | None
    creditor_contact_id: str | None
    debtor_contact_id: str | None
    evidence: tuple[Evidence, ...]
    split_of: str | None
    split_reason: str
    split_approved_by: str
    client: str
    unit: str | None
    programme: str
    registered_by: str
    registered_at: datetime
    imported_from: ImportedFrom | None = None


class ArrearsVerified(Event, frozen=True, kw_only=True):
    """The principal was established, and with it the class for good (A-3, A-4).

    size_class       the programme's code of the class: `LE_2M` or `GT_2M`
    new              due only after the programme's base day: reported apart (A-23)
    payment_due      by when the contract had to be paid, and by which version of which regulation
                     (1.2)
    immediate_until  paid until then, no plan is needed (A-6)
    """

    principal_fen: int
    disputed_fen: int
    dispute_reason: str
    size_class: str
    new: bool
    payment_due: PaymentDue
    immediate_until: Deadline | None
    schedule: Schedule
    evidence: tuple[Evidence, ...]
    programme: str
    programme_version: int
    verified_by: str
    verified_at: datetime


class ArrearsExcluded(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The claim is no item of this ledger (A-1)."""

    reason: ExclusionReason
    note: str
    excluded_by: str
    excluded_at: datetime
    evidence: tuple[Evidence, ...] = ()


class ArrearsClaimAssigned(Event, frozen=True, kw_only=True):
    """债权转让: another creditor from now on; class and days stay (Civil Code art. 545, 546).

    `creditor_contact_id` is the card of the new creditor's contact, None where none was named.
    """

    number: str
    debtor_uscc: str
    contract_number: str
    creditor: Creditor
    notified_on: date
    evidence: tuple[Evidence, ...]
    assigned_by: str
    assigned_at: datetime
    creditor_contact_id: str | None = None


class ArrearsCorrectionRequested(Event, frozen=True, kw_only=True):
    """Somebody says that what stands in the ledger is wrong (A-16)."""

    correction: Correction
    reason: str
    evidence: tuple[Evidence, ...]
    requested_by: str
    requested_at: datetime


class ArrearsCorrectionRefused(Event, frozen=True, kw_only=True):
    """A second person found the correction wrong; nothing changes."""

    reason: str
    decided_by: str
    decided_at: datetime


class ArrearsPartyCorrected(Event, frozen=True, kw_only=True):
    """A party or the contract was corrected, by a second person (A-16).

    `debtor_uscc`, `creditor_uscc` and `contract_number` are those that stand now. `payment_due`
    and `new` are judged anew from them (1.2, A-23); None for an item that is not verified.
    """

    number: str
    debtor_uscc: str
    creditor_uscc: str
    contract_number: str
    correction: Correction
    reason: str
    decided_by: str
    decided_at: datetime
    payment_due: PaymentDue | None = None
    new: bool | None = None


class ArrearsContactErased(Event, frozen=True, kw_only=True):
    """A contact's card was emptied for good (PIPL art. 47)."""

    party: Party
    contact_id: str
    ground: str
    erased_by: str
    erased_at: datetime


class ArrearsAmountCorrected(Event, frozen=True, kw_only=True):
    """The verified principal was corrected in writing, by a second person (A-16); the class was
    judged anew (A-4).

    reduced_fen   by how much less is owed than was verified; negative when it is more
    disputed_fen  what of the new principal is disputed
    overpaid_fen  what was repaid beyond the new principal (A-15)
    """

    before_fen: int
    principal_fen: int
    reduced_fen: int
    disputed_fen: int
    overpaid_fen: int
    size_class: str
    schedule: Schedule
    programme_version: int
    reason: str
    decided_by: str
    decided_at: datetime
