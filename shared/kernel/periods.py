"""Periods in calendar months (Civil Code art. 202; domain rules 2.2). Pure."""

from calendar import monthrange
from datetime import date
from typing import Final

MONTHS_PER_YEAR: Final = 12


def add_months(day: date, months: int) -> date:
    """The corresponding day so many months later; a month without it ends the period on its last.

    Raises OverflowError beyond year 9999.
    """
    year, month = divmod(day.year * MONTHS_PER_YEAR + day.month - 1 + months, MONTHS_PER_YEAR)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"{months} months from {day} is no date")
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def days_in_month(year: int, month: int) -> int:
    return monthrange(year, month)[1]
