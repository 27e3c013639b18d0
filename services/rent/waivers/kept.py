"""The first of the months granted, where later ones are cancelled. Pure."""

from collections.abc import Iterable
from fractions import Fraction

from msgspec.structs import replace

from services.rent.months.exact import Exact
from services.rent.months.waived import Waived


def kept_parts(parts: Iterable[Waived], months: Fraction) -> tuple[Waived, ...]:
    """The first `months` of the parts, the last one cut to fit."""
    kept: list[Waived] = []
    left = months
    for part in parts:
        taken = min(left, part.months.value)
        if taken:
            kept.append(replace(part, months=Exact.of(taken)))
        left -= taken
    return tuple(kept)
