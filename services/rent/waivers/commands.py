"""Orders about a waiver."""

from datetime import date, datetime

from services.rent.months.exact import Exact
from services.rent.size.classify import Figures, SizeClass
from services.rent.waivers.values import Applicant, Form, Ground, Proof
from shared.kernel.decider import Command
from shared.kernel.evidence import Evidence


class Apply(Command, frozen=True, kw_only=True):
    """Enter an application, or the landlord's own finding.

    above  the leases above, from the tenant's up; the order names them all, and the premises
    """

    programme: str
    lease_id: str
    premises_id: str
    above: tuple[str, ...]
    applicant: Applicant
    figures: Figures
    applied_on: date
    proofs: tuple[Proof, ...]


class Check(Command, frozen=True, kw_only=True):
    """The landlord says what it found (R-22)."""

    passed: bool
    note: str = ""


class Approve(Command, frozen=True, kw_only=True):
    """Grant what is due. `size` is a person's decision where the figures settle none (R-2)."""

    size: SizeClass | None = None
    note: str = ""


class Refuse(Command, frozen=True, kw_only=True):
    ground: Ground
    note: str


class Withdraw(Command, frozen=True, kw_only=True):
    reason: str


class SignAgreement(Command, frozen=True, kw_only=True):
    document_no: str
    signed_on: date
    evidence: tuple[Evidence, ...] = ()


class Execute(Command, frozen=True, kw_only=True):
    """Enter that so many months were given in one form (R-12)."""

    form: Form
    months: Exact
    amount_fen: int
    executed_on: date
    extended_to: date | None
    document_no: str
    evidence: tuple[Evidence, ...] = ()


class ReverseExecution(Command, frozen=True, kw_only=True):
    number: int
    reason: str


class ConfirmPassThrough(Command, frozen=True, kw_only=True):
    """Enter the proof that the actual tenant has it (R-16, R-17)."""

    benefit_fen: int
    proofs: tuple[Proof, ...]


class LiftByListing(Command, frozen=True, kw_only=True):
    """The registry changed: more months where the district is listed now (R-15), or fewer where
    no listing bears them any more. Nobody orders it; a reaction does, case by case.
    """


class NoteTopUpDue(Command, frozen=True, kw_only=True):
    """The instant has come that the case's row names."""

    at: datetime


class Review(Command, frozen=True, kw_only=True):
    """Decide on months that were given and are not borne any more."""

    kept: bool
    reason: str


class Correct(Command, frozen=True, kw_only=True):
    """Reckon anew from the lease, the premises and the figures as they are known now."""

    figures: Figures | None
    size: SizeClass | None
    reason: str


class Reverse(Command, frozen=True, kw_only=True):
    reason: str


class Close(Command, frozen=True, kw_only=True):
    """The tenant confirmed (R-22)."""

    note: str = ""
    evidence: tuple[Evidence, ...] = ()
