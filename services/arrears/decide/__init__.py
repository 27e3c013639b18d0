"""The rules of an item: what follows from an order, or why it is refused."""

from collections.abc import Callable
from typing import Any, Final

from services.arrears import commands, refusals
from services.arrears.decide import (
    clearing,
    correcting,
    disputing,
    escalating,
    filing,
    instruments,
    intake,
    paying,
    planning,
    reviewing,
    timing,
)
from services.arrears.decide.guards import Facts
from services.arrears.state import Item, State
from shared.kernel.decider import Command, Context

Decision = Callable[[Any, Item, Context], Facts]

DECISIONS: Final[dict[type[Command], Decision]] = {
    commands.VerifyArrears: intake.verify,
    commands.ExcludeArrears: intake.exclude,
    commands.AssignClaim: intake.assign,
    commands.RequestCorrection: correcting.request,
    commands.DecideCorrection: correcting.decide_on,
    commands.EraseContact: intake.erase_contact,
    commands.DisputeArrears: disputing.dispute,
    commands.ResolveDispute: disputing.resolve,
    commands.StartJudicial: disputing.start_judicial,
    commands.EndJudicial: disputing.end_judicial,
    commands.SubmitPlan: planning.submit,
    commands.DecidePlan: planning.decide_on,
    commands.RecordPayment: paying.record,
    commands.ReversePayment: paying.reverse,
    commands.ReceiveInstrument: instruments.receive,
    commands.SettleInstrument: instruments.settle,
    commands.SettleOverpayment: paying.settle_overpayment,
    commands.WithdrawSettlement: paying.withdraw_settlement,
    commands.AnnounceClearance: clearing.announce,
    commands.ConfirmReceipt: clearing.confirm,
    commands.ClearArrears: clearing.clear,
    commands.ReopenArrears: clearing.reopen,
    commands.TakeStep: escalating.take,
    commands.AnswerStep: escalating.answer,
    commands.DecideInspection: escalating.decide_inspection,
    commands.RecordFinding: reviewing.record_finding,
    commands.RequestReview: reviewing.request_review,
    commands.DecideReview: reviewing.decide_review,
    commands.AddEvidence: filing.add,
    commands.NoteTimePassed: timing.note_time_passed,
    commands.RecalculateDeadlines: timing.recalculate,
}


def decide(command: Command, state: State, context: Context) -> Facts:
    """Return the facts that follow from the command, or raise the refusal that forbids it."""
    if isinstance(command, commands.RegisterArrears):
        return intake.register(command, state, context)
    if isinstance(command, commands.ImportArrears):
        return intake.import_all(command, state, context)
    if not isinstance(state, Item):
        raise refusals.ArrearsNotFound
    facts = DECISIONS[type(command)](command, state, context)
    if not facts:
        filing.check_on_file(command, state)
    return facts
