"""Lists as banks and the treasury really give them out: all rows are read, or every fault is told."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest

from services.arrears.payment_files.reading import ReadFile, read_payment_file
from services.arrears.payment_files.refusals import PayerNotNamed
from services.arrears.payment_files.values import ROWS_MAX, FileFormat, PaidRow
from shared.workbooks.faults import UnreadableWorkbook
from tests.builders.arrears import CREDITOR_USCC, THE_CREDITOR, THE_DEBTOR
from tests.builders.payment_files import HEADINGS, as_text, as_workbook, line
from tests.builders.workbooks import saved, with_part

HOLDER = "临沧市临翔区住房和城乡建设局"


def read(content: bytes | str, holder: str | None = None) -> ReadFile:
    return read_payment_file(content.encode() if isinstance(content, str) else content, holder)


def only_row(content: bytes | str, holder: str | None = None) -> PaidRow:
    found = read(content, holder)
    assert found.faults == ()
    [row] = found.rows
    return row


def told(content: bytes | str) -> list[tuple[str, str]]:
    return [(fault.cell, fault.code) for fault in read(content).faults]


def unreadable(content: bytes | str) -> str:
    with pytest.raises(UnreadableWorkbook) as refused:
        read(content)
    assert refused.value.said.zh
    assert refused.value.said.en
    return refused.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_list_as_text_is_read_in_every_common_encoding_and_separation(
    encoding: str, separator: str
) -> None:
    content = as_text(line("ZF-1", "1,234.50"), separator=separator).encode(encoding)
    found = read(content)
    assert found.faults == ()
    assert found.format is FileFormat.CSV
    assert found.rows == (
        PaidRow(
            number=4,
            payer_name=THE_DEBTOR.name,
            payer_uscc=None,
            payee_name=THE_CREDITOR.name,
            payee_uscc=None,
            amount_fen=123_450,
            value_on=date(2022, 12, 30),
            voucher_number="ZF-1",
            purpose="工程款",
        ),
    )


def test_text_and_workbook_say_the_same() -> None:
    lines = [line(f"ZF-{number}", f"{number}.10") for number in range(1, 21)]
    cells = [[*each[:3], float(each[3]), date(2022, 12, 30), each[5]] for each in lines]
    text, book = read(as_text(*lines)), read(as_workbook(*cells))
    assert (text.rows, text.columns) == (book.rows, book.columns)
    assert sum(row.amount_fen for row in text.rows) == 21_200
    assert book.format is FileFormat.XLSX


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("1234.5", 123_450),
        ("￥1,234.50", 123_450),
        ("¥ 1,234,567.89", 123_456_789),
        ("１２３４．５０", 123_450),
        ("1,234元", 123_400),
        ("CNY100", 10_000),
        ("0.01", 1),
        ("999999999999.99", 99_999_999_999_999),
    ],
)
def test_amounts_are_read_to_the_fen(written: str, fen: int) -> None:
    assert only_row(as_text(line("V", written))).amount_fen == fen


@pytest.mark.parametrize(
    ("number", "fen"), [(0.1 + 0.2, 30), (8.29, 829), (1234567.89, 123_456_789)]
)
def test_a_number_of_excel_counts_with_the_digits_it_shows(number: float, fen: int) -> None:
    cells: list[Any] = line("V", "")
    cells[3] = number
    assert only_row(as_workbook(cells)).amount_fen == fen


@pytest.mark.parametrize(
    "written",
    ["2022-12-30", "20221230", "2022/12/30", "2022年12月30日", "2022.12.30", "２０２２１２３０",
     "2022-12-30 23:59:59", "2022-12-30T08:00", 20221230, date(2022, 12, 30),
     datetime(2022, 12, 30, 23, 59)],  # noqa: DTZ001  a cell has no zone
    ids=str,
)  # fmt: skip
def test_days_are_read_however_they_are_written(written: Any) -> None:
    cells: list[Any] = line("V", "1")
    cells[4] = written
    content = as_text(cells) if isinstance(written, str) else as_workbook(cells)
    assert only_row(content).value_on == date(2022, 12, 30)


@pytest.mark.parametrize(
    ("place", "written", "code"),
    [
        (0, "", "cell_missing"),
        (0, "1.23E+17", "number_for_text"),
        (0, "9" * 65, "text_too_long"),
        (1, "", "cell_missing"),
        (2, " 　", "cell_missing"),
        (3, "", "cell_missing"),
        (3, "-5.00", "amount_not_positive"),
        (3, "(5.00)", "amount_not_positive"),
        (3, "0.00", "amount_not_positive"),
        (3, "1.005", "amount_malformed"),
        (3, "1,23", "amount_malformed"),
        (3, "1e3", "amount_malformed"),
        (3, "一千元", "amount_malformed"),
        (3, "1000000000000", "amount_too_large"),
        (4, "昨天", "date_malformed"),
        (4, "2022-02-30", "date_malformed"),
        (4, "30/12/2022", "date_malformed"),
        (4, "1022-12-30", "date_out_of_range"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_with_its_place(
    place: int, written: str, code: str
) -> None:
    cells = line("V1", "1.00")
    cells[place] = written
    content = as_text(line("V0", "1.00"), cells)
    assert told(content) == [(f"{'ABCDEF'[place]}5", code)]
    [fault] = read(content).faults
    assert fault.said.zh
    assert fault.said.en


def test_every_fault_of_a_file_is_told_at_once() -> None:
    content = as_text(line("", "x"), line("V1", "1"), line("V2", "-1", on="?"))
    assert told(content) == [
        ("A4", "cell_missing"),
        ("D4", "amount_malformed"),
        ("D6", "amount_not_positive"),
        ("E6", "date_malformed"),
    ]


def test_formulas_and_errors_of_excel_are_faults() -> None:
    cells: list[Any] = line("V1", "")
    cells[3], cells[5] = "=1+1", "#REF!"
    assert ("D4", "formula_in_cell") in told(as_workbook(cells))


def test_credit_codes_are_checked_where_the_file_gives_them() -> None:
    headings = (*HEADINGS, "收款人统一社会信用代码")
    good = as_text([*line("V", "1"), CREDITOR_USCC], headings=headings)
    assert only_row(good).payee_uscc == CREDITOR_USCC
    bad = as_text([*line("V", "1"), f"{CREDITOR_USCC[:-1]}C"], headings=headings)
    assert told(bad) == [("G4", "uscc_check_digit")]


def test_what_is_no_payment_is_left_out() -> None:
    content = as_text(
        line("V1", "1.00"),
        [],
        ["本页小计", "", "", "1.00", "", ""],
        HEADINGS,
        line("V2", "2.00"),
        ["合计：", "", "", "3.00", "", ""],
        ["制表人：李四", "", "", "", "", ""],
    )
    found = read(content)
    assert found.faults == ()
    assert [row.number for row in found.rows] == [4, 8]


def test_a_total_that_the_rows_do_not_add_up_to_is_a_fault() -> None:
    content = as_text(line("V1", "1.00"), ["合计", "", "", "1.01", "", ""])
    assert told(content) == [("D5", "total_differs")]


def test_totals_may_be_of_parts_and_of_all() -> None:
    def total(amount: str) -> list[str]:
        return ["合计", "", "", amount, "", ""]

    lines = [line("V1", "1.00"), total("1.00"), line("V2", "2.00"), total("2.00"), total("3.00")]
    assert read(as_text(*lines)).faults == ()
    assert told(as_text(*lines[:3], total("2.50"))) == [("D7", "total_differs")]


def test_a_total_of_both_ways_is_none_of_what_was_paid() -> None:
    headings = (*HEADINGS, "借贷标志")
    lines = [[*line("V1", "1.00"), "借"], [*line("V2", "2.00"), "贷"]]
    content = as_text(*lines, ["合计", "", "", "3.00", "", "", ""], headings=headings)
    assert (read(content).faults, read(content).incoming) == ((), 1)


def test_a_payer_that_is_not_named_is_the_holder_of_the_account() -> None:
    content = as_text(line("V", "1", payer=""))
    assert told(content) == [("B4", "cell_missing")]
    assert only_row(content, HOLDER).payer_name == HOLDER


STATEMENT = (
    "记账日期",
    "交易流水号",
    "凭证号",
    "借方发生额",
    "贷方发生额",
    "对方户名",
    "摘要",
    "附言",
)


def statement(*rows: Sequence[str]) -> str:
    return as_text(*rows, headings=STATEMENT)


def test_a_statement_of_an_account_says_who_paid_by_its_holder() -> None:
    content = statement(
        ["20221230", "S1", "", "1.00", "", "某某建筑有限公司", "转账", "工程款"],
        ["20221230", "S2", "", "0.00", "5.00", "某某局", "转账", "退款"],
        ["20221230", "S3", "", "--", "6.00", "某某局", "转账", ""],
    )
    with pytest.raises(PayerNotNamed):
        read(content)
    found = read(content, HOLDER)
    [row] = found.rows
    assert (row.payer_name, row.payee_name) == (HOLDER, "某某建筑有限公司")
    assert (row.voucher_number, row.purpose) == ("S1", "转账；工程款")
    assert found.incoming == 2
    assert found.columns["voucher_number"] == "交易流水号"


def test_a_sign_of_debit_and_credit_tells_which_way_money_went() -> None:
    headings = (*HEADINGS, "借贷标志")
    lines = [[*line(f"V{sign}", "1.00"), sign] for sign in ("借", "贷", "C", "D")]
    found = read(as_text(*lines, headings=headings))
    assert ([row.voucher_number for row in found.rows], found.incoming) == (["V借", "VD"], 2)
    assert told(as_text([*line("V", "1"), "?"], headings=headings)) == [("G4", "direction_unknown")]


def test_an_amount_of_another_currency_is_a_fault() -> None:
    headings = (*HEADINGS, "币种")
    lines = [[*line(f"V{code}", "1.00"), code] for code in ("人民币", "CNY", "USD")]
    assert told(as_text(*lines, headings=headings)) == [("G6", "currency_not_cny")]


def test_what_an_export_puts_around_digits_is_no_part_of_them() -> None:
    content = (
        as_text(line('=""00123""', "1.00")) + "'0456,甲单位有限公司,乙单位有限公司,2,20221230,\r\n"
    )
    assert [row.voucher_number for row in read(content).rows] == ["00123", "0456"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("张三", "张*"),
        ("欧阳小明", "欧***"),
        ("昔归茶厂", "昔归茶厂"),
        ("区财政局", "区财政局"),
        ("临翔区宏达市政工程有限公司", "临翔区宏达市政工程有限公司"),
    ],
)
def test_6_3_a_natural_persons_name_is_masked(name: str, kept: str) -> None:
    assert only_row(as_text(line("V", "1", payee=name))).payee_name == kept


def test_a_file_that_is_no_list_of_payments_is_refused_with_what_to_do() -> None:
    assert unreadable(b"\xff\xd8\xff\xe0 not a list \x00\x81") == "payment_file_unreadable"
    assert unreadable("姓名,电话\r\n张三,13812345678\r\n") == "headings_missing"
    assert unreadable(as_text()) == "payment_file_empty"
    for unit in ("单位：万元", "（千元）", "单位:万"):
        assert (
            unreadable(as_text(line("V", "1")).replace("单位：元", unit)) == "amounts_not_in_yuan"
        )
    titled = as_text(line("V", "1")).replace("国库集中支付明细", "200万元以下项目支付明细")
    assert only_row(titled).amount_fen == 100
    assert unreadable(as_text(line("V", "1")) + 'V2,"x"y,z\r\n') == "payment_file_malformed"
    assert unreadable(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") == "workbook_old_or_locked"
    twice = as_text(line("V", "1"), headings=(*HEADINGS[:5], HEADINGS[3]))
    assert ("F3", "heading_repeated") in told(twice)
    no_date = as_text(line("V", "1"), headings=(*HEADINGS[:4], "星期", "用途"))
    assert ("A3", "heading_missing") in told(no_date)


def test_of_several_sheets_one_is_the_list() -> None:
    import openpyxl  # noqa: PLC0415  only here

    book = openpyxl.Workbook()
    book.active.append(["说明"])
    page = book.create_sheet("明细")
    page.append(list(HEADINGS))
    page.append(line("V1", "1.00"))
    assert only_row(saved(book)).number == 2
    more = book.create_sheet("明细2")
    more.append(list(HEADINGS))
    assert unreadable(saved(book)) == "several_sheets"


def test_a_file_takes_so_many_rows_and_no_more() -> None:
    lines = [line(f"V{number}", "1") for number in range(ROWS_MAX)]
    assert len(read(as_text(*lines)).rows) == ROWS_MAX
    assert unreadable(as_text(*lines, line("V", "1"))) == "too_many_rows"


@pytest.mark.parametrize("cell", ["A99999999", "xfd30000", "XFD1048576"])
def test_a_sheet_that_reaches_far_is_refused_before_it_is_opened(cell: str) -> None:
    """The reader would take it at its word, and the process would be out of memory."""
    far = f'<worksheet><sheetData><row><c r="{cell}"><v>1</v></c></row></sheetData></worksheet>'
    content = with_part(as_workbook(line("ZF-1", "1.00")), "xl/worksheets/sheet1.xml", far.encode())
    assert unreadable(content) in {"workbook_unreadable", "sheet_too_large"}


def test_what_several_columns_say_of_the_purpose_is_no_longer_than_one_may_be() -> None:
    """A part of the rows is one message: it has to fit into the stream however a file is made."""
    headings = (*HEADINGS, "摘要", "附言", "备注")
    content = as_text(
        [*line("V1", "1.00", purpose="长" * 200), "", "长" * 200, "长" * 99], headings=headings
    )
    assert told(content) == [("F4", "text_too_long")]
    fits = as_text(
        [*line("V1", "1.00", purpose="长" * 200), "", "长" * 200, "长" * 98], headings=headings
    )
    assert len(only_row(fits).purpose) == 500


@pytest.mark.parametrize("blank", ["", ",,,,,"], ids=["empty", "separators"])
def test_blank_rows_of_a_text_cost_nothing_and_hide_nothing(blank: str) -> None:
    content = as_text(line("V1", "1.00")) + f"{blank}\r\n" * 30_000
    assert only_row(content).number == 4
    last = (
        as_text(line("V1", "1.00"))
        + f"{blank}\r\n" * 30
        + as_text(line("V2", "2.00")).splitlines()[-1]
    )
    assert [row.number for row in read(last).rows] == [4, 35]


def test_a_text_that_reaches_far_is_refused_while_it_is_read() -> None:
    assert unreadable(as_text(line("V1", "1.00")) + "x\r\n" * 20_001) == "sheet_too_large"
    assert unreadable(as_text(line("V1", "1.00")) + "\r\n" * 1_100_000) == "sheet_too_large"
    assert unreadable(as_text(line("V1", "1.00")) + "," * 200) == "sheet_too_large"


@pytest.mark.parametrize("heading", ["方向", "借贷标识", "收/支", "收支类型", "交易方向"])
def test_a_refund_is_no_payment_whatever_the_sign_is_called(heading: str) -> None:
    content = as_text(
        [*line("V1", "1.00"), "收入"], [*line("V2", "2.00"), "支出"], headings=(*HEADINGS, heading)
    )
    found = read(content)
    assert ([row.voucher_number for row in found.rows], found.incoming) == (["V2"], 1)


def test_a_statement_names_its_two_ways_beside_debit_and_credit() -> None:
    headings = (
        "支付令编号",
        "付款单位",
        "收款单位",
        "借方发生额（支取）",
        "贷方发生额（收入）",
        "交易日期",
    )
    lines = (
        ["V1", "甲单位有限公司", "乙单位有限公司", "1.00", "", "20221230101112"],
        ["V2", "甲单位有限公司", "乙单位有限公司", "￥0.00", "2.00", "20221230 10:11:12"],
    )
    found = read(as_text(*lines, headings=headings))
    assert found.faults == ()
    [row] = found.rows
    assert (row.amount_fen, row.value_on, found.incoming) == (100, date(2022, 12, 30), 1)
