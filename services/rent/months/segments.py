"""The months of a lease inside a year, cut where the rent or the instalment changes (R-7, R-11)."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from services.rent.months.lease import Instalment, LeaseTerms
from shared.kernel.periods import add_months, days_in_month

_DAY = timedelta(days=1)


class Segment(NamedTuple):
    """Days of one month that have one rent and one instalment.

    `month` is the month's first day, `share` the days by the days of the month (R-7),
    `monthly_fen` the rent of the whole month.
    """

    month: date
    from_on: date
    to_on: date
    share: Fraction
    monthly_fen: Fraction
    due_on: date
    paid: bool


def segments(terms: LeaseTerms, year: int) -> tuple[Segment, ...]:
    """In the order of their days; empty for a lease outside the year."""
    first = max(terms.starts_on, date(year, 1, 1))
    last = min(terms.ends_on, date(year, 12, 31))
    if first > last:
        return ()
    starts = sorted(_starts(terms, first, last))
    ends = [*(start - _DAY for start in starts[1:]), last]
    return tuple(_segment(terms, *span) for span in zip(starts, ends, strict=True))


def months_available(terms: LeaseTerms, year: int) -> Fraction:
    """Lease months inside the year, partial ones by their days (R-7)."""
    return sum((segment.share for segment in segments(terms, year)), Fraction(0))


def days_available(terms: LeaseTerms, year: int) -> int:
    """Lease days inside the year (R-9)."""
    return sum((s.to_on - s.from_on).days + 1 for s in segments(terms, year))


def month_share(from_on: date, to_on: date) -> Fraction:
    """Days of each month by the days of that month, both ends included (R-7)."""
    share, month = Fraction(0), from_on.replace(day=1)
    while month <= to_on:
        days = days_in_month(month.year, month.month)
        first, last = max(from_on, month), min(to_on, month.replace(day=days))
        share += Fraction((last - first).days + 1, days)
        month = add_months(month, 1)
    return share


def _starts(terms: LeaseTerms, first: date, last: date) -> set[date]:
    """Every day from `first` to `last` on which something begins."""
    starts = {first}
    month = add_months(first.replace(day=1), 1)
    while month <= last:
        starts.add(month)
        month = add_months(month, 1)
    for rent in terms.rents:
        starts |= {rent.from_on, rent.to_on + _DAY}
    for instalment in terms.instalments:
        starts |= {instalment.from_on, instalment.to_on + _DAY}
    return {start for start in starts if first <= start <= last}


def _segment(terms: LeaseTerms, from_on: date, to_on: date) -> Segment:
    month = from_on.replace(day=1)
    instalment = next(_covering(terms, from_on), None)
    rent = next(rent for rent in terms.rents if rent.from_on <= from_on <= rent.to_on)
    return Segment(
        month=month,
        from_on=from_on,
        to_on=to_on,
        share=month_share(from_on, to_on),
        monthly_fen=rent.monthly_fen,
        due_on=instalment.due_on if instalment else month,
        paid=instalment is not None and instalment.paid_on is not None,
    )


def _covering(terms: LeaseTerms, day: date) -> Iterator[Instalment]:
    return (one for one in terms.instalments if one.from_on <= day <= one.to_on)
