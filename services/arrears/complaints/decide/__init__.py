"""The rules of a complaint: what follows from an order, or why it is refused (1.4)."""

from collections.abc import Callable
from typing import Any, Final

from services.arrears.complaints import commands, refusals
from services.arrears.complaints.decide import handling, intake, timing
from services.arrears.complaints.decide.guards import Facts
from services.arrears.complaints.state import Complaint, State
from shared.kernel.decider import Command, Context

DECISIONS: Final[dict[type[Command], Callable[[Any, Complaint, Context], Facts]]] = {
    commands.AcceptComplaint: intake.accept,
    commands.DeclineComplaint: intake.decline,
    commands.HandOverComplaint: intake.hand_over,
    commands.LinkComplaint: intake.link,
    commands.ExtendComplaint: handling.extend,
    commands.TakeComplaintStep: handling.take_step,
    commands.AnswerComplaintStep: handling.answer_step,
    commands.ConcludeComplaint: handling.conclude,
    commands.NoteComplaintTime: timing.note_time,
    commands.RecalculateComplaint: timing.recalculate,
}


def decide(command: Command, state: State, context: Context) -> Facts:
    """Return the facts that follow from the command, or raise the refusal that forbids it."""
    if isinstance(command, commands.RecordComplaint):
        return intake.record(command, context)
    if not isinstance(state, Complaint):
        raise refusals.ComplaintNotFound
    return DECISIONS[type(command)](command, state, context)
