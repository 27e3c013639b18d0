"""The parts an item is made of."""

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from services.arrears.events import (
    Correction,
    Instalment,
    InstrumentKind,
    JudicialWay,
    PaymentSource,
    Step,
    StepGround,
    Voucher,
)
from shared.kernel.deadlines import Deadline


class PlanStatus(StrEnum):
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class Plan(Struct, frozen=True, kw_only=True, gc=False):
    """A repayment plan (A-7); `number` counts the plans of the item."""

    number: int
    status: PlanStatus
    difficulty: str
    instalments: tuple[Instalment, ...]
    late: bool
    submitted_by: str
    submitted_at: datetime
    decided_at: datetime | None = None
    answer: str = ""


class Payment(Struct, frozen=True, kw_only=True, gc=False):
    """A voucher's share in this item, and what it did to the amounts."""

    voucher: Voucher
    credited_fen: int
    overpaid_fen: int
    acknowledged_fen: int
    interest_fen: int
    recorded_at: datetime
    reversed_at: datetime | None = None
    source: PaymentSource | None = None

    @property
    def counted_fen(self) -> int:
        """What came in as principal."""
        return self.credited_fen + self.overpaid_fen


class InstrumentStatus(StrEnum):
    HELD = "held"
    PAID = "paid"
    DISHONOURED = "dishonoured"


class Instrument(Struct, frozen=True, kw_only=True, gc=False):
    """A bill or note that was handed over (A-14). `counted_on` is the day it counts as repaid."""

    number: str
    kind: InstrumentKind
    amount_fen: int
    matures_on: date
    accepted: bool
    status: InstrumentStatus
    credited_fen: int = 0
    overpaid_fen: int = 0
    acknowledged_fen: int = 0
    counted_on: date | None = None

    @property
    def counted_fen(self) -> int:
        return self.credited_fen + self.overpaid_fen


class Settlement(Struct, frozen=True, gc=False):
    """What was paid too much and given back, by the voucher of its going back (A-15)."""

    voucher_number: str
    amount_fen: int
    refunded: bool


class Judicial(Struct, frozen=True, kw_only=True, gc=False):
    """The matter before a court or an arbitration body (A-12)."""

    way: JudicialWay
    body: str
    case_number: str
    filed_on: date
    outcome: str = ""
    effective_on: date | None = None


class PendingCorrection(Struct, frozen=True, gc=False):
    """A correction that a second person has to decide on (A-16)."""

    correction: Correction
    reason: str
    requested_by: str


class TakenStep(Struct, frozen=True, kw_only=True, gc=False):
    """A step of the ladder that was taken; `number` counts those of the item."""

    number: int
    step: Step
    document_no: str
    taken_at: datetime
    answer_due: Deadline | None = None
    answered_at: datetime | None = None
    answer: str = ""
    unanswered: bool = False
    ordered: bool | None = None
    programme_version: int = 0

    @property
    def waiting(self) -> bool:
        """Neither answered nor noted to have stayed without an answer."""
        return self.answered_at is None and not self.unanswered


class DueStep(Struct, frozen=True, gc=False):
    """A step of the ladder that is in order and not taken yet."""

    step: Step
    ground: StepGround
    duty: str
    due_at: datetime


class Clearance(Struct, frozen=True, kw_only=True, gc=False):
    """The announcement to the creditor, and its word (A-18); `received` None: silent so far."""

    until: Deadline
    announced_at: datetime
    received: bool | None = None
    note: str = ""
    programme_version: int = 0
