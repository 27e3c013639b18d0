"""What the terms of a lease must be before months are reckoned by them."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from services.rent.leases import refusals
from services.rent.months.lease import Instalment, LeaseTerms
from shared.kernel.money import AMOUNT_FEN_MAX
from shared.kernel.periods import MONTHS_PER_YEAR, add_months

YEARS_MAX: Final = 20  # Civil Code art. 705
_DAY: Final = timedelta(days=1)


def check_terms(terms: LeaseTerms, today: date) -> None:
    """Raises LeaseDatesFaulty, RentsDoNotCover, RentOutOfRange, InstalmentsOverlap, PaidInFuture."""
    longest = add_months(terms.starts_on, YEARS_MAX * MONTHS_PER_YEAR)
    if not terms.starts_on <= terms.ends_on < longest:
        raise refusals.LeaseDatesFaulty
    _check_rents(terms)
    check_instalments(terms, terms.instalments)
    for one in terms.instalments:
        if one.paid_on is not None and one.paid_on > today:
            raise refusals.PaidInFuture(day=one.paid_on.isoformat()).at("/lease/terms/instalments")


def _check_rents(terms: LeaseTerms) -> None:
    begins = terms.starts_on
    for rent in terms.rents:
        if rent.from_on != begins or rent.to_on < rent.from_on:
            raise refusals.RentsDoNotCover(day=rent.from_on.isoformat())
        if not 0 <= rent.rent_fen <= AMOUNT_FEN_MAX:
            raise refusals.RentOutOfRange
        begins = rent.to_on + _DAY
    if begins != terms.ends_on + _DAY:
        raise refusals.RentsDoNotCover(day=begins.isoformat())


def check_instalments(terms: LeaseTerms, instalments: Iterable[Instalment]) -> None:
    """Raises InstalmentsOverlap."""
    free_from = terms.starts_on
    for one in sorted(instalments, key=lambda one: one.from_on):
        if not free_from <= one.from_on <= one.to_on <= terms.ends_on:
            raise refusals.InstalmentsOverlap(day=one.from_on.isoformat())
        free_from = one.to_on + _DAY
