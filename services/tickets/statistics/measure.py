"""A question about the figures, and the counts that answer it: exact integers, nothing else."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct

from services.tickets.statistics.definitions import Indicator, Point, points
from services.tickets.statistics.facts import TicketFacts
from services.tickets.statistics.refusals import PeriodFaulty, PeriodUnclear

PERIOD_DAYS_MAX: Final = 366
_DECEMBER: Final = 12


class Grouping(StrEnum):
    """By what the figures are told apart (T-24; 8.4 for township and industry section)."""

    MONTH = "month"
    DEPARTMENT = "department"
    TOWNSHIP = "township"
    INDUSTRY = "industry"
    CATEGORY = "category"
    CHANNEL = "channel"


class Period(Struct, frozen=True):
    """Asia/Shanghai days, both ends included."""

    first: date
    last: date

    @classmethod
    def of(cls, month: str | None, first: date | None, last: date | None) -> "Period":
        """A month `2022-09`, or the days from first to last.

        Raises PeriodUnclear when it is neither or both, PeriodFaulty when there is no such period.
        """
        if month is not None and first is None and last is None:
            return cls._month(month)
        if month is not None or first is None or last is None:
            raise PeriodUnclear
        if not first <= last < first + timedelta(days=PERIOD_DAYS_MAX):
            raise PeriodFaulty(days=PERIOD_DAYS_MAX)
        return cls(first, last)

    @classmethod
    def _month(cls, month: str) -> "Period":
        first = date.fromisoformat(f"{month}-01")
        year, following = divmod(first.month, _DECEMBER)
        end = date(first.year + year, following + 1, 1)
        return cls(first, end - timedelta(days=1))


class Question(Struct, frozen=True, kw_only=True):
    """`known_at` is knowledge time, inclusive; None narrows nothing and groups nothing."""

    period: Period
    known_at: datetime
    group_by: Grouping | None = None
    department: str | None = None
    township: str | None = None
    industry: str | None = None
    category: str | None = None
    channel: str | None = None

    def about(self, facts: TicketFacts) -> bool:
        """Whether the ticket is among those asked about, whoever had it in hand."""
        return (
            self.township in {None, facts.township}
            and self.industry in {None, facts.industry}
            and self.category in {None, facts.category}
            and self.channel in {None, facts.channel}
        )


class Count(Struct, gc=False):
    """`numerator` of `denominator`."""

    numerator: int = 0
    denominator: int = 0

    def add(self, *, counted: bool) -> None:
        self.numerator += counted
        self.denominator += 1

    @property
    def rate(self) -> str | None:
        """To four places, half up; None where there is nothing to count."""
        if not self.denominator:
            return None
        doubled = 2 * self.denominator
        units = (self.numerator * 20_000 + self.denominator) // doubled
        return f"{units // 10_000}.{units % 10_000:04}"


Counts = Mapping[Indicator, Count]


def no_counts() -> dict[Indicator, Count]:
    return {indicator: Count() for indicator in Indicator}


class Tally:
    """Counts tickets one by one; `groups` hold those keys that anything was counted under."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.total = no_counts()
        self.groups: dict[str, dict[Indicator, Count]] = defaultdict(no_counts)
        self._key = _KEYS[question.group_by] if question.group_by else None

    def take(self, facts: TicketFacts) -> None:
        """Count what a ticket contributes."""
        if not self.question.about(facts):
            return
        for point in self._asked(facts):
            self.total[point.indicator].add(counted=point.counted)
            if self._key is not None:
                group = self.groups[self._key(facts, point)]
                group[point.indicator].add(counted=point.counted)

    def _asked(self, facts: TicketFacts) -> Iterator[Point]:
        period, department = self.question.period, self.question.department
        for point in points(facts, self.question.known_at):
            if period.first <= point.on <= period.last and department in {None, point.department}:
                yield point


_KEYS: Final[Mapping[Grouping, Callable[[TicketFacts, Point], str]]] = {
    Grouping.MONTH: lambda _facts, point: f"{point.on:%Y-%m}",
    Grouping.DEPARTMENT: lambda _facts, point: point.department,
    Grouping.TOWNSHIP: lambda facts, _point: facts.township,
    Grouping.INDUSTRY: lambda facts, _point: facts.industry,
    Grouping.CATEGORY: lambda facts, _point: facts.category,
    Grouping.CHANNEL: lambda facts, _point: facts.channel,
}
