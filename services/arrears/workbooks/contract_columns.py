"""The contract and the claim, column by column (1.2, 1.9)."""

from services.arrears.codes import SUBJECT_ZH
from services.arrears.rules.names import CHANNEL_ZH, CONDITION_ZH
from shared.parts.listing import by_code
from shared.workbooks.sheets import Column, Kind, Said


def contract_columns() -> tuple[Column, ...]:
    return (*_agreed(), *_performed(), *_terms())


def claim_columns() -> tuple[Column, ...]:
    return (
        Column(
            key="claim.amount",
            heading="主张的本金（元）",
            kind=Kind.MONEY,
            width=18,
            required=True,
            example="1800000.00",
            note=Said(
                "填写拖欠的本金，不含利息、违约金，单位为元。",
                "The principal claimed, in yuan, without interest.",
            ),
        ),
        Column(
            key="claim.channel",
            heading="发现渠道",
            kind=Kind.CHOICE,
            width=12,
            required=True,
            choices=by_code(CHANNEL_ZH),
            example="自查",
            note=Said("从下拉列表中选择。", "Choose from the list."),
        ),
        Column(
            key="claim.discovered_on",
            heading="发现日期",
            kind=Kind.DATE,
            width=14,
            required=True,
            example="2022-08-20",
            note=Said("填写发现拖欠的日期，不得晚于今天。", "Not after today."),
        ),
        Column(
            key="claim.upstream_number",
            heading="上级编号",
            kind=Kind.ID,
            width=22,
            example="YN-QQ-2022-0815",
            note=Said(
                "上级转办的填写原编号，同一渠道的编号不能重复，不超过 64 字。",
                "The number at the sender, unique in its channel; at most 64 characters.",
            ),
        ),
    )


def _agreed() -> tuple[Column, ...]:
    return (
        Column(
            key="contract.number",
            heading="合同编号",
            kind=Kind.ID,
            width=22,
            required=True,
            example="LXZJ-2021-017",
            note=Said(
                "填写合同上的编号，同一双方之间不得重复，不超过 64 字。",
                "Unique between the same two parties; at most 64 characters.",
            ),
        ),
        Column(
            key="contract.signed_on",
            heading="合同签订日期",
            kind=Kind.DATE,
            width=14,
            required=True,
            example="2021-03-15",
            note=Said("填写合同签订日期，不得晚于今天。", "Not after today."),
        ),
        Column(
            key="contract.subject",
            heading="合同标的",
            kind=Kind.CHOICE,
            width=10,
            required=True,
            choices=by_code(SUBJECT_ZH),
            example="工程",
            note=Said("从下拉列表中选择。", "Choose from the list."),
        ),
        Column(
            key="contract.amount",
            heading="合同金额（元）",
            kind=Kind.MONEY,
            width=18,
            required=True,
            example="5000000.00",
            note=Said("填写合同总金额，单位为元。", "The whole of the contract, in yuan."),
        ),
    )


def _performed() -> tuple[Column, ...]:
    return (
        Column(
            key="contract.condition",
            heading="付款条件",
            kind=Kind.CHOICE,
            width=20,
            choices=by_code(CONDITION_ZH),
            example="交付后付款",
            note=Said("从下拉列表中选择，不填视为交付后付款。", "Else on delivery."),
        ),
        Column(
            key="contract.delivered_on",
            heading="交付日期",
            kind=Kind.DATE,
            width=14,
            example="2021-11-30",
            note=Said(
                "货物、工程、服务交付的日期，用于计算付款期限，未知的留空。",
                "The term of payment runs from it; empty where unknown.",
            ),
        ),
        Column(
            key="contract.accepted_on",
            heading="验收合格日期",
            kind=Kind.DATE,
            width=14,
            note=Said("合同约定验收的填写。", "Where acceptance is agreed."),
        ),
        Column(
            key="contract.acceptance_ends_on",
            heading="约定验收期限届满日",
            kind=Kind.DATE,
            width=18,
            note=Said("合同约定验收期限的填写期限的最后一日。", "The last day for acceptance."),
        ),
        Column(
            key="contract.acceptance_late_by_seller",
            heading="验收延误是否因供方自身原因",
            kind=Kind.YES_NO,
            width=12,
            note=Said("因供方自身原因延误验收的选“是”，不填视为“否”。", "Yes or no; else no."),
        ),
        Column(
            key="contract.settled_on",
            heading="双方确认结算金额日期",
            kind=Kind.DATE,
            width=14,
            note=Said("按进度或者定期结算的填写。", "Where payment follows settlement."),
        ),
    )


def _terms() -> tuple[Column, ...]:
    return (
        Column(
            key="contract.agreed_days",
            heading="约定付款天数",
            kind=Kind.WHOLE,
            width=12,
            example="30",
            note=Said("填写约定的自然日天数，没有约定的留空。", "Calendar days; else empty."),
        ),
        Column(
            key="contract.agreed_rate_percent",
            heading="约定逾期年利率（%）",
            kind=Kind.ID,
            width=14,
            number_digits=(),
            example="3.70",
            note=Said(
                "以文本填写百分数，不带百分号，如年利率 3.70% 填写 3.70；没有约定的留空。",
                "Percent a year as text without the sign, such as 3.70.",
            ),
        ),
        Column(
            key="contract.back_to_back",
            heading="是否以收到第三方付款为付款条件",
            kind=Kind.YES_NO,
            width=12,
            example="否",
            note=Said("合同有此约定的选“是”，不填视为“否”。", "Yes or no; else no."),
        ),
        Column(
            key="contract.other_law",
            heading="另行规定付款期限的法律法规",
            kind=Kind.TEXT,
            width=30,
            note=Said("写明法律法规名称和条款，不超过 200 字。", "At most 200 characters."),
        ),
        Column(
            key="contract.other_law_days",
            heading="该规定的付款天数",
            kind=Kind.WHOLE,
            width=12,
            note=Said("该规定载明天数的填写。", "Where it names a number of days."),
        ),
        Column(
            key="contract.payment_method",
            heading="约定付款方式",
            kind=Kind.TEXT,
            width=20,
            example="国库集中支付",
            note=Said("不超过 120 字。", "At most 120 characters."),
        ),
    )
