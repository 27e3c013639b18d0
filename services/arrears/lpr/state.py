"""The announcements entered so far, and the table that each left behind."""

from datetime import date
from typing import Any, Final

from msgspec import Struct

from services.arrears.interest.lpr import LPR_1Y, LprPoint, LprTable
from shared.kernel.ids import derived_id

LPR: Final = derived_id("policy", "lpr")


class Version(Struct, frozen=True, kw_only=True, gc=False):
    """What was entered on the authority of a document, and the whole table after it."""

    points: tuple[LprPoint, ...]
    checked_on: date
    source: str
    document_no: str
    author: str
    table: LprTable


class LprTables(Struct, frozen=True):
    """Every version in the order of publication; a table's version is its place, from 1."""

    versions: tuple[Version, ...] = ()

    @property
    def table(self) -> LprTable:
        """The table in force: before one was entered, that of the release, which answered then."""
        return self.versions[-1].table if self.versions else LPR_1Y


INITIAL: Final = LprTables()


def evolve(state: LprTables, event: Any) -> LprTables:
    """The table with the points entered: one for a day known already takes its place."""
    known = state.versions[-1].table.points if state.versions else ()
    points = {point.published_on: point for point in (*known, *event.points)}
    table = LprTable(
        version=len(state.versions) + 1,
        source=event.source,
        checked_on=event.checked_on,
        points=tuple(points[day] for day in sorted(points)),
    )
    version = Version(
        points=event.points,
        checked_on=event.checked_on,
        source=event.source,
        document_no=event.document_no,
        author=event.author,
        table=table,
    )
    return LprTables((*state.versions, version))
