"""Finding the row of headings and which column stands where."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from shared.workbooks import faults
from shared.workbooks.faults import Fault, UnreadableWorkbook, shortened
from shared.workbooks.sheets import SERIAL, Form, Said

_SEARCHED: Final = 10
_DECORATION: Final = re.compile(r"[\s*]|\(必填\)")


class Headings(msgspec.Struct, frozen=True):
    """The row of headings, counted from 1, and what stands where, counted from 0.

    places  by a column's key; `serial` is the column that may mark an example
    """

    row: int
    places: dict[str, int]
    serial: int | None
    faults: tuple[Fault, ...]


def find_headings(rows: Sequence[Sequence[Any]], form: Form, sheet: str) -> Headings:
    """The row among the first ten that has most headings of the form.

    Raises UnreadableWorkbook when there is none with at least half of those that must be there.
    """
    by_heading = {plain(column.heading): column for column in form.columns}
    known = {plain(heading) for heading in form.headings_ignored}
    counted = [sum(plain(str(cell)) in by_heading for cell in row) for row in rows[:_SEARCHED]]
    required = [column for column in form.columns if column.required]
    if not counted or max(counted) * 2 < len(required) or max(counted) == 0:
        raise UnreadableWorkbook("headings_missing", faults.headings_missing(sheet))
    at = counted.index(max(counted))
    places: dict[str, int] = {}
    wrong: list[Fault] = []

    def complain(place: int, code: str, said: Said, heading: str) -> None:
        wrong.append(
            Fault(
                sheet=sheet,
                row=at + 1,
                place=place,
                heading=heading,
                shown=heading,
                code=code,
                said=said,
            )
        )

    serial = None
    for place, cell in enumerate(rows[at]):
        heading = plain(str(cell))
        shown = shortened(str(cell).strip())
        column = by_heading.get(heading)
        if heading == SERIAL:
            serial = place
        if column is not None and column.key in places:
            complain(place, "heading_repeated", faults.heading_repeated(shown), shown)
        elif column is not None:
            places[column.key] = place
        elif heading and heading not in known:
            complain(place, "heading_unknown", faults.heading_unknown(shown), shown)
    for column in required:
        if column.key not in places:
            said = faults.heading_missing(column.heading)
            complain(0, "heading_missing", said, column.heading)
    return Headings(at + 1, places, serial, tuple(wrong))


def plain(heading: str) -> str:
    """A heading without the star of what must be filled in, blanks and differences of width."""
    return _DECORATION.sub("", unicodedata.normalize("NFKC", heading))
