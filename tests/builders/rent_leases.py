"""Leases in the words of the rent rules' vectors."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from services.rent.months.lease import Instalment, LeaseTerms, RentBasis, RentPeriod
from services.rent.months.segments import segments
from services.rent.months.waived import Freed, Waived, waive

YEAR = 2022


def day(text: str) -> date:
    return date.fromisoformat(text)


def lease(
    starts: str = "2022-01-01",
    ends: str = "2022-12-31",
    *,
    monthly: int | None = None,
    annual: int | None = None,
    paid: tuple[tuple[str, str], ...] = (),
) -> LeaseTerms:
    """One rent, in yuan, over the whole lease; `paid` are spans of days paid on their first."""
    basis = RentBasis.MONTHLY if annual is None else RentBasis.ANNUAL
    yuan = (5000 if monthly is None else monthly) if annual is None else annual
    return LeaseTerms(
        starts_on=day(starts),
        ends_on=day(ends),
        rents=(RentPeriod(day(starts), day(ends), basis, yuan * 100),),
        instalments=tuple(Instalment(day(a), day(b), day(a), day(a)) for a, b in paid),
    )


def waive_months(
    terms: LeaseTerms, months: Fraction | int, before: Iterable[Freed | Waived] = ()
) -> tuple[Waived, ...]:
    return waive(segments(terms, YEAR), Fraction(months), before)
