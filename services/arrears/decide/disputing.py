"""争议与司法: the undisputed part follows all deadlines, whatever becomes of the rest (A-5)."""

from msgspec.structs import replace

from services.arrears import refusals
from services.arrears.commands import DisputeArrears, EndJudicial, ResolveDispute, StartJudicial
from services.arrears.decide.correcting import reopened
from services.arrears.decide.guards import blank, check_past, require, world_of
from services.arrears.events import (
    ArrearsDisputed,
    ArrearsDisputeResolved,
    ArrearsJudicialEnded,
    ArrearsJudicialStarted,
    DutyCause,
)
from services.arrears.rules.money import resized
from services.arrears.rules.policies import programme_of
from services.arrears.rules.schedule import Arising, after_court, rescheduled
from services.arrears.state import Item, Status
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Context, Event
from shared.kernel.money import format_amount


def dispute(command: DisputeArrears, item: Item, context: Context) -> list[Event]:
    """A-5: so much is disputed from now on; an agreement about it is `ResolveDispute`."""
    require(item, Status.OPEN)
    amounts, disputed = item.money, command.disputed_fen
    if disputed <= amounts.disputed_fen:
        if disputed == amounts.disputed_fen and command.reason == item.dispute_reason:
            return []
        raise refusals.DisputeNotMore(disputed=format_amount(amounts.disputed_fen))
    if blank(command.reason):
        raise refusals.DisputeWithoutReason
    if disputed > amounts.outstanding_fen:
        raise refusals.DisputeAboveOutstanding(
            disputed=format_amount(disputed), outstanding=format_amount(amounts.outstanding_fen)
        )
    after = replace(amounts, disputed_fen=disputed)
    world = world_of(item, context)
    arising = Arising(cause=DutyCause.RESOLVED, since=shanghai_date(context.now))
    return [
        ArrearsDisputed(
            disputed_fen=disputed,
            reason=command.reason,
            schedule=rescheduled(item, after, item.size_class or "", arising, world),
            disputed_by=context.actor.id,
            disputed_at=context.now,
            evidence=command.evidence,
        )
    ]


def resolve(command: ResolveDispute, item: Item, context: Context) -> list[Event]:
    """A-11: what is owed is undisputed from the day the settlement or ruling takes effect.

    An item that was cleared but for what was disputed is open again when some of it is owed.
    """
    require(item, Status.OPEN, Status.CLEARED)
    amounts = item.money
    if not amounts.disputed_fen:
        raise refusals.NothingDisputed
    check_past(command.effective_on, context)
    if blank(command.basis):
        raise refusals.BasisMissing
    resolved = command.owed_fen + command.dropped_fen
    if min(command.owed_fen, command.dropped_fen) < 0 or not 0 < resolved <= amounts.disputed_fen:
        raise refusals.ResolvesTooMuch(
            resolved=format_amount(resolved), disputed=format_amount(amounts.disputed_fen)
        )
    version, world = programme_of(item, context), world_of(item, context)
    after = replace(
        amounts,
        reduced_fen=amounts.reduced_fen + command.dropped_fen,
        disputed_fen=amounts.disputed_fen - resolved,
    )
    size_class = world.programme.size_class(after.principal_fen)
    arising = Arising(cause=DutyCause.RESOLVED, since=command.effective_on)
    facts: list[Event] = [
        ArrearsDisputeResolved(
            owed_fen=command.owed_fen,
            dropped_fen=command.dropped_fen,
            effective_on=command.effective_on,
            basis=command.basis,
            evidence=command.evidence,
            size_class=size_class,
            schedule=rescheduled(item, after, size_class, arising, world),
            programme_version=version.version,
            resolved_by=context.actor.id,
            resolved_at=context.now,
        )
    ]
    if item.status is Status.CLEARED and after.payable_fen:
        facts.append(reopened(command.basis, context))
    return facts


def start_judicial(command: StartJudicial, item: Item, context: Context) -> list[Event]:
    """A-12: out of both denominators until the ruling takes effect."""
    judicial = item.judicial
    if item.status is Status.JUDICIAL and judicial is not None:
        said = (command.way, command.body, command.case_number, command.filed_on)
        if said == (judicial.way, judicial.body, judicial.case_number, judicial.filed_on):
            return []
    require(item, Status.OPEN)
    check_past(command.filed_on, context)
    if blank(command.body) or blank(command.case_number):
        raise refusals.BasisMissing
    return [
        ArrearsJudicialStarted(
            way=command.way,
            body=command.body,
            case_number=command.case_number,
            filed_on=command.filed_on,
            started_by=context.actor.id,
            started_at=context.now,
            evidence=command.evidence,
        )
    ]


def end_judicial(command: EndJudicial, item: Item, context: Context) -> list[Event]:
    """A-12: the item re-enters with what is owed; days that passed meanwhile are no default."""
    require(item, Status.JUDICIAL)
    judicial = item.judicial
    if judicial is None:
        raise refusals.NotBeforeCourt
    check_past(command.effective_on, context)
    if blank(command.outcome):
        raise refusals.BasisMissing
    if command.effective_on < judicial.filed_on:
        raise refusals.EndsBeforeFiled(
            effective_on=command.effective_on.isoformat(), filed_on=judicial.filed_on.isoformat()
        )
    amounts = item.money
    if not 0 <= command.owed_fen <= item.contract.amount_fen:
        raise refusals.PrincipalAboveContract(
            principal=format_amount(command.owed_fen),
            contract=format_amount(item.contract.amount_fen),
        ).at("/owed")
    version, world = programme_of(item, context), world_of(item, context)
    after = replace(resized(amounts, command.owed_fen), disputed_fen=0)
    size_class = world.programme.size_class(command.owed_fen)
    back = replace(
        item,
        schedule=after_court(item.schedule, item, judicial.filed_on, command.effective_on, world),
    )
    arising = Arising(cause=DutyCause.RESOLVED, since=command.effective_on)
    return [
        ArrearsJudicialEnded(
            outcome=command.outcome,
            effective_on=command.effective_on,
            owed_fen=command.owed_fen,
            dropped_fen=amounts.principal_fen - command.owed_fen,
            overpaid_fen=after.overpaid_fen,
            evidence=command.evidence,
            size_class=size_class,
            schedule=rescheduled(back, after, size_class, arising, world),
            programme_version=version.version,
            ended_by=context.actor.id,
            ended_at=context.now,
        )
    ]
