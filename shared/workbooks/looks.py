"""How our workbooks look: fonts and fills, widths for Chinese text, what a printed page is like."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from shared.kernel.clock import SHANGHAI
from shared.workbooks.sheets import Column, Kind

# Text that begins so is a formula to a spreadsheet, once a person edits the cell or opens a CSV.
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_FONT: Final = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_EDGES: Final = {"border": 1, "border_color": "#BFBFBF"}
_NUMBER_FORMATS: Final = {
    Kind.DATE: "yyyy-mm-dd",
    Kind.DATE_TIME: "yyyy-mm-dd hh:mm",
    Kind.MONEY: "#,##0.00",
    Kind.WHOLE: "0",
}
_CENTRED: Final = frozenset({Kind.CHOICE, Kind.YES_NO, Kind.DATE, Kind.DATE_TIME, Kind.ID})
_WIDE: Final = 30  # wider columns hold sentences, which begin at the left
_LINE_POINTS: Final = 15
_HEIGHT_MAX: Final = 409  # Excel's own limit
_PAGE_WIDTH: Final = 200  # characters on A4 landscape at the scale below
_PRINT_SCALE: Final = 65
_ROOM: Final = 2  # for the arrow of the filter


class Looks:
    """The formats of one workbook, made once each."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Any, ...], Format] = {}

    @property
    def title(self) -> Format:
        return self._format({"font_name": "黑体", "font_size": 16, "valign": "vcenter"})

    @property
    def plain(self) -> Format:
        return self._format({**_FONT, "text_wrap": True, "valign": "top"})

    @property
    def unwrapped(self) -> Format:
        return self._format({**_FONT})

    @property
    def boxed(self) -> Format:
        return self._format({**_FONT, **_EDGES, "text_wrap": True})

    def heading(self, *, required: bool = False) -> Format:
        colour = {"font_color": "#C00000"} if required else {}
        return self._format(
            {
                **_FONT, **_EDGES, **colour, "font_name": "黑体", "align": "center",
                "bg_color": "#DDEBF7", "text_wrap": True,
            }
        )  # fmt: skip

    def of(
        self, column: Column, *, edges: bool = True, fill: str = "", grey: bool = False
    ) -> Format:
        """The format of a column's cells. Text is text to Excel too, whatever its digits."""
        look: dict[str, Any] = {**_FONT, "num_format": _NUMBER_FORMATS.get(column.kind, "@")}
        if edges:
            look |= _EDGES
        if column.kind in _CENTRED:
            look["align"] = "center"
        if column.width >= _WIDE:
            look["text_wrap"] = True
        if fill:
            look["bg_color"] = fill
        if grey:
            look |= {"font_color": "#7F7F7F", "italic": True}
        return self._format(look)

    def guarded(self, look: Format) -> Format:
        """The same look for text that must stay text even after a person has edited the cell."""
        like = next(dict(made) for made, known in self._made.items() if known is look)
        return self._format({**like, "quote_prefix": True})

    def _format(self, look: dict[str, Any]) -> Format:
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def shown_width(text: str) -> int:
    """In characters of half width: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def column_width(column: Column) -> int:
    """Wide enough for what it holds and for its heading in one line, with its star or its arrow."""
    return max(column.width, shown_width(column.heading) + 1) + _ROOM


def row_height(columns: Sequence[Column], texts: Sequence[Any]) -> float | None:
    """In points, where a text of a wide column takes several lines; None for an ordinary row.

    Excel would find it out by itself, but not every program that opens a workbook does.
    """
    lines = 1
    for column, text in zip(columns, texts, strict=True):
        if column.width >= _WIDE and isinstance(text, str) and 2 * len(text) > column.width:
            wrapped = (-(-shown_width(line) // column.width) for line in text.splitlines())
            lines = max(lines, sum(max(1, count) for count in wrapped))
    return None if lines == 1 else min(lines * _LINE_POINTS + 3, _HEIGHT_MAX)


def print_landscape(
    sheet: Worksheet, *, rows_repeated: int, width: int = 0, columns_repeated: int = 1
) -> None:
    """A4, the heading on each page, pages numbered.

    A sheet that is not too wide (`width` in characters) is fitted to one page; a wider one runs
    over several, each with its first columns, so that it stays legible.
    """
    sheet.set_landscape()
    sheet.set_paper(9)
    if width <= _PAGE_WIDTH:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.set_print_scale(_PRINT_SCALE)
        sheet.print_across()
        sheet.repeat_columns(0, columns_repeated - 1)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.repeat_rows(0, rows_repeated - 1)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def describe(book: Workbook, title: str, made_at: datetime) -> None:
    """Document properties: what it is and when it was made; nobody's name."""
    book.set_properties(
        {
            "title": title,
            "author": "纾困系统",
            "company": "",
            "created": made_at.astimezone(SHANGHAI).replace(tzinfo=None),
        }
    )
