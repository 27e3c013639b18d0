"""What the timer has to look at, and when: pure from the item alone, so that the read model's one
indexed column and the timer's order can never disagree (1.7).
"""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from services.arrears.events import Alarm, Duty, Mark, PlanDuty
from services.arrears.rules.reviews import ReviewAlarm, review_alarms
from services.arrears.rules.schedule import unpaid
from services.arrears.state import Item, Noted, PlanStatus, Status, TakenStep
from shared.kernel.deadlines import Deadline


class DutyAlarm(Struct, frozen=True, gc=False):
    """A duty that is not paid has come to one of its instants."""

    alarm: Alarm
    duty: Duty
    unpaid_fen: int

    @property
    def at(self) -> datetime:
        return self.alarm.at


class PlanAlarm(Struct, frozen=True, gc=False):
    """The day for a plan is near, or has passed without one (A-9)."""

    alarm: Alarm
    plan: PlanDuty

    @property
    def at(self) -> datetime:
        return self.alarm.at


class AnswerAlarm(Struct, frozen=True, gc=False):
    """The time to answer an inquiry is over (1.7)."""

    step: TakenStep
    due: Deadline

    @property
    def at(self) -> datetime:
        return self.due.at


ItemAlarm = DutyAlarm | PlanAlarm | AnswerAlarm | ReviewAlarm


def next_alarm(item: Item) -> ItemAlarm | None:
    """The earliest; of several at one instant the one that was to be paid first."""
    return min(alarms(item), key=_instant, default=None)


def timer_at(item: Item) -> datetime | None:
    """When the timer has to order `NoteTimePassed`; None for an item that time has done with."""
    alarm = next_alarm(item)
    return None if alarm is None else alarm.at


def alarms(item: Item) -> Iterator[ItemAlarm]:
    """Everything the timer still has to say. Of the debt nothing runs before a court (A-12)."""
    yield from review_alarms(item)
    if item.status is not Status.OPEN:
        return
    amounts = item.money
    for duty, fen in unpaid(item.schedule, amounts.repaid_fen):
        if fen:
            for alarm in _not_noted(item, duty.id, duty.alarms):
                yield DutyAlarm(alarm, duty, fen)
    plan = item.schedule.plan
    if plan is not None and amounts.payable_fen and not _has_plan(item):
        for alarm in _not_noted(item, plan.id, plan.alarms):
            yield PlanAlarm(alarm, plan)
    for step in item.steps:
        if step.answer_due is not None and step.waiting:
            yield AnswerAlarm(step, step.answer_due)


def _not_noted(item: Item, duty: str, of: tuple[Alarm, ...]) -> Iterator[Alarm]:
    return (alarm for alarm in of if Noted(duty, alarm.mark, alarm.workdays) not in item.noted)


def _has_plan(item: Item) -> bool:
    """Handed in and not given back: the debtor has done its part (A-7)."""
    return bool(item.plans) and item.plans[-1].status is not PlanStatus.RETURNED


def overdue(item: Item, now: datetime) -> int:
    """How many duties have passed unpaid."""
    if item.status is not Status.OPEN:
        return 0
    duties = unpaid(item.schedule, item.money.repaid_fen)
    return sum(1 for duty, fen in duties if fen and duty.due.passed(now))


def missed_marks(item: Item) -> int:
    """How many missed duties the timer has noted over the item's life (1.7)."""
    return sum(noted.mark is Mark.OVERDUE for noted in item.noted)


def _instant(alarm: ItemAlarm) -> datetime:
    return alarm.at
