"""A filled-in form, read into rows; everything that is wrong with it is told cell by cell.

Works on bytes and needs no I/O, but takes its time: call it in a thread.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
from python_calamine import CalamineError, CalamineSheet, load_workbook

from shared.workbooks import faults
from shared.workbooks.cells import Raw, shown, trimmed, value_of
from shared.workbooks.faults import CellProblem, Fault, UnreadableWorkbook, in_order, shortened
from shared.workbooks.headings import Headings, find_headings
from shared.workbooks.marks import Contents, Marks, contents, harmless, marks
from shared.workbooks.package import Parts, packed, unpack
from shared.workbooks.sheets import EXAMPLE, VERSION_NAME, Column, Form, Said, cell_name

_MERGES_SHOWN: Final = 20


class Row(msgspec.Struct, frozen=True):
    """A row that was filled in: its number in the sheet, its cells as found, its values by key."""

    number: int
    cells: tuple[Raw, ...]
    values: dict[str, Any]


class Filled(msgspec.Struct, frozen=True):
    """What a form says. `faults` are all there are, in the order of the sheet.

    headings  where each column stands: its place counted from 0, by key
    """

    sheet: str
    headings: Mapping[str, int]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]

    def fault(self, row: Row, column: Column, code: str, said: Said) -> Fault:
        """Something wrong with a cell that could be read."""
        place = self.headings.get(column.key)
        raw = "" if place is None else row.cells[place]
        return Fault(
            sheet=self.sheet,
            row=row.number,
            place=place or 0,
            heading=column.heading,
            shown=seen(raw, column),
            code=code,
            said=said,
        )


def seen(raw: Raw, column: Column) -> str:
    """A cell as an error may show it (6.3)."""
    if column.mask is not None:
        return column.mask(shown(raw))
    return shortened(shown(raw))


def read(content: bytes, form: Form) -> Filled:
    """Raises UnreadableWorkbook when there is nothing to be told cell by cell."""
    parts = unpack(content)
    book = contents(parts)
    _check_version(book, form)
    name = _sheet_name(book, form)
    examined = book.sheets[name]
    marked = marks(parts.get(examined, b""))
    rows, merged = cells(harmless(parts, examined), name)
    found = find_headings(rows, form, name)
    reading = _Reading(form, name, found, marked)
    filled = tuple(reading.rows(rows))
    if not filled:
        raise UnreadableWorkbook("workbook_empty", faults.NOTHING_IN_IT)
    if len(filled) > form.rows_max:
        raise UnreadableWorkbook("too_many_rows", faults.too_many_rows(len(filled), form.rows_max))
    reading.merged(merged)
    return Filled(name, found.places, filled, in_order((*found.faults, *reading.faults)))


class _Reading:
    """Reads the rows of one sheet and collects what is wrong with them."""

    def __init__(self, form: Form, sheet: str, headings: Headings, marked: Marks) -> None:
        self._columns = {
            place: column
            for column in form.columns
            if (place := headings.places.get(column.key)) is not None
        }
        self._sheet = sheet
        self._headings = headings
        self._marks = marked
        self.faults: list[Fault] = []

    def rows(self, cells: Sequence[Sequence[Raw]]) -> Iterator[Row]:
        first = self._headings.row
        for number, row in enumerate(cells[first:], first + 1):
            if not self._is_example(row) and self._is_filled(number, row):
                yield Row(number, tuple(row), self._values(number, row))

    def merged(self, ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> None:
        below = [pair for pair in ranges if pair[1][0] >= self._headings.row]
        for (top, left), (bottom, right) in below[:_MERGES_SHOWN]:
            cell = cell_name(top + 1, left)
            cells = f"{cell}:{cell_name(bottom + 1, right)}"
            column = self._columns.get(left)
            self._add(top + 1, left, column, "", "cells_merged", faults.merged(cells))

    def _is_example(self, row: Sequence[Raw]) -> bool:
        serial = self._headings.serial
        return serial is not None and str(row[serial]).strip().startswith(EXAMPLE)

    def _is_filled(self, number: int, row: Sequence[Raw]) -> bool:
        return any(
            not isinstance(row[place], str)
            or trimmed(str(row[place]))
            or (number, place) in self._marks.errors
            or (number, place) in self._marks.formulas
            for place in self._columns
        )

    def _values(self, number: int, row: Sequence[Raw]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for place, column in self._columns.items():
            try:
                value = self._value(number, place, row[place], column)
            except CellProblem as problem:
                text = seen(row[place], column)
                self._add(number, place, column, text, problem.code, problem.said)
            else:
                if value is not None:
                    values[column.key] = value
        return values

    def _value(self, number: int, place: int, raw: Raw, column: Column) -> Any:
        if (number, place) in self._marks.errors:
            raise faults.error_value(column)
        if (number, place) in self._marks.formulas:
            raise faults.formula(column)
        value = value_of(raw, column)
        if value is None and column.required:
            raise faults.missing(column)
        return value

    def _add(
        self, row: int, place: int, column: Column | None, text: str, code: str, said: Said
    ) -> None:
        self.faults.append(
            Fault(
                sheet=self._sheet,
                row=row,
                place=place,
                heading=column.heading if column else "",
                shown=text,
                code=code,
                said=said,
            )
        )


def _check_version(book: Contents, form: Form) -> None:
    """A sheet that somebody made with the same headings tells no version, and is read."""
    told = book.names.get(VERSION_NAME, "").strip('="')
    if told and told != form.version:
        raise UnreadableWorkbook("template_outdated", faults.outdated(told, form.version))


def _sheet_name(book: Contents, form: Form) -> str:
    if form.name in book.sheets:
        return form.name
    if len(book.sheets) == 1:
        return next(iter(book.sheets))
    raise UnreadableWorkbook("sheet_missing", faults.sheet_missing(form.name))


def cells(
    parts: Parts, name: str
) -> tuple[list[list[Raw]], Sequence[tuple[tuple[int, int], tuple[int, int]]]]:
    """All rows from the first one on, equally long, and the ranges merged."""
    try:
        with load_workbook(packed(parts)) as book:
            sheet: CalamineSheet = book.get_sheet_by_name(name)
            rows: Any = sheet.to_python(skip_empty_area=False)
            return rows, sheet.merged_cell_ranges or ()
    except CalamineError as error:
        raise UnreadableWorkbook("workbook_unreadable", faults.NOT_A_WORKBOOK) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # Rust's own; no Exception of Python's
            raise
        raise UnreadableWorkbook("workbook_unreadable", faults.NOT_A_WORKBOOK) from error
