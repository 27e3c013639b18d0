"""减免事项: applied, checked, granted or refused, agreed, executed, passed through, closed."""

from datetime import date, datetime

from services.rent.eligibility.answer import Outcome
from services.rent.eligibility.findings import Reason
from services.rent.eligibility.question import Question
from services.rent.leases.consent import Standing
from services.rent.months.exact import Exact
from services.rent.waivers.values import Applicant, Form, Grant, Ground, Proof
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Event
from shared.kernel.evidence import Evidence


class WaiverApplied(Event, frozen=True, kw_only=True):
    """An application, or the landlord's own finding; `outcome` and `reasons` as of that day.

    above     the leases above, from the tenant's up; empty for a lease of the landlord's own
    standing  of the sublease against the landlord (R-18); None where nothing is sublet
    """

    number: str
    sequence: int
    programme: str
    programme_version: int
    lease_id: str
    above: tuple[str, ...]
    premises_id: str
    landlord: str
    supervising: str
    tenant_uscc: str
    tenant_name: str
    applicant: Applicant
    question: Question
    outcome: Outcome
    reasons: tuple[Reason, ...]
    standing: Standing | None
    proofs: tuple[Proof, ...]
    applied_on: date
    client: str
    recorded_by: str
    recorded_at: datetime


class WaiverChecked(Event, frozen=True, kw_only=True):
    """What the landlord found; the department in charge decides (R-22)."""

    passed: bool
    note: str
    checked_by: str
    checked_at: datetime


class WaiverGranted(Event, frozen=True, kw_only=True):
    """The department in charge approved it (R-22)."""

    grant: Grant
    programme_version: int
    note: str
    granted_by: str
    granted_at: datetime


class WaiverRefused(Event, frozen=True, kw_only=True):
    """With its reason code, for the statistics (R-24)."""

    programme: str
    lease_id: str
    ground: Ground
    note: str
    refused_by: str
    refused_at: datetime


class WaiverWithdrawn(Event, frozen=True, kw_only=True):
    """The applicant takes it back before anything was granted."""

    programme: str
    lease_id: str
    reason: str
    withdrawn_by: str
    withdrawn_at: datetime


class WaiverAgreed(Event, frozen=True, kw_only=True):
    """Landlord and tenant signed how it is given (R-22)."""

    document_no: str
    signed_on: date
    evidence: tuple[Evidence, ...]
    recorded_by: str
    recorded_at: datetime


class WaiverExecuted(Event, frozen=True, kw_only=True):
    """So many months were given in one form (R-12). `complete`: all that was granted so far."""

    number: int
    form: Form
    months: Exact
    amount_fen: int
    executed_on: date
    extended_to: date | None
    document_no: str
    evidence: tuple[Evidence, ...]
    complete: bool
    recorded_by: str
    recorded_at: datetime


class WaiverExecutionReversed(Event, frozen=True, kw_only=True):
    """What was entered as given was not."""

    number: int
    reason: str
    reversed_by: str
    reversed_at: datetime


class WaiverPassedThrough(Event, frozen=True, kw_only=True):
    """The benefit reached the actual tenant of a sublease (R-16, R-17)."""

    benefit_fen: int
    proofs: tuple[Proof, ...]
    confirmed_by: str
    confirmed_at: datetime


class WaiverTopUpOpened(Event, frozen=True, kw_only=True):
    """The district was listed: more months, in all as many as listed ones have (R-15).

    ends_on  two calendar months after the listing (Civil Code 202); `due` after days off (203)
    """

    grant: Grant
    ends_on: date
    due: Deadline
    programme_version: int
    opened_at: datetime


class WaiverTopUpOverdue(Event, frozen=True, kw_only=True):
    """The top-up's day has passed and it is not executed in full (R-15, R-25)."""

    due_at: datetime
    months_left: Exact
    noticed_at: datetime
    late: bool


class WaiverListingReplaced(Event, frozen=True, kw_only=True):
    """The listing it rested on was revoked; another one bears it."""

    listing_id: str
    replaced_by: str


class WaiverLiftCancelled(Event, frozen=True, kw_only=True):
    """No listing bears the lifted months any more.

    months, amount_fen  what is granted no longer
    executed_beyond     what of it was given already: a person decides on it
    """

    listing_id: str
    months: Exact
    amount_fen: int
    executed_beyond: Exact
    cancelled_at: datetime


class WaiverReviewed(Event, frozen=True, kw_only=True):
    """A person decided on months that were given and are not borne by a listing any more."""

    kept: bool
    to_recover_fen: int
    reason: str
    reviewed_by: str
    reviewed_at: datetime


class WaiverCorrected(Event, frozen=True, kw_only=True):
    """Reckoned anew from facts that were corrected (R-22): `grant` replaces all before.

    executed_beyond  months that were given beyond what is right; a person decides on them
    """

    grant: Grant
    programme_version: int
    executed_beyond: Exact
    reason: str
    corrected_by: str
    corrected_at: datetime


class WaiverReversed(Event, frozen=True, kw_only=True):
    """It should never have been granted; what was given is to be recovered."""

    programme: str
    lease_id: str
    reason: str
    to_recover_fen: int
    reversed_by: str
    reversed_at: datetime


class WaiverClosed(Event, frozen=True, kw_only=True):
    """The tenant confirmed what it was given, and the case is done (R-22)."""

    note: str
    evidence: tuple[Evidence, ...]
    closed_by: str
    closed_at: datetime
