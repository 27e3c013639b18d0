"""How many months: entitled to, inside the year, allowed, and left to grant (R-3, R-7 to R-9)."""

from enum import StrEnum
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from services.rent.eligibility.question import Question
from services.rent.listings.state import Entry, Listings
from services.rent.months.granted import (
    Proration,
    months_allowed,
    months_to_grant,
    premises_cap,
)
from services.rent.months.lease import LeaseTerms
from services.rent.months.segments import months_available
from services.rent.programme.state import Programme
from shared.kernel.periods import MONTHS_PER_YEAR


class Entitlement(StrEnum):
    """What the months rest on (R-3, R-26)."""

    BASE = "base"
    LISTED = "listed"
    CARE_FULL = "care_full"


class Reckoning(Struct, frozen=True, kw_only=True, gc=False):
    """Months in all for the year; `left` is what of them was not given yet (R-8, R-14).

    listed  the risk listing that lifts the months, where one does
    terms   the lease as far as it counts
    cap     of the premises, over all tenants
    """

    entitlement: Entitlement
    listed: Entry | None
    terms: LeaseTerms
    proration: Proration
    entitled: int
    available: Fraction
    allowed: Fraction
    cap: int
    left: Fraction


def reckon(question: Question, programme: Programme, listings: Listings) -> Reckoning:
    """The months of a tenant that is eligible, whether this one is or not."""
    entitlement = Entitlement.BASE
    listed = listings.lifting(programme)
    if question.tenant.care is not None and programme.care_until is not None:
        entitlement, listed = Entitlement.CARE_FULL, None
    elif listed is not None:
        entitlement = Entitlement.LISTED
    terms, proration = question.terms, programme.proration_of(question.premises.owner)
    if entitlement is Entitlement.CARE_FULL:
        proration = Proration.ACTUAL_MONTHS
        terms = _until_free_no_more(terms, programme)
    entitled = _entitled(entitlement, programme)
    allowed = months_allowed(entitled, terms, programme.year, proration)
    cap = premises_cap(entitled, programme.premises_factor)
    return Reckoning(
        entitlement=entitlement,
        listed=listed,
        terms=terms,
        proration=proration,
        entitled=entitled,
        available=months_available(terms, programme.year),
        allowed=allowed,
        cap=cap,
        left=months_to_grant(allowed, cap, question.given),
    )


def _entitled(entitlement: Entitlement, programme: Programme) -> int:
    """In all, never one on top of the other."""
    return {
        Entitlement.BASE: programme.base_months,
        Entitlement.LISTED: programme.listed_months,
        Entitlement.CARE_FULL: MONTHS_PER_YEAR,
    }[entitlement]


def _until_free_no_more(terms: LeaseTerms, programme: Programme) -> LeaseTerms:
    """R-26: up to the last day that care tenants are free."""
    until = programme.care_until
    return terms if until is None else replace(terms, ends_on=min(terms.ends_on, until))
