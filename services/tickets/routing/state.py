"""即收即交: the table that dispatches a ticket the moment it is received, where it is decisive.

A route applies to a category, an industry (a prefix of its GB/T 4754 code) and a township, each of
which may be left open. Of the routes that apply, the narrowest wins. A table is unambiguous when
any two routes that can apply to one ticket are either nested, or a third one names their overlap.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final

from msgspec import Struct

from services.tickets.events import ComplexGround, Kind
from shared.kernel import dated
from shared.kernel.ids import derived_id

ROUTING: Final = derived_id("policy", "routing")

Key = tuple[str | None, str, str | None]


class Route(Struct, frozen=True, kw_only=True, gc=False):
    """Where it applies and to whom it leads; None and an empty prefix leave a criterion open."""

    category: str | None = None
    industry: str = ""
    township: str | None = None
    lead: str
    helpers: tuple[str, ...] = ()
    kind: Kind = Kind.GENERAL
    grounds: tuple[ComplexGround, ...] = ()

    @property
    def key(self) -> Key:
        return self.category, self.industry, self.township

    def within(self, other: "Route") -> bool:
        """Whether every ticket this applies to is one the other applies to."""
        return (
            other.category in {None, self.category}
            and self.industry.startswith(other.industry)
            and other.township in {None, self.township}
        )


def overlap(one: Route, other: Route) -> Key | None:
    """The criteria of the tickets that both apply to; None when there are none."""
    category = _common(one.category, other.category)
    township = _common(one.township, other.township)
    longer = max(one.industry, other.industry, key=len)
    nested = longer.startswith(one.industry) and longer.startswith(other.industry)
    if category is _DISJOINT or township is _DISJOINT or not nested:
        return None
    return category, longer, township


_DISJOINT: Final = "\0"


def _common(one: str | None, other: str | None) -> str | None:
    if one is None or other is None or one == other:
        return other if one is None else one
    return _DISJOINT


class Table(dated.Version[tuple[Route, ...]], frozen=True, dict=True):
    """One version. Version 0 is empty: everything waits for the coordinator."""

    @property
    def routes(self) -> tuple[Route, ...]:
        return self.content

    def route(self, category: str, industry: str, township: str) -> Route | None:
        """The narrowest route that applies to such a ticket."""
        if not self.routes:
            return None
        found = (self._by_key.get(key) for key in self._keys(category, industry, township))
        return max(filter(None, found), key=_narrowness, default=None)

    def _keys(self, category: str, industry: str, township: str) -> Iterator[Key]:
        for length in self._prefix_lengths:
            if length <= len(industry):
                prefix = industry[:length]
                yield category, prefix, township
                yield category, prefix, None
                yield None, prefix, township
                yield None, prefix, None

    @cached_property
    def _by_key(self) -> dict[Key, Route]:
        return {route.key: route for route in self.routes}

    @cached_property
    def _prefix_lengths(self) -> tuple[int, ...]:
        return tuple(sorted({len(route.industry) for route in self.routes}))


def _narrowness(route: Route) -> int:
    """Of nested routes the inner one has more criteria or a longer prefix."""
    return (
        10 * (route.category is not None) + len(route.industry) + 10 * (route.township is not None)
    )


NOTHING: Final = Table(0, (), date.min, "", "")


class Tables(dated.Versions[Table], frozen=True):
    """The routing tables; each replaces the one before as a whole."""

    def in_force(self, at: datetime) -> Table:
        """The table that dispatches at `at`; before the first takes effect, none."""
        return super().in_force(at) or NOTHING


INITIAL: Final = Tables()


def evolve(state: Tables, event: Any) -> Tables:
    """The tables with one more version; its number is its place in the order."""
    return state.followed_by(
        Table(state.next_number, event.routes, event.effective_on, event.document_no, event.author)
    )
