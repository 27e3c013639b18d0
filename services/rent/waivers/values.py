"""The words a waiver is told in."""

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from services.rent.eligibility.findings import Reason
from services.rent.eligibility.question import Question
from services.rent.eligibility.reckoning import Entitlement
from services.rent.months.exact import Exact
from services.rent.months.waived import Waived
from shared.kernel.evidence import Evidence


class Applicant(StrEnum):
    """承租方申请、转租方与实际承租方联合申请、出租单位自查发现 (R-17, R-22)."""

    TENANT = "tenant"
    JOINT = "joint"
    LANDLORD = "landlord"


class Form(StrEnum):
    """直接减免、延长租期、退还租金 (R-12)."""

    DIRECT = "direct"
    EXTEND = "extend"
    REFUND = "refund"


class ProofKind(StrEnum):
    """What the evidence shows (R-17, R-23). The risk notice lies with its listing."""

    APPLICATION = "application"
    LICENCE = "licence"
    OWNER_ID = "owner_id"
    LEASE = "lease"
    SIZE = "size"
    LEASE_CHAIN = "lease_chain"
    AGREEMENT = "agreement"
    PAYMENT_RECORD = "payment_record"
    TENANT_RECEIPT = "tenant_receipt"
    OTHER = "other"


class Ground(StrEnum):
    """Why a person refused (R-24): what eligibility finds, and what only a person sees."""

    OUTSIDE_DISTRICT = Reason.OUTSIDE_DISTRICT.value
    NOT_STATE_OWNED = Reason.NOT_STATE_OWNED.value
    NOT_FOR_BUSINESS = Reason.NOT_FOR_BUSINESS.value
    NOT_SERVICE = Reason.NOT_SERVICE.value
    TOO_LARGE = Reason.TOO_LARGE.value
    SIZE_UNKNOWN = Reason.SIZE_UNKNOWN.value
    LEASE_OUTSIDE_YEAR = Reason.LEASE_OUTSIDE_YEAR.value
    NOTHING_LEFT = Reason.NOTHING_LEFT.value
    NOT_ACTUAL_TENANT = "not_actual_tenant"
    SUBLEASE_DISPUTED = "sublease_disputed"
    PROOF_MISSING = "proof_missing"
    OTHER = "other"


class Proof(Struct, frozen=True, gc=False):
    kind: ProofKind
    evidence: Evidence


class Grant(Struct, frozen=True, kw_only=True, gc=False):
    """Months that were granted in one decision, with all that it rests on.

    question    the facts; with the programme's version and the registry of the time they give the
                whole derivation again
    months      granted now; `parts` says which, and what rent they are of
    amount_fen  what the case's amount grew by: all parts are rounded once together (R-10)
    """

    question: Question
    entitlement: Entitlement
    listing_id: str | None
    months: Exact
    parts: tuple[Waived, ...]
    amount_fen: int


class Execution(Struct, frozen=True, kw_only=True, gc=False):
    """How so many months were given (R-12). `extended_to` is the lease's new last day."""

    number: int
    form: Form
    months: Exact
    amount_fen: int
    executed_on: date
    extended_to: date | None
    document_no: str


class PassThrough(Struct, frozen=True, gc=False):
    """That the actual tenant has it: what it was let off, and when that was proven (R-16, R-17)."""

    benefit_fen: int
    confirmed_at: datetime
