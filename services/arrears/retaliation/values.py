"""The code lists of a report, and how an official reads them."""

from enum import StrEnum
from typing import Final


class Conduct(StrEnum):
    """What the creditor says was done to it."""

    EXCLUDED_FROM_BUSINESS = "excluded_from_business"
    PAYMENTS_HELD_BACK = "payments_held_back"
    ABUSIVE_INSPECTION = "abusive_inspection"
    THREAT = "threat"
    OTHER = "other"


class Finding(StrEnum):
    """What the inquiry came to."""

    SUBSTANTIATED = "substantiated"
    UNSUBSTANTIATED = "unsubstantiated"
    UNPROVEN = "unproven"


class Status(StrEnum):
    REPORTED = "reported"
    TAKEN_UP = "taken_up"
    CONCLUDED = "concluded"


CONDUCT_ZH: Final = {
    Conduct.EXCLUDED_FROM_BUSINESS: "排斥、限制参与采购和项目",
    Conduct.PAYMENTS_HELD_BACK: "拖延、拒付其他款项",
    Conduct.ABUSIVE_INSPECTION: "滥用检查、处罚等职权",
    Conduct.THREAT: "恐吓、威胁",
    Conduct.OTHER: "其他打击报复行为",
}
FINDING_ZH: Final = {
    Finding.SUBSTANTIATED: "反映情况属实",
    Finding.UNSUBSTANTIATED: "反映情况不属实",
    Finding.UNPROVEN: "反映情况无法查实",
}
STATUS_ZH: Final = {
    Status.REPORTED: "待受理",
    Status.TAKEN_UP: "核查中",
    Status.CONCLUDED: "已办结",
}
