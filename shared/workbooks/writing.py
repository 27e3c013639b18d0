"""Writing cells so that what a person sees is what was meant, and nothing is ever a formula."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from shared.kernel.clock import SHANGHAI
from shared.kernel.money import FEN_PER_YUAN, format_amount
from shared.workbooks.looks import FORMULA_STARTS, Looks
from shared.workbooks.sheets import Column, Kind

_CELL_CHARS_MAX: Final = 32_767  # of UTF-16, as Excel counts
_EXACT_BELOW: Final = 10**15  # Excel keeps fifteen digits
_OPTIONS: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class CellTooLong(ValueError):
    """A text that no cell can hold; nothing is cut off in silence."""


def new_book(target: Path | BinaryIO, **options: Any) -> Workbook:
    """A workbook in which a string is a string."""
    return Workbook(str(target) if isinstance(target, Path) else target, {**_OPTIONS, **options})


class Pen:
    """Writes values by the kind of their column into one sheet."""

    def __init__(self, sheet: Worksheet, looks: Looks) -> None:
        self._sheet = sheet
        self._looks = looks

    def text(self, row: int, column: int, text: str, look: Format) -> None:
        """Rows and columns are counted from 0."""
        if 2 * len(text) > _CELL_CHARS_MAX and _units(text) > _CELL_CHARS_MAX:
            raise CellTooLong(f"{len(text)} characters in row {row + 1}")
        if text.startswith(FORMULA_STARTS):
            look = self._looks.guarded(look)
        if not text:
            self._sheet.write_blank(row, column, None, look)
        else:
            self._sheet.write_string(row, column, text, look)

    def value(self, row: int, place: int, value: Any, column: Column, look: Format) -> None:
        """A value as `Kind` describes it; None leaves the cell empty."""
        if value is None:
            self._sheet.write_blank(row, place, None, look)
        elif column.kind in {Kind.CHOICE, Kind.YES_NO}:
            code = value if isinstance(value, str) else ("yes" if value else "no")
            self.text(row, place, column.labels.get(code, code), look)
        elif column.kind is Kind.DATE_TIME:
            self.instant(row, place, value, look)
        elif column.kind is Kind.DATE:
            self.day(row, place, value, look)
        elif column.kind is Kind.MONEY:
            self.money(row, place, value, look)
        elif column.kind is Kind.WHOLE:
            self._sheet.write_number(row, place, value, look)
        else:
            self.text(row, place, value, look)

    def instant(self, row: int, column: int, at: datetime, look: Format) -> None:
        """In Beijing time, to the second; Excel knows no offsets."""
        local = at.astimezone(SHANGHAI) if at.tzinfo else at
        self._sheet.write_datetime(row, column, local.replace(tzinfo=None, microsecond=0), look)

    def day(self, row: int, column: int, day: date, look: Format) -> None:
        self._sheet.write_datetime(row, column, datetime(day.year, day.month, day.day), look)  # noqa: DTZ001  Excel knows no offsets

    def money(self, row: int, column: int, amount_fen: int, look: Format) -> None:
        """Yuan as a number, exact to the fen; an amount beyond Excel's fifteen digits as text."""
        if abs(amount_fen) >= _EXACT_BELOW:
            self.text(row, column, format_amount(amount_fen), look)
        else:
            self._sheet.write_number(row, column, Decimal(amount_fen) / FEN_PER_YUAN, look)
