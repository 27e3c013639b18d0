"""Limits in calendar days. Pure.

The day of the event is not counted (Civil Code 201); a last day off moves to the next working day
(Civil Code 203).
"""

from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from shared.kernel.deadlines import Deadline
from shared.kernel.sentences import Sentence, weekday_en, weekday_zh
from shared.kernel.workdays import WorkCalendar


class CalendarLimit(Struct, frozen=True, gc=False):
    """So many days after `due.start_day`. `ends_on` is the last day as counted; that of `due` is the
    one in time after days off.
    """

    days: int
    ends_on: date
    due: Deadline


def calendar_limit(calendar: WorkCalendar, start_on: date, days: int) -> CalendarLimit:
    """Raises OverflowError at the end of the year 9999."""
    ends_on = start_on + timedelta(days=days)
    return CalendarLimit(days, ends_on, calendar.until(start_on, calendar.roll_forward(ends_on)))


def recounted(calendar: WorkCalendar, known: CalendarLimit) -> CalendarLimit:
    """By the calendar in force; a day once told is not taken back, though it may be settled now
    (CAL-7, CAL-8).
    """
    anew = calendar_limit(calendar, known.due.start_day, known.days)
    if anew.due.last_day > known.due.last_day:
        return anew
    return replace(known, due=replace(known.due, provisional=anew.due.provisional))


def ending(ends_on: date, last_day: date, *, provisional: bool) -> Sentence:
    """When it ends and over which days off it moved, the end of a sentence: `至……届满，顺延至……`."""
    moved = last_day != ends_on
    rolled_zh = f"，逢法定休假日顺延至{weekday_zh(last_day)}" if moved else ""
    rolled_en = f", moved over days off to {weekday_en(last_day)}" if moved else ""
    tail_zh = "（尚无当年放假安排，暂定）" if provisional else ""
    tail_en = " (provisional)" if provisional else ""
    return Sentence(
        f"至{weekday_zh(ends_on)}届满{rolled_zh}{tail_zh}",
        f"to {weekday_en(ends_on)}{rolled_en}{tail_en}",
    )
