"""The limits of a complaint explained: by which article, counted how, moved over which days off."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from services.arrears.answers.clock import SentenceAnswer, sentence, sentences
from services.arrears.complaint_answers import LimitAnswer, limit_answer
from services.arrears.complaints.limits import FLAG, RULES, DayCount, explain
from services.arrears.complaints.state import Complaint
from services.arrears.complaints.values import Watched
from shared.kernel.deadlines import BEIJING_TIME
from shared.kernel.workdays import WorkCalendar
from shared.web.answers import Answer
from shared.web.deadlines import ClockDay, clock_day

# The calendar as of each version that a limit was counted on.
Calendars = Mapping[int, WorkCalendar]


class LimitClockAnswer(Answer, kw_only=True):
    """How one limit was reckoned; `days` is empty for calendar days, of which each one counts."""

    limit: LimitAnswer
    running: bool
    ends_on: Annotated[date, Field(description="As counted, before days off.")]
    article: SentenceAnswer
    explanation: SentenceAnswer
    notes: list[SentenceAnswer]
    days: list[ClockDay]


class ComplaintClockAnswer(Answer, kw_only=True):
    id: str
    number: str
    version: int
    limits: list[LimitClockAnswer]


def complaint_clock(
    complaint_id: str, version: int, complaint: Complaint, calendars: Calendars
) -> ComplaintClockAnswer:
    return ComplaintClockAnswer(
        id=complaint_id,
        number=complaint.number,
        version=version,
        limits=[_clock(one, complaint, calendars) for one in complaint.limits],
    )


def _clock(watched: Watched, complaint: Complaint, calendars: Calendars) -> LimitClockAnswer:
    limit = watched.limit
    days: list[ClockDay] = []
    if limit.count is DayCount.WORKING_DAYS:
        start = datetime.combine(limit.start_on, datetime.min.time(), BEIJING_TIME)
        explained = calendars[limit.calendar_version].explain(start, limit.days)
        days = [clock_day(day) for day in explained]
    return LimitClockAnswer(
        limit=limit_answer(limit),
        running=complaint.open and watched == complaint.running,
        ends_on=limit.ends_on,
        article=sentence(RULES[limit.stage].article),
        explanation=sentence(explain(limit)),
        notes=sentences(FLAG[flag] for flag in limit.flags),
        days=days,
    )
