"""Periods in months end on the corresponding day (Civil Code art. 202)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.periods import add_months, days_in_month


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2022-08-31", 2, "2022-10-31"),
        ("2022-12-31", 2, "2023-02-28"),
        ("2022-10-10", 2, "2022-12-10"),
        ("2023-12-31", 2, "2024-02-29"),
        ("2022-03-31", -1, "2022-02-28"),
        ("2022-05-15", 0, "2022-05-15"),
        ("2022-05-15", 12, "2023-05-15"),
    ],
)
def test_a_period_of_months_ends_on_the_corresponding_day_or_the_last(
    start: str, months: int, end: str
) -> None:
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 600))
def test_the_end_lies_so_many_months_on_and_never_skips_one(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day == min(start.day, days_in_month(end.year, end.month))


def test_a_period_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(OverflowError):
        add_months(date(9999, 12, 1), 1)
