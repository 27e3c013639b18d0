"""还款计划: by the debtor in real difficulty, approved by the department in charge of it (A-7)."""

from services.arrears import refusals
from services.arrears.commands import DecidePlan, SubmitPlan
from services.arrears.decide.guards import blank, check_reason, require, world_of
from services.arrears.events import (
    ArrearsPlanApproved,
    ArrearsPlanReturned,
    ArrearsPlanSubmitted,
    Instalment,
)
from services.arrears.rules.due import World
from services.arrears.rules.people import is_debtor, supervises
from services.arrears.rules.policies import programme_of
from services.arrears.rules.schedule import planned, unpaid
from services.arrears.state import Item, Status
from shared.kernel.actor import Role
from shared.kernel.decider import Context, Event
from shared.kernel.departments import DEPARTMENTS
from shared.kernel.money import format_amount


def submit(command: SubmitPlan, item: Item, context: Context) -> list[Event]:
    """A-7: dates ascending, amounts above zero, the sum exactly what is payable."""
    _check_debtor_side(item, context)
    require(item, Status.OPEN)
    pending = item.plan_pending
    if pending is not None:
        if (pending.difficulty, pending.instalments) == (command.difficulty, command.instalments):
            return []
        raise refusals.PlanPending
    if item.plan is not None:
        raise refusals.PlanInForce
    if blank(command.difficulty):
        raise refusals.DifficultyMissing
    world = world_of(item, context)
    _check_instalments(command.instalments, item, world)
    owed = item.schedule.plan
    return [
        ArrearsPlanSubmitted(
            difficulty=command.difficulty,
            instalments=command.instalments,
            evidence=command.evidence,
            late=owed is not None and owed.due.passed(context.now),
            submitted_by=context.actor.id,
            submitted_unit=context.actor.unit,
            submitted_at=context.now,
        )
    ]


def _check_debtor_side(item: Item, context: Context) -> None:
    actor = context.actor
    if actor.role is Role.DEPARTMENT and not (is_debtor(item, actor) or supervises(item, actor)):
        raise refusals.NotDebtorSide


def _check_instalments(instalments: tuple[Instalment, ...], item: Item, world: World) -> None:
    payable = item.money.payable_fen
    if not payable:
        raise refusals.NothingPayable
    before = None
    for place, instalment in enumerate(instalments, 1):
        if instalment.amount_fen <= 0:
            raise refusals.InstalmentNotPositive(place=place)
        due_on = instalment.due_on
        if due_on < world.today or (before is not None and due_on <= before):
            raise refusals.InstalmentsOutOfOrder(place=place, due_on=due_on.isoformat())
        before = due_on
    total = sum(instalment.amount_fen for instalment in instalments)
    if total != payable:
        raise refusals.InstalmentsDoNotAddUp(
            total=format_amount(total), payable=format_amount(payable)
        )
    _check_final_day(instalments, item, world)


def _check_final_day(instalments: tuple[Instalment, ...], item: Item, world: World) -> None:
    """The lower class ends by the final day; only what is due later anyway may be paid later."""
    programme, last_on = world.programme, instalments[-1].due_on
    if item.size_class != programme.within:
        return
    days = (one.due.last_day for one, fen in unpaid(item.schedule, item.money.repaid_fen) if fen)
    final_on = max(programme.final_on, *days)
    if last_on > final_on:
        raise refusals.PlanBeyondFinalDay(
            last_on=last_on.isoformat(), final_on=final_on.isoformat()
        )


def decide_on(command: DecidePlan, item: Item, context: Context) -> list[Event]:
    """A-7: by the department in charge of the debtor, and not by who handed it in."""
    if not supervises(item, context.actor):
        supervising = item.debtor.supervising
        raise refusals.NotSupervising(
            supervising=supervising, supervising_zh=DEPARTMENTS.get(supervising, supervising)
        )
    require(item, Status.OPEN)
    pending = item.plan_pending
    if pending is None:
        raise refusals.NoPlanPending
    if pending.submitted_by == context.actor.id:
        raise refusals.SecondPersonNeeded
    if not command.approved:
        check_reason(command.reason)
        return [
            ArrearsPlanReturned(
                reason=command.reason, returned_by=context.actor.id, returned_at=context.now
            )
        ]
    version, world = programme_of(item, context), world_of(item, context)
    _check_instalments(pending.instalments, item, world)
    size_class = item.size_class or ""
    return [
        ArrearsPlanApproved(
            number=pending.number,
            schedule=planned(pending.instalments, pending.number, item, size_class, world),
            programme_version=version.version,
            approved_by=context.actor.id,
            approved_unit=context.actor.unit,
            approved_at=context.now,
        )
    ]
