"""What enters the registry of risk listings, and what of it counts (R-4 to R-6)."""

from collections.abc import Callable
from typing import Any, Final

from services.rent.codes import LEVEL_ZH
from services.rent.listings import refusals
from services.rent.listings.commands import CheckListing, EndListing, RecordListing, RevokeListing
from services.rent.listings.events import (
    Listing,
    RiskListingChecked,
    RiskListingEnded,
    RiskListingRecorded,
    RiskListingRevoked,
)
from services.rent.listings.names import STATUS_ZH
from services.rent.listings.state import Entry, Listings, Status, levels_on
from services.rent.programme.state import PROGRAMME, Programme, Programmes
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Command, Context, Event
from shared.kernel.divisions import DISTRICT, covers


def decide(command: Command, state: Listings, context: Context) -> list[Event]:
    """One order about one listing."""
    return _DECISIONS[type(command)](command, state, context)


def _record(command: RecordListing, state: Listings, context: Context) -> list[Event]:
    listing = command.listing
    known = state.get(command.listing_id) or state.same(listing)
    if known is not None:
        if (known.id, known.listing) == (command.listing_id, listing):
            return []
        raise refusals.ListingKnown(
            document_no=known.listing.document_no, place=known.listing.place
        )
    _check_content(listing, context)
    return [
        RiskListingRecorded(
            listing_id=command.listing_id,
            listing=listing,
            entered_by=context.actor.id,
            entered_at=context.now,
        )
    ]


def _check_content(listing: Listing, context: Context) -> None:
    texts = (
        listing.place,
        listing.body,
        listing.document_no,
        listing.scheme,
        listing.notice_digest,
    )
    if not all(text.strip() for text in texts):
        raise refusals.ListingIncomplete
    if not covers(DISTRICT, listing.adcode):
        raise refusals.ListingOutsideDistrict(adcode=listing.adcode, district=DISTRICT)
    ended = listing.effective_to is not None and listing.effective_to < listing.effective_from
    if ended or listing.effective_from > shanghai_date(context.now):
        raise refusals.ListingDatesFaulty(effective_from=listing.effective_from.isoformat())
    if not any(
        listing.level in levels_on(programme, listing.effective_from)
        for programme in _programmes(context)
    ):
        raise refusals.LevelNotInScheme(
            effective_from=listing.effective_from.isoformat(), level=LEVEL_ZH[listing.level]
        )


def _programmes(context: Context) -> list[Programme]:
    """Every waiver in the version in force today."""
    known = context.policy(PROGRAMME, Programmes)
    today = shanghai_date(context.now)
    codes = dict.fromkeys(version.programme.code for version in known.versions)
    return [version.programme for code in codes if (version := known.of(code, today))]


def _check(command: CheckListing, state: Listings, context: Context) -> list[Event]:
    """R-5: another person than the one who entered it."""
    entry = _entry(command.listing_id, state)
    wanted = Status.CONFIRMED if command.confirmed else Status.REJECTED
    if entry.status is wanted and entry.decided_by == context.actor.id:
        return []
    _require(entry, Status.ENTERED)
    _check_second_person(entry, context)
    if not command.confirmed and not command.reason.strip():
        raise refusals.ListingReasonMissing
    return [
        RiskListingChecked(
            listing_id=entry.id,
            confirmed=command.confirmed,
            reason=command.reason,
            checked_by=context.actor.id,
            checked_at=context.now,
        )
    ]


def _end(command: EndListing, state: Listings, context: Context) -> list[Event]:
    """R-6: what was granted because of it stays."""
    entry = _entry(command.listing_id, state)
    _require(entry, Status.ENTERED, Status.CONFIRMED)
    said = (command.effective_to, command.document_no)
    if said == (entry.effective_to, entry.ended_by_document):
        return []
    if command.effective_to < entry.listing.effective_from:
        raise refusals.ListingEndsBeforeItBegins(
            effective_to=command.effective_to.isoformat(),
            effective_from=entry.listing.effective_from.isoformat(),
        )
    if not command.document_no.strip():
        raise refusals.ListingIncomplete().at("/document_no")
    return [
        RiskListingEnded(
            listing_id=entry.id,
            effective_to=command.effective_to,
            document_no=command.document_no,
            ended_by=context.actor.id,
            ended_at=context.now,
        )
    ]


def _revoke(command: RevokeListing, state: Listings, context: Context) -> list[Event]:
    """What it lifted is looked at again, case by case."""
    entry = _entry(command.listing_id, state)
    if entry.status is Status.REVOKED:
        return []
    _require(entry, Status.ENTERED, Status.CONFIRMED)
    _check_second_person(entry, context)
    if not command.reason.strip():
        raise refusals.ListingReasonMissing
    return [
        RiskListingRevoked(
            listing_id=entry.id,
            reason=command.reason,
            revoked_by=context.actor.id,
            revoked_at=context.now,
        )
    ]


def _entry(listing_id: str, state: Listings) -> Entry:
    entry = state.get(listing_id)
    if entry is None:
        raise refusals.ListingNotFound
    return entry


def _require(entry: Entry, *statuses: Status) -> None:
    if entry.status not in statuses:
        raise refusals.ListingNotOpen(status=STATUS_ZH[entry.status])


def _check_second_person(entry: Entry, context: Context) -> None:
    if entry.entered_by == context.actor.id:
        raise refusals.ListingSecondPerson


_DECISIONS: Final[dict[type[Command], Callable[[Any, Listings, Context], list[Event]]]] = {
    RecordListing: _record,
    CheckListing: _check,
    EndListing: _end,
    RevokeListing: _revoke,
}
