"""Deadlines explained day by day."""

from datetime import date, datetime

from services.tickets.answers.shapes import Due
from shared.kernel.deadlines import DayExplained
from shared.web.answers import Answer


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


class ClockStep(Answer):
    """What happened to a clock; `policy_version` is null where no number of the policy was used."""

    text_zh: str
    text_en: str
    policy_version: int | None


class ClockAnswer(Answer):
    """One clock (CAL-5) explained day by day, by the calendar version of its deadline.

    `subject` is the department of a helper's clock, the number of a milestone's.
    """

    clock: str
    subject: str
    rule_zh: str
    rule_en: str
    start: datetime
    due: Due
    note_zh: str | None
    note_en: str | None
    days: list[ClockDay]
    steps: list[ClockStep]


class ClocksAnswer(Answer):
    id: str
    number: str
    version: int
    clocks: list[ClockAnswer]


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
