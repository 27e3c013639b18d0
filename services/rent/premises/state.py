"""Premises, folded from their facts, with the months that were taken of them. Nothing judges."""

from datetime import datetime
from fractions import Fraction
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from services.rent.months.exact import Exact
from services.rent.months.granted import Given
from services.rent.premises.events import (
    PremisesCorrected,
    PremisesMonthsGranted,
    PremisesMonthsReturned,
    PremisesRecorded,
)
from services.rent.premises.values import Details


class NoPremises(Struct, frozen=True, gc=False):
    """Nothing was recorded under this id."""


class Taken(Struct, frozen=True, gc=False):
    """What one case has taken of a programme's months."""

    programme: str
    case_id: str
    tenant_uscc: str
    months: Exact


class Premises(Struct, frozen=True, kw_only=True, gc=False):
    """`recorded_by` is who entered what stands now."""

    details: Details
    recorded_by: str
    recorded_at: datetime
    taken: tuple[Taken, ...] = ()

    def given(self, programme: str, tenant_uscc: str) -> Given:
        """What this tenant, and all tenants, were given of a programme's months (R-8)."""
        of_programme = [one for one in self.taken if one.programme == programme]
        own = (one for one in of_programme if one.tenant_uscc == tenant_uscc)
        return Given(tenant=_sum(own), premises=_sum(of_programme))


State = NoPremises | Premises
INITIAL: Final = NoPremises()


def evolve(state: State, event: Any) -> State:
    """The premises after a fact."""
    if isinstance(event, PremisesRecorded):
        return Premises(
            details=event.details, recorded_by=event.recorded_by, recorded_at=event.recorded_at
        )
    if not isinstance(state, Premises):
        raise TypeError(f"{type(event).__name__} before the premises were recorded")
    match event:
        case PremisesCorrected():
            return replace(state, details=event.details, recorded_by=event.corrected_by)
        case PremisesMonthsGranted():
            return replace(state, taken=_taken(state, event, event.months.value))
        case PremisesMonthsReturned():
            return replace(state, taken=_taken(state, event, -event.months.value))
        case _:
            raise TypeError(f"{type(event).__name__} is no fact of premises")


def _taken(state: Premises, event: Any, more: Fraction) -> tuple[Taken, ...]:
    """Raises ValueError when a case gives back more than it took."""
    own = [one for one in state.taken if (one.programme, one.case_id) == _key(event)]
    others = tuple(one for one in state.taken if one not in own)
    months = Exact.of(_sum(own) + more)
    left = Taken(event.programme, event.case_id, event.tenant_uscc, months)
    return (*others, left) if months.value else others


def _key(event: Any) -> tuple[str, str]:
    return event.programme, event.case_id


def _sum(taken: Any) -> Fraction:
    return sum((one.months.value for one in taken), Fraction(0))
