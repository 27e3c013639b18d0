"""Workbooks as people hand them in: a small form, filled in cell by cell."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook, load_workbook

from shared.kernel.masking import mask_phone
from shared.workbooks import package
from shared.workbooks.sheets import Column, Form, Kind, Said

FORM = Form(
    name="企业登记",
    title="企业登记表",
    version="firms-1",
    rows_max=4,
    headings_ignored=("序号", "错误说明"),
    advice=("请从示例行的下一行开始填写。",),
    columns=(
        Column(
            key="uscc",
            heading="统一社会信用代码",
            kind=Kind.ID,
            width=20,
            required=True,
            number_digits=(),
            example="91530902MA6XTXT19B",
            note=Said("填写 18 位代码。", "Write the 18 characters."),
        ),
        Column(key="name", heading="企业名称", kind=Kind.TEXT, width=30, required=True),
        Column(
            key="phone",
            heading="联系电话",
            kind=Kind.ID,
            width=14,
            number_digits=(11,),
            mask=mask_phone,
        ),
        Column(
            key="size",
            heading="企业规模",
            kind=Kind.CHOICE,
            width=10,
            choices={"micro": "微型企业", "small": "小型企业"},
        ),
        Column(key="secret", heading="是否保密", kind=Kind.YES_NO, width=8),
        Column(key="since", heading="成立日期", kind=Kind.DATE, width=12),
        Column(key="limit", heading="办理期限", kind=Kind.DATE_TIME, width=18),
        Column(key="amount", heading="金额（元）", kind=Kind.MONEY, width=16),
        Column(key="staff", heading="职工人数", kind=Kind.WHOLE, width=8),
    ),
)
HEADINGS = [column.heading for column in FORM.columns]


def sheet(
    *rows: Sequence[Any], headings: Sequence[Any] = HEADINGS, name: str = "企业登记"
) -> bytes:
    """A workbook with a row of headings and these rows; None is an empty cell."""
    book = Workbook()
    page = book.active
    page.title = name
    page.append(list(headings))
    for row in rows:
        page.append(list(row))
    return saved(book)


def filled(form: bytes, *rows: dict[str, Any], sheet_name: str, first: int = 3) -> bytes:
    """A template with rows typed into it, by heading without its star."""
    book = load_workbook(io.BytesIO(form))
    page = book[sheet_name]
    places = {str(cell.value).rstrip("*"): cell.column for cell in page[1]}
    for number, row in enumerate(rows, first):
        for heading, value in row.items():
            cell = page.cell(number, places[heading])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # also what begins with an equals sign
    return saved(book)


ROW = {
    "统一社会信用代码": "91530902MA6XTXT19B",
    "企业名称": "临翔区昔归茶业有限公司",
    "所在乡镇（街道）": "邦东乡",
    "行业代码": "1530",
    "企业规模": "微型企业",
    "联系人": "张三",
    "联系电话": "13812345678",
    "来源渠道": "12345政务服务便民热线",
    "诉求类别": "融资便利",
    "诉求标题": "=HYPERLINK(“流动资金”)",
    "诉求内容": "受疫情影响，流动资金贷款即将到期。",
}


def registered_row(upstream_number: str) -> bytes:
    """A sheet with the columns that must be there and one ticket."""
    row = {**ROW, "诉求标题": "流动资金贷款展期困难", "上级工单编号": upstream_number}
    return sheet(list(row.values()), headings=list(row), name="企业诉求")


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(content: bytes, name: str, part: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The workbook with one part replaced or added."""
    parts = {**package.unpack(content), name: part}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for each, data in parts.items():
            archive.writestr(each, data)
    return stream.getvalue()
