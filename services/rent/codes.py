"""Codes that leases, cases and statistics name things by, with what an official calls them."""

from enum import StrEnum
from typing import Final


class OwnerKind(StrEnum):
    """Who owns or manages premises (R-1). `PRIVATE`: everybody else."""

    STATE_ORGAN = "state_organ"
    PUBLIC_INSTITUTION = "public_institution"
    STATE_ENTERPRISE = "state_enterprise"
    CENTRAL_ENTERPRISE = "central_enterprise"
    PRIVATE = "private"


class TenantKind(StrEnum):
    """`SELF_EMPLOYED` has no size class (3.2)."""

    FIRM = "firm"
    SELF_EMPLOYED = "self_employed"


class CareKind(StrEnum):
    """What a care tenant cares for (R-26)."""

    ELDERLY = "elderly"
    CHILDREN = "children"


class RiskLevel(StrEnum):
    """Classes of a risk area (R-4)."""

    MEDIUM = "medium"
    HIGH = "high"


OWNER_ZH: Final = {
    OwnerKind.STATE_ORGAN: "机关",
    OwnerKind.PUBLIC_INSTITUTION: "事业单位",
    OwnerKind.STATE_ENTERPRISE: "地方国有企业",
    OwnerKind.CENTRAL_ENTERPRISE: "中央企业",
    OwnerKind.PRIVATE: "非国有单位或者个人",
}
TENANT_ZH: Final = {TenantKind.FIRM: "企业", TenantKind.SELF_EMPLOYED: "个体工商户"}
CARE_ZH: Final = {CareKind.ELDERLY: "养老服务", CareKind.CHILDREN: "托育服务"}
LEVEL_ZH: Final = {RiskLevel.MEDIUM: "中风险", RiskLevel.HIGH: "高风险"}
