"""What can be asked for: the categories as services, and the form that files one.

All services have one form, because every ticket needs the same (5.6); codes and names are those of
`services.tickets.codes`, the departments' and the divisions' tables.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from services.tickets.codes import CATEGORY_ZH, CHANNEL_ZH, SIZE_ZH
from services.tickets.open311.shapes import Attribute, Service, ServiceDefinition, Value
from shared.kernel.departments import DEPARTMENTS
from shared.kernel.divisions import DISTRICT, divisions

CHANNEL_DEFAULT: Final = "online"
_ACTIONS: Final = "“十三个专项行动”"
_OTHER: Final = "其他诉求"
_YES_NO: Final = {"true": "是", "false": "否"}

# The plan, 一(一) to (十三): what each action is about, and words a firm would look for.
_ABOUT: Final[Mapping[str, tuple[str, str]]] = {
    "fiscal_support": (
        "财政专项资金、纾困补助、困难企业房租和水电气费补助等财政支持事项。",
        "财政资金,专项资金,补助,奖补",
    ),
    "tax_relief": (
        "税收优惠、退税减税降费和享受政策“绿色通道”等事项。",
        "税收,退税,减税,降费,优惠",
    ),
    "financing": (
        "普惠小微贷款、延期还本付息、融资担保等融资事项。",
        "贷款,展期,续贷,延期还本付息,担保",
    ),
    "employment": (
        "社会保险费降、缓、返和扩岗补助、稳岗返还等用工事项。",
        "社保,失业保险,稳岗返还,招工,培训",
    ),
    "logistics": (
        "货物运输、通行证办理和物流通畅等事项。",
        "运输,物流,通行证,卡点",
    ),
    "arrears": (
        "机关、事业单位和大型企业拖欠中小微企业账款的事项。",
        "拖欠,账款,工程款,货款,清欠",
    ),
    "innovation": (
        "创业孵化、“双创”平台和公共技术服务等事项。",
        "创业,孵化,双创,技术服务",
    ),
    "growth": (
        "“专精特新”企业培育、数字化转型和市场开拓等事项。",
        "专精特新,小巨人,培育,数字化",
    ),
    "resumption": (
        "复工复产中的用工、原料、要素保障和疫情防控措施等事项。",
        "复工,复产,疫情防控,要素保障",
    ),
    "integration": (
        "大中小企业配套协作、产业链对接和创新联合体等事项。",
        "产业链,配套,协作,融通",
    ),
    "rent": (
        "承租国有房屋的服务业小微企业和个体工商户减免租金的事项。",
        "房租,租金,减免,国有房屋",
    ),
    "procurement": (
        "政府采购对中小微企业的份额预留和价格扣除等事项。",
        "政府采购,招标,投标,价格扣除",
    ),
    "industry_support": (
        "餐饮、零售、旅游、交通运输等困难行业的帮扶事项。",
        "餐饮,零售,旅游,交通运输,帮扶",
    ),
    "other": ("不属于以上类别的企业困难和问题。", "其他,咨询,建议"),
}


def services() -> list[Service]:
    """The categories in the order of the plan."""
    return [_service(code) for code in CATEGORY_ZH]


def _service(code: str) -> Service:
    description, keywords = _ABOUT[code]
    return Service(
        service_code=code,
        service_name=CATEGORY_ZH[code],
        description=description,
        metadata=True,
        type="realtime",
        keywords=keywords,
        group=_OTHER if code == "other" else _ACTIONS,
    )


def definition(service_code: str, on: date) -> ServiceDefinition:
    """The form; the townships are those of the day."""
    return ServiceDefinition(
        service_code=service_code,
        attributes=[
            Attribute(
                variable=code is not None,
                code=code or "notice",
                datatype=datatype,
                required=required,
                datatype_description=hint,
                order=order,
                description=description,
                values=[Value(key, name) for key, name in values.items()],
            )
            for order, (code, datatype, hint, description, values, required) in enumerate(
                _form(on), 1
            )
        ],
    )


def _townships(on: date) -> dict[str, str]:
    return {each.code: each.name for each in divisions().townships_of(DISTRICT, on)}


_Row = tuple[str | None, str, str | None, str, Mapping[str, str], bool]


def _form(on: date) -> list[_Row]:
    """A row an attribute; one without a code only tells the reader something."""
    nothing: Mapping[str, str] = {}
    return [
        (None, "text", None, _NOTICE, nothing, False),
        ("uscc", "string", "18 位", "统一社会信用代码", nothing, True),
        ("firm_name", "string", "不超过 120 字", "企业名称（与营业执照一致）", nothing, True),
        ("township_code", "singlevaluelist", None, "企业所在乡镇（街道）", _townships(on), True),
        ("industry_code", "string", "2 至 4 位数字", "行业代码（GB/T 4754）", nothing, True),
        ("size", "singlevaluelist", None, "企业规模", SIZE_ZH, True),
        ("title", "string", "不超过 120 字", "诉求标题", nothing, True),
        ("desired_result", "text", "不超过 1000 字", "期望结果", nothing, False),
        ("confidential", "singlevaluelist", None, "是否保密（默认否）", _YES_NO, False),
        ("complained_unit", "singlevaluelist", None, "被反映部门", DEPARTMENTS, False),
        ("channel", "singlevaluelist", None, "来源渠道（默认网上提交）", CHANNEL_ZH, False),
        ("upstream_number", "string", "不超过 64 字", "上级工单编号", nothing, False),
        (
            "upstream_limit", "datetime", "如 2022-09-30T18:00:00+08:00",
            "上级要求的办理期限", nothing, False,
        ),
        ("upstream_category", "string", "不超过 64 字", "上级分类代码", nothing, False),
        ("privacy_notice", "string", "不超过 40 字", "个人信息告知书版本", nothing, False),
    ]  # fmt: skip


_NOTICE: Final = (
    "提交时须填写联系人姓名（last_name 为姓，first_name 为名）、联系电话（phone）和诉求内容"
    "（description）。联系方式仅用于办理和回访，不对外公开；email、device_id、account_id 和坐标"
    "不予保存；media_url 只作为文字登记，不会被下载。"
)
