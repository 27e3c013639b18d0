"""The item after facts of its clearance, the ladder and of time."""

from typing import Final

from msgspec.structs import replace

from services.arrears.events import (
    ArrearsAnswerRecalculated,
    ArrearsClearanceAnnounced,
    ArrearsCleared,
    ArrearsCreditorConfirmed,
    ArrearsDeadlinesRecalculated,
    ArrearsDueNear,
    ArrearsMarkPassed,
    ArrearsOverdue,
    ArrearsPlanMissed,
    ArrearsReopened,
    ArrearsStepAnswered,
    ArrearsStepDue,
    ArrearsStepTaken,
    Mark,
    StepGround,
)
from services.arrears.state.after_intake import with_schedule
from services.arrears.state.item import Item, Next, Noted, Status
from services.arrears.state.parts import Clearance, DueStep, TakenStep
from shared.kernel.decider import Event


def _announced(item: Item, event: ArrearsClearanceAnnounced) -> Item:
    announced = Clearance(
        until=event.until,
        announced_at=event.announced_at,
        programme_version=event.programme_version,
    )
    return replace(item, clearance=announced)


def _confirmed(item: Item, event: ArrearsCreditorConfirmed) -> Item:
    if item.clearance is None:
        return item  # said of an announcement that holds no more, before it was known not to
    said = replace(item.clearance, received=event.received, note=event.note)
    return replace(item, clearance=said)


def _cleared(item: Item, event: ArrearsCleared) -> Item:
    return replace(item, status=Status.CLEARED, cleared_at=event.cleared_at)


def _reopened(item: Item, _event: ArrearsReopened) -> Item:
    return replace(
        item,
        status=Status.OPEN,
        cleared_at=None,
        clearance=None,
        reopened=item.reopened + 1,
    )


def _step_due(item: Item, event: ArrearsStepDue) -> Item:
    due = DueStep(event.step, event.ground, event.duty, event.due_at)
    steps = item.steps
    if event.ground is StepGround.NO_ANSWER:
        steps = tuple(
            replace(one, unanswered=True) if str(one.number) == event.duty else one for one in steps
        )
    return replace(item, steps_due=(*item.steps_due, due), steps=steps)


def _step_taken(item: Item, event: ArrearsStepTaken) -> Item:
    taken = TakenStep(
        number=event.number,
        step=event.step,
        document_no=event.document_no,
        taken_at=event.taken_at,
        answer_due=event.answer_due,
        programme_version=event.programme_version,
    )
    return replace(
        item,
        steps=(*item.steps, taken),
        steps_due=tuple(due for due in item.steps_due if due.step is not event.step),
    )


def _step_answered(item: Item, event: ArrearsStepAnswered) -> Item:
    steps = tuple(
        replace(one, answered_at=event.answered_at, answer=event.text)
        if one.number == event.number
        else one
        for one in item.steps
    )
    return replace(item, steps=steps)


def _answer_recalculated(item: Item, event: ArrearsAnswerRecalculated) -> Item:
    steps = tuple(
        replace(one, answer_due=event.answer_due) if one.number == event.number else one
        for one in item.steps
    )
    return replace(item, steps=steps)


def _note(item: Item, duty: str, mark: Mark, workdays: int = 0) -> Item:
    return replace(item, noted=item.noted | {Noted(duty, mark, workdays)})


def _due_near(item: Item, event: ArrearsDueNear) -> Item:
    return _note(item, event.duty, Mark.WARNING, event.workdays)


def _plan_missed(item: Item, event: ArrearsPlanMissed) -> Item:
    return replace(_note(item, event.duty, Mark.NO_PLAN), plan_missed=True)


def _overdue(item: Item, event: ArrearsOverdue) -> Item:
    return _note(item, event.duty, Mark.OVERDUE)


def _mark_passed(item: Item, event: ArrearsMarkPassed) -> Item:
    return _note(item, event.duty, event.mark, event.workdays)


def _recalculated(item: Item, event: ArrearsDeadlinesRecalculated) -> Item:
    due = event.payment_due or item.payment_due
    return with_schedule(replace(item, payment_due=due), event.schedule)


AFTER_CLEARING: Final[dict[type[Event], Next]] = {
    ArrearsClearanceAnnounced: _announced,
    ArrearsCreditorConfirmed: _confirmed,
    ArrearsCleared: _cleared,
    ArrearsReopened: _reopened,
    ArrearsStepDue: _step_due,
    ArrearsStepTaken: _step_taken,
    ArrearsStepAnswered: _step_answered,
    ArrearsAnswerRecalculated: _answer_recalculated,
    ArrearsDueNear: _due_near,
    ArrearsPlanMissed: _plan_missed,
    ArrearsOverdue: _overdue,
    ArrearsMarkPassed: _mark_passed,
    ArrearsDeadlinesRecalculated: _recalculated,
}
