"""One function decides every order about a waiver; each article has its module."""

from collections.abc import Callable
from typing import Any, Final

from services.rent.waivers import commands, correcting, deciding, giving, lifting, refusals
from services.rent.waivers.applying import apply
from services.rent.waivers.guards import Facts
from services.rent.waivers.state import NoWaiver, State, Waiver
from shared.kernel.decider import Command, Context


def decide(command: Command, state: State, context: Context) -> Facts:
    """Return the facts that follow from the command, or raise the refusal that forbids it."""
    if isinstance(command, commands.Apply):
        return apply(command, context)
    if isinstance(state, NoWaiver):
        raise refusals.WaiverNotFound
    return DECISIONS[type(command)](command, state, context)


DECISIONS: Final[dict[type[Command], Callable[[Any, Waiver, Context], Facts]]] = {
    commands.Check: deciding.check,
    commands.Approve: deciding.approve,
    commands.Refuse: deciding.refuse,
    commands.Withdraw: deciding.withdraw,
    commands.SignAgreement: giving.agree,
    commands.Execute: giving.execute,
    commands.ReverseExecution: giving.reverse_execution,
    commands.ConfirmPassThrough: giving.pass_through,
    commands.Close: giving.close,
    commands.LiftByListing: lifting.lift,
    commands.NoteTopUpDue: lifting.note_due,
    commands.Review: lifting.review,
    commands.Correct: correcting.correct,
    commands.Reverse: correcting.reverse,
}
