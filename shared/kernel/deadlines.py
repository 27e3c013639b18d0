"""Days, deadlines and how a deadline was reckoned: what the working-day calendar answers."""

from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum

import msgspec

BEIJING_TIME = timezone(timedelta(hours=8))
WEEKDAYS_ZH = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class DayKind(StrEnum):
    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP_WORKDAY = "make_up_workday"


class Day(msgspec.Struct, frozen=True, gc=False):
    """What a date is, and why.

    `document_no` and `source` are those of the notice this rests on: the one that names the day,
    or the year's final list where none does; empty in a year without one. `provisional` says that
    the year has no final list yet (CAL-7).
    """

    date: date
    kind: DayKind
    provisional: bool
    document_no: str
    source: str
    reason_zh: str
    reason_en: str

    @property
    def working(self) -> bool:
        return self.kind in {DayKind.WORKDAY, DayKind.MAKE_UP_WORKDAY}


class Deadline(msgspec.Struct, frozen=True, gc=False):
    """The end of a period of working days.

    `at` is the first instant that is too late: 24:00 Beijing time of `last_day`, in UTC (CAL-4).
    `provisional` says that a day counted or passed over lies in a year without a final list.
    """

    at: datetime
    last_day: date
    workdays: int
    start_day: date
    calendar_version: int
    provisional: bool

    def passed(self, now: datetime) -> bool:
        """Whether an action at `now` is late; at exactly 24:00 it is."""
        return now >= self.at


class DayExplained(msgspec.Struct, frozen=True, gc=False):
    """One line of a deadline's reckoning; `number` is the how-manieth working day it is."""

    date: date
    weekday_zh: str
    weekday_en: str
    counted: bool
    number: int | None
    reason_zh: str
    reason_en: str
    provisional: bool
    document_no: str

    @classmethod
    def of(cls, day: Day, number: int | None, reason_zh: str, reason_en: str) -> "DayExplained":
        """A day as counted, or as passed over for a reason of the reckoning's own."""
        weekday = day.date.weekday()
        return cls(
            date=day.date,
            weekday_zh=WEEKDAYS_ZH[weekday],
            weekday_en=WEEKDAYS_EN[weekday],
            counted=number is not None,
            number=number,
            reason_zh=reason_zh,
            reason_en=reason_en,
            provisional=day.provisional,
            document_no=day.document_no,
        )


def end_of_day(day: date) -> datetime:
    """24:00 Beijing time of a day as a UTC instant: the next day's first (CAL-4)."""
    following = day + timedelta(days=1)
    return datetime(following.year, following.month, following.day, tzinfo=BEIJING_TIME).astimezone(
        UTC
    )
