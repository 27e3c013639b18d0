"""An export: a sheet of rows and a sheet that says what it is, written row by row to a file.

Memory does not grow with the rows; each call takes its time, so make them in a thread.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from shared.workbooks.looks import (
    Looks,
    column_width,
    describe,
    print_landscape,
    row_height,
    shown_width,
)
from shared.workbooks.sheets import Report
from shared.workbooks.writing import Pen, new_book

TOLD_SHEET: Final = "导出说明"
_HEADING_ROW: Final = 1
_FIRST_ROW: Final = 2
_TOLD_WIDTH: Final = 90
_SAVE_AS: Final = (
    "如需另存为 CSV 等文本格式，请先核对以“=”“+”“-”“@”开头的单元格：本文件中均按文字保存，"
    "而 CSV 文件再次打开时会被当作公式执行。"
)


class Export:
    """Write rows with `append`, then `close`; or `abandon` what cannot be completed.

    What the report tells of itself is completed with the number of rows.
    """

    def __init__(self, path: Path, report: Report, made_at: datetime) -> None:
        self._report = report
        self._book = new_book(path, constant_memory=True, tmpdir=str(path.parent))
        describe(self._book, report.title, made_at)
        self._looks = Looks(self._book)
        self._sheet = self._book.add_worksheet(report.name)
        self._pen = Pen(self._sheet, self._looks)
        self._formats = [self._looks.of(column) for column in report.columns]
        self._next = _FIRST_ROW
        self._begin()

    @property
    def rows(self) -> int:
        return self._next - _FIRST_ROW

    def append(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Values by the keys of the columns."""
        columns = self._report.columns
        for row in rows:
            values = [row.get(column.key) for column in columns]
            height = row_height(columns, values)
            if height is not None:
                self._sheet.set_row(self._next, height)
            for place, column in enumerate(columns):
                self._pen.value(self._next, place, values[place], column, self._formats[place])
            self._next += 1

    def close(self) -> None:
        last = max(self._next - 1, _HEADING_ROW)
        self._sheet.autofilter(_HEADING_ROW, 0, last, len(self._report.columns) - 1)
        self._tell()
        self._book.close()

    def abandon(self) -> None:
        """Let go of the rows written so far; no workbook comes of them."""
        for sheet in self._book.worksheets():
            sheet.row_data_fh.close()

    def _begin(self) -> None:
        sheet, looks = self._sheet, self._looks
        widths = [column_width(column) for column in self._report.columns]
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(_FIRST_ROW, 1)
        print_landscape(sheet, rows_repeated=_FIRST_ROW, width=sum(widths))
        sheet.set_row(0, 30)
        self._pen.text(0, 0, self._report.title, looks.title)
        sheet.set_row(_HEADING_ROW, 24)
        for place, column in enumerate(self._report.columns):
            self._pen.text(_HEADING_ROW, place, column.heading, looks.heading())

    def _tell(self) -> None:
        told = [*self._report.told, ("导出行数", f"{self.rows} 行"), ("注意事项", _SAVE_AS)]
        sheet = self._book.add_worksheet(TOLD_SHEET)
        pen = Pen(sheet, self._looks)
        sheet.set_column(0, 0, max(shown_width(name) for name, _ in told) + 4)
        sheet.set_column(1, 1, _TOLD_WIDTH)
        for row, (name, text) in enumerate(told):
            pen.text(row, 0, name, self._looks.plain)
            pen.text(row, 1, text, self._looks.plain)
