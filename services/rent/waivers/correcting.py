"""更正与撤销: reckoned anew, or taken back; nothing is edited in place (R-22)."""

from fractions import Fraction

from msgspec.structs import replace

from services.rent.months.exact import Exact
from services.rent.waivers import refusals
from services.rent.waivers.commands import Correct, Reverse
from services.rent.waivers.deciding import check_outcome, check_sublease
from services.rent.waivers.events import WaiverCorrected, WaiverReversed
from services.rent.waivers.granting import answered, grant, question, world_of
from services.rent.waivers.guards import Facts, check_note, on_premises, require
from services.rent.waivers.lifting import taken
from services.rent.waivers.state import Status, Waiver
from shared.kernel.decider import Context


def correct(command: Correct, waiver: Waiver, context: Context) -> Facts:
    """The whole grant anew from what is known now; quiet where nothing is otherwise.

    Raises NotEligible: what should never have been granted is reversed, not corrected.
    """
    require(waiver, Status.GRANTED, Status.AGREED, Status.EXECUTED, Status.CLOSED)
    check_note(command.reason, "/reason")
    last = waiver.grants[-1].question
    if command.size is not None:
        last = replace(last, tenant=replace(last.tenant, decided=command.size))
    at = world_of(waiver, context)
    check_sublease(at, context)
    asked = question(at, waiver.number, command.figures or last.tenant.figures, last)
    told = answered(at, asked)
    check_outcome(told.outcome, told.reasons)
    anew = grant(at, asked, told)
    if (anew.parts, anew.amount_fen) == (waiver.parts, waiver.amount_fen):
        return []
    _check_person(waiver, context)
    months = anew.months.value
    beyond = max(Fraction(0), waiver.executed_months - months)
    fact = WaiverCorrected(
        grant=anew,
        programme_version=at.version.version,
        executed_beyond=Exact.of(beyond),
        reason=command.reason,
        corrected_by=context.actor.id,
        corrected_at=context.now,
    )
    return [fact, *on_premises(waiver, taken(waiver), months + beyond)]


def reverse(command: Reverse, waiver: Waiver, context: Context) -> Facts:
    """What was given is to come back; the months are free for others."""
    if waiver.status is Status.REVERSED:
        return []
    require(waiver, Status.GRANTED, Status.AGREED, Status.EXECUTED, Status.CLOSED)
    check_note(command.reason, "/reason")
    _check_person(waiver, context)
    fact = WaiverReversed(
        programme=waiver.programme,
        lease_id=waiver.lease_id,
        reason=command.reason,
        to_recover_fen=waiver.executed_fen,
        reversed_by=context.actor.id,
        reversed_at=context.now,
    )
    return [fact, *on_premises(waiver, taken(waiver), Fraction(0))]


def _check_person(waiver: Waiver, context: Context) -> None:
    """Another person than the one who checked what turned out wrong."""
    if waiver.checked_by == context.actor.id:
        raise refusals.OtherPersonNeeded
