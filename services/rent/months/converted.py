"""A cut of the rent counted as free months (R-13)."""

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct


class Charged(Struct, frozen=True, gc=False):
    """What was charged for a month of the contract's rent; both in fen, the latter exact."""

    charged_fen: int
    monthly_fen: Fraction


class ChargedAboveContract(ValueError):
    """More was charged than the contract says: no cut."""


def converted_months(charges: Iterable[Charged]) -> Fraction:
    """Months' worth of the cuts, each by the rent of its own month; exact.

    Raises ChargedAboveContract, and ValueError for a contract without rent.
    """
    return sum((_cut(charge) for charge in charges), Fraction(0))


def _cut(charge: Charged) -> Fraction:
    if charge.monthly_fen <= 0:
        raise ValueError("a month without rent has no cut")
    if charge.charged_fen > charge.monthly_fen:
        raise ChargedAboveContract(f"{charge.charged_fen} fen of {charge.monthly_fen}")
    return 1 - charge.charged_fen / charge.monthly_fen
