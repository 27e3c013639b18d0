"""Laws of the working-day calendar, on the seeded one and on made-up ones."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import chinese_calendar
from hypothesis import example, given
from hypothesis import strategies as st

from shared.kernel.calendar_lists import CalendarList
from shared.kernel.calendars import seeded_calendar
from shared.kernel.clock import shanghai_date
from shared.kernel.deadlines import DayKind
from shared.kernel.workdays import WorkCalendar

SEEDED = seeded_calendar()
DAYS = st.dates(date(2021, 6, 1), date(2028, 6, 30))
STARTS = st.tuples(DAYS, st.times(timezones=st.just(UTC))).map(lambda at: datetime.combine(*at))
PERIODS = st.integers(1, 60)
YEARS = range(2022, 2028)


@st.composite
def lists(draw: st.DrawFn) -> CalendarList:
    """Any list, sensible or not, but for days named twice."""
    year = draw(st.sampled_from(YEARS))
    days = draw(st.sets(st.dates(date(year - 1, 12, 1), date(year, 12, 31)), max_size=40))
    off = {day for day in days if draw(st.booleans())}
    return CalendarList(
        year=year,
        status=draw(st.sampled_from(("final", "provisional"))),
        holidays=tuple(sorted(off)),
        workdays=tuple(sorted(days - off)),
        adcode=draw(st.sampled_from(("100000", "530000", "530902", "530926"))),
    )


CALENDARS = st.lists(lists(), max_size=4).map(
    lambda published: WorkCalendar(SEEDED.version, "530902", (*SEEDED.lists, *published))
) | st.lists(lists(), max_size=4).map(
    lambda published: WorkCalendar(len(published), "530902", tuple(published))
)


def days_after(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]


@given(CALENDARS, STARTS, PERIODS)
def test_the_last_day_is_the_nth_working_day_after_the_start(
    calendar: WorkCalendar, start: datetime, workdays: int
) -> None:
    deadline = calendar.deadline(start, workdays)
    worked = [
        day
        for day in days_after(shanghai_date(start), deadline.last_day)
        if calendar.day(day).working
    ]
    assert len(worked) == workdays
    assert worked[-1] == deadline.last_day
    assert calendar.workdays_between(deadline.start_day, deadline.last_day) == workdays


@given(CALENDARS, STARTS, PERIODS)
def test_a_deadline_ends_with_its_last_shanghai_day(
    calendar: WorkCalendar, start: datetime, workdays: int
) -> None:
    deadline = calendar.deadline(start, workdays)
    instant = timedelta(microseconds=1)
    assert shanghai_date(deadline.at) == deadline.last_day + timedelta(days=1)
    assert shanghai_date(deadline.at - instant) == deadline.last_day
    assert deadline.at > start


@given(CALENDARS, STARTS, STARTS, PERIODS)
def test_who_comes_later_is_never_due_earlier(
    calendar: WorkCalendar, one: datetime, two: datetime, workdays: int
) -> None:
    early, late = sorted((one, two))
    assert calendar.deadline(early, workdays).at <= calendar.deadline(late, workdays).at


@given(CALENDARS, STARTS, PERIODS)
def test_a_longer_period_ends_on_a_later_day(
    calendar: WorkCalendar, start: datetime, workdays: int
) -> None:
    shorter, longer = calendar.deadline(start, workdays), calendar.deadline(start, workdays + 1)
    assert shorter.last_day < longer.last_day


@given(CALENDARS, STARTS, PERIODS, st.sets(DAYS, min_size=1, max_size=5))
def test_adding_a_holiday_never_moves_a_due_date_earlier(
    calendar: WorkCalendar, start: datetime, workdays: int, added: set[date]
) -> None:
    listed = CalendarList(year=2024, status="provisional", holidays=tuple(added))
    before = calendar.deadline(start, workdays)
    after = calendar.publish(listed).deadline(start, workdays)
    assert after.at >= before.at
    assert after.calendar_version == before.calendar_version + 1


@given(CALENDARS, STARTS, PERIODS, st.sets(DAYS, min_size=1, max_size=5))
def test_adding_a_make_up_day_never_moves_a_due_date_later(
    calendar: WorkCalendar, start: datetime, workdays: int, added: set[date]
) -> None:
    listed = CalendarList(year=2024, status="provisional", holidays=(), workdays=tuple(added))
    after = calendar.publish(listed).deadline(start, workdays)
    assert after.at <= calendar.deadline(start, workdays).at


@given(DAYS, PERIODS)
def test_a_make_up_day_is_counted(saturday: date, workdays: int) -> None:
    saturday += timedelta(days=(5 - saturday.weekday()) % 7)
    listed = CalendarList(
        year=saturday.year, status="provisional", holidays=(), workdays=(saturday,)
    )
    calendar = SEEDED.publish(listed)
    friday = datetime(saturday.year, saturday.month, saturday.day, tzinfo=UTC) - timedelta(days=1)
    line = calendar.explain(friday, workdays)[1]
    assert line.date == saturday
    assert line.counted
    assert line.number == 1


@given(CALENDARS, STARTS, PERIODS)
def test_two_calendars_that_agree_on_the_days_give_the_same_due_date(
    calendar: WorkCalendar, start: datetime, workdays: int
) -> None:
    """The same days told in one list that names every one of them."""
    deadline = calendar.deadline(start, workdays)
    days = [calendar.day(day) for day in days_after(deadline.start_day, deadline.last_day)]
    told = CalendarList(
        year=deadline.start_day.year,
        status="provisional",
        holidays=tuple(day.date for day in days if not day.working),
        workdays=tuple(day.date for day in days if day.working),
    )
    assert WorkCalendar.empty().publish(told).deadline(start, workdays).at == deadline.at


@given(CALENDARS, STARTS, PERIODS)
def test_a_later_list_that_says_nothing_new_changes_nothing(
    calendar: WorkCalendar, start: datetime, workdays: int
) -> None:
    for listed in calendar.lists[-1:]:
        again = calendar.publish(listed)
        assert again.deadline(start, workdays).at == calendar.deadline(start, workdays).at


@given(CALENDARS, STARTS, PERIODS)
def test_an_explanation_agrees_with_the_deadline_it_explains(
    calendar: WorkCalendar, start: datetime, workdays: int
) -> None:
    deadline, lines = calendar.deadline(start, workdays), calendar.explain(start, workdays)
    assert lines[0].date == deadline.start_day
    assert not lines[0].counted
    assert lines[-1].date == deadline.last_day
    assert lines[-1].number == workdays
    assert [line.number for line in lines if line.counted] == list(range(1, workdays + 1))
    assert all(b.date - a.date == timedelta(days=1) for a, b in pairwise(lines))
    assert any(line.provisional for line in lines[1:]) == deadline.provisional


@given(CALENDARS, DAYS)
def test_next_previous_and_roll_are_the_nearest_working_days(
    calendar: WorkCalendar, day: date
) -> None:
    after, before = calendar.next_workday(day), calendar.previous_workday(day)
    assert before < day < after
    assert calendar.is_workday(after)
    assert calendar.is_workday(before)
    assert calendar.workdays_between(day, after) == 1
    assert calendar.workdays_between(before, after) == 1 + calendar.is_workday(day)
    assert calendar.roll_forward(day) == (day if calendar.is_workday(day) else after)


@given(CALENDARS, DAYS, DAYS, DAYS)
def test_working_days_between_add_up(
    calendar: WorkCalendar, one: date, two: date, three: date
) -> None:
    between = calendar.workdays_between
    assert between(one, two) + between(two, three) == between(one, three)


@given(CALENDARS, st.dates())
@example(SEEDED, date.min)
@example(SEEDED, date.max)
def test_no_date_raises(calendar: WorkCalendar, day: date) -> None:
    judged = calendar.day(day)
    assert judged.working == calendar.is_workday(day)
    assert judged.reason_zh
    assert judged.reason_en
    weekend = day.weekday() >= 5
    assert (judged.kind is DayKind.WEEKEND) <= weekend
    assert (judged.kind is DayKind.MAKE_UP_WORKDAY) <= weekend
    assert (judged.kind is DayKind.WORKDAY) <= (not weekend)


def test_a_pathological_list_at_the_ends_of_time_does_not_raise() -> None:
    ends = CalendarList(year=1, status="final", holidays=(date.min, date.max))
    calendar = WorkCalendar.empty().publish(ends)
    assert not calendar.day(date.min).working
    assert not calendar.day(date.max).working


@given(st.dates(date(2022, 1, 1), date(2026, 12, 31)))
def test_the_seeded_calendar_is_that_of_chinesecalendar(day: date) -> None:
    assert SEEDED.is_workday(day) == chinese_calendar.is_workday(day)
