"""What an item of the ledger is. Nothing here judges."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from msgspec import Struct

from services.arrears.events import (
    Channel,
    Contract,
    Creditor,
    Debtor,
    Evidence,
    ExclusionReason,
    Mark,
    Schedule,
)
from services.arrears.state.amounts import Amounts
from services.arrears.state.inspection import Inspection
from services.arrears.state.parts import (
    Clearance,
    DueStep,
    Instrument,
    Judicial,
    Payment,
    PendingCorrection,
    Plan,
    PlanStatus,
    Settlement,
    TakenStep,
)
from services.arrears.terms.model import PaymentDue
from shared.kernel.deadlines import Deadline
from shared.kernel.imports import ImportedFrom


class Status(StrEnum):
    """登记、剔除、清偿中、司法程序、销号 (A-1, A-12, A-18)."""

    REGISTERED = "registered"
    EXCLUDED = "excluded"
    OPEN = "open"
    JUDICIAL = "judicial"
    CLEARED = "cleared"


class DisputeState(StrEnum):
    """A-5."""

    UNDISPUTED = "undisputed"
    PARTIAL = "partial"
    DISPUTED = "disputed"


class NoItem(Struct, frozen=True, gc=False):
    """Nothing was registered under this id."""


class Noted(Struct, frozen=True, gc=False):
    """An alarm that the timer has dealt with."""

    duty: str
    mark: Mark
    workdays: int


class Item(Struct, frozen=True, kw_only=True, gc=False):
    """One contract, one debtor, one creditor (A-2), as it stands.

    `programme` is the campaign it was registered under; `amounts` is None until it is verified.
    `plans` in the order they were handed in; `resolved` counts what settled disputes, so that
    each gets a duty of its own. `reversed` likewise.

    first_creditor  whom it was owed to before the claim was first assigned: what a creditor was on
                    the day of the contract is asked of this one (1.2, 1.3); None while the same
    verified_under  the version of the programme that gave class and first days
    """

    number: str
    status: Status
    programme: str
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
    client: str
    unit: str | None
    registered_by: str
    registered_at: datetime
    split_of: str | None = None
    excluded: ExclusionReason | None = None
    amounts: Amounts | None = None
    size_class: str | None = None
    new: bool = False
    payment_due: PaymentDue | None = None
    immediate_until: Deadline | None = None
    plan_missed: bool = False
    plans: tuple[Plan, ...] = ()
    schedule: Schedule = Schedule()
    noted: frozenset[Noted] = frozenset()
    duties_made: int = 0
    payments: tuple[Payment, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    settlements: tuple[Settlement, ...] = ()
    dispute_reason: str = ""
    judicial: Judicial | None = None
    correction: PendingCorrection | None = None
    steps: tuple[TakenStep, ...] = ()
    steps_due: tuple[DueStep, ...] = ()
    clearance: Clearance | None = None
    cleared_at: datetime | None = None
    reopened: int = 0
    first_creditor: Creditor | None = None
    verified_under: int = 0
    erased_contacts: frozenset[str] = frozenset()
    evidence: tuple[Evidence, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    imported_from: ImportedFrom | None = None

    @property
    def money(self) -> Amounts:
        """The amounts of a verified item. Raises ValueError before."""
        if self.amounts is None:
            raise ValueError(f"{self.number} is not verified")
        return self.amounts

    @property
    def dispute(self) -> DisputeState:
        amounts = self.amounts
        if amounts is None or not amounts.disputed_fen:
            return DisputeState.UNDISPUTED
        whole = amounts.disputed_fen == amounts.principal_fen
        return DisputeState.DISPUTED if whole else DisputeState.PARTIAL

    @property
    def plan(self) -> Plan | None:
        """The plan in force."""
        return next((p for p in reversed(self.plans) if p.status is PlanStatus.APPROVED), None)

    @property
    def plan_pending(self) -> Plan | None:
        """The plan that waits for the supervising department."""
        last = self.plans[-1] if self.plans else None
        return last if last is not None and last.status is PlanStatus.SUBMITTED else None


State = NoItem | Item
Next = Callable[[Item, Any], Item]
INITIAL: Final = NoItem()
