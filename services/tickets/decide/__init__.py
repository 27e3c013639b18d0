"""The rules of a ticket: what follows from an order, or why it is refused."""

from collections.abc import Callable
from typing import Any, Final

from services.tickets import commands, refusals
from services.tickets.decide import (
    calling,
    dispatch,
    duplicates,
    extending,
    intake,
    planning,
    rating,
    receiving,
    replying,
    returning,
    supplementing,
    timing,
)
from services.tickets.decide.guards import Facts
from services.tickets.rules.people import must_recuse
from services.tickets.state import State, Ticket
from shared.kernel.decider import Command, Context

Decision = Callable[[Any, Ticket, Context], Facts]

DECISIONS: Final[dict[type[Command], Decision]] = {
    commands.AcceptTicket: intake.accept,
    commands.DeclineTicket: intake.decline,
    commands.MergeTicket: intake.merge,
    commands.RecordRepeat: intake.repeat,
    commands.WithdrawTicket: intake.withdraw,
    commands.RecuseStaff: intake.recuse,
    commands.EraseContact: intake.erase_contact,
    commands.RequestCase: intake.request_case,
    commands.LinkCase: intake.link_case,
    commands.RuleOutDuplicates: duplicates.rule_out,
    commands.DispatchTicket: dispatch.dispatch,
    commands.TakeOverTicket: dispatch.take_over,
    commands.RequestReturn: returning.request_return,
    commands.DecideReturn: returning.decide_return,
    commands.DesignateLead: returning.designate,
    commands.RequestReclassification: planning.request_reclassification,
    commands.DecideReclassification: planning.decide_reclassification,
    commands.SubmitPlan: planning.submit_plan,
    commands.CompleteMilestone: planning.complete_milestone,
    commands.RequestExtension: extending.request_extension,
    commands.DecideExtension: extending.decide_extension,
    commands.AskSupplement: supplementing.ask,
    commands.GiveSupplement: supplementing.give,
    commands.ReplyAsHelper: replying.reply_as_helper,
    commands.ReplyToTicket: replying.reply,
    commands.CallBackFirm: calling.call_back,
    commands.CloseTicket: calling.close,
    commands.RateTicket: rating.rate,
    commands.ReopenTicket: rating.reopen,
    commands.NoteTimePassed: timing.note_time_passed,
    commands.RecalculateDeadline: timing.recalculate,
}


def decide(command: Command, state: State, context: Context) -> Facts:
    """Return the facts that follow from the command, or raise the refusal that forbids it."""
    if isinstance(command, commands.SubmitTicket):
        return receiving.submit(command, state, context)
    if isinstance(command, commands.ImportTickets):
        return receiving.import_all(command, state, context)
    if not isinstance(state, Ticket):
        raise refusals.TicketNotFound
    if must_recuse(state, context.actor) and not isinstance(command, commands.RecuseStaff):
        raise refusals.StaffMustRecuse
    return DECISIONS[type(command)](command, state, context)
