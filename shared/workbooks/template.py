"""The template of a form: headings, an example, drop-downs, and how to fill it in."""

import io
from datetime import datetime
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from shared.workbooks.looks import (
    Looks,
    column_width,
    describe,
    print_landscape,
    row_height,
    shown_width,
)
from shared.workbooks.sheets import (
    EXAMPLE,
    SERIAL,
    VERSION_NAME,
    Column,
    Form,
    Kind,
    column_letters,
)
from shared.workbooks.writing import Pen, new_book

GUIDE_SHEET: Final = "填写说明"
CODES_SHEET: Final = "代码表"
_SERIAL_WIDTH: Final = 8
_HEADING_HEIGHT: Final = 36
_GUIDE_HEADINGS: Final = (("栏目", 26), ("是否必填", 10), ("填写要求", 70), ("示例", 40))
_GUIDE_LINE: Final = 66  # characters of half width that a line of the requirements holds
_LINE_HEIGHT: Final = 16
_MESSAGE_MAX: Final = 255


def template(form: Form, made_at: datetime) -> bytes:
    """The empty form, as an .xlsx file."""
    stream = io.BytesIO()
    book = new_book(stream, in_memory=True)
    describe(book, form.title, made_at)
    looks = Looks(book)
    sheet = book.add_worksheet(form.name)
    begin_form(book, sheet, form, looks)
    pen = Pen(sheet, looks)
    example = [column.example for column in form.columns]
    sheet.set_row(1, row_height(form.columns, example))
    pen.text(1, 0, EXAMPLE, looks.of(_SERIAL_COLUMN, grey=True))
    for place, (column, text) in enumerate(zip(form.columns, example, strict=True), 1):
        pen.text(1, place, text, looks.of(column, grey=True))
    add_guide(book, form, looks)
    book.close()
    return stream.getvalue()


_SERIAL_COLUMN: Final = Column(key="serial", heading=SERIAL, kind=Kind.ID, width=6)


def begin_form(book: Workbook, sheet: Worksheet, form: Form, looks: Looks) -> None:
    """Headings, widths, formats of what will be typed, drop-downs, the template's version."""
    pen = Pen(sheet, looks)
    sheet.set_row(0, _HEADING_HEIGHT)
    sheet.freeze_panes(1, 3)
    width = _SERIAL_WIDTH + sum(map(column_width, form.columns))
    print_landscape(sheet, rows_repeated=1, width=width, columns_repeated=3)
    sheet.set_column(0, 0, _SERIAL_WIDTH, looks.of(_SERIAL_COLUMN, edges=False))
    pen.text(0, 0, SERIAL, looks.heading())
    for place, column in enumerate(form.columns, 1):
        star = "*" if column.required else ""
        look = looks.of(column, edges=False)
        sheet.set_column(place, place, column_width(column), look)
        pen.text(0, place, f"{column.heading}{star}", looks.heading(required=column.required))
        sheet.data_validation(1, place, form.rows_max + 1, place, _rule(form, column))
    book.define_name(VERSION_NAME, f'="{form.version}"')


def add_guide(book: Workbook, form: Form, looks: Looks) -> None:
    """How to fill it in, and the code lists that the drop-downs show."""
    _guide(book.add_worksheet(GUIDE_SHEET), form, looks)
    _codes(book.add_worksheet(CODES_SHEET), form, looks)


def _rule(form: Form, column: Column) -> dict[str, Any]:
    """The drop-down of a list; for anything else only what to write, shown beside the cell."""
    rule: dict[str, Any] = {
        "validate": "any",
        "input_title": column.heading[:32],
        "input_message": column.note.zh[:_MESSAGE_MAX],
    }
    if column.labels:
        place = column_letters(_choices(form).index(column))
        rule |= {
            "validate": "list",
            "source": f"='{CODES_SHEET}'!${place}$2:${place}${len(column.labels) + 1}",
            "error_title": column.heading[:32],
            "error_message": "请从下拉列表中选择。",
            "show_error": not column.others,
        }
    return rule


def _choices(form: Form) -> list[Column]:
    return [column for column in form.columns if column.labels]


def _guide(sheet: Worksheet, form: Form, looks: Looks) -> None:
    pen = Pen(sheet, looks)
    sheet.hide_gridlines(2)
    print_landscape(sheet, rows_repeated=1)
    sheet.set_row(0, 30)
    pen.text(0, 0, f"{form.title}填写说明", looks.title)
    row = 1
    for number, advice in enumerate(form.advice, 1):
        sheet.set_row(row, 20)
        pen.text(row, 0, f"{number}. {advice}", looks.unwrapped)
        row += 1
    row += 1
    for place, (heading, width) in enumerate(_GUIDE_HEADINGS):
        sheet.set_column(place, place, width)
        pen.text(row, place, heading, looks.heading())
    for column in form.columns:
        row += 1
        lines = max(1, -(-shown_width(column.note.zh) // _GUIDE_LINE))
        sheet.set_row(row, lines * _LINE_HEIGHT + 4)
        told = (
            column.heading,
            "必填" if column.required else "选填",
            column.note.zh,
            column.example,
        )
        for place, text in enumerate(told):
            pen.text(row, place, text, looks.boxed)


def _codes(sheet: Worksheet, form: Form, looks: Looks) -> None:
    pen = Pen(sheet, looks)
    for place, column in enumerate(_choices(form)):
        sheet.set_column(place, place, column_width(column) + 4)
        pen.text(0, place, column.heading, looks.heading())
        for row, label in enumerate(column.labels.values(), 1):
            pen.text(row, place, label, looks.boxed)
