"""Exact arithmetic of interest: fractions of a fen until the one rounding at the end (1.3)."""

from decimal import Decimal
from fractions import Fraction

from shared.kernel.money import round_fen


def half_up(number: Fraction) -> int:
    """The nearest whole number of one that is not negative; a half goes up."""
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def rounded_fen(exact: Fraction) -> int:
    """Fen, half up. Raises InvalidAmount beyond the range of amounts."""
    return round_fen(Decimal(half_up(exact)))
