"""The working-day calendar as its readers see it, where it is owned and where it is followed."""

from datetime import date, datetime

from shared.kernel.workdays import WorkCalendar
from shared.web.answers import Answer


class CalendarListAnswer(Answer):
    year: int
    status: str
    document_no: str
    source: str
    published_on: date | None
    adcode: str
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]


class CalendarAnswer(Answer):
    """The lists in force, in the order of their publication."""

    id: str
    version: int
    lists: list[CalendarListAnswer]


def calendar_answer(
    calendar_id: str, version: int, calendar: WorkCalendar, _now: datetime
) -> CalendarAnswer:
    lists = [
        CalendarListAnswer(
            year=notice.year,
            status=notice.status,
            document_no=notice.document_no,
            source=notice.source,
            published_on=notice.published_on,
            adcode=notice.adcode,
            holidays=notice.holidays,
            workdays=notice.workdays,
        )
        for notice in calendar.lists
    ]
    return CalendarAnswer(calendar_id, version, lists)
