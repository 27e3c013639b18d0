from datetime import date, timedelta

import holidays
import pytest
from chinese_calendar import get_solar_terms
from lunardate import LunarDate

from shared.kernel.festivals import (
    MID_AUTUMN,
    NATIONAL_DAY,
    NEW_YEAR,
    SPRING_FESTIVAL,
    movable_days,
    statutory_days,
)

YEARS = sorted(movable_days())


def test_the_statutory_days_of_2027_are_the_thirteen_computed_ones() -> None:
    named = [f"{day:%m-%d} {festival.zh}" for day, festival in sorted(statutory_days(2027).items())]
    assert named == [
        "01-01 元旦",
        "02-05 春节",
        "02-06 春节",
        "02-07 春节",
        "02-08 春节",
        "04-05 清明节",
        "05-01 劳动节",
        "05-02 劳动节",
        "06-09 端午节",
        "09-15 中秋节",
        "10-01 国庆节",
        "10-02 国庆节",
        "10-03 国庆节",
    ]


def test_the_table_reaches_from_2022_to_2099_without_a_gap() -> None:
    assert list(range(2022, 2100)) == YEARS


@pytest.mark.parametrize("year", YEARS)
def test_the_movable_festivals_are_those_of_the_moon_and_the_solar_terms(year: int) -> None:
    days = movable_days()[year]
    terms = {name: day for day, name in get_solar_terms(date(year, 4, 1), date(year, 4, 10))}
    assert days.spring_festival == LunarDate(year, 1, 1).to_solar_date()
    assert days.dragon_boat == LunarDate(year, 5, 5).to_solar_date()
    assert days.mid_autumn == LunarDate(year, 8, 15).to_solar_date()
    assert days.qingming == terms["清明"]


@pytest.mark.parametrize("year", [year for year in YEARS if year >= 2025])
def test_the_holidays_package_knows_the_same_statutory_days(year: int) -> None:
    known = holidays.country_holidays("CN", years=year, observed=False, language="en_US")
    in_lieu = ("Day off", "Holiday in lieu", "(observed)")
    theirs = {day for day, name in known.items() if not name.startswith(in_lieu)}
    assert set(statutory_days(year)) == theirs


def test_new_years_eve_to_the_third_day_make_the_spring_festival() -> None:
    first = date(2025, 1, 29)
    days = [first + timedelta(days=offset) for offset in range(-2, 4)]
    marked = [statutory_days(2025).get(day) is SPRING_FESTIVAL for day in days]
    assert marked == [False, True, True, True, True, False]


def test_mid_autumn_on_national_day_leaves_one_day_less() -> None:
    days = statutory_days(2031)
    assert days[date(2031, 10, 1)] is NATIONAL_DAY
    assert MID_AUTUMN not in days.values()
    assert len(days) == 12


@pytest.mark.parametrize("year", [1, 1949, 2021, 2100, 9999])
def test_beyond_the_table_only_the_fixed_days_are_known(year: int) -> None:
    days = statutory_days(year)
    assert len(days) == 6
    assert days[date(year, 1, 1)] is NEW_YEAR
