"""Whose rent the months are of (R-10, R-16). Pure.

Of a sublease it is what the state gives up: the rent of the nearest lease that a state body lets
by, for the part of it that the actual tenant has. A private sublessor passes that on, and no more
is asked of it.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from msgspec.structs import replace

from services.rent.leases.state import Lease
from services.rent.months.exact import Exact
from services.rent.months.segments import Segment, month_share, segments
from services.rent.months.waived import Waived


def priced(
    parts: Iterable[Waived], lease: Lease, above: Sequence[Lease], year: int
) -> tuple[Waived, ...]:
    """The parts of the actual tenant's lease at the state's rent."""
    lessor, share = _state_lessor(lease, above)
    if lessor is lease:
        return tuple(parts)
    at = segments(lessor.terms, year)
    return tuple(replace(part, monthly_fen=_monthly(part, at, share)) for part in parts)


def _state_lessor(lease: Lease, above: Sequence[Lease]) -> tuple[Lease, Fraction]:
    """The nearest lease that a state body lets by, and what part of it the tenant has."""
    share = Fraction(1)
    for one in (lease, *above):
        if one.content.lessor.state_owned:
            return one, share
        share *= one.content.share.value
    raise ValueError("the landlord's own lease is let by the state")


def _monthly(part: Waived, at: Iterable[Segment], share: Fraction) -> Exact:
    """The rent of the part's days, as that of a whole month."""
    rent = Fraction(0)
    for segment in at:
        from_on, to_on = max(segment.from_on, part.from_on), min(segment.to_on, part.to_on)
        if from_on <= to_on:
            rent += month_share(from_on, to_on) * segment.monthly_fen
    return Exact.of(share * rent / month_share(part.from_on, part.to_on))
