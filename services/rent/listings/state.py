"""The registry of risk listings: which place was listed, by whom, since when (R-4 to R-6)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from services.rent.codes import RiskLevel
from services.rent.listings.events import (
    Listing,
    RiskListingChecked,
    RiskListingEnded,
    RiskListingRecorded,
    RiskListingRevoked,
)
from services.rent.programme.state import Programme
from shared.kernel.decider import Event
from shared.kernel.divisions import covers
from shared.kernel.ids import derived_id

LISTINGS: Final = derived_id("policy", "risk-listings")


class Status(StrEnum):
    """待复核、有效、复核未通过、已撤销. Only what a second person confirmed counts (R-5)."""

    ENTERED = "entered"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    REVOKED = "revoked"


class Entry(Struct, frozen=True, kw_only=True, gc=False):
    """One listing as it stands. `effective_to` is None while it lasts."""

    id: str
    listing: Listing
    status: Status
    entered_by: str
    entered_at: datetime
    effective_to: date | None = None
    ended_by_document: str = ""
    decided_by: str | None = None
    decided_at: datetime | None = None
    reason: str = ""

    def lifts(self, programme: Programme) -> bool:
        """Whether it makes the district a listed one of the programme's year (R-3, R-4, R-6).

        At any instant of the year is enough; that it ended takes nothing back.
        """
        listing, year = self.listing, programme.year
        return (
            self.status is Status.CONFIRMED
            and covers(programme.adcode, listing.adcode)
            and listing.effective_from <= date(year, 12, 31)
            and (self.effective_to is None or self.effective_to >= date(year, 1, 1))
        )


class Listings(Struct, frozen=True, gc=False):
    """Every listing in the order of entry."""

    entries: tuple[Entry, ...] = ()

    def get(self, listing_id: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.id == listing_id), None)

    def same(self, listing: Listing) -> Entry | None:
        """What stands, or waits, of the same notice about the same place."""
        return next(
            (
                entry
                for entry in self.entries
                if entry.status in {Status.ENTERED, Status.CONFIRMED}
                and entry.listing.key == listing.key
            ),
            None,
        )

    def lifting(self, programme: Programme) -> Entry | None:
        """The earliest listing that counts for a programme; None where the district has none."""
        counting = (entry for entry in self.entries if entry.lifts(programme))
        return min(counting, key=lambda entry: entry.listing.effective_from, default=None)


INITIAL: Final = Listings()


def evolve(state: Listings, event: Event) -> Listings:
    """The registry after a fact."""
    if isinstance(event, RiskListingRecorded):
        entry = Entry(
            id=event.listing_id,
            listing=event.listing,
            status=Status.ENTERED,
            entered_by=event.entered_by,
            entered_at=event.entered_at,
            effective_to=event.listing.effective_to,
        )
        return Listings((*state.entries, entry))
    return Listings(tuple(_after(entry, event) for entry in state.entries))


def _after(entry: Entry, event: Any) -> Entry:
    if event.listing_id != entry.id:
        return entry
    match event:
        case RiskListingChecked():
            return replace(
                entry,
                status=Status.CONFIRMED if event.confirmed else Status.REJECTED,
                decided_by=event.checked_by,
                decided_at=event.checked_at,
                reason=event.reason,
            )
        case RiskListingEnded():
            return replace(
                entry, effective_to=event.effective_to, ended_by_document=event.document_no
            )
        case RiskListingRevoked():
            return replace(
                entry,
                status=Status.REVOKED,
                decided_by=event.revoked_by,
                decided_at=event.revoked_at,
                reason=event.reason,
            )
        case _:
            raise TypeError(f"{type(event).__name__} is no fact of a risk listing")


def levels_on(programme: Programme, day: date) -> tuple[RiskLevel, ...]:
    """The classes of risk areas there were on a day; none before the first scheme (R-4)."""
    scheme = programme.scheme_on(day)
    return scheme.levels if scheme is not None else ()
