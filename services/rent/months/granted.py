"""How many months a tenant may be given (R-3, R-7 to R-9, R-14, R-26)."""

from datetime import date
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from services.rent.months.lease import LeaseTerms
from services.rent.months.segments import days_available, months_available
from shared.kernel.periods import MONTHS_PER_YEAR

_FIRST, _LAST = (1, 1), (12, 31)


class Proration(StrEnum):
    """How a lease that does not fill the year is treated (R-9)."""

    ACTUAL_MONTHS = "actual_months"
    PRO_RATA_DAYS = "pro_rata_days"


class Given(Struct, frozen=True, gc=False):
    """What was waived of the year already, whoever gave it and when (R-8, R-14).

    `tenant` to this tenant in these premises, `premises` to all tenants of the premises, this one
    among them.
    """

    tenant: Fraction = Fraction(0)
    premises: Fraction = Fraction(0)


def months_allowed(entitled: int, terms: LeaseTerms, year: int, proration: Proration) -> Fraction:
    """What the lease lets the tenant have of the months entitled to, before any cap."""
    available = months_available(terms, year)
    if proration is Proration.ACTUAL_MONTHS:
        return min(Fraction(entitled), available)
    year_days = (date(year, *_LAST) - date(year, *_FIRST)).days + 1
    return min(Fraction(entitled * days_available(terms, year), year_days), available)


def months_to_grant(allowed: Fraction, premises_cap: int, given: Given) -> Fraction:
    """What is left to give: of the tenant's own, and of all that the premises may see (R-8)."""
    return max(Fraction(0), min(allowed - given.tenant, premises_cap - given.premises))


def premises_cap(entitled: int, factor: int) -> int:
    """Over all tenants, `factor` times the months entitled to; no premises has more than the year."""
    return min(entitled * factor, MONTHS_PER_YEAR)
