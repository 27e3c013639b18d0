"""What a reader of values does not tell: formulas, error values, how far a sheet reaches, names.

Calamine gives a formula's last result and nothing for an error value, and lays a sheet out as one
dense rectangle: a single cell at XFD1048576 would be sixteen thousand million cells. So the XML is
walked once before, by expat, without document type declarations.
"""

import posixpath
import re
from typing import Any, Final
from xml.parsers import expat

import msgspec

from shared.workbooks.faults import NOT_A_WORKBOOK, UnreadableWorkbook, too_wide
from shared.workbooks.package import Parts

ROWS_MAX: Final = 20_000
COLUMNS_MAX: Final = 200
_SEPARATOR: Final = "\n"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships\nid"
_STRICT_RELATION: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships\nid"
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z")
_ROW: Final = re.compile(r"[1-9][0-9]{0,6}\Z")
_VALUES: Final = frozenset({"v", "is", "f"})

Place = tuple[int, int]


class Contents(msgspec.Struct, frozen=True):
    """Sheets by name with the path of their part, and defined names with their text."""

    sheets: dict[str, str]
    names: dict[str, str]


class Marks(msgspec.Struct, frozen=True):
    """Places, (row from 1, column from 0), of formulas and of error values."""

    formulas: frozenset[Place]
    errors: frozenset[Place]


def contents(parts: Parts) -> Contents:
    """The table of contents of a workbook. Raises UnreadableWorkbook."""
    relations = _Relations()
    _walk(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"), relations)
    book = _Book()
    _walk(parts["xl/workbook.xml"], book)
    sheets = {
        name: posixpath.normpath(posixpath.join("/xl", relations.targets[relation]))[1:]
        for name, relation in book.sheets
        if relation in relations.targets
    }
    return Contents(sheets, book.names)


def marks(sheet: bytes) -> Marks:
    """What one sheet's XML tells. Raises UnreadableWorkbook when it reaches too far."""
    found = _Cells()
    _walk(sheet, found)
    return Marks(frozenset(found.formulas), frozenset(found.errors))


def harmless(parts: Parts, examined: str) -> Parts:
    """The parts without those that reach too far or are no XML; `examined` was looked at before.

    Which part a sheet's name leads to, a reader finds in its own way (names given twice, capital
    letters, paths): whichever it is, it has been looked at.
    """
    return {name: part for name, part in parts.items() if name == examined or _is_harmless(part)}


def _is_harmless(part: bytes) -> bool:
    try:
        marks(part)
    except UnreadableWorkbook:
        return False
    return True


class _Walker:
    """Takes the elements of a part as they come; what a kind of part does not need does nothing."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


class _Relations(_Walker):
    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


class _Book(_Walker):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.names: dict[str, str] = {}
        self._name: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation = attributes.get(_RELATION) or attributes.get(_STRICT_RELATION) or ""
            self.sheets.append((attributes.get("name", ""), relation))
        elif name == "definedName":
            self._name = attributes.get("name", "")
            self.names[self._name] = ""

    def end(self, name: str) -> None:
        if name == "definedName":
            self._name = None

    def text(self, text: str) -> None:
        if self._name is not None:
            self.names[self._name] += text


class _Cells(_Walker):
    """Cells may leave out where they stand; then they stand behind the one before.

    Where it is said, it is said as the standard has it (`B17`): readers take `b17`, `B0017` or a
    number of nine digits each in its own way, and none is to be read otherwise than it was seen here.
    """

    def __init__(self) -> None:
        self.formulas: set[Place] = set()
        self.errors: set[Place] = set()
        self._row = 0
        self._column = -1
        self._is_error = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._begin_row(attributes.get("r"))
        elif name in _VALUES:
            self._value(name)

    def _begin_row(self, given: str | None) -> None:
        if given is None:
            self._row += 1
        elif _ROW.match(given):
            self._row = int(given)
        else:
            raise UnreadableWorkbook("workbook_unreadable", NOT_A_WORKBOOK)
        self._column = -1

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r")
        found = _REFERENCE.match(given or "")
        if found:
            self._column, self._row = _column(found[1]), int(found[2])
        elif given is None:
            self._column += 1
        else:
            raise UnreadableWorkbook("workbook_unreadable", NOT_A_WORKBOOK)
        self._is_error = attributes.get("t") == "e"

    def _value(self, name: str) -> None:
        if self._row > ROWS_MAX or self._column >= COLUMNS_MAX:
            raise UnreadableWorkbook("sheet_too_large", too_wide(ROWS_MAX, COLUMNS_MAX))
        if name == "f":
            self.formulas.add((self._row, self._column))
        if self._is_error:
            self.errors.add((self._row, self._column))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _walk(part: bytes, into: _Walker) -> None:
    """Hand every element to `into`, names without their namespace."""

    def start(name: str, attributes: dict[str, str]) -> None:
        into.start(name.rpartition(_SEPARATOR)[2], attributes)

    def end(name: str) -> None:
        into.end(name.rpartition(_SEPARATOR)[2])

    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.StartElementHandler = start
    if not isinstance(into, _Cells):
        parser.EndElementHandler = end
        parser.CharacterDataHandler = into.text
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        parser.Parse(part, True)  # noqa: FBT003  expat takes it by position only
    except (expat.ExpatError, UnicodeError, ValueError) as error:
        raise UnreadableWorkbook("workbook_unreadable", NOT_A_WORKBOOK) from error


def _no_doctype(*_: Any) -> None:
    """No workbook has one; entities declared in it could expand without end."""
    raise UnreadableWorkbook("workbook_unreadable", NOT_A_WORKBOOK)
