"""拖欠账款批量登记表: the sheet that items are registered with in numbers (1.9).

Its columns are the fields of a registration; a column's key is the field's path in the body. What
needs a decision of its own, such as the splitting of a contract (A-2), is registered one by one.
"""

from datetime import date
from functools import lru_cache
from typing import Final

from services.arrears.workbooks.contract_columns import claim_columns, contract_columns
from services.arrears.workbooks.party_columns import creditor_columns, debtor_columns
from shared.workbooks.marking import EXPLANATION
from shared.workbooks.sheets import SERIAL, Form

ROWS_MAX: Final = 10_000
VERSION: Final = "arrears-1"
_ADVICE: Final = (
    "本表用于批量登记拖欠中小企业账款，每行一项，即一份合同、一个拖欠单位、一家债权企业，一次最多导入 10000 项。",
    "待登记的超过 5000 项的，请选择只登记核对无误的行，或者拆分为几个文件。",
    "标题带“*”的栏目必须填写。请从示例行的下一行开始填写，示例行不会导入。请勿修改工作表名称和标题行，不要合并单元格。",
    "金额一律以元为单位，保留到分，不填千分位逗号和“万元”等单位；日期写为 2022-09-15。",
    "带下拉列表的栏目请从列表中选择；代码、电话、编号等栏目已设为文本格式，请直接输入或者以“数值”方式粘贴。",
    "同一合同不得拆分为多行。确需拆分登记的，应当经批准，不使用本表，逐项登记并写明理由和批准人。",
    "导入前系统逐行核对。有误的，可以下载标注错误的表格，按“错误说明”栏更正后重新上传。同一文件重复上传不会重复登记。",
    "联系人姓名、电话仅用于办理清欠事项，登记前请履行告知义务；不要填写身份证号、银行账号。",
)


@lru_cache(maxsize=8)
def registration_form(on: date) -> Form:
    """The form with the townships of the district on a day (6.2)."""
    return Form(
        name="拖欠账款",
        title="拖欠账款批量登记表",
        version=VERSION,
        columns=(
            *debtor_columns(on), *creditor_columns(on), *contract_columns(), *claim_columns(),
        ),
        headings_ignored=(SERIAL, EXPLANATION),
        rows_max=ROWS_MAX,
        advice=_ADVICE,
    )  # fmt: skip
