"""A filled-in form is read row by row; what is wrong is told with its cell."""

import io
from datetime import datetime

import pytest
from openpyxl import load_workbook

from shared.workbooks.faults import UnreadableWorkbook
from shared.workbooks.reading import read
from shared.workbooks.template import template
from tests.builders.workbooks import FORM, HEADINGS, filled, saved, sheet

MADE_AT = datetime.fromisoformat("2022-09-24T10:00+08:00")
GOOD = ("91530902MA6XTXT19B", "昔归茶业", "13812345678", "微型企业")


def faults_of(content: bytes) -> list[tuple[str, str]]:
    return [(fault.cell, fault.code) for fault in read(content, FORM).faults]


def refused(content: bytes) -> str:
    with pytest.raises(UnreadableWorkbook) as found:
        read(content, FORM)
    assert found.value.said.zh.endswith("。")
    return found.value.code


def test_rows_are_read_by_heading_wherever_a_column_stands_and_empty_rows_do_not_count() -> None:
    headings = ["序号", "*企业名称", "统一社会\n信用代码", "错误说明"]
    found = read(
        sheet(["示例", "甲", "乙"], [1, "昔归", GOOD[0]], [], [3], [4, " 勐托 ", GOOD[0]],
              headings=headings),
        FORM,
    )  # fmt: skip
    assert found.faults == ()
    assert [(row.number, row.values["name"]) for row in found.rows] == [(3, "昔归"), (6, "勐托")]


def test_a_title_above_the_headings_does_no_harm() -> None:
    found = read(sheet(HEADINGS, GOOD, headings=["企业登记表"]), FORM)
    assert [row.number for row in found.rows] == [3]


def test_every_fault_is_told_with_its_cell_and_personal_data_only_masked() -> None:
    content = sheet(
        [None, "昔归", 8832123456, "中型", "是", "昨天"],
        [*GOOD, None, None, None, "12.345"],
    )
    found = read(content, FORM)
    assert [(fault.cell, fault.code, fault.shown) for fault in found.faults] == [
        ("A2", "cell_missing", ""),
        ("C2", "number_for_text", "***"),
        ("D2", "choice_unknown", "中型"),
        ("F2", "date_malformed", "昨天"),
        ("H3", "amount_malformed", "12.345"),
    ]
    assert found.faults[0].said.zh == "「统一社会信用代码」必须填写。填写 18 位代码。"


def test_formulas_error_values_and_merged_cells_are_told_for_nothing_else_would_show_them() -> None:
    book = load_workbook(io.BytesIO(sheet(GOOD, GOOD, GOOD)))
    page = book["企业登记"]
    page["B2"] = "=A2"
    page["B3"] = "#N/A"
    page.merge_cells("D3:D4")
    assert faults_of(saved(book)) == [
        ("B2", "formula_in_cell"), ("B3", "error_in_cell"), ("D3", "cells_merged"),
    ]  # fmt: skip


def test_headings_that_miss_surprise_or_repeat_are_told() -> None:
    content = sheet(GOOD, headings=["统一社会信用代码", "企业简称", "企业规模", "企业规模"])
    assert faults_of(content) == [
        ("A1", "heading_missing"), ("B1", "heading_unknown"), ("D1", "heading_repeated"),
        ("C2", "choice_unknown"),
    ]  # fmt: skip


def test_a_sheet_that_is_not_the_form_is_refused_as_a_whole() -> None:
    assert refused(sheet(GOOD, headings=["甲", "乙"])) == "headings_missing"
    assert refused(sheet()) == "workbook_empty"
    assert refused(sheet(*[GOOD] * 5)) == "too_many_rows"
    two = load_workbook(io.BytesIO(sheet(GOOD, name="甲")))
    two.create_sheet("乙")
    assert refused(saved(two)) == "sheet_missing"


def test_a_form_from_an_older_template_is_refused_and_the_present_one_is_read() -> None:
    empty = template(FORM, MADE_AT)
    content = filled(empty, {"统一社会信用代码": GOOD[0], "企业名称": "昔归"}, sheet_name=FORM.name)
    assert [row.number for row in read(content, FORM).rows] == [3]
    old = load_workbook(io.BytesIO(content))
    old.defined_names["shukun_template"].attr_text = '"firms-0"'
    assert refused(saved(old)) == "template_outdated"


def test_the_example_of_the_template_is_never_read() -> None:
    assert refused(template(FORM, MADE_AT)) == "workbook_empty"
