"""From bytes to cells: a workbook's sheets, or text with its separator found out."""

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from services.arrears.payment_files.reading import said
from services.arrears.payment_files.values import FileFormat
from shared.workbooks.cells import Raw
from shared.workbooks.faults import UnreadableWorkbook, too_wide
from shared.workbooks.marks import COLUMNS_MAX, ROWS_MAX, Marks, contents, harmless, marks
from shared.workbooks.package import Parts, unpack
from shared.workbooks.reading import cells

_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_SEPARATORS: Final = (",", "\t", ";")
_SPREADSHEET_ROWS: Final = 1_048_576
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PLAIN: Final = Marks(frozenset(), frozenset())
SEARCHED: Final = (
    20  # rows in which the headings are looked for: banks print a heading of their own
)

Score = Callable[[Sequence[Sequence[Raw]]], int]


class Grid(Struct, frozen=True):
    """The cells of one sheet, row by row from the first; text has no sheet and no marks."""

    format: FileFormat
    sheet: str
    rows: Sequence[Sequence[Raw]]
    marks: Marks


def grid_of(content: bytes, score: Score) -> Grid:
    """The list of payments in a file. `score` says how well the first rows hold its headings.

    Raises UnreadableWorkbook.
    """
    grid = _sheet(content, score) if content.startswith(_WORKBOOKS) else _text(content, score)
    if not score(grid.rows[:SEARCHED]):
        raise UnreadableWorkbook("headings_missing", said.NO_HEADINGS)
    return grid


def _sheet(content: bytes, score: Score) -> Grid:
    parts = unpack(content)
    book = contents(parts)
    found = [
        _grid(parts, name, path)
        for name, path in book.sheets.items()
        if path.startswith("xl/worksheets/")
    ]
    listed = [grid for grid in found if score(grid.rows[:SEARCHED])]
    if len(listed) > 1:
        raise UnreadableWorkbook("several_sheets", said.SEVERAL_SHEETS)
    if not listed:
        raise UnreadableWorkbook("headings_missing", said.NO_HEADINGS)
    return listed[0]


def _grid(parts: Parts, name: str, path: str) -> Grid:
    """Its marks are read first: a sheet that reaches too far is never opened."""
    marked = marks(parts.get(path, b"<none/>"))
    return Grid(FileFormat.XLSX, name, cells(harmless(parts, path), name)[0], marked)


def _text(content: bytes, score: Score) -> Grid:
    text = _decoded(content)
    best = max(_SEPARATORS, key=lambda separator: score(_first_rows(text, separator)))
    return Grid(FileFormat.CSV, "", _bounded(_records(text, best)), _PLAIN)


def _bounded(records: Iterable[list[str]]) -> list[Sequence[Raw]]:
    """As many rows as a sheet may have, blank ones aside: of those a spreadsheet saves a million.

    Raises UnreadableWorkbook before what lies beyond is held.
    """
    rows: list[Sequence[Raw]] = []
    filled = 0
    for record in records:
        filled += any(record)
        rows.append(record if any(record) else ())
        if filled > ROWS_MAX or len(rows) > _SPREADSHEET_ROWS:
            raise _too_large()
    return rows


def _too_large() -> UnreadableWorkbook:
    return UnreadableWorkbook("sheet_too_large", too_wide(ROWS_MAX, COLUMNS_MAX))


def _decoded(content: bytes) -> str:
    """As UTF-8 with or without its mark, as UTF-16 with one, or as GB18030, in this order."""
    encodings = ("utf-16",) if content.startswith(_UTF_16) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableWorkbook("payment_file_unreadable", said.NOT_TEXT)


def _first_rows(text: str, separator: str) -> list[list[str]]:
    found: list[list[str]] = []
    try:
        for record in _records(text, separator):
            found.append(record)
            if len(found) == SEARCHED:
                break
    except UnreadableWorkbook:
        return found  # with another separator its quotation marks may be sound
    return found


def _records(text: str, separator: str) -> Iterator[list[str]]:
    """Rows as a spreadsheet counts them: a line break within quotation marks makes no new one."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for record in reader:
            if len(record) > COLUMNS_MAX:
                raise _too_large()
            yield [_unwrapped(field) for field in record]
    except csv.Error:
        problem = said.malformed(reader.line_num)
        raise UnreadableWorkbook("payment_file_malformed", problem) from None


def _unwrapped(field: str) -> str:
    """Without what exports put around digits so that Excel keeps them: `="001"`, `'001`, a tab."""
    text = field.strip()
    if text.startswith('="') and text.endswith('"'):
        return text[2:-1]
    return text.removeprefix("'")
