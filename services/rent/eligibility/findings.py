"""One thing that was looked at, and what was found."""

from enum import StrEnum
from typing import Final

from msgspec import Struct

from shared.kernel.sentences import Sentence


class Reason(StrEnum):
    """Why there is nothing to grant, or why a person has to decide; statistics count them (R-24)."""

    OUTSIDE_DISTRICT = "outside_district"
    NOT_STATE_OWNED = "not_state_owned"
    NOT_FOR_BUSINESS = "not_for_business"
    NOT_SERVICE = "not_service"
    TOO_LARGE = "too_large"
    SIZE_UNKNOWN = "size_unknown"
    LEASE_OUTSIDE_YEAR = "lease_outside_year"
    NOTHING_LEFT = "nothing_left"


REASON_ZH: Final = {
    Reason.OUTSIDE_DISTRICT: "房屋不在本区",
    Reason.NOT_STATE_OWNED: "不属于国有房屋",
    Reason.NOT_FOR_BUSINESS: "不属于经营性用房",
    Reason.NOT_SERVICE: "不属于服务业",
    Reason.TOO_LARGE: "不属于小型、微型企业",
    Reason.SIZE_UNKNOWN: "企业规模无法判定",
    Reason.LEASE_OUTSIDE_YEAR: "租赁期不在减免年度内",
    Reason.NOTHING_LEFT: "可减免月数已用完",
}


class Finding(Struct, frozen=True, gc=False):
    """`met` is None where a person has to decide; `reason` says why where it is not met."""

    rule: str
    met: bool | None
    said: tuple[Sentence, ...]
    reason: Reason | None = None
