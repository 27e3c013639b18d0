"""Deadlines as their readers see them, and the days of their reckoning."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from shared.kernel.deadlines import DayExplained, Deadline
from shared.web.answers import Answer, shown


class Due(Answer):
    """A deadline: `at` is the first instant that is too late (CAL-4)."""

    at: Annotated[datetime, Field(examples=["2022-10-01T00:00:00+08:00"])]
    last_day: date
    workdays: int
    calendar_version: int
    provisional: Annotated[
        bool, Field(description="A year's official calendar was not yet published (CAL-7).")
    ]


class ClockDay(Answer):
    """One day of a reckoning: counted or not, and why."""

    date: date
    weekday_zh: str
    weekday_en: str
    counted: bool
    number: int | None
    reason_zh: str
    reason_en: str
    provisional: bool
    document_no: str


def due(deadline: Deadline) -> Due:
    return Due(
        at=shown(deadline.at),
        last_day=deadline.last_day,
        workdays=deadline.workdays,
        calendar_version=deadline.calendar_version,
        provisional=deadline.provisional,
    )


def clock_day(day: DayExplained) -> ClockDay:
    return ClockDay(
        date=day.date,
        weekday_zh=day.weekday_zh,
        weekday_en=day.weekday_en,
        counted=day.counted,
        number=day.number,
        reason_zh=day.reason_zh,
        reason_en=day.reason_en,
        provisional=day.provisional,
        document_no=day.document_no,
    )


def when(at: datetime | None) -> datetime | None:
    return shown(at) if at else None
