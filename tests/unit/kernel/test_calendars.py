"""The shipped lists against domain rules 2.3 and, day by day, against chinesecalendar."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from shared.kernel.calendars import official_lists, seeded_calendar
from shared.kernel.deadlines import DayKind
from shared.kernel.divisions import NATION

CALENDAR = seeded_calendar()

# Days off by calendar year, "MM-DD" or "MM-DD..MM-DD".
HOLIDAYS = {
    2022: "01-01..01-03 01-31..02-06 04-03..04-05 04-30..05-04 06-03..06-05 09-10..09-12 "
    "10-01..10-07 12-31",
    2023: "01-01..01-02 01-21..01-27 04-05 04-29..05-03 06-22..06-24 09-29..10-06 12-30..12-31",
    2024: "01-01 02-10..02-17 04-04..04-06 05-01..05-05 06-10 09-15..09-17 10-01..10-07",
    2025: "01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08",
    2026: "01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 "
    "10-01..10-07",
}
MAKE_UP = {
    2022: "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    2023: "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}
NOTICES = {
    2022: ("国办发明电〔2021〕11号", date(2021, 10, 25)),
    2023: ("国办发明电〔2022〕16号", date(2022, 12, 8)),
    2024: ("国办发明电〔2023〕7号", date(2023, 10, 25)),
    2025: ("国办发明电〔2024〕12号", date(2024, 11, 12)),
    2026: ("国办发明电〔2025〕7号", date(2025, 11, 4)),
}


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def spelt_out(year: int, text: str) -> set[date]:
    days = set()
    for item in text.split():
        first, _, last = item.partition("..")
        begin = date.fromisoformat(f"{year}-{first}")
        end = date.fromisoformat(f"{year}-{last or first}")
        days |= {begin + timedelta(days=n) for n in range((end - begin).days + 1)}
    return days


@pytest.mark.parametrize("year", HOLIDAYS)
def test_the_days_off_of_a_year_are_those_of_the_notices(year: int) -> None:
    off = {day for day in days_of(year) if CALENDAR.day(day).kind is DayKind.HOLIDAY}
    assert off == spelt_out(year, HOLIDAYS[year])


@pytest.mark.parametrize("year", MAKE_UP)
def test_the_make_up_working_days_of_a_year_are_those_of_the_notices(year: int) -> None:
    made_up = {day for day in days_of(year) if CALENDAR.day(day).kind is DayKind.MAKE_UP_WORKDAY}
    assert made_up == spelt_out(year, MAKE_UP[year])


@pytest.mark.parametrize(
    ("year", "count"), [(2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)]
)
def test_a_year_has_this_many_working_days(year: int, count: int) -> None:
    assert CALENDAR.workdays_between(date(year - 1, 12, 31), date(year, 12, 31)) == count
    assert sum(CALENDAR.is_workday(day) for day in days_of(year)) == count


@pytest.mark.parametrize("year", HOLIDAYS)
def test_every_day_is_what_chinesecalendar_says(year: int) -> None:
    for day in days_of(year):
        assert CALENDAR.is_workday(day) == chinese_calendar.is_workday(day), day
        assert CALENDAR.day(day).working == chinese_calendar.is_workday(day), day
        assert not CALENDAR.day(day).provisional


def test_2022_12_31_became_a_holiday_through_the_list_of_2023() -> None:
    day = CALENDAR.day(date(2022, 12, 31))
    assert day.kind is DayKind.HOLIDAY
    assert day.document_no == "国办发明电〔2022〕16号"
    assert day.reason_zh == "元旦放假"
    before = seeded_calendar().empty().publish(official_lists()[0])
    assert before.day(date(2022, 12, 31)).kind is DayKind.WEEKEND


def test_new_years_eve_2024_was_worked_and_that_of_2025_not() -> None:
    assert CALENDAR.day(date(2024, 2, 9)).kind is DayKind.WORKDAY
    assert CALENDAR.day(date(2025, 1, 28)).kind is DayKind.HOLIDAY


def test_the_lists_carry_number_and_date_of_their_notice() -> None:
    lists = official_lists()
    assert {item.year: (item.document_no, item.published_on) for item in lists} == NOTICES
    assert all(item.settles_year and item.adcode == NATION and item.source for item in lists)


def test_the_lists_come_in_the_order_of_publication() -> None:
    published = [item.published_on for item in official_lists() if item.published_on]
    assert published == sorted(published)
    assert CALENDAR.version == len(published) == 5
