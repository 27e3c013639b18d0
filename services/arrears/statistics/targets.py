"""A-20: each of the three rates against the averages that held on a day. Pure."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final

from msgspec import Struct

from services.arrears.averages.state import Averages, Level, Measure, Version
from services.arrears.statistics.measure import Figures, Rate, Target, meets


class Unknown(StrEnum):
    """Why a target cannot be told to be met or not."""

    NOTHING_TO_DIVIDE_BY = "nothing_to_divide_by"
    NATIONAL_NOT_ENTERED = "national_not_entered"
    PROVINCIAL_NOT_ENTERED = "provincial_not_entered"


class Comparison(Struct, frozen=True, kw_only=True, gc=False):
    """One rate, the averages it is held against, and what came of it; `unknown` says why nothing."""

    measure: Measure
    rate: Rate
    national: Version | None
    provincial: Version | None
    target: Target
    unknown: tuple[Unknown, ...]


def compared(figures: Figures, averages: Averages, day: date) -> list[Comparison]:
    """The three rates of A-19, each against the averages in effect on `day`."""
    return [_compared(measure, rate, averages, day) for measure, rate in _rates(figures)]


def _rates(figures: Figures) -> Iterator[tuple[Measure, Rate]]:
    yield Measure.ALL, figures.all
    yield Measure.UNDISPUTED, figures.undisputed
    yield Measure.COUNT, figures.count


_NOT_ENTERED: Final = {
    Level.NATIONAL: Unknown.NATIONAL_NOT_ENTERED,
    Level.PROVINCIAL: Unknown.PROVINCIAL_NOT_ENTERED,
}


def _compared(measure: Measure, rate: Rate, averages: Averages, day: date) -> Comparison:
    held = {level: averages.held(level, measure, day) for level in Level}
    ratios = {level: one.average.ratio if one else None for level, one in held.items()}
    empty = (Unknown.NOTHING_TO_DIVIDE_BY,) if rate.exact is None else ()
    missing = tuple(_NOT_ENTERED[level] for level, ratio in ratios.items() if ratio is None)
    return Comparison(
        measure=measure,
        rate=rate,
        national=held[Level.NATIONAL],
        provincial=held[Level.PROVINCIAL],
        target=meets(rate, ratios[Level.NATIONAL], ratios[Level.PROVINCIAL]),
        unknown=(*empty, *missing),
    )
