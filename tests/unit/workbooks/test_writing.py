"""What is written looks as it should, in Excel and on paper; a second library reads it back."""

import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from shared.workbooks.export import Export
from shared.workbooks.marking import marked
from shared.workbooks.reading import read
from shared.workbooks.sheets import Report
from shared.workbooks.template import template
from shared.workbooks.writing import CellTooLong
from tests.builders.workbooks import FORM, sheet

MADE_AT = datetime(2022, 9, 24, 2, 0, tzinfo=UTC)
REPORT = Report(
    name="清单",
    title="企业清单",
    columns=FORM.columns,
    told=(("导出时间", "2022年9月24日 10:00"),),
)
ROW = {
    "uscc": "91530902MA6XTXT19B",
    "name": "=HYPERLINK(“x”)",
    "phone": "0883-2123456",
    "size": "micro",
    "secret": False,
    "since": date(2022, 9, 15),
    "limit": datetime(2022, 9, 30, 16, 0, tzinfo=UTC),
    "amount": 199_999_999,
    "staff": 12,
}


def exported(folder: Path, *rows: dict[str, Any]) -> Any:
    path = folder / "list.xlsx"
    export = Export(path, REPORT, MADE_AT)
    export.append(rows)
    export.close()
    return openpyxl.load_workbook(path)


def test_an_export_holds_real_dates_in_beijing_time_and_amounts_as_numbers(tmp_path: Path) -> None:
    page = exported(tmp_path, ROW)["清单"]
    cells = {str(head.value): cell for head, cell in zip(page[2], page[3], strict=True)}
    assert cells["成立日期"].value == datetime.fromisoformat("2022-09-15")
    assert cells["办理期限"].value == datetime.fromisoformat("2022-10-01T00:00")
    assert cells["办理期限"].number_format == "yyyy-mm-dd hh:mm"
    assert (cells["金额（元）"].value, cells["金额（元）"].number_format) == (
        1999999.99,
        "#,##0.00",
    )
    assert (cells["统一社会信用代码"].number_format, cells["职工人数"].value) == ("@", 12)
    assert (cells["企业规模"].value, cells["是否保密"].value) == ("微型企业", "否")


def test_text_that_a_spreadsheet_would_take_for_a_formula_stays_text_after_editing(
    tmp_path: Path,
) -> None:
    cell = exported(tmp_path, ROW)["清单"]["B3"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(“x”)", "s", True)


def test_an_export_prints_and_says_what_it_is(tmp_path: Path) -> None:
    book = exported(tmp_path, ROW, ROW)
    page = book["清单"]
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == (
        "B3", "A2:I4", "$1:$2",
    )  # fmt: skip
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.column_dimensions["A"].width >= 20
    told = {row[0].value: row[1].value for row in book["导出说明"].rows}
    assert told["导出行数"] == "2 行"
    assert told["导出时间"] == "2022年9月24日 10:00"
    assert (book.properties.creator, book.properties.lastModifiedBy) == ("纾困系统",) * 2


def test_an_amount_beyond_fifteen_digits_is_written_to_the_fen_as_text(tmp_path: Path) -> None:
    page = exported(tmp_path, {"amount": 10**17 + 1}, {"amount": -5})["清单"]
    assert (page["H3"].value, page["H4"].value) == ("1000000000000000.01", -0.05)


def test_a_text_that_no_cell_can_hold_is_never_cut_in_silence(tmp_path: Path) -> None:
    export = Export(tmp_path / "list.xlsx", REPORT, MADE_AT)
    with pytest.raises(CellTooLong):
        export.append([{"name": "文" * 32_768}])
    export.abandon()


def test_a_template_has_drop_downs_hints_a_frozen_heading_and_an_example() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template(FORM, MADE_AT)))
    page = book["企业登记"]
    assert [page["B1"].value, page["C1"].value, page["D1"].value] == [
        "统一社会信用代码*", "企业名称*", "联系电话",
    ]  # fmt: skip
    assert (page["A2"].value, page["B2"].value) == ("示例", "91530902MA6XTXT19B")
    assert page.freeze_panes == "D2"
    rules = {str(rule.sqref).split(":")[0]: rule for rule in page.data_validations.dataValidation}
    assert rules["E2"].formula1 == "'代码表'!$A$2:$A$3"
    assert rules["B2"].prompt == "填写 18 位代码。"
    assert [cell.value for cell in book["代码表"]["A"]] == ["企业规模", "微型企业", "小型企业"]
    assert page.column_dimensions["B"].width >= 20
    assert book.defined_names["shukun_template"].attr_text == '"firms-1"'


def test_a_marked_form_shows_in_red_what_to_mend_and_can_be_sent_again() -> None:
    good = ["91530902MA6XTXT19B", "昔归"]
    bad = [8832123456, "甲", "0883-2123456", "中型", None, date(2022, 9, 15), "昨天", 0.5, 3]
    filled = read(sheet(good, bad), FORM)
    content = marked(FORM, filled, filled.faults, {2}, MADE_AT)

    page = openpyxl.load_workbook(io.BytesIO(content))["企业登记"]
    assert page["E2"].fill.start_color.rgb == "FFFFC7CE"
    assert page["D2"].fill.start_color.rgb != "FFFFC7CE"
    assert "「企业规模」只能从下拉列表中选择" in page["K2"].value
    again = read(content, FORM)
    assert [(fault.heading, fault.code) for fault in again.faults] == [
        (fault.heading, fault.code) for fault in filled.faults
    ]
