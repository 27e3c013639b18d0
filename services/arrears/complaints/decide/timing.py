"""What time brings to a complaint, and what a new calendar changes. Orders that nobody gives."""

from services.arrears.complaints.commands import NoteComplaintTime, RecalculateComplaint
from services.arrears.complaints.decide.guards import Facts
from services.arrears.complaints.events import (
    ComplaintDeadlinesRecalculated,
    ComplaintDueNear,
    ComplaintOverdue,
    ComplaintUnanswered,
)
from services.arrears.complaints.rules import (
    NEXT_STEP,
    Alarm,
    AnswerAlarm,
    next_alarm,
    recounted,
)
from services.arrears.complaints.state import Complaint, evolve
from services.arrears.decide.timing import PUNCTUAL
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Context, Event
from shared.kernel.followed_calendar import work_calendar


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
    after = recounted(complaint, context)
    if after == complaint.running:
        return []
    calendar = work_calendar(context)
    known = complaint.running.limit.calendar_version
    return [
        ComplaintDeadlinesRecalculated(
            watched=after,
            documents=tuple(notice.document_no for notice in calendar.lists[known:]),
            calendar_version=calendar.version,
            recalculated_on=shanghai_date(context.now),
        )
    ]
