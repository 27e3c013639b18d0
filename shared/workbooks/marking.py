"""A form sent back to whoever filled it in: the rows as they were, what is wrong in red."""

import io
from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from shared.workbooks.cells import Raw
from shared.workbooks.faults import Fault
from shared.workbooks.looks import Looks, describe, row_height
from shared.workbooks.reading import Filled, Row
from shared.workbooks.sheets import Column, Form, Kind
from shared.workbooks.template import add_guide, begin_form
from shared.workbooks.writing import Pen, new_book

EXPLANATION: Final = "错误说明"  # a form lists it among the headings it ignores
_RED: Final = "#FFC7CE"
_WIDTH: Final = 70
_EXPLAINING: Final = Column(key="", heading=EXPLANATION, kind=Kind.TEXT, width=_WIDTH)


def marked(
    form: Form,
    filled: Filled,
    faults: Collection[Fault],
    left_out: Collection[int],
    made_at: datetime,
) -> bytes:
    """The form with a column that says what to mend, as an .xlsx file to correct and send again.

    The serial number is that of the row in the form that came. `left_out` are the numbers of rows
    that need not, or must not, be sent again. A cell keeps its type: a number that has lost its
    zeros must not come back as if it had been typed so.
    """
    stream = io.BytesIO()
    book = new_book(stream, in_memory=True)
    describe(book, form.title, made_at)
    looks = Looks(book)
    sheet = book.add_worksheet(form.name)
    begin_form(book, sheet, form, looks)
    _Marking(sheet, looks, form, filled, faults).write(left_out)
    add_guide(book, form, looks)
    book.close()
    return stream.getvalue()


class _Marking:
    def __init__(
        self, sheet: Worksheet, looks: Looks, form: Form, filled: Filled, faults: Collection[Fault]
    ) -> None:
        self._sheet = sheet
        self._looks = looks
        self._pen = Pen(sheet, looks)
        self._form = form
        self._filled = filled
        self._by_row: dict[int, list[Fault]] = defaultdict(list)
        for fault in faults:
            self._by_row[fault.row].append(fault)

    def write(self, left_out: Collection[int]) -> None:
        last = len(self._form.columns) + 1
        self._sheet.set_column(last, last, _WIDTH)
        self._pen.text(0, last, EXPLANATION, self._looks.heading())
        kept = [row for row in self._filled.rows if row.number not in left_out]
        for at, row in enumerate(kept, 1):
            wrong = self._by_row[row.number]
            told = "\n".join(fault.said.zh for fault in wrong)
            self._height(at, row, told)
            self._row(at, row, {fault.heading for fault in wrong})
            self._pen.text(at, last, told, self._looks.boxed)

    def _height(self, at: int, row: Row, told: str) -> None:
        columns = [*self._form.columns, _EXPLAINING]
        texts = [*(self._raw(row, column) for column in self._form.columns), told]
        self._sheet.set_row(at, row_height(columns, texts))

    def _raw(self, row: Row, column: Column) -> Raw:
        source = self._filled.headings.get(column.key)
        return "" if source is None else row.cells[source]

    def _row(self, at: int, row: Row, wrong: Collection[str]) -> None:
        self._pen.text(at, 0, str(row.number), self._looks.boxed)
        for place, column in enumerate(self._form.columns, 1):
            raw = self._raw(row, column)
            fill = _RED if column.heading in wrong else ""
            self._cell(at, place, raw, column, fill)

    def _cell(self, at: int, place: int, raw: Raw, column: Column, fill: str) -> None:
        if isinstance(raw, bool):
            self._sheet.write_boolean(at, place, raw, self._look(column, fill))
        elif isinstance(raw, int | float):
            self._sheet.write_number(at, place, raw, self._look(column, fill))
        elif isinstance(raw, datetime):
            dated = _like(column, Kind.DATE_TIME)
            self._pen.instant(at, place, raw, self._look(dated, fill))
        elif isinstance(raw, date):
            self._pen.day(at, place, raw, self._look(_like(column, Kind.DATE), fill))
        else:
            self._pen.text(at, place, str(raw), self._look(column, fill))

    def _look(self, column: Column, fill: str) -> Format:
        return self._looks.of(column, fill=fill)


def _like(column: Column, kind: Kind) -> Column:
    return Column(key=column.key, heading=column.heading, kind=kind, width=column.width)
