"""The 13 statutory days off for everyone (《全国年节及纪念日放假办法》, 2024 revision, art. 2).

They name the breaks of the official lists, and stand in for a list that is not yet published
(CAL-7). Half-day holidays (art. 3) and local ones (art. 4) are no days off for everyone (CAL-9).
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import resources

import msgspec


class Festival(msgspec.Struct, frozen=True, gc=False):
    zh: str
    en: str


NEW_YEAR = Festival("元旦", "New Year's Day")
SPRING_FESTIVAL = Festival("春节", "Spring Festival")
QINGMING = Festival("清明节", "Qingming Festival")
LABOUR_DAY = Festival("劳动节", "Labour Day")
DRAGON_BOAT = Festival("端午节", "Dragon Boat Festival")
MID_AUTUMN = Festival("中秋节", "Mid-Autumn Festival")
NATIONAL_DAY = Festival("国庆节", "National Day")

_FIXED = (
    (1, 1, NEW_YEAR),
    (5, 1, LABOUR_DAY),
    (5, 2, LABOUR_DAY),
    (10, 1, NATIONAL_DAY),
    (10, 2, NATIONAL_DAY),
    (10, 3, NATIONAL_DAY),
)
_SPRING_FESTIVAL_DAYS = (-1, 0, 1, 2)  # 除夕 to 初三, from the first day of the lunar year


class MovableDays(msgspec.Struct, frozen=True, gc=False):
    """The festivals of one year that follow the moon or the solar terms."""

    spring_festival: date
    qingming: date
    dragon_boat: date
    mid_autumn: date


class _File(msgspec.Struct, frozen=True):
    source: str
    years: dict[int, MovableDays]


@cache
def movable_days() -> Mapping[int, MovableDays]:
    """By year, as far as the table shipped with this release reaches."""
    file = resources.files("shared.kernel").joinpath("data", "festivals.json")
    return msgspec.json.decode(file.read_bytes(), type=_File, strict=False).years


@lru_cache(maxsize=256)
def statutory_days(year: int) -> Mapping[date, Festival]:
    """The statutory days of a year; beyond the table only those with a fixed date.

    A festival that falls on another's day (中秋 on 1 October) leaves one day, under the name of
    the one with the fixed date.
    """
    days = {}
    if movable := movable_days().get(year):
        for offset in _SPRING_FESTIVAL_DAYS:
            days[movable.spring_festival + timedelta(days=offset)] = SPRING_FESTIVAL
        days[movable.qingming] = QINGMING
        days[movable.dragon_boat] = DRAGON_BOAT
        days[movable.mid_autumn] = MID_AUTUMN
    for month, day, festival in _FIXED:
        days[date(year, month, day)] = festival
    return days
