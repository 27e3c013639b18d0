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
    case: str
    tenant_uscc: str
    months: Exact


class Premises(Struct, frozen=True, kw_only=True, gc=False):
    """`recorded_by` is who entered what stands now; `taken` is in the order of the first grants."""

    details: Details
    recorded_by: str
    recorded_at: datetime
    taken: tuple[Taken, ...] = ()

    def given(self, programme: str, tenant_uscc: str, but: str = "") -> Given:
        """What this tenant, and all tenants, were given of a programme's months (R-8).

        The case `but` is left out.
        """
        of_programme = [one for one in self.taken if one.programme == programme and one.case != but]
        own = (one for one in of_programme if one.tenant_uscc == tenant_uscc)
        return Given(tenant=_sum(own), premises=_sum(of_programme))

    def given_before(self, programme: str, tenant_uscc: str, case: str, most: int) -> Given:
        """What counts before a case when all cases are cut back to `most` months: the earlier ones
        of the premises, each with so many at most, and all others of the same tenant.
        """
        taken = [one for one in self.taken if one.programme == programme]
        place = next((n for n, one in enumerate(taken) if one.case == case), len(taken))
        earlier = (min(one.months.value, Fraction(most)) for one in taken[:place])
        return Given(
            tenant=self.given(programme, tenant_uscc, but=case).tenant,
            premises=sum(earlier, Fraction(0)),
        )


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
    key = (event.programme, event.case)
    known = {(one.programme, one.case): one for one in state.taken}
    before = known[key].months.value if key in known else Fraction(0)
    months = Exact.of(before + more)
    known[key] = Taken(event.programme, event.case, event.tenant_uscc, months)
    return tuple(one for one in known.values() if one.months.value)


def _sum(taken: Any) -> Fraction:
    return sum((one.months.value for one in taken), Fraction(0))
