"""租赁合同: recorded, corrected, its rent paid, ended early."""

from datetime import date, datetime

from services.rent.leases.values import Consent, Content
from services.rent.months.waived import Freed
from shared.kernel.decider import Event


class LeaseRecorded(Event, frozen=True, kw_only=True):
    """`depth`: how many leases are above it."""

    content: Content
    depth: int
    contact_id: str | None
    client: str
    recorded_by: str
    recorded_at: datetime


class LeaseCorrected(Event, frozen=True, kw_only=True):
    """Another person found that the paper says otherwise. `number_before` is free again."""

    content: Content
    lessor_before: str
    number_before: str
    reason: str
    corrected_by: str
    corrected_at: datetime


class LeaseRentPaid(Event, frozen=True, kw_only=True):
    """The rent of a span of days was paid: it can only be refunded or set off (R-11)."""

    from_on: date
    to_on: date
    due_on: date
    paid_on: date
    recorded_by: str
    recorded_at: datetime


class LeaseEnded(Event, frozen=True, kw_only=True):
    """It ended before its day: so many fewer months can be free (R-7)."""

    ended_on: date
    reason: str
    recorded_by: str
    recorded_at: datetime


class LeaseConsentNoted(Event, frozen=True, kw_only=True):
    """What the landlord said, or knows, of a sublease (R-18)."""

    consent: Consent
    recorded_by: str
    recorded_at: datetime


class LeaseWaivedBefore(Event, frozen=True, kw_only=True):
    """Rent of the year was waived before the plan; it counts towards the total (R-14)."""

    programme: str
    freed: Freed
    amount_fen: int
    document_no: str
    recorded_by: str
    recorded_at: datetime
