"""Orders about leases."""

from datetime import date

from services.rent.leases.values import Consent, Content
from services.rent.months.waived import Freed
from shared.kernel.decider import Command


class RecordLease(Command, frozen=True, kw_only=True):
    """Enter a lease of recorded premises; a sublease names the lease above."""

    content: Content
    contact_id: str | None = None
    contact: dict[str, str] | None = None


class CorrectLease(Command, frozen=True, kw_only=True):
    """Enter what the paper really says, as another person than the one who entered it."""

    content: Content
    reason: str


class NoteRentPaid(Command, frozen=True, kw_only=True):
    """Enter that the rent of a span of days was paid."""

    from_on: date
    to_on: date
    due_on: date
    paid_on: date


class EndLease(Command, frozen=True, kw_only=True):
    """Enter that it ended before its day."""

    ended_on: date
    reason: str


class NoteConsent(Command, frozen=True, kw_only=True):
    """Enter what the landlord said, or knows, of a sublease (R-18)."""

    consent: Consent


class NoteEarlierWaiver(Command, frozen=True, kw_only=True):
    """Enter what was waived of the year before the plan (R-14)."""

    lease_id: str
    programme: str
    freed: Freed
    amount_fen: int
    document_no: str
