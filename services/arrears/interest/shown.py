"""How rates and unrounded amounts are written. Pure; for reading, never for reckoning on."""

from fractions import Fraction

from msgspec import Struct

from services.arrears.interest.exact import half_up
from services.arrears.interest.model import Per, Rate, YearDays
from shared.kernel.money import FEN_PER_YUAN, format_amount
from shared.kernel.sentences import Sentence

_DECIMALS = 6
_DECIMALS_MIN = 2
_DAYS_A_YEAR = 365


class RateShown(Struct, frozen=True, gc=False):
    """One rate both ways: `0.05%` a day and `18.25%` a year; a rounded one begins with `≈`."""

    per_day: str
    per_year: str


def rate_shown(rate: Rate, year_days: YearDays) -> RateShown:
    """A yearly rate by its own day count; a daily one over the 365 days it accrues in a year."""
    percent = Fraction(rate.percent)
    if rate.per is Per.DAY:
        return RateShown(_percent(percent), _percent(percent * _DAYS_A_YEAR))
    return RateShown(_percent(percent / year_days), _percent(percent))


def formula(
    principal_fen: int, rate: Rate, year_days: YearDays, days: int, exact: Fraction
) -> Sentence:
    """`2000000.00元 × 0.05%（日利率） × 46日 = 46000.00元`."""
    principal, amount = format_amount(principal_fen), _decimal(exact / FEN_PER_YUAN)
    result = amount.replace("≈", "≈ ") if "≈" in amount else f"= {amount}"
    percent = f"{rate.percent:f}%"
    if rate.per is Per.DAY:
        return Sentence(
            f"{principal}元 × {percent}（日利率） × {days}日 {result}元",
            f"{principal} yuan × {percent} a day × {days} days {result} yuan",
        )
    return Sentence(
        f"{principal}元 × {percent}（年利率） ÷ {year_days} × {days}日 {result}元",
        f"{principal} yuan × {percent} a year ÷ {year_days} × {days} days {result} yuan",
    )


def _percent(percent: Fraction) -> str:
    return f"{_decimal(percent)}%"


def _decimal(number: Fraction) -> str:
    """At least two decimals, at most six; `≈` in front where that is not all of it."""
    scaled = number * 10**_DECIMALS
    whole, fraction = divmod(half_up(scaled), 10**_DECIMALS)
    decimals = f"{fraction:0{_DECIMALS}d}".rstrip("0").ljust(_DECIMALS_MIN, "0")
    return f"{'' if half_up(scaled) == scaled else '≈'}{whole}.{decimals}"
