"""The code lists a ticket is filled in with, each code with its official name."""

from types import MappingProxyType
from typing import Final, Literal

Size = Literal["large", "medium", "small", "micro", "self_employed"]
Channel = Literal[
    "enterprise_platform", "hotline_12345", "linked_leader", "phone", "visit", "letter", "online"
]
Category = Literal[
    "fiscal_support",
    "tax_relief",
    "financing",
    "employment",
    "logistics",
    "arrears",
    "innovation",
    "growth",
    "resumption",
    "integration",
    "rent",
    "procurement",
    "industry_support",
    "other",
]

# 3.1 of the domain rules; 个体工商户 have no size class of their own.
SIZE_ZH: Final = MappingProxyType(
    {
        "large": "大型企业",
        "medium": "中型企业",
        "small": "小型企业",
        "micro": "微型企业",
        "self_employed": "个体工商户",
    }
)
# 5.3, Submit: enterprise, linked leader, 12345 transfer, staff on behalf. [default]
CHANNEL_ZH: Final = MappingProxyType(
    {
        "enterprise_platform": "企业服务平台",
        "hotline_12345": "12345政务服务便民热线",
        "linked_leader": "挂钩联系领导",
        "phone": "电话",
        "visit": "来访",
        "letter": "来信",
        "online": "网上提交",
    }
)
# The plan's thirteen special actions (一至十三), and whatever is none of them. [default]
CATEGORY_ZH: Final = MappingProxyType(
    {
        "fiscal_support": "财政惠企",
        "tax_relief": "减税降费",
        "financing": "融资便利",
        "employment": "稳岗就业",
        "logistics": "保通保畅",
        "arrears": "清欠活企",
        "innovation": "创新创业",
        "growth": "企业培优",
        "resumption": "复工复产",
        "integration": "融通发展",
        "rent": "房租减免",
        "procurement": "采购支持",
        "industry_support": "行业帮扶",
        "other": "其他",
    }
)
