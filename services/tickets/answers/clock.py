"""Deadlines explained day by day."""

from datetime import datetime

from shared.web.answers import Answer
from shared.web.deadlines import ClockDay, Due


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
