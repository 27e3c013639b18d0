"""风险区公布: entered, checked by a second person, ended, revoked (R-4 to R-6)."""

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from services.rent.codes import RiskLevel
from shared.kernel.decider import Event


class Announcer(StrEnum):
    """The level of the body that announced it: the county's 疫情防控指挥部, or above (R-4)."""

    COUNTY = "county"
    PREFECTURE = "prefecture"
    PROVINCE = "province"
    STATE = "state"


class Listing(Struct, frozen=True, kw_only=True, gc=False):
    """One place in one notice.

    adcode        the county-level district or the township it lies in, 6 or 9 digits
    place         as the notice writes it
    scheme        the version of the control scheme that the notice names
    notice_digest of the scanned notice, `sha256:…`
    effective_to  last day, where the notice says so already
    """

    adcode: str
    place: str
    level: RiskLevel
    announcer: Announcer
    body: str
    document_no: str
    effective_from: date
    effective_to: date | None
    scheme: str
    notice_digest: str

    @property
    def key(self) -> tuple[str, str, RiskLevel, date]:
        """What makes two entries the same."""
        return self.document_no, self.place, self.level, self.effective_from


class RiskListingRecorded(Event, frozen=True, kw_only=True):
    """Entered by hand from a notice; it counts for nothing yet (R-5)."""

    listing_id: str
    listing: Listing
    entered_by: str
    entered_at: datetime


class RiskListingChecked(Event, frozen=True, kw_only=True):
    """A second person compared it with the notice (R-5)."""

    listing_id: str
    confirmed: bool
    reason: str
    checked_by: str
    checked_at: datetime


class RiskListingEnded(Event, frozen=True, kw_only=True):
    """The place is listed no longer; no month is taken back (R-6)."""

    listing_id: str
    effective_to: date
    document_no: str
    ended_by: str
    ended_at: datetime


class RiskListingRevoked(Event, frozen=True, kw_only=True):
    """It should never have counted: entered wrongly, or the notice was withdrawn."""

    listing_id: str
    reason: str
    revoked_by: str
    revoked_at: datetime
