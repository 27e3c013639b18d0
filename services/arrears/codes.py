"""Code lists of the clearing ledger (domain rules 1.1, 1.6 and 1.9)."""

from enum import StrEnum


class DebtorKind(StrEnum):
    """Who may owe in this ledger (A-1; Payment Regulation art. 2 and 36)."""

    STATE_ORGAN = "state_organ"
    PUBLIC_INSTITUTION = "public_institution"
    STATE_OWNED_ENTERPRISE = "state_owned_enterprise"
    OTHER_LARGE_ENTERPRISE = "other_large_enterprise"
    FISCAL_ORGANISATION = "fiscal_organisation"


class CreditorKind(StrEnum):
    """What the creditor was on the day of the contract (art. 3); the self-employed by their own rule.

    `self_employed`: 促进个体工商户发展条例 art. 31; reported apart.
    """

    MEDIUM = "medium"
    SMALL = "small"
    MICRO = "micro"
    SELF_EMPLOYED = "self_employed"


class Subject(StrEnum):
    """What the debt is for (A-1)."""

    GOODS = "goods"
    WORKS = "works"
    SERVICES = "services"


DEBTOR_KIND_ZH = {
    DebtorKind.STATE_ORGAN: "机关",
    DebtorKind.PUBLIC_INSTITUTION: "事业单位",
    DebtorKind.STATE_OWNED_ENTERPRISE: "国有大型企业",
    DebtorKind.OTHER_LARGE_ENTERPRISE: "其他大型企业",
    DebtorKind.FISCAL_ORGANISATION: "使用财政性资金的团体组织",
}
CREDITOR_KIND_ZH = {
    CreditorKind.MEDIUM: "中型企业",
    CreditorKind.SMALL: "小型企业",
    CreditorKind.MICRO: "微型企业",
    CreditorKind.SELF_EMPLOYED: "个体工商户",
}
SUBJECT_ZH = {Subject.GOODS: "货物", Subject.WORKS: "工程", Subject.SERVICES: "服务"}
