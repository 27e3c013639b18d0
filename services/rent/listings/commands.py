"""Orders to the registry of risk listings."""

from datetime import date

from services.rent.listings.events import Listing
from shared.kernel.decider import Command


class RecordListing(Command, frozen=True, kw_only=True):
    """Enter a listing from its notice (R-5)."""

    listing_id: str
    listing: Listing


class CheckListing(Command, frozen=True, kw_only=True):
    """Compare it with the notice, as a second person (R-5)."""

    listing_id: str
    confirmed: bool
    reason: str = ""


class EndListing(Command, frozen=True, kw_only=True):
    """Enter the last day of a listing (R-6)."""

    listing_id: str
    effective_to: date
    document_no: str


class RevokeListing(Command, frozen=True, kw_only=True):
    """Take a listing back that should never have counted."""

    listing_id: str
    reason: str
