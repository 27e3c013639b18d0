"""企业诉求批量登记表: the sheet that tickets are registered with in numbers.

Its columns are the fields of a submission; a column's key is the field's path in the body.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from services.tickets.codes import CATEGORY_ZH, CHANNEL_ZH, SIZE_ZH
from shared.kernel.departments import DEPARTMENTS
from shared.kernel.divisions import DISTRICT, divisions
from shared.kernel.masking import mask_name, mask_phone
from shared.workbooks.marking import EXPLANATION
from shared.workbooks.sheets import SERIAL, Column, Form, Kind, Said

ROWS_MAX: Final = 5_000
VERSION: Final = "tickets-1"
_ADVICE: Final = (
    "本表用于批量登记企业诉求，每行一件，一次最多导入 5000 件；标题带“*”的栏目必须填写。",
    "请从示例行的下一行开始填写，示例行不会导入。请勿修改工作表名称和标题行，不要合并单元格。",
    "带下拉列表的栏目请从列表中选择；代码、电话、编号等栏目已设为文本格式，请直接输入或者以“数值”方式粘贴。",
    "导入前系统逐行核对。有误的，可以下载标注错误的表格，按“错误说明”栏更正后重新上传。",
    "同一文件重复上传不会重复登记。联系人姓名、电话仅用于办理本诉求，登记前请履行告知义务。",
)


@lru_cache(maxsize=8)
def submission_form(on: date) -> Form:
    """The form with the townships of the district on a day (6.2)."""
    return Form(
        name="企业诉求",
        title="企业诉求批量登记表",
        version=VERSION,
        columns=(*_firm(on), *_contact(), *_source(), *_matter()),
        headings_ignored=(SERIAL, EXPLANATION),
        rows_max=ROWS_MAX,
        advice=_ADVICE,
    )


def townships(on: date) -> Mapping[str, str]:
    """Name by code."""
    return {each.code: each.name for each in divisions().townships_of(DISTRICT, on)}


def _firm(on: date) -> tuple[Column, ...]:
    return (
        Column(
            key="firm.uscc",
            heading="统一社会信用代码",
            kind=Kind.ID,
            width=20,
            required=True,
            number_digits=(),
            example="91530902MA6XTXT19B",
            note=Said(
                "填写 18 位统一社会信用代码，不含字母 I、O、S、V、Z。",
                "Write the 18 characters of the unified social credit code.",
            ),
        ),
        Column(
            key="firm.name",
            heading="企业名称",
            kind=Kind.TEXT,
            width=30,
            required=True,
            example="临翔区昔归茶业有限公司",
            note=Said("填写营业执照上的全称，不超过 120 字。", "At most 120 characters."),
        ),
        Column(
            key="firm.township_code",
            heading="所在乡镇（街道）",
            kind=Kind.CHOICE,
            width=24,
            required=True,
            choices=townships(on),
            example="凤翔街道" if "凤翔街道" in townships(on).values() else "",
            note=Said("从下拉列表中选择企业所在地。", "Choose where the firm sits."),
        ),
        Column(
            key="firm.industry_code",
            heading="行业代码",
            kind=Kind.ID,
            width=10,
            required=True,
            number_digits=(4,),
            example="1530",
            note=Said(
                "填写国民经济行业分类（GB/T 4754）的 2 至 4 位数字代码，前面的 0 不能省略。",
                "Write 2 to 4 digits of GB/T 4754, leading zeros included.",
            ),
        ),
        Column(
            key="firm.size",
            heading="企业规模",
            kind=Kind.CHOICE,
            width=12,
            required=True,
            choices=SIZE_ZH,
            example="微型企业",
            note=Said("从下拉列表中选择。", "Choose from the list."),
        ),
    )


def _contact() -> tuple[Column, ...]:
    return (
        Column(
            key="contact.name",
            heading="联系人",
            kind=Kind.TEXT,
            width=12,
            required=True,
            example="张三",
            mask=mask_name,
            note=Said("填写企业联系人姓名，不超过 40 字。", "At most 40 characters."),
        ),
        Column(
            key="contact.phone",
            heading="联系电话",
            kind=Kind.ID,
            width=16,
            required=True,
            number_digits=(11,),
            example="13812345678",
            mask=mask_phone,
            note=Said(
                "填写 11 位手机号码，或者带区号的固定电话，如 0883-2123456。",
                "Write a mobile number of 11 digits, or a landline with its area code.",
            ),
        ),
    )


def _source() -> tuple[Column, ...]:
    return (
        Column(
            key="channel",
            heading="来源渠道",
            kind=Kind.CHOICE,
            width=24,
            required=True,
            choices=CHANNEL_ZH,
            example="12345政务服务便民热线",
            note=Said("从下拉列表中选择。", "Choose from the list."),
        ),
        Column(
            key="upstream_number",
            heading="上级工单编号",
            kind=Kind.ID,
            width=22,
            example="LC12345-2022-0917",
            note=Said(
                "由上级平台转来的必须填写原编号，同一渠道的编号不能重复，不超过 64 字。",
                "The number at the sender, unique in its channel; at most 64 characters.",
            ),
        ),
        Column(
            key="upstream_limit",
            heading="上级要求的办理期限",
            kind=Kind.DATE_TIME,
            width=20,
            example="",
            note=Said(
                "上级另有期限的填写，写明日期和时刻（北京时间），如 2022-09-30 17:30。",
                "A date and a time of day (Beijing), such as 2022-09-30 17:30.",
            ),
        ),
        Column(
            key="upstream_category",
            heading="上级分类代码",
            kind=Kind.ID,
            width=14,
            number_digits=(),
            example="0312",
            note=Said("上级平台的分类代码，不超过 64 字。", "At most 64 characters."),
        ),
    )


def _matter() -> tuple[Column, ...]:
    return (
        Column(
            key="category",
            heading="诉求类别",
            kind=Kind.CHOICE,
            width=12,
            required=True,
            choices=CATEGORY_ZH,
            example="融资便利",
            note=Said("从下拉列表中选择。", "Choose from the list."),
        ),
        Column(
            key="title",
            heading="诉求标题",
            kind=Kind.TEXT,
            width=34,
            required=True,
            example="流动资金贷款展期困难",
            note=Said("一句话概括诉求，不超过 120 字。", "At most 120 characters."),
        ),
        Column(
            key="description",
            heading="诉求内容",
            kind=Kind.TEXT,
            width=60,
            required=True,
            example="受疫情影响，流动资金贷款即将到期，一时难以归还。",
            note=Said(
                "写明事由、经过和主要困难，不超过 4000 字；不要填写身份证号、银行账号。",
                "At most 4000 characters; no identity or account numbers.",
            ),
        ),
        Column(
            key="desired_result",
            heading="期望结果",
            kind=Kind.TEXT,
            width=34,
            example="协调延期还本付息",
            note=Said("企业希望达到的结果，不超过 1000 字。", "At most 1000 characters."),
        ),
        Column(
            key="confidential",
            heading="是否保密",
            kind=Kind.YES_NO,
            width=10,
            example="否",
            note=Said("企业要求对被反映部门保密的选“是”，不填视为“否”。", "Yes or no; else no."),
        ),
        Column(
            key="complained_unit",
            heading="被反映部门",
            kind=Kind.CHOICE,
            width=24,
            choices=DEPARTMENTS,
            note=Said("诉求反映某一部门的，从下拉列表中选择。", "The department complained about."),
        ),
        Column(
            key="notice",
            heading="个人信息告知书版本",
            kind=Kind.ID,
            width=20,
            example="2022-08",
            note=Said(
                "已向联系人告知个人信息处理规则的，填写告知书版本，不超过 40 字。",
                "The version of the privacy notice shown; at most 40 characters.",
            ),
        ),
    )
