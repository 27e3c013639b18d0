"""Who owes, and whom it is owed to, column by column (1.9)."""

from datetime import date
from typing import Final

from services.arrears.codes import CREDITOR_KIND_ZH, DEBTOR_KIND_ZH
from shared.kernel.departments import DEPARTMENTS
from shared.kernel.divisions import DISTRICT, divisions
from shared.kernel.masking import mask_name, mask_phone
from shared.parts.listing import by_code
from shared.workbooks.sheets import Column, Kind, Said

_ELSEWHERE: Final = "[0-9]{9}"
_USCC: Final = Said(
    "填写 18 位统一社会信用代码，不含字母 I、O、S、V、Z。",
    "Write the 18 characters of the unified social credit code.",
)
_TOWNSHIP: Final = Said(
    "本区的从下拉列表中选择，区外的填写 9 位区划代码。",
    "Choose from the list; outside the district, write the code of 9 digits.",
)


def debtor_columns(on: date) -> tuple[Column, ...]:
    return (
        Column(
            key="debtor.uscc",
            heading="拖欠单位统一社会信用代码",
            kind=Kind.ID,
            width=20,
            required=True,
            number_digits=(),
            example="115309020152603829",
            note=_USCC,
        ),
        Column(
            key="debtor.name",
            heading="拖欠单位名称",
            kind=Kind.TEXT,
            width=30,
            required=True,
            example="临沧市临翔区住房和城乡建设局",
            note=Said("填写单位全称，不超过 120 字。", "At most 120 characters."),
        ),
        Column(
            key="debtor.kind",
            heading="拖欠单位性质",
            kind=Kind.CHOICE,
            width=24,
            required=True,
            choices=by_code(DEBTOR_KIND_ZH),
            example="机关",
            note=Said("从下拉列表中选择。", "Choose from the list."),
        ),
        Column(
            key="debtor.supervising",
            heading="主管部门",
            kind=Kind.CHOICE,
            width=22,
            required=True,
            choices=DEPARTMENTS,
            example="区发展改革局",
            note=Said(
                "从下拉列表中选择审批还款计划的主管部门。",
                "The department in charge, which approves plans.",
            ),
        ),
        _township("debtor.township_code", "拖欠单位所在乡镇（街道）", on),
        Column(
            key="debtor.unit",
            heading="拖欠单位对应的区直部门",
            kind=Kind.CHOICE,
            width=22,
            choices=DEPARTMENTS,
            example="区住房城乡建设局",
            note=Said(
                "拖欠单位本身是区直部门的，从下拉列表中选择；不是的留空。",
                "Where the debtor is one of the district's departments itself.",
            ),
        ),
        Column(
            key="debtor.leader",
            heading="责任领导职务",
            kind=Kind.TEXT,
            width=14,
            example="局长",
            note=Said("只填写职务，不填写姓名，不超过 40 字。", "The post, not the name."),
        ),
        *_contact("debtor", "拖欠单位", "李四", "0883-2123456"),
    )


def creditor_columns(on: date) -> tuple[Column, ...]:
    return (
        Column(
            key="creditor.uscc",
            heading="债权企业统一社会信用代码",
            kind=Kind.ID,
            width=20,
            required=True,
            number_digits=(),
            example="91530902MA6XTXT19B",
            note=_USCC,
        ),
        Column(
            key="creditor.name",
            heading="债权企业名称",
            kind=Kind.TEXT,
            width=30,
            required=True,
            example="临翔区宏达市政工程有限公司",
            note=Said("填写营业执照上的全称，不超过 120 字。", "At most 120 characters."),
        ),
        Column(
            key="creditor.kind",
            heading="合同订立时的企业规模",
            kind=Kind.CHOICE,
            width=14,
            required=True,
            choices=by_code(CREDITOR_KIND_ZH),
            example="小型企业",
            note=Said(
                "按合同订立时的规模从下拉列表中选择，个体工商户单列。",
                "What it was on the day of the contract.",
            ),
        ),
        _township("creditor.township_code", "债权企业所在乡镇（街道）", on),
        Column(
            key="creditor.industry_code",
            heading="行业代码",
            kind=Kind.ID,
            width=10,
            required=True,
            number_digits=(4,),
            example="4819",
            note=Said(
                "填写国民经济行业分类（GB/T 4754）的 2 至 4 位数字代码，前面的 0 不能省略。",
                "Write 2 to 4 digits of GB/T 4754, leading zeros included.",
            ),
        ),
        Column(
            key="creditor.size_evidence",
            heading="企业规模的依据",
            kind=Kind.TEXT,
            width=30,
            example="2021年度从业人员及营业收入声明",
            note=Said("写明认定规模的材料，不超过 200 字。", "At most 200 characters."),
        ),
        *_contact("creditor", "债权企业", "张三", "13812345678"),
    )


def _township(key: str, heading: str, on: date) -> Column:
    names = {each.code: each.name for each in divisions().townships_of(DISTRICT, on)}
    return Column(
        key=key,
        heading=heading,
        kind=Kind.CHOICE,
        width=24,
        required=True,
        choices=names,
        others=_ELSEWHERE,
        example="凤翔街道" if "凤翔街道" in names.values() else "",
        note=_TOWNSHIP,
    )


def _contact(party: str, whose: str, name: str, phone: str) -> tuple[Column, ...]:
    """A card beside the log; name and phone go together."""
    return (
        Column(
            key=f"{party}.contact.name",
            heading=f"{whose}联系人",
            kind=Kind.TEXT,
            width=14,
            example=name,
            mask=mask_name,
            note=Said(
                "填写联系人姓名，不超过 40 字；与联系电话同时填写或者同时留空。",
                "At most 40 characters; with its phone, or neither.",
            ),
        ),
        Column(
            key=f"{party}.contact.phone",
            heading=f"{whose}联系电话",
            kind=Kind.ID,
            width=16,
            number_digits=(11,),
            example=phone,
            mask=mask_phone,
            note=Said(
                "填写 11 位手机号码，或者带区号的固定电话，如 0883-2123456。",
                "Write a mobile number of 11 digits, or a landline with its area code.",
            ),
        ),
    )
