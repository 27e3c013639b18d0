"""What is wrong with a workbook or one of its cells, and how to mend it, in two languages.

Codes are stable; sentences are for the person at the keyboard.
"""

from collections.abc import Iterable
from typing import Final

import msgspec

from shared.workbooks.sheets import Column, Said, cell_name

_SHOWN_CHARS: Final = 40


class UnreadableWorkbook(Exception):
    """The file cannot be read at all; `said` tells what to do."""

    def __init__(self, code: str, said: Said) -> None:
        self.code = code
        self.said = said
        super().__init__(said.en)


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to mend, at a row counted from 1 and a place in it counted from 0; `shown` is what
    stands there, masked where it is personal.
    """

    sheet: str
    row: int
    place: int
    heading: str
    shown: str
    code: str
    said: Said

    @property
    def cell(self) -> str:
        """Such as `D17`."""
        return cell_name(self.row, self.place)


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Row by row, from the left."""
    return tuple(sorted(faults, key=lambda fault: (fault.row, fault.place)))


class CellProblem(Exception):
    """A cell does not hold what its column asks for."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        self.code = code
        self.said = Said(zh, en)
        super().__init__(en)


def shortened(text: str) -> str:
    """As much of a cell as an error shows."""
    return text if len(text) <= _SHOWN_CHARS else f"{text[:_SHOWN_CHARS]}…"


def missing(column: Column) -> CellProblem:
    return CellProblem(
        "cell_missing",
        f"「{column.heading}」必须填写。{column.note.zh}",
        f"{column.key} must be filled in. {column.note.en}".rstrip(),
    )


def unknown_choice(column: Column) -> CellProblem:
    labels = list(column.labels.values())
    listed = "、".join(labels)
    if column.others:
        return CellProblem(
            "choice_unknown",
            f"「{column.heading}」应当从下拉列表中选择，列表中没有的填写代码。{column.note.zh}",
            f"{column.key} takes a name of the list, or a code. {column.note.en}".rstrip(),
        )
    return CellProblem(
        "choice_unknown",
        f"「{column.heading}」只能从下拉列表中选择：{listed}。",
        f"{column.key} takes one of these: {', '.join(column.labels)}.",
    )


def malformed(column: Column) -> CellProblem:
    return CellProblem(
        "cell_malformed",
        f"「{column.heading}」的格式不正确。{column.note.zh}",
        f"{column.key} is not written as it should be. {column.note.en}".rstrip(),
    )


def number_for_text(column: Column) -> CellProblem:
    return CellProblem(
        "number_for_text",
        f"「{column.heading}」被 Excel 当作数值保存，前面的 0 或者末尾的数字可能已经丢失，"
        "请将该单元格设置为“文本”格式后重新填写。",
        f"Excel keeps {column.key} as a number here, so zeros ahead or digits at the end may be "
        "lost: format the cell as text and type it again.",
    )


def date_for_text(column: Column) -> CellProblem:
    return CellProblem(
        "date_for_text",
        f"「{column.heading}」被 Excel 自动变成了日期，请将该单元格设置为“文本”格式后重新填写。",
        f"Excel has turned {column.key} into a date here: format the cell as text and type it "
        "again.",
    )


def not_a_date(column: Column) -> CellProblem:
    return CellProblem(
        "date_malformed",
        f"「{column.heading}」应为日期，如 2022-09-15、2022/9/15 或者 2022年9月15日。",
        f"{column.key} is a date, such as 2022-09-15 or 2022/9/15.",
    )


def not_an_instant(column: Column) -> CellProblem:
    return CellProblem(
        "date_time_malformed",
        f"「{column.heading}」应写明日期和时刻（北京时间），如 2022-09-15 17:30。",
        f"{column.key} takes a date and a time of day (Beijing), such as 2022-09-15 17:30.",
    )


def not_whole(column: Column) -> CellProblem:
    return CellProblem(
        "whole_malformed",
        f"「{column.heading}」应为整数，只填数字。",
        f"{column.key} is a whole number: digits only.",
    )


def formula(column: Column) -> CellProblem:
    return CellProblem(
        "formula_in_cell",
        f"「{column.heading}」此处是公式，请复制后“选择性粘贴”为“数值”，只保留结果。",
        f"There is a formula for {column.key} here: paste its value in its place.",
    )


def error_value(column: Column) -> CellProblem:
    return CellProblem(
        "error_in_cell",
        f"「{column.heading}」此处是 Excel 的错误值（如 #N/A、#REF!），请改为实际内容。",
        f"There is an error of Excel's (#N/A, #REF! ...) for {column.key} here: type the value.",
    )


def merged(cells: str) -> Said:
    return Said(
        f"单元格 {cells} 已合并，请取消合并，每一行分别填写。",
        f"The cells {cells} are merged: split them and fill in every row.",
    )


def heading_missing(heading: str) -> Said:
    return Said(
        f"缺少「{heading}」栏，请使用最新模板，不要删改标题行。",
        f"There is no column {heading}: use the template as it is.",
    )


def heading_unknown(heading: str) -> Said:
    return Said(
        f"「{heading}」不是模板中的栏目，请删去该列，或者改回模板中的标题。",
        f"The template has no column {heading}: remove it, or give it its name back.",
    )


def heading_repeated(heading: str) -> Said:
    return Said(
        f"「{heading}」栏重复出现，请只保留一列。",
        f"There are two columns {heading}: keep one.",
    )


NOT_A_WORKBOOK: Final = Said(
    "该文件不是可以读取的 Excel 工作簿。请用 Excel 或者 WPS 打开后另存为“Excel 工作簿（*.xlsx）”再上传。",
    "This is no Excel workbook that can be read: save it as an Excel workbook (*.xlsx).",
)
OLD_OR_LOCKED: Final = Said(
    "该文件是 97-2003 版的 .xls 文件，或者设置了打开密码。请取消密码，另存为“Excel 工作簿（*.xlsx）”再上传。",
    "This is a workbook of Excel 97-2003 or one with a password: save it as *.xlsx without one.",
)
NOTHING_IN_IT: Final = Said(
    "表中没有填写任何数据。示例行不会导入，请从示例行的下一行开始填写。",
    "There is no row in the sheet; the example is not read. Begin below it.",
)


def too_large(limit_mib: int) -> Said:
    return Said(
        f"文件展开后超过 {limit_mib} MB。请只保留需要上报的行，删去图片和多余的工作表后再上传。",
        f"Unpacked, the file exceeds {limit_mib} MiB: keep the rows to be sent and nothing else.",
    )


def too_wide(rows: int, columns: int) -> Said:
    return Said(
        f"工作表超过 {rows} 行或者 {columns} 列，请删去表格以外的内容后再上传。",
        f"The sheet is beyond {rows} rows or {columns} columns: remove what is beside the table.",
    )


def too_many_rows(found: int, limit: int) -> Said:
    return Said(
        f"共有 {found} 行数据，一次最多导入 {limit} 行，请拆分为几个文件。",
        f"There are {found} rows; one file takes {limit} at most. Split it.",
    )


def too_many_together(found: int, limit: int) -> Said:
    return Said(
        f"待登记的有 {found} 行，一次全部登记最多 {limit} 行。请改用只登记核对无误的行的方式（mode=valid_rows_only）"
        "重新上传，或者拆分为几个文件。",
        f"{found} rows wait to be registered; all at once are {limit} at most. Send the file with "
        "mode=valid_rows_only, or split it.",
    )


def sheet_missing(name: str) -> Said:
    return Said(
        f"没有找到工作表“{name}”，请使用最新模板，不要修改工作表名称。",
        f"There is no sheet {name}: use the template as it is.",
    )


def headings_missing(name: str) -> Said:
    return Said(
        f"工作表“{name}”前 10 行中没有找到标题行，请使用最新模板。",
        f"There is no row of headings among the first 10 rows of {name}: use the template.",
    )


def outdated(found: str, current: str) -> Said:
    return Said(
        f"该文件由 {found} 版模板填写，现行模板为 {current} 版，请下载最新模板重新填写。",
        f"The file was made from template {found}; the present one is {current}. Use that.",
    )
