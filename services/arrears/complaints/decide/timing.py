"""What time brings to a complaint, and what a new calendar changes. Orders that nobody gives."""

from collections.abc import Iterator

from services.arrears.complaints.commands import NoteComplaintTime, RecalculateComplaint
from services.arrears.complaints.decide.guards import Facts
from services.arrears.complaints.events import (
    ComplaintAnswerRecalculated,
    ComplaintDeadlinesRecalculated,
    ComplaintDueNear,
    ComplaintOverdue,
    ComplaintUnanswered,
)
from services.arrears.complaints.rules import (
    NEXT_STEP,
    Alarm,
    AnswerAlarm,
    answers_recounted,
    next_alarm,
    recounted,
)
from services.arrears.complaints.state import Complaint, evolve
from services.arrears.decide.notices import by_the_calendar
from services.arrears.decide.timing import PUNCTUAL
from shared.kernel.decider import Context, Event


def note_time(_command: NoteComplaintTime, complaint: Complaint, context: Context) -> Facts:
    """Every alarm since the last look, each once and in its order."""
    facts: list[Event] = []
    alarm = next_alarm(complaint)
    while alarm is not None and alarm.at <= context.now:
        fact = _fact(alarm, context)
        facts.append(fact)
        after = evolve(complaint, fact)
        if not isinstance(after, Complaint):
            raise TypeError("time does not unmake a complaint")
        complaint = after
        alarm = next_alarm(complaint)
    return facts


def _fact(alarm: Alarm, context: Context) -> Event:
    late = context.now - alarm.at > PUNCTUAL
    if isinstance(alarm, AnswerAlarm):
        return ComplaintUnanswered(
            number=alarm.step.number,
            next_step=NEXT_STEP[alarm.step.step],
            due_at=alarm.at,
            noticed_at=context.now,
            late=late,
        )
    if alarm.workdays:
        return ComplaintDueNear(
            stage=alarm.limit.stage,
            workdays=alarm.workdays,
            due_at=alarm.limit.at,
            noticed_at=context.now,
            late=late,
        )
    return ComplaintOverdue(
        stage=alarm.limit.stage, due_at=alarm.limit.at, noticed_at=context.now, late=late
    )


def recalculate(_command: RecalculateComplaint, complaint: Complaint, context: Context) -> Facts:
    """CAL-8: a last day that has become a day off moves on; one that was told is not taken back."""
    if not complaint.open:
        return []
    return [*_limit_recounted(complaint, context), *_answers_recounted(complaint, context)]


def _limit_recounted(complaint: Complaint, context: Context) -> Iterator[Event]:
    after = recounted(complaint, context)
    if after != complaint.running:
        known = complaint.running.limit.calendar_version
        yield ComplaintDeadlinesRecalculated(watched=after, **by_the_calendar(known, context))


def _answers_recounted(complaint: Complaint, context: Context) -> Iterator[Event]:
    for step, due in answers_recounted(complaint, context):
        known = step.answer_due.calendar_version
        yield ComplaintAnswerRecalculated(
            number=step.number, answer_due=due, **by_the_calendar(known, context)
        )
