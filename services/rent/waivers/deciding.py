"""核查与审批: the landlord checks, the department in charge decides (R-22)."""

from msgspec.structs import replace

from services.rent.eligibility.answer import Outcome
from services.rent.eligibility.findings import REASON_ZH, Reason
from services.rent.leases.consent import Standing, standing
from services.rent.waivers import refusals
from services.rent.waivers.commands import Approve, Check, Refuse, Withdraw
from services.rent.waivers.events import (
    WaiverChecked,
    WaiverGranted,
    WaiverRefused,
    WaiverWithdrawn,
)
from services.rent.waivers.granting import World, answered, grant, question, world_of
from services.rent.waivers.guards import Facts, check_note, on_premises, require
from services.rent.waivers.state import Status, Waiver
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Context, Event


def check(command: Check, waiver: Waiver, context: Context) -> list[Event]:
    """What was found is told to whoever decides; it decides nothing itself."""
    require(waiver, Status.APPLIED)
    if not command.passed:
        check_note(command.note)
    return [
        WaiverChecked(
            passed=command.passed,
            note=command.note,
            checked_by=context.actor.id,
            checked_at=context.now,
        )
    ]


def approve(command: Approve, waiver: Waiver, context: Context) -> Facts:
    """R-1 to R-3 and R-7 to R-9, judged on the day of the decision; R-18 must be settled."""
    require(waiver, Status.CHECKED)
    _check_other_person(waiver, context)
    if not waiver.check_passed:
        check_note(command.note)
    at = world_of(waiver, context)
    check_sublease(at, context)
    base = waiver.applied.question
    decided = replace(base, tenant=replace(base.tenant, decided=command.size))
    asked = question(at, waiver.number, base.tenant.figures, decided)
    told = answered(at, asked)
    check_outcome(told.outcome, told.reasons)
    granted = grant(at, asked, told)
    fact = WaiverGranted(
        grant=granted,
        programme_version=at.version.version,
        note=command.note,
        granted_by=context.actor.id,
        granted_at=context.now,
    )
    return [fact, *on_premises(waiver, waiver.months, granted.months.value)]


def check_sublease(at: World, context: Context) -> None:
    """R-18, of every lease that is sublet."""
    today = shanghai_date(context.now)
    for one in (at.lease, *at.above):
        sublet = one.content.above is not None
        if sublet and standing(one.content.consent, today) is Standing.NEEDS_LEGAL:
            raise refusals.SubleaseNeedsLegal


def check_outcome(outcome: Outcome, reasons: tuple[Reason, ...]) -> None:
    if outcome is Outcome.UNDECIDED:
        raise refusals.SizeUndecided
    if outcome is Outcome.INELIGIBLE:
        raise refusals.NotEligible(
            reasons=", ".join(reasons), reasons_zh="、".join(REASON_ZH[one] for one in reasons)
        )


def refuse(command: Refuse, waiver: Waiver, context: Context) -> list[Event]:
    """With a ground that the statistics count (R-24)."""
    if waiver.status is Status.REFUSED and waiver.refused is command.ground:
        return []
    require(waiver, Status.CHECKED)
    _check_other_person(waiver, context)
    check_note(command.note)
    return [
        WaiverRefused(
            programme=waiver.programme,
            lease_id=waiver.lease_id,
            ground=command.ground,
            note=command.note,
            refused_by=context.actor.id,
            refused_at=context.now,
        )
    ]


def withdraw(command: Withdraw, waiver: Waiver, context: Context) -> list[Event]:
    if waiver.status is Status.WITHDRAWN:
        return []
    require(waiver, Status.APPLIED, Status.CHECKED)
    check_note(command.reason, "/reason")
    return [
        WaiverWithdrawn(
            programme=waiver.programme,
            lease_id=waiver.lease_id,
            reason=command.reason,
            withdrawn_by=context.actor.id,
            withdrawn_at=context.now,
        )
    ]


def _check_other_person(waiver: Waiver, context: Context) -> None:
    if waiver.checked_by == context.actor.id:
        raise refusals.OtherPersonNeeded
