"""What a lease says about its time and its rent."""

from datetime import date
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from shared.kernel.periods import MONTHS_PER_YEAR


class RentBasis(StrEnum):
    """What the contract states: a monthly rent or a yearly one."""

    MONTHLY = "monthly"
    ANNUAL = "annual"


class RentPeriod(Struct, frozen=True, gc=False):
    """The rent from one day to another, both included; without 物业费, 水电费, deposit (R-10)."""

    from_on: date
    to_on: date
    basis: RentBasis
    rent_fen: int

    @property
    def monthly_fen(self) -> Fraction:
        """Exact: a yearly rent is divided, not rounded."""
        if self.basis is RentBasis.MONTHLY:
            return Fraction(self.rent_fen)
        return Fraction(self.rent_fen, MONTHS_PER_YEAR)


class Instalment(Struct, frozen=True, gc=False):
    """Rent of a span of days that is due on one day; `paid_on` None while it is not paid.

    A prepaid year is one instalment.
    """

    from_on: date
    to_on: date
    due_on: date
    paid_on: date | None = None


class LeaseTerms(Struct, frozen=True, kw_only=True, gc=False):
    """`rents` cover the whole lease without gap or overlap, in the order of their days.

    Days no instalment names are unpaid and due on the first of their month.
    """

    starts_on: date
    ends_on: date
    rents: tuple[RentPeriod, ...]
    instalments: tuple[Instalment, ...] = ()
