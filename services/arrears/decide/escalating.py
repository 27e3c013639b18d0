"""督促: the ladder of 1.7. The timer says what is in order, a person takes the step."""

from typing import Final

from services.arrears import refusals
from services.arrears.commands import AnswerStep, DecideInspection, TakeStep
from services.arrears.decide.guards import blank, check_not_debtor, check_reason, require, world_of
from services.arrears.events import (
    ArrearsInspectionDecided,
    ArrearsStepAnswered,
    ArrearsStepTaken,
    Step,
)
from services.arrears.numbers import document_number
from services.arrears.rules.due import within
from services.arrears.rules.names import STEP_ZH
from services.arrears.rules.policies import programme_of
from services.arrears.state import Item, Status, TakenStep
from shared.kernel.actor import Role
from shared.kernel.decider import Context, Event

# What is always open to the office: a question, and handing a serious case to those who decide.
_WITHOUT_GROUND: Final = frozenset({Step.INQUIRY, Step.INSPECTION})


def take(command: TakeStep, item: Item, context: Context) -> list[Event]:
    """Payment Regulation art. 23: by the office, on the ground the ladder names."""
    check_not_debtor(item, context)
    require(item, Status.OPEN)
    if blank(command.text):
        raise refusals.ReasonMissing
    step = command.step
    if step not in _WITHOUT_GROUND and not any(due.step is step for due in item.steps_due):
        raise refusals.StepNotInOrder(step=step, step_zh=STEP_ZH[step])
    version, world = programme_of(item, context), world_of(item, context)
    workdays = world.programme.inquiry_workdays
    document_no, sequence = document_number(step, context)
    return [
        ArrearsStepTaken(
            step=step,
            number=len(item.steps) + 1,
            document_no=document_no,
            sequence=sequence,
            text=command.text,
            answer_due=within(world.calendar, world.today, workdays)
            if step is Step.INQUIRY
            else None,
            evidence=command.evidence,
            programme_version=version.version,
            taken_by=context.actor.id,
            taken_at=context.now,
        )
    ]


def answer(command: AnswerStep, item: Item, context: Context) -> list[Event]:
    """The debtor's account; once, and late is better than never."""
    step = _step(command.number, item)
    check_reason(command.text)
    if step.answered_at is not None:
        if step.answer == command.text:
            return []
        raise refusals.NoSuchStep(number=command.number)
    return [
        ArrearsStepAnswered(
            number=command.number,
            text=command.text,
            answered_by=context.actor.id,
            answered_at=context.now,
            evidence=command.evidence,
        )
    ]


def decide_inspection(command: DecideInspection, item: Item, context: Context) -> list[Event]:
    """政府督查工作条例 art. 6, 7, 11: by the supervision office alone."""
    if context.actor.role is not Role.SUPERVISOR:
        raise refusals.NotSupervisor
    step = _step(command.number, item)
    if step.step is not Step.INSPECTION:
        raise refusals.NoSuchStep(number=command.number)
    check_reason(command.reason)
    if step.ordered is not None:
        if step.ordered is command.ordered:
            return []
        raise refusals.NoSuchStep(number=command.number)
    if command.ordered and blank(command.approved_by):
        raise refusals.ApprovalMissing
    return [
        ArrearsInspectionDecided(
            number=command.number,
            ordered=command.ordered,
            approved_by=command.approved_by,
            reason=command.reason,
            decided_by=context.actor.id,
            decided_at=context.now,
        )
    ]


def _step(number: int, item: Item) -> TakenStep:
    for step in item.steps:
        if step.number == number:
            return step
    raise refusals.NoSuchStep(number=number)
