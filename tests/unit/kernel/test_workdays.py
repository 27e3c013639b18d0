from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from shared.kernel.calendar_lists import CalendarList
from shared.kernel.calendars import seeded_calendar
from shared.kernel.clock import SHANGHAI
from shared.kernel.deadlines import DayKind
from shared.kernel.workdays import WORKDAYS_MAX, WorkCalendar

CALENDAR = seeded_calendar()
MIDNIGHT = timezone(timedelta(hours=8))


def at(day: str, time: str = "10:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=SHANGHAI)


def due(received: str, workdays: int = 5, calendar: WorkCalendar = CALENDAR) -> str:
    return calendar.deadline(at(received), workdays).last_day.isoformat()


def final_list(year: int, *, off: str = "", worked: str = "") -> CalendarList:
    return CalendarList(
        year=year,
        status="final",
        holidays=tuple(map(date.fromisoformat, off.split())),
        workdays=tuple(map(date.fromisoformat, worked.split())),
        document_no=f"国办发明电〔{year - 1}〕1号",
    )


# received, +1, +3, +5, the days counted for +5: domain rules 2.4, the block that is final.
GOLDEN = """
2022-08-19 08-22 08-24 2022-08-26  22 23 24 25 26
2022-09-05 09-06 09-08 2022-09-13  06 07 08 09 13
2022-09-07 09-08 09-13 2022-09-15  08 09 13 14 15
2022-09-09 09-13 09-15 2022-09-19  13 14 15 16 19
2022-09-10 09-13 09-15 2022-09-19  13 14 15 16 19
2022-09-23 09-26 09-28 2022-09-30  26 27 28 29 30
2022-09-24 09-26 09-28 2022-09-30  26 27 28 29 30
2022-09-25 09-26 09-28 2022-09-30  26 27 28 29 30
2022-09-26 09-27 09-29 2022-10-08  27 28 29 30 08
2022-09-29 09-30 10-09 2022-10-11  30 08 09 10 11
2022-09-30 10-08 10-10 2022-10-12  08 09 10 11 12
2022-10-01 10-08 10-10 2022-10-12  08 09 10 11 12
2022-10-07 10-08 10-10 2022-10-12  08 09 10 11 12
2022-10-08 10-09 10-11 2022-10-13  09 10 11 12 13
2022-10-09 10-10 10-12 2022-10-14  10 11 12 13 14
2022-12-26 12-27 12-29 2023-01-03  27 28 29 30 03
2022-12-30 01-03 01-05 2023-01-09  03 04 05 06 09
2023-01-20 01-28 01-30 2023-02-01  28 29 30 31 01
2023-04-28 05-04 05-06 2023-05-09  04 05 06 08 09
2023-06-20 06-21 06-26 2023-06-28  21 25 26 27 28
2023-09-27 09-28 10-08 2023-10-10  28 07 08 09 10
2024-02-09 02-18 02-20 2024-02-22  18 19 20 21 22
2024-09-13 09-14 09-19 2024-09-23  14 18 19 20 23
2024-09-30 10-08 10-10 2024-10-12  08 09 10 11 12
2025-09-26 09-28 09-30 2025-10-10  28 29 30 09 10
2025-12-31 01-04 01-06 2026-01-08  04 05 06 07 08
2026-02-13 02-14 02-25 2026-02-27  14 24 25 26 27
2026-02-14 02-24 02-26 2026-02-28  24 25 26 27 28
2026-09-30 10-08 10-10 2026-10-13  08 09 10 12 13
2026-12-24 12-25 12-29 2026-12-31  25 28 29 30 31
"""


@pytest.mark.parametrize("row", GOLDEN.strip().splitlines(), ids=lambda row: row[:10])
def test_a_deadline_of_working_days_falls_on_the_golden_day(row: str) -> None:
    received, one, three, five, *counted = row.split()
    assert due(received, 1)[5:] == one
    assert due(received, 3)[5:] == three
    assert due(received, 5) == five
    lines = CALENDAR.explain(at(received), 5)
    assert [f"{line.date:%d}" for line in lines if line.counted] == counted
    assert not CALENDAR.deadline(at(received), 5).provisional


@pytest.mark.parametrize(
    ("received", "last_day"),
    [
        ("2026-12-25", "2027-01-04"),
        ("2026-12-28", "2027-01-05"),
        ("2026-12-31", "2027-01-08"),
        ("2027-02-04", "2027-02-15"),
    ],
)
def test_a_deadline_into_a_year_without_list_is_provisional(received: str, last_day: str) -> None:
    deadline = CALENDAR.deadline(at(received), 5)
    assert deadline.last_day.isoformat() == last_day
    assert deadline.provisional


def test_a_published_list_moves_a_provisional_deadline() -> None:
    published = CALENDAR.publish(final_list(2027, off="2027-01-01 2027-01-02", worked="2027-01-03"))
    deadline = published.deadline(at("2026-12-28"), 5)
    assert deadline.last_day == date(2027, 1, 4)
    assert not deadline.provisional
    assert deadline.calendar_version == CALENDAR.version + 1
    assert due("2026-12-28") == "2027-01-05"


def test_ten_working_days_from_the_issue_of_the_plan_end_on_2_september() -> None:
    assert due("2022-08-19", 10) == "2022-09-02"


def test_a_deadline_ends_at_midnight_in_shanghai_and_that_instant_is_late() -> None:
    deadline = CALENDAR.deadline(at("2022-09-26"), 5)
    assert deadline.at == datetime(2022, 10, 9, tzinfo=MIDNIGHT)
    assert deadline.at.tzinfo is UTC
    assert deadline.passed(deadline.at)
    assert not deadline.passed(deadline.at - timedelta(microseconds=1))


def test_the_start_day_is_the_shanghai_day_of_the_instant() -> None:
    late_evening_utc = datetime(2022, 9, 30, 16, 30, tzinfo=UTC)
    assert CALENDAR.deadline(late_evening_utc, 1).start_day == date(2022, 10, 1)
    just_before = datetime(2022, 9, 30, 15, 59, 59, tzinfo=UTC)
    assert CALENDAR.deadline(just_before, 1).start_day == date(2022, 9, 30)


def test_the_hour_of_receipt_changes_nothing() -> None:
    assert CALENDAR.deadline(at("2022-09-26", "00:00"), 5) == CALENDAR.deadline(
        at("2022-09-26", "23:59:59"), 5
    )


def test_a_start_without_time_zone_is_a_programmers_error() -> None:
    with pytest.raises(ValueError, match="time zone"):
        CALENDAR.deadline(datetime(2022, 9, 26), 5)  # noqa: DTZ001 - the point of the test


@pytest.mark.parametrize("workdays", [0, -1, WORKDAYS_MAX + 1])
def test_a_deadline_has_a_sensible_number_of_working_days(workdays: int) -> None:
    with pytest.raises(ValueError, match="working days"):
        CALENDAR.deadline(at("2022-09-26"), workdays)


def test_a_start_day_in_an_unsettled_year_does_not_make_a_deadline_provisional() -> None:
    assert not CALENDAR.deadline(at("2021-12-31"), 5).provisional
    assert CALENDAR.deadline(at("2021-12-30"), 5).provisional


def test_a_reckoning_is_explained_day_by_day_in_both_languages() -> None:
    lines = CALENDAR.explain(at("2022-09-29"), 3)
    assert [f"{line.date} {line.weekday_zh} {line.number} {line.reason_zh}" for line in lines] == [
        "2022-09-29 星期四 None 起算当日不计入（《民法典》第二百零一条）",
        "2022-09-30 星期五 1 工作日",
        "2022-10-01 星期六 None 国庆节放假",
        "2022-10-02 星期日 None 国庆节放假",
        "2022-10-03 星期一 None 国庆节放假",
        "2022-10-04 星期二 None 国庆节放假",
        "2022-10-05 星期三 None 国庆节放假",
        "2022-10-06 星期四 None 国庆节放假",
        "2022-10-07 星期五 None 国庆节放假",
        "2022-10-08 星期六 2 调休上班",
        "2022-10-09 星期日 3 调休上班",
    ]
    assert lines[0].reason_en == "the starting day is not counted (Civil Code art. 201)"
    assert [(line.weekday_en, line.reason_en) for line in lines[8:10]] == [
        ("Friday", "National Day holiday"),
        ("Saturday", "make-up working day"),
    ]
    assert {line.document_no for line in lines} == {"国办发明电〔2021〕11号"}
    assert [line.counted for line in lines].count(True) == 3


def test_an_explained_weekend_says_so() -> None:
    saturday = CALENDAR.explain(at("2022-09-23"), 1)[1]
    assert (saturday.reason_zh, saturday.reason_en) == ("周末休息", "weekend")
    assert not saturday.counted


def test_an_explained_day_of_a_year_without_list_says_that_it_is_provisional() -> None:
    *_, new_year, _, _, monday = CALENDAR.explain(at("2026-12-30"), 2)
    assert new_year.provisional
    assert new_year.reason_zh == "元旦放假（尚无当年放假安排，按法定节假日暂定）"
    assert "no official list yet" in new_year.reason_en
    assert new_year.document_no == ""
    assert monday.date == date(2027, 1, 4)
    assert monday.number == 2


def test_a_break_of_two_festivals_names_both() -> None:
    day = CALENDAR.day(date(2023, 10, 6))
    assert day.reason_zh == "中秋节、国庆节放假"
    assert day.reason_en == "Mid-Autumn Festival and National Day holiday"
    assert CALENDAR.day(date(2025, 10, 8)).reason_zh == "国庆节、中秋节放假"


# The 28th and the 1st of next month: domain rules 2.5. None: the day itself is worked.
@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        ("2022-08-28", "2022-08-26", "2022-08-29"),
        ("2022-09-01", None, None),
        ("2022-09-28", None, None),
        ("2022-10-01", "2022-09-30", "2022-10-08"),
        ("2022-12-28", None, None),
        ("2023-01-01", "2022-12-30", "2023-01-03"),
        ("2023-03-28", None, None),
        ("2023-04-01", "2023-03-31", "2023-04-03"),
        ("2023-04-28", None, None),
        ("2023-05-01", "2023-04-28", "2023-05-04"),
        ("2023-09-28", None, None),
        ("2023-10-01", "2023-09-28", "2023-10-07"),
        ("2024-09-28", "2024-09-27", "2024-09-29"),
        ("2024-10-01", "2024-09-30", "2024-10-08"),
        ("2025-01-28", "2025-01-27", "2025-02-05"),
        ("2025-02-01", "2025-01-27", "2025-02-05"),
        ("2025-09-28", None, None),
        ("2025-10-01", "2025-09-30", "2025-10-09"),
        ("2026-02-28", None, None),
        ("2026-03-01", "2026-02-28", "2026-03-02"),
        ("2026-12-28", None, None),
        ("2027-01-01", "2026-12-31", "2027-01-04"),
    ],
)
def test_a_report_date_rolls_to_the_working_days_around_it(
    day: str, before: str | None, after: str | None
) -> None:
    on = date.fromisoformat(day)
    assert CALENDAR.is_workday(on) is (before is None)
    assert CALENDAR.roll_forward(on).isoformat() == (after or day)
    if before and after:
        assert CALENDAR.previous_workday(on).isoformat() == before
        assert CALENDAR.next_workday(on).isoformat() == after


def test_working_days_between_two_days_count_the_later_and_not_the_earlier() -> None:
    start, end = date(2022, 9, 29), date(2022, 10, 11)
    assert CALENDAR.workdays_between(start, end) == 5
    assert CALENDAR.workdays_between(end, start) == -5
    assert CALENDAR.workdays_between(end, end) == 0
    assert CALENDAR.workdays_between(date(2022, 12, 30), date(2024, 1, 1)) == 249


def test_a_calendar_is_a_value_that_publishing_leaves_alone() -> None:
    empty = WorkCalendar.empty()
    listed = final_list(2027, off="2027-01-01", worked="2027-01-02")
    published = empty.publish(listed)
    assert (empty.version, published.version) == (0, 1)
    assert empty.lists == ()
    assert published.day(date(2027, 1, 2)).kind is DayKind.MAKE_UP_WORKDAY
    assert not empty.is_workday(date(2027, 1, 2))
    assert published == WorkCalendar(1, empty.adcode, (listed,))


def test_an_emergency_change_overrides_the_list_it_changes() -> None:
    """CAL-11: in 2020 the Spring Festival break was extended by a notice of its own."""
    change = CalendarList(
        year=2022,
        status="provisional",
        holidays=(date(2022, 9, 13), date(2022, 10, 8)),
        workdays=(date(2022, 9, 12),),
        document_no="临翔政办发〔2022〕99号",
    )
    changed = CALENDAR.publish(change)
    assert changed.day(date(2022, 9, 12)).kind is DayKind.WORKDAY
    assert changed.day(date(2022, 9, 13)).kind is DayKind.HOLIDAY
    assert changed.day(date(2022, 9, 13)).document_no == "临翔政办发〔2022〕99号"
    assert changed.day(date(2022, 10, 8)).kind is DayKind.HOLIDAY
    assert changed.day(date(2022, 10, 9)).document_no == "国办发明电〔2021〕11号"
    assert not changed.day(date(2022, 9, 13)).provisional
    assert due("2022-09-09", 1, changed) == "2022-09-12"


def test_a_provisional_list_names_days_and_leaves_its_year_unsettled() -> None:
    listed = CalendarList(year=2027, status="provisional", holidays=(date(2027, 1, 4),))
    calendar = CALENDAR.publish(listed)
    assert calendar.day(date(2027, 1, 4)).kind is DayKind.HOLIDAY
    assert calendar.day(date(2027, 1, 4)).provisional
    assert calendar.day(date(2027, 2, 5)).kind is DayKind.HOLIDAY
    assert calendar.day(date(2027, 2, 5)).reason_zh.startswith("春节放假")


def test_a_local_festival_holds_only_where_it_is_set() -> None:
    """CAL-10: 耿马 530926 sets its own days off; 临翔 530902 does not follow."""
    water_festival = CalendarList(
        year=2026,
        status="final",
        holidays=(date(2026, 4, 13), date(2026, 4, 14)),
        document_no="耿政办发〔2026〕8号",
        adcode="530926",
    )
    calendar = CALENDAR.publish(water_festival)
    assert calendar.version == CALENDAR.version + 1
    assert calendar.is_workday(date(2026, 4, 13))
    there = calendar.seen_from("530926")
    assert there.version == calendar.version
    assert there.day(date(2026, 4, 13)).reason_zh == "放假"
    assert there.deadline(at("2026-04-12"), 1).last_day == date(2026, 4, 15)


def test_a_local_list_settles_no_year() -> None:
    listed = CalendarList(year=2027, status="final", holidays=(date(2027, 4, 13),), adcode="530902")
    calendar = CALENDAR.publish(listed)
    assert not calendar.is_workday(date(2027, 4, 13))
    assert calendar.day(date(2027, 4, 13)).provisional


def test_half_day_holidays_are_working_days() -> None:
    """CAL-9: 妇女节 2022-03-08 and 青年节 2023-05-04."""
    assert CALENDAR.is_workday(date(2022, 3, 8))
    assert CALENDAR.is_workday(date(2023, 5, 4))


def test_a_settled_year_rests_on_its_list_alone() -> None:
    calendar = WorkCalendar.empty().publish(final_list(2027, off="2027-01-01"))
    national_day = calendar.day(date(2027, 10, 1))
    assert national_day.kind is DayKind.WORKDAY
    assert national_day.document_no == "国办发明电〔2026〕1号"
    assert calendar.day(date(2027, 10, 2)).kind is DayKind.WEEKEND


def test_a_second_final_list_changes_the_days_it_names_and_no_others() -> None:
    first = final_list(2027, off="2027-01-01 2027-10-01")
    second = CalendarList(
        year=2027, status="final", holidays=(date(2027, 9, 3),), document_no="国办发明电〔2027〕2号"
    )
    calendar = WorkCalendar.empty().publish(first).publish(second)
    assert calendar.day(date(2027, 9, 3)).document_no == "国办发明电〔2027〕2号"
    assert calendar.day(date(2027, 10, 1)).kind is DayKind.HOLIDAY
    assert calendar.day(date(2027, 9, 6)).document_no == "国办发明电〔2026〕1号"


@pytest.mark.parametrize("day", [date.min, date.max, date(2100, 2, 28), date(1949, 10, 1)])
def test_no_date_is_too_far_away(day: date) -> None:
    assert CALENDAR.day(day).provisional
    assert isinstance(CALENDAR.is_workday(day), bool)


def test_beyond_the_ends_of_time_there_is_no_working_day() -> None:
    with pytest.raises(OverflowError, match="9999"):
        CALENDAR.next_workday(date.max)
    with pytest.raises(OverflowError, match="year"):
        CALENDAR.previous_workday(date.min)
