"""What the timer has to look at, when what is due, and who has to do with a complaint. Pure."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from services.arrears.complaints.limits import (
    ComplaintSource,
    LimitFlag,
    Stage,
    StageLimit,
    stage_limit,
)
from services.arrears.complaints.state import Complaint, NoComplaint, Noted, State, Step
from services.arrears.complaints.values import Reminder, StepKind, Watched
from services.arrears.rules.due import counted_anew
from services.arrears.rules.policies import programmes
from shared.kernel.actor import Actor, Role
from shared.kernel.clock import shanghai_date
from shared.kernel.deadlines import Deadline, end_of_day
from shared.kernel.decider import Context
from shared.kernel.followed_calendar import work_calendar
from shared.kernel.workdays import WorkCalendar

EXTENSION_DAYS: Final = (31, 90)  # in all, from the receipt of the file (art. 25)
NEXT_STEP: Final = {
    StepKind.INQUIRY: StepKind.SUPERVISION,
    StepKind.SUPERVISION: StepKind.TALK,
    StepKind.TALK: None,
}
_DAY: Final = timedelta(days=1)


class LimitAlarm(Struct, frozen=True, gc=False):
    """The running limit ends in `workdays`, or has ended where they are 0."""

    at: datetime
    workdays: int
    limit: StageLimit


class AnswerAlarm(Struct, frozen=True, gc=False):
    """The respondent's time to answer a step is over."""

    at: datetime
    step: Step


Alarm = LimitAlarm | AnswerAlarm


def next_alarm(complaint: Complaint) -> Alarm | None:
    """The earliest of what the timer still has to say."""
    return min(_alarms(complaint), key=lambda alarm: alarm.at, default=None)


def timer_at(complaint: Complaint) -> datetime | None:
    alarm = next_alarm(complaint)
    return None if alarm is None else alarm.at


def _alarms(complaint: Complaint) -> Iterator[Alarm]:
    if not complaint.open:
        return
    limit = complaint.running.limit
    instants = [(one.workdays, one.at) for one in complaint.running.reminders]
    for workdays, at in (*instants, (0, limit.at)):
        if Noted(limit.stage, workdays, limit.at) not in complaint.noted:
            yield LimitAlarm(at, workdays, limit)
    for step in complaint.steps:
        if step.waiting:
            yield AnswerAlarm(step.answer_due.at, step)


def watched(
    stage: Stage, start_on: date, source: ComplaintSource, context: Context, days: int | None = None
) -> Watched:
    """A limit from the day of its event, by the calendar in force, and the reminders before it.

    How many working days before is the programme's own number for what falls due in parts.
    """
    calendar = work_calendar(context)
    channel = (LimitFlag.LOCAL_CHANNEL,) if source is ComplaintSource.DIRECT else ()
    limit = stage_limit(stage, start_on, calendar, channel, days)
    return Watched(limit, tuple(_reminders(limit, calendar, context)))


def recounted(complaint: Complaint, context: Context) -> Watched:
    """The running limit by the calendar in force; a day once told is not taken back (CAL-8).

    It may be settled now, and the reminders that lie ahead are counted back from it anew.
    """
    known = complaint.running
    limit = known.limit
    anew = watched(limit.stage, limit.start_on, complaint.source, context, limit.days)
    if anew.limit.last_day > limit.last_day:
        return anew
    kept = replace(limit, provisional=anew.limit.provisional)
    calendar = work_calendar(context)
    reminders = (_reminder(kept, one.workdays, calendar) for one in known.reminders)
    return Watched(
        kept,
        tuple(
            moved if moved.at > context.now else told
            for told, moved in zip(known.reminders, reminders, strict=True)
        ),
    )


def answers_recounted(complaint: Complaint, context: Context) -> Iterator[tuple[Step, Deadline]]:
    """The steps whose last day for an answer the calendar in force moves (CAL-8), with the new one."""
    calendar = work_calendar(context)
    for step in complaint.steps:
        due = counted_anew(step.answer_due, calendar)
        if step.waiting and due != step.answer_due:
            yield step, due


def _reminders(limit: StageLimit, calendar: WorkCalendar, context: Context) -> Iterator[Reminder]:
    version = programmes(context).for_registration(shanghai_date(context.now))
    for number in version.programme.instalment_warnings if version else ():
        reminder = _reminder(limit, number, calendar)
        if reminder.at > context.now:
            yield reminder


def _reminder(limit: StageLimit, workdays: int, calendar: WorkCalendar) -> Reminder:
    day = limit.last_day
    for _ in range(workdays):
        day = calendar.previous_workday(day)
    return Reminder(workdays, end_of_day(day - _DAY))


def owned_by(state: State, actor: Actor) -> bool:
    """A platform's are those it recorded; a department's, those it handles or is complained of in."""
    if not isinstance(state, Complaint):
        return False
    if actor.role is Role.DEPARTMENT:
        return actor.unit in {state.handler, state.respondent.unit}
    return actor.role is Role.PLATFORM and bool(actor.client) and state.client == actor.client


def visible_to(state: State, _actor: Actor) -> bool:
    """Whether there is a complaint at all: the id of another kind of case is that of none (A-24)."""
    return isinstance(state, Complaint | NoComplaint)
