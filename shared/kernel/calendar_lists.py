"""One published list of days off and make-up working days, as an event stores it."""

from datetime import date
from typing import Literal

import msgspec

from shared.kernel.divisions import NATION
from shared.kernel.festivals import statutory_days


class CalendarList(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The days that one notice names, whole or as far as it changes earlier ones.

    year       the year the notice is about; it may name days of the year before or after
               (2022-12-31 stands in the list of 2023)
    status     `final` settles the year: what it does not name is as the weekday says. A
               `provisional` list names days and leaves the year unsettled
    adcode     where it holds (CAL-10); only a list for the whole nation settles a year
    """

    year: int
    status: Literal["final", "provisional"]
    holidays: tuple[date, ...]
    workdays: tuple[date, ...] = ()
    document_no: str = ""
    source: str = ""
    published_on: date | None = None
    adcode: str = NATION

    @property
    def settles_year(self) -> bool:
        return self.status == "final" and self.adcode == NATION


class ListProblem(msgspec.Struct, frozen=True, gc=False):
    """Why a list should not be published."""

    code: Literal["NO_DAYS", "NAMED_TWICE", "OUTSIDE_YEAR"]
    zh: str
    en: str


def list_problem(listed: CalendarList) -> ListProblem | None:
    """The first slip found in a list about to be published; published lists are never judged."""
    days = (*listed.holidays, *listed.workdays)
    if not days:
        return ListProblem(
            "NO_DAYS",
            "未列出任何放假或调休上班日期",
            "the list names no day off and no working day",
        )
    seen: set[date] = set()
    for day in days:
        if day in seen:
            return ListProblem(
                "NAMED_TWICE",
                f"{day}重复列出，同一日期只能列为放假或上班中的一种",
                f"{day} is named twice; a day is either off or worked",
            )
        if abs(day.year - listed.year) > 1:
            return ListProblem(
                "OUTSIDE_YEAR",
                f"{day}不属于{listed.year}年节假日安排，请核对年份",
                f"{day} is no day of the arrangement for {listed.year}; check the year",
            )
        seen.add(day)
    return None


def statutory_days_missing(listed: CalendarList) -> tuple[date, ...]:
    """Statutory days (2024 text) that a list meant to settle its year leaves out: a slip to ask about.

    The lists up to 2024 left out 除夕, which was no statutory day then.
    """
    return tuple(sorted(statutory_days(listed.year).keys() - set(listed.holidays)))
