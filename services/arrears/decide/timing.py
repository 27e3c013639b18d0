"""What time brings and what a new calendar changes. Both are orders that nobody gives.

An order that no longer applies is quiet: a late, doubled or outdated one does nothing.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from services.arrears.commands import NoteTimePassed, RecalculateDeadlines
from services.arrears.decide import reviewing
from services.arrears.decide.guards import world_of
from services.arrears.decide.notices import by_the_calendar
from services.arrears.events import (
    ArrearsAnswerRecalculated,
    ArrearsDeadlinesRecalculated,
    ArrearsDueNear,
    ArrearsMarkPassed,
    ArrearsOverdue,
    ArrearsPlanMissed,
    ArrearsStepDue,
    Duty,
    Mark,
    Step,
    StepGround,
)
from services.arrears.rules.alarms import (
    AnswerAlarm,
    DutyAlarm,
    ItemAlarm,
    PlanAlarm,
    missed_marks,
    next_alarm,
)
from services.arrears.rules.due import counted_anew
from services.arrears.rules.reviews import ReviewAlarm
from services.arrears.rules.schedule import recounted
from services.arrears.state import Item, Status, evolve
from services.arrears.terms.due import rolled_anew
from shared.kernel.decider import Context, Event
from shared.kernel.followed_calendar import work_calendar

PUNCTUAL: Final = timedelta(minutes=5)  # a timer later than this marks what it records


def note_time_passed(_command: NoteTimePassed, item: Item, context: Context) -> list[Event]:
    """Every alarm since the last look, each once and in its order (1.7)."""
    facts: list[Event] = []
    alarm = next_alarm(item)
    while alarm is not None and alarm.at <= context.now:
        for fact in _facts(alarm, item, context):
            facts.append(fact)
            after = evolve(item, fact)
            if not isinstance(after, Item):
                raise TypeError("time does not unmake an item")
            item = after
        alarm = next_alarm(item)
    return facts


def _facts(alarm: ItemAlarm, item: Item, context: Context) -> Iterator[Event]:
    if isinstance(alarm, DutyAlarm):
        yield from _of_duty(alarm, item, context)
    elif isinstance(alarm, PlanAlarm):
        yield from _of_plan(alarm, item, context)
    elif isinstance(alarm, ReviewAlarm):
        late = context.now - alarm.at > PUNCTUAL
        yield reviewing.time_passed(alarm, context, late=late)
    else:
        yield _of_answer(alarm, context)


def _of_duty(alarm: DutyAlarm, item: Item, context: Context) -> Iterator[Event]:
    """The mark itself, then what the ladder makes of it."""
    late = context.now - alarm.at > PUNCTUAL
    duty, mark = alarm.duty, alarm.alarm.mark
    if mark is Mark.WARNING:
        yield ArrearsDueNear(
            duty=duty.id,
            workdays=alarm.alarm.workdays,
            unpaid_fen=alarm.unpaid_fen,
            due_at=duty.due.at,
            noticed_at=context.now,
            late=late,
        )
        return
    if mark is Mark.OVERDUE:
        yield ArrearsOverdue(
            duty=duty.id,
            unpaid_fen=alarm.unpaid_fen,
            due_at=duty.due.at,
            noticed_at=context.now,
            late=late,
        )
    else:
        yield ArrearsMarkPassed(
            duty=duty.id,
            mark=mark,
            workdays=alarm.alarm.workdays,
            unpaid_fen=alarm.unpaid_fen,
            due_at=duty.due.at,
            noticed_at=context.now,
            late=late,
        )
    for step, ground in _steps_of(alarm, item, context):
        if not _in_order_already(item, step, duty):
            yield ArrearsStepDue(
                step=step,
                ground=ground,
                duty=duty.id,
                due_at=duty.due.at,
                noticed_at=context.now,
                late=late,
            )


def _steps_of(alarm: DutyAlarm, item: Item, context: Context) -> Iterator[tuple[Step, StepGround]]:
    """1.7. What a missed duty is noted for counts this one."""
    mark = alarm.alarm.mark
    if mark is Mark.REMINDER:
        yield Step.SUPERVISION, StepGround.INSTALMENT_MISSED
    elif mark is Mark.TALK:
        yield Step.TALK, StepGround.MISSED_LONG
    elif mark is Mark.OVERDUE:
        most = world_of(item, context).programme.talk_missed
        if missed_marks(item) + 1 >= most:
            yield Step.TALK, StepGround.MISSED_TWICE
    elif mark is Mark.FINAL_DAY and not alarm.duty.excused:
        yield Step.NOTICE, StepGround.YEAR_END
        yield Step.ACCOUNTABILITY, StepGround.YEAR_END


def _in_order_already(item: Item, step: Step, duty: Duty) -> bool:
    """The step waits to be taken, or was in order for this very duty before."""
    return any(due.step is step for due in item.steps_due) or any(
        taken.step is step and taken.taken_at >= duty.due.at for taken in item.steps
    )


def _of_plan(alarm: PlanAlarm, item: Item, context: Context) -> Iterator[Event]:
    late = context.now - alarm.at > PUNCTUAL
    plan = alarm.plan
    if alarm.alarm.mark is Mark.WARNING:
        yield ArrearsDueNear(
            duty=plan.id,
            workdays=alarm.alarm.workdays,
            unpaid_fen=item.money.payable_fen,
            due_at=plan.due.at,
            noticed_at=context.now,
            late=late,
        )
        return
    yield ArrearsPlanMissed(duty=plan.id, due_at=plan.due.at, noticed_at=context.now, late=late)
    yield ArrearsStepDue(
        step=Step.INQUIRY,
        ground=StepGround.NO_PLAN,
        duty=plan.id,
        due_at=plan.due.at,
        noticed_at=context.now,
        late=late,
    )


def _of_answer(alarm: AnswerAlarm, context: Context) -> ArrearsStepDue:
    """Payment Regulation art. 25: no answer, so 督办."""
    return ArrearsStepDue(
        step=Step.SUPERVISION,
        ground=StepGround.NO_ANSWER,
        duty=str(alarm.step.number),
        due_at=alarm.due.at,
        noticed_at=context.now,
        late=context.now - alarm.at > PUNCTUAL,
    )


def recalculate(_command: RecalculateDeadlines, item: Item, context: Context) -> list[Event]:
    """CAL-8: of the debt while it is not settled, of reviews whatever becomes of the item.

    A day once told is not taken back. Also before a court, where nothing runs (A-12): when the item
    comes back, its days are right.
    """
    reviews = reviewing.recalculated(item, context)
    if item.status not in {Status.OPEN, Status.JUDICIAL}:
        return [*reviews]
    return [*_schedule_recounted(item, context), *_answers_recounted(item, context), *reviews]


def _schedule_recounted(item: Item, context: Context) -> Iterator[Event]:
    """The duties of the campaign, and the contract's own day, on which overdue rests (1.2, A-22)."""
    schedule = recounted(item.schedule, world_of(item, context))
    told = item.payment_due
    due = rolled_anew(told, work_calendar(context)) if told else None
    if schedule != item.schedule or due != told:
        known = min(_versions(item), default=0)
        yield ArrearsDeadlinesRecalculated(
            schedule=schedule,
            payment_due=None if due == told else due,
            **by_the_calendar(known, context),
        )


def _answers_recounted(item: Item, context: Context) -> Iterator[Event]:
    """The time to answer an inquiry, while it runs (1.7)."""
    calendar = work_calendar(context)
    for step in item.steps:
        told = step.answer_due
        if told is None or not step.waiting:
            continue
        due = counted_anew(told, calendar)
        if due != told:
            yield ArrearsAnswerRecalculated(
                number=step.number,
                answer_due=due,
                **by_the_calendar(told.calendar_version, context),
            )


def _versions(item: Item) -> Iterator[int]:
    yield from (duty.due.calendar_version for duty in item.schedule.duties)
    if item.schedule.plan is not None:
        yield item.schedule.plan.due.calendar_version
    if item.payment_due is not None:
        yield item.payment_due.calendar_version
