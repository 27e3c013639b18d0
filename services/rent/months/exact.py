"""Exact numbers of months and of fen: as they are stored, rounded and shown."""

from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Final

from msgspec import Struct

from shared.kernel.money import round_fen

_HALF: Final = Fraction(1, 2)
_DECIMALS: Final = 4


class Exact(Struct, frozen=True, gc=False):
    """`numerator / denominator` in lowest terms; never negative."""

    numerator: int
    denominator: int = 1

    @classmethod
    def of(cls, value: Fraction | int) -> "Exact":
        """Raises ValueError for less than nothing."""
        exact = Fraction(value)
        if exact < 0:
            raise ValueError(f"{exact} is less than nothing")
        return cls(exact.numerator, exact.denominator)

    @property
    def value(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)


def shown_months(months: Fraction) -> str:
    """Four decimals, half up (R-13): `2.5000`."""
    units = floor(months * 10**_DECIMALS + _HALF)
    return str(Decimal(units).scaleb(-_DECIMALS))


def whole_fen(fen: Fraction) -> int:
    """To the fen, half up (R-10). Raises InvalidAmount beyond the range of amounts."""
    return round_fen(Decimal(floor(fen + _HALF)))
