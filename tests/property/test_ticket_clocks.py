"""A clock is a pure function of its start, its steps and the calendar (T-2, T-5, T-6; CAL-8)."""

from datetime import date, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from services.tickets.events import DeadlineClock
from services.tickets.rules.due import judged_by, moved, on, pause_end, reckon
from services.tickets.rules.explain import explain
from services.tickets.state.clocks import Clock, Pause, Step, Until
from shared.kernel.calendar_lists import CalendarList
from shared.kernel.calendars import seeded_calendar
from shared.kernel.clock import shanghai_date
from shared.kernel.workdays import WorkCalendar
from shared.testing.specs import instant

CALENDAR = seeded_calendar()
LONGEST = 5
STARTS = st.datetimes(datetime(2022, 1, 3), datetime(2026, 10, 30)).map(  # noqa: DTZ001  local
    lambda at: instant(f"{at.isoformat()}+08:00")
)


@st.composite
def histories(draw: st.DrawFn) -> tuple[datetime, tuple[Step, ...]]:
    """A start and steps as they can come about: each before the clock has run out."""
    start = draw(STARTS)
    steps: tuple[Step, ...] = ()
    asked_from = shanghai_date(start)
    for _ in range(draw(st.integers(0, 3))):
        last_day = reckon(CALENDAR, start, 5, steps).last_day
        day = draw(st.dates(asked_from, max(asked_from, last_day)))
        if draw(st.booleans()):
            ended = draw(st.dates(day, day + timedelta(days=20)))
            pause = Pause(day, LONGEST, ended)
            step: Step = pause
            asked_from = max(asked_from, pause_end(CALENDAR, pause))
        else:
            step = Until(draw(st.dates(last_day, last_day + timedelta(days=30))))
            asked_from = day
        steps = (*steps, step)
    return start, steps


@given(histories())
def test_the_firms_due_date_is_a_function_of_receipt_pauses_extensions_and_calendar_alone(
    history: tuple[datetime, tuple[Step, ...]],
) -> None:
    """Counted at once it is what counting step by step gives, whenever and by whomever."""
    start, steps = history
    clock = Clock(start, 5, reckon(CALENDAR, start, 5), start)
    for number, step in enumerate(steps, 1):
        assert isinstance(step, Pause | Until)
        clock = clock.moved(moved(clock, CALENDAR, step), start, *steps[:number])
    again = WorkCalendar(CALENDAR.version, CALENDAR.adcode, CALENDAR.lists)
    assert clock.due == reckon(again, start, 5, steps)


@given(STARTS, st.integers(0, 12), st.integers(0, 25))
def test_t_6_pausing_never_shortens_the_remaining_time(
    start: datetime, asked_after: int, answered_after: int
) -> None:
    before = reckon(CALENDAR, start, 5)
    asked = shanghai_date(start) + timedelta(days=asked_after)
    assume(asked <= before.last_day)
    pause = Pause(asked, LONGEST, asked + timedelta(days=answered_after))
    after = reckon(CALENDAR, start, 5, (pause,))
    end = pause_end(CALENDAR, pause)
    left_before = CALENDAR.workdays_between(asked, before.last_day)
    assert CALENDAR.workdays_between(end, after.last_day) >= left_before
    assert after.last_day >= max(before.last_day, end)
    if CALENDAR.is_workday(end):
        added = CALENDAR.workdays_between(asked, end)
        assert after.workdays == before.workdays + added, "T-6's arithmetic to the day"
        assert added <= LONGEST


@given(STARTS, st.integers(0, 12))
def test_t_6_a_pause_still_open_is_told_as_long_as_it_can_become(
    start: datetime, asked_after: int
) -> None:
    asked = shanghai_date(start) + timedelta(days=asked_after)
    assume(asked <= reckon(CALENDAR, start, 5).last_day)
    told = reckon(CALENDAR, start, 5, (Pause(asked, LONGEST),))
    for days in range(25):
        ended = Pause(asked, LONGEST, asked + timedelta(days=days))
        assert reckon(CALENDAR, start, 5, (ended,)).at <= told.at


@given(STARTS, st.integers(0, 20_000), st.integers(0, 6), st.integers(0, 20))
def test_due_is_monotone_in_receipt(
    start: datetime, minutes: int, asked_after: int, answered_after: int
) -> None:
    later = start + timedelta(minutes=minutes)
    assert reckon(CALENDAR, start, 5).at <= reckon(CALENDAR, later, 5).at
    asked = shanghai_date(later) + timedelta(days=asked_after)
    assume(asked <= reckon(CALENDAR, start, 5).last_day)
    steps = (Pause(asked, LONGEST, asked + timedelta(days=answered_after)),)
    assert reckon(CALENDAR, start, 5, steps).at <= reckon(CALENDAR, later, 5, steps).at


@given(histories(), st.integers(1, 40))
def test_adding_a_holiday_never_moves_a_due_date_earlier(
    history: tuple[datetime, tuple[Step, ...]], days_after: int
) -> None:
    """The date in force, whatever happened; the calendar alone, unless a pause followed a fixed
    day: a holiday in the pause makes it shorter by a working day (T-6), and the fixed day, unlike
    a counted one, does not move on by as much.
    """
    start, steps = history
    off = shanghai_date(start) + timedelta(days=days_after)
    storm = CalendarList(year=off.year, status="provisional", holidays=(off,))
    before = reckon(CALENDAR, start, 5, steps)
    after = reckon(CALENDAR.publish(storm), start, 5, steps)
    assert judged_by(before, after).last_day >= before.last_day
    if not _a_pause_follows_a_fixed_day(steps):
        assert after.last_day >= before.last_day


def _a_pause_follows_a_fixed_day(steps: tuple[Step, ...]) -> bool:
    fixed = [place for place, step in enumerate(steps) if isinstance(step, Until)]
    return any(isinstance(step, Pause) for step in steps[min(fixed, default=len(steps)) :])


@given(histories())
def test_every_due_date_is_explained_to_its_last_day(
    history: tuple[datetime, tuple[Step, ...]],
) -> None:
    start, steps = history
    due = reckon(CALENDAR, start, 5, steps)
    told = explain(DeadlineClock.FIRM, Clock(start, 5, due, start, steps), CALENDAR)
    days = [line.date for line in told.days]
    assert (days[0], days[-1]) == (due.start_day, due.last_day)
    assert days == [due.start_day + timedelta(days=n) for n in range(len(days))]
    assert [line.number for line in told.days if line.counted] == list(
        range(1, 1 + sum(line.counted for line in told.days))
    )
    assert sum(line.counted for line in told.days) <= 5
    assert len(told.steps) == len(steps)
    if not steps:
        assert tuple(told.days) == CALENDAR.explain(start, 5)


def test_a_deadline_on_a_given_day_counts_its_working_days() -> None:
    assert on(CALENDAR, date(2022, 9, 26), date(2022, 10, 8)).workdays == 5
