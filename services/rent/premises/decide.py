"""What premises must be before anybody is let off rent in them (R-1)."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from services.rent.holding import FREE, HELD, is_held
from services.rent.premises import refusals
from services.rent.premises.commands import CorrectPremises, RecordPremises
from services.rent.premises.events import PremisesCorrected, PremisesRecorded
from services.rent.premises.state import NoPremises, Premises, State
from services.rent.premises.values import Details, Valuation
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Claim, Command, Context, Event
from shared.kernel.departments import DEPARTMENTS
from shared.kernel.divisions import is_township_of_district
from shared.kernel.money import AMOUNT_FEN_MAX
from shared.kernel.numbering import normalised

_DEDUCTION: Final = range(10, 31)


def decide(command: Command, state: State, context: Context) -> list[Event]:
    """Enter or correct premises."""
    return _DECISIONS[type(command)](command, state, context)


def premises_key(number: str) -> str:
    return f"premises/{normalised(number)}"


def asks(command: Any) -> Iterable[str]:
    """The number an order looks at."""
    if isinstance(command, RecordPremises | CorrectPremises):
        yield premises_key(command.details.number)


def claims(event: Any) -> Iterable[Claim]:
    """The number that premises have; one that was theirs by mistake is free again."""
    if isinstance(event, PremisesCorrected):
        yield Claim(premises_key(event.number_before), FREE)
    if isinstance(event, PremisesRecorded | PremisesCorrected):
        yield Claim(premises_key(event.details.number), HELD)


def _record(command: RecordPremises, _state: NoPremises, context: Context) -> list[Event]:
    _check(command.details, None, context)
    return [
        PremisesRecorded(
            details=command.details, recorded_by=context.actor.id, recorded_at=context.now
        )
    ]


def _correct(command: CorrectPremises, state: State, context: Context) -> list[Event]:
    if not isinstance(state, Premises):
        raise refusals.PremisesNotFound
    if command.details == state.details:
        return []
    if not command.reason.strip():
        raise refusals.PremisesReasonMissing
    if state.recorded_by == context.actor.id:
        raise refusals.PremisesSecondPerson
    _check(command.details, state.details, context)
    return [
        PremisesCorrected(
            details=command.details,
            number_before=state.details.number,
            reason=command.reason,
            corrected_by=context.actor.id,
            corrected_at=context.now,
        )
    ]


def _check(details: Details, before: Details | None, context: Context) -> None:
    for name, (name_zh, text) in _texts(details).items():
        if not text.strip():
            raise refusals.PremisesIncomplete(name=name, name_zh=name_zh).at(f"/premises/{name}")
    if details.area_dm2 <= 0:
        raise refusals.PremisesIncomplete(name="area", name_zh="建筑面积").at("/premises/area")
    if not is_township_of_district(details.township, shanghai_date(context.now)):
        raise refusals.TownshipOutsideDistrict(township=details.township)
    if details.supervising not in DEPARTMENTS:
        raise refusals.DepartmentUnknown(department=details.supervising)
    if details.valuation is not None:
        _check_valuation(details.valuation)
    key = premises_key(details.number)
    own = before is not None and premises_key(before.number) == key
    if not own and is_held(context.claims.get(key)):
        raise refusals.PremisesKnown(number=details.number)


def _texts(details: Details) -> dict[str, tuple[str, str]]:
    return {
        "number": ("房屋编号", details.number),
        "name": ("房屋名称", details.name),
        "address": ("房屋坐落", details.address),
        "landlord/code": ("出租单位代码", details.landlord.code),
        "landlord/name": ("出租单位名称", details.landlord.name),
    }


def _check_valuation(valuation: Valuation) -> None:
    amounts = (valuation.original_fen, valuation.land_tax_fen)
    if not all(0 <= fen <= AMOUNT_FEN_MAX for fen in amounts):
        raise refusals.ValuationFaulty
    if valuation.deduction_percent not in _DEDUCTION:
        raise refusals.ValuationFaulty


_DECISIONS: Final[dict[type[Command], Callable[[Any, Any, Context], list[Event]]]] = {
    RecordPremises: _record,
    CorrectPremises: _correct,
}
