"""The working-day calendar and the deadlines counted on it (CAL-1 to CAL-11; domain rules 2).

A calendar is a value: the lists published so far, in order, seen from one division. A service
folds it from its events; publishing gives a new calendar with the next version.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

import msgspec

from shared.kernel.calendar_lists import CalendarList
from shared.kernel.clock import shanghai_date
from shared.kernel.deadlines import (
    Day,
    DayExplained,
    DayKind,
    Deadline,
    end_of_day,
)
from shared.kernel.divisions import DISTRICT, covers
from shared.kernel.festivals import Festival, statutory_days

WORKDAYS_MAX = 1_000

_DAY = timedelta(days=1)
_SATURDAY = 5
_START_NOT_COUNTED = (
    "起算当日不计入（《民法典》第二百零一条）",
    "the starting day is not counted (Civil Code art. 201)",
)


class _Named(NamedTuple):
    working: bool
    by: CalendarList


class WorkCalendar(msgspec.Struct, frozen=True, dict=True):
    """The lists in the order of their publication; of two that name a day, the later one holds.

    A later list is thus how a local festival (CAL-10) or an emergency change (CAL-11) is entered.
    `version` counts the publications, of any division.
    """

    version: int
    adcode: str
    lists: tuple[CalendarList, ...]

    @classmethod
    def empty(cls, adcode: str = DISTRICT) -> "WorkCalendar":
        return cls(0, adcode, ())

    def publish(self, listed: CalendarList) -> "WorkCalendar":
        return WorkCalendar(self.version + 1, self.adcode, (*self.lists, listed))

    def holds(self, listed: CalendarList) -> bool:
        """Whether the list is published and no later one overrode it: again, it changes no day."""
        if listed not in self.lists:
            return False
        after = self.publish(listed)
        return all(self.day(day) == after.day(day) for day in (*listed.holidays, *listed.workdays))

    def seen_from(self, adcode: str) -> "WorkCalendar":
        """The same publications as they hold in another division."""
        return WorkCalendar(self.version, adcode, self.lists)

    def day(self, day: date) -> Day:
        """Judge any date from year 1 to 9999 (CAL-3; CAL-7 where the year has no list)."""
        provisional = not self.settled(day.year)
        named = self._named.get(day.toordinal())
        kind = self._kind(day)
        basis = named.by if named else self._final_lists.get(day.year)
        zh, en = self._reason(day, kind)
        if provisional:
            zh += "（尚无当年放假安排，按法定节假日暂定）"
            en += " (provisional: the year has no official list yet)"
        return Day(
            date=day,
            kind=kind,
            provisional=provisional,
            document_no=basis.document_no if basis else "",
            source=basis.source if basis else "",
            reason_zh=zh,
            reason_en=en,
        )

    def is_workday(self, day: date) -> bool:
        days = self._workdays_of(day.year)
        ordinal = day.toordinal()
        index = bisect_left(days, ordinal)
        return index < len(days) and days[index] == ordinal

    def settled(self, year: int) -> bool:
        """Whether the year has a final list for the whole nation."""
        return year in self._final_lists

    def deadline(self, start: datetime, workdays: int) -> Deadline:
        """The end of the N-th working day after the day of `start` (CAL-2, Civil Code 201).

        The day of `start` is its Shanghai day, whatever the hour, and is not counted (CAL-1).
        Raises ValueError when `start` has no time zone or `workdays` is not 1 to WORKDAYS_MAX.
        """
        if start.tzinfo is None:
            raise ValueError("a deadline starts at an instant with a time zone")
        if not 1 <= workdays <= WORKDAYS_MAX:
            raise ValueError(f"a deadline has 1 to {WORKDAYS_MAX} working days, not {workdays}")
        key = (shanghai_date(start), workdays)
        known = self._deadlines.get(key)
        if known is None:
            known = self._deadlines[key] = self._counted(*key)
        return known

    def until(self, start_day: date, last_day: date) -> Deadline:
        """A deadline on a day that is fixed, not counted: 24:00 of it, worked or not (A-10).

        `workdays` tells how many working days lie in it, `start_day` not among them.
        """
        years = range((start_day + _DAY).year, last_day.year + 1)
        return Deadline(
            at=end_of_day(last_day),
            last_day=last_day,
            workdays=self.workdays_between(start_day, last_day),
            start_day=start_day,
            calendar_version=self.version,
            provisional=not all(self.settled(year) for year in years),
        )

    def _counted(self, start_day: date, workdays: int) -> Deadline:
        return self.until(start_day, self._workday_after(start_day, workdays))

    def explain(self, start: datetime, workdays: int) -> tuple[DayExplained, ...]:
        """The reckoning of `deadline(start, workdays)`, from the start day to the last day."""
        deadline = self.deadline(start, workdays)
        first = self.day(deadline.start_day)
        lines = [DayExplained.of(first, None, *_START_NOT_COUNTED)]
        number = 0
        for ordinal in range(first.date.toordinal() + 1, deadline.last_day.toordinal() + 1):
            day = self.day(date.fromordinal(ordinal))
            number += day.working
            lines.append(
                DayExplained.of(day, number if day.working else None, day.reason_zh, day.reason_en)
            )
        return tuple(lines)

    def next_workday(self, day: date) -> date:
        """The first working day after `day`."""
        return self._workday_after(day, 1)

    def previous_workday(self, day: date) -> date:
        """The last working day before `day`. Raises OverflowError at the beginning of year 1."""
        year = day.year
        days = self._workdays_of(year)
        index = bisect_left(days, day.toordinal())
        while not index:
            year -= 1
            days = self._workdays_of(year)
            index = len(days)
        return date.fromordinal(days[index - 1])

    def roll_forward(self, day: date) -> date:
        """`day` itself when worked, else the next working day (Civil Code 203)."""
        return day if self.is_workday(day) else self.next_workday(day)

    def workdays_between(self, earlier: date, later: date) -> int:
        """Working days after `earlier` up to and including `later`; negative the other way round.

        So `workdays_between(deadline.start_day, deadline.last_day)` is the number counted.
        """
        if later < earlier:
            return -self.workdays_between(later, earlier)
        full_years = range(earlier.year, later.year)
        days_before = sum(len(self._workdays_of(year)) for year in full_years)
        return days_before + self._count_in_year(later) - self._count_in_year(earlier)

    @cached_property
    def _named(self) -> Mapping[int, _Named]:
        """Every day that a list names, by ordinal, with the latest word on it."""
        named: dict[int, _Named] = {}
        for listed in self.lists:
            if covers(listed.adcode, self.adcode):
                off, worked = _Named(working=False, by=listed), _Named(working=True, by=listed)
                named |= {day.toordinal(): off for day in listed.holidays}
                named |= {day.toordinal(): worked for day in listed.workdays}
        return named

    @cached_property
    def _final_lists(self) -> Mapping[int, CalendarList]:
        """By year the list that settled it first; a later one changes days, not the year."""
        return {listed.year: listed for listed in reversed(self.lists) if listed.settles_year}

    @cached_property
    def _workdays_by_year(self) -> dict[int, tuple[int, ...]]:
        """A cache that `_workdays_of` fills: a struct is a value, its workings may be lazy."""
        return {}

    @cached_property
    def _deadlines(self) -> dict[tuple[date, int], Deadline]:
        """A cache that `deadline` fills: the cases of one day share their deadlines."""
        return {}

    def _workdays_of(self, year: int) -> tuple[int, ...]:
        """The working days of a year as ordinals, ascending."""
        days = self._workdays_by_year.get(year)
        if days is None:
            days = tuple(day.toordinal() for day in _days_of(year) if self._works(day))
            self._workdays_by_year[year] = days
        return days

    def _count_in_year(self, day: date) -> int:
        """Working days from 1 January of its year up to and including `day`."""
        return bisect_right(self._workdays_of(day.year), day.toordinal())

    def _works(self, day: date) -> bool:
        if named := self._named.get(day.toordinal()):
            return named.working
        if day.weekday() >= _SATURDAY:
            return False
        return self.settled(day.year) or day not in statutory_days(day.year)

    def _kind(self, day: date) -> DayKind:
        weekend = day.weekday() >= _SATURDAY
        if self._works(day):
            return DayKind.MAKE_UP_WORKDAY if weekend else DayKind.WORKDAY
        fallback = not self.settled(day.year) and day in statutory_days(day.year)
        return DayKind.HOLIDAY if fallback or day.toordinal() in self._named else DayKind.WEEKEND

    def _workday_after(self, day: date, count: int) -> date:
        """Raises OverflowError past the end of year 9999."""
        year = day.year
        days = self._workdays_of(year)
        index = bisect_right(days, day.toordinal()) + count - 1
        while index >= len(days):
            index -= len(days)
            year += 1
            days = self._workdays_of(year)
        return date.fromordinal(days[index])

    def _reason(self, day: date, kind: DayKind) -> tuple[str, str]:
        if kind is DayKind.WORKDAY:
            return "工作日", "working day"
        if kind is DayKind.MAKE_UP_WORKDAY:
            return "调休上班", "make-up working day"
        if kind is DayKind.WEEKEND:
            return "周末休息", "weekend"
        festivals = tuple(self._festivals_of_break(day))
        if not festivals:
            return "放假", "day off"
        zh = "、".join(festival.zh for festival in festivals)
        en = " and ".join(festival.en for festival in festivals)
        return f"{zh}放假", f"{en} holiday"

    def _festivals_of_break(self, day: date) -> Mapping[Festival, None]:
        """The festivals, in order, of the unbroken days off that the same list names around."""
        first = last = day.toordinal()
        if named := self._named.get(first):
            while self._named.get(first - 1) is named:
                first -= 1
            while self._named.get(last + 1) is named:
                last += 1
        days_off = map(date.fromordinal, range(first, last + 1))
        found = (statutory_days(off.year).get(off) for off in days_off)
        return dict.fromkeys(festival for festival in found if festival)


def _days_of(year: int) -> Iterator[date]:
    if not date.min.year <= year <= date.max.year:
        raise OverflowError("the calendar covers the years 1 to 9999")
    first = date(year, 1, 1).toordinal()
    last = date(year, 12, 31).toordinal()
    return map(date.fromordinal, range(first, last + 1))
