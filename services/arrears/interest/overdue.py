"""Overdue interest on what is left of the principal, day by day exact (domain rules 1.3). Pure."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from services.arrears.interest.exact import rounded_fen
from services.arrears.interest.lpr import LprTable
from services.arrears.interest.model import (
    Interest,
    InterestFlag,
    PrincipalPayment,
    Rate,
    RateTerms,
    Segment,
    YearDays,
)
from services.arrears.interest.rate import rate_of
from services.arrears.interest.shown import formula


def overdue_interest(
    *,
    principal_fen: int,
    due_on: date | None,
    payments: Iterable[PrincipalPayment],
    until: date,
    terms: RateTerms,
    lpr: LprTable,
) -> Interest:
    """Simple interest from the due day (not counted) up to `until` (counted).

    Payments count from their value date, those after `until` not at all; what is paid beyond the
    principal earns nothing (A-15). Raises InvalidAmount beyond the range of amounts.
    """
    rate = rate_of(terms, lpr)
    counted = [payment for payment in payments if payment.paid_on <= until]
    segments: tuple[Segment, ...] = ()
    exact = None
    if due_on is not None and rate.rate is not None:
        segments = tuple(
            _segments(principal_fen, due_on, counted, until, rate.rate, terms.year_days)
        )
        exact = sum((Fraction(part.exact_fen) for part in segments), Fraction())
    return Interest(
        principal_fen=principal_fen,
        due_on=due_on,
        until=until,
        rate=rate,
        segments=segments,
        outstanding_fen=max(0, principal_fen - sum(paid.principal_fen for paid in counted)),
        exact_fen=None if exact is None else str(exact),
        interest_fen=None if exact is None else rounded_fen(exact),
        flags=(*rate.flags, *(() if due_on else (InterestFlag.DUE_DAY_UNKNOWN,))),
    )


def accrue(
    principal_fen: int, from_on: date, to_on: date, rate: Rate, year_days: YearDays
) -> Segment:
    """The interest of one principal over the days after `from_on` up to and including `to_on`."""
    days = (to_on - from_on).days
    exact = principal_fen * rate.daily(year_days) * days
    return Segment(
        principal_fen=principal_fen,
        from_on=from_on,
        to_on=to_on,
        days=days,
        rate=rate,
        exact_fen=str(exact),
        formula=formula(principal_fen, rate, year_days, days, exact),
    )


def _segments(
    principal_fen: int,
    due_on: date,
    payments: Iterable[PrincipalPayment],
    until: date,
    rate: Rate,
    year_days: YearDays,
) -> Iterator[Segment]:
    """One for each run of days with the same principal, until it is paid."""
    left, since = principal_fen, due_on
    for payment in sorted(payments, key=lambda paid: paid.paid_on):
        if left and payment.paid_on > since:
            yield accrue(left, since, payment.paid_on, rate, year_days)
            since = payment.paid_on
        left = max(0, left - payment.principal_fen)
    if left and until > since:
        yield accrue(left, since, until, rate, year_days)
