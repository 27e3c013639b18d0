"""What the nation and the province clear on average, as published (A-20)."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from msgspec import Struct

from shared.kernel import dated
from shared.kernel.ids import derived_id

AVERAGES: Final = derived_id("policy", "averages")


class Level(StrEnum):
    """Whose average it is."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"


class Measure(StrEnum):
    """Which of the three rates of A-19 it is an average of."""

    ALL = "all"
    UNDISPUTED = "undisputed"
    COUNT = "count"


class Average(Struct, frozen=True, kw_only=True, gc=False):
    """One published average, exactly as it was published.

    percent   of the rate, `98.53`; None takes back what was entered for the same day of effect
    as_of_on  the day that the figure is about
    source    where it was published
    """

    level: Level
    measure: Measure
    percent: Decimal | None
    as_of_on: date
    source: str

    @property
    def ratio(self) -> Fraction | None:
        return None if self.percent is None else Fraction(self.percent) / 100


class Version(dated.Version[Average], frozen=True):
    """An average that the rates are held against from `effective_on` on."""

    @property
    def average(self) -> Average:
        return self.content


class Averages(dated.Versions[Version], frozen=True):
    """Every version in the order of publication.

    Other than a rule, an average may be published, or corrected, for days that have passed: what
    held on a day is then another answer, as known from now on (A-21).
    """

    def held(self, level: Level, measure: Measure, day: date) -> Version | None:
        """The average in effect on a day; None where none was entered, or all were taken back."""
        latest = {
            one.effective_on: one
            for one in self.versions
            if (one.average.level, one.average.measure) == (level, measure)
            and one.effective_on <= day
        }
        said = [one for one in latest.values() if one.average.percent is not None]
        return max(said, key=lambda one: one.effective_on, default=None)

    def last(self, level: Level, measure: Measure, effective_on: date) -> Version | None:
        """What was published last for one day of effect, taken back or not."""
        return next(
            (
                one
                for one in reversed(self.versions)
                if (one.average.level, one.average.measure) == (level, measure)
                and one.effective_on == effective_on
            ),
            None,
        )


INITIAL: Final = Averages()


def evolve(state: Averages, event: Any) -> Averages:
    """The averages with one more version."""
    return state.followed_by(
        Version(
            state.next_number, event.average, event.effective_on, event.document_no, event.author
        )
    )
