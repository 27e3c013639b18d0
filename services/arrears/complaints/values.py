"""The words a complaint is told in: parties, stages, steps, outcomes (1.4)."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from msgspec import Struct

from services.arrears.codes import CreditorKind, DebtorKind
from services.arrears.complaints.limits import ComplaintSource, Stage, StageLimit


class Status(StrEnum):
    """`received` and `accepted` are for direct complaints alone: others were accepted above."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    HANDLING = "handling"
    CONCLUDED = "concluded"


class StepKind(StrEnum):
    """What is done for an answer of the debtor, one after the other (国令802 art. 25)."""

    INQUIRY = "inquiry"
    SUPERVISION = "supervision"
    TALK = "talk"


class Outcome(StrEnum):
    """What the handling came to."""

    PAID = "paid"
    AGREED = "agreed"
    UNFOUNDED = "unfounded"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"


class Complainant(Struct, frozen=True, kw_only=True, gc=False):
    """Who complains; what it was on the day of the contract decides (国令802 art. 3)."""

    uscc: str
    name: str
    kind: CreditorKind


class Respondent(Struct, frozen=True, kw_only=True, gc=False):
    """Who is said to owe; `unit` is its code if it is one of the district's departments."""

    uscc: str
    name: str
    kind: DebtorKind
    unit: str | None = None


class Reminder(Struct, frozen=True, gc=False):
    """An instant the timer has to look at, so many working days before the last day."""

    workdays: int
    at: datetime


class Watched(Struct, frozen=True, gc=False):
    """A limit with all that the timer will have to look at, counted with the calendar in force."""

    limit: StageLimit
    reminders: tuple[Reminder, ...]


STATUS_ZH: Final = {
    Status.RECEIVED: "待审查",
    Status.ACCEPTED: "已受理",
    Status.NOT_ACCEPTED: "不予受理",
    Status.HANDLING: "办理中",
    Status.CONCLUDED: "已办结",
}
SOURCE_ZH: Final = {
    ComplaintSource.PROVINCE_TRANSFER: "省级转办",
    ComplaintSource.CITY_TRANSFER: "市级转办",
    ComplaintSource.DIRECT: "本级直接收到（本地渠道）",
}
STAGE_ZH: Final = {
    Stage.REVIEW: "审查",
    Stage.TRANSFER: "转交",
    Stage.RESULT: "办理",
    Stage.EXTENDED_RESULT: "延期办理",
}
STEP_ZH: Final = {
    StepKind.INQUIRY: "书面问询",
    StepKind.SUPERVISION: "督办书",
    StepKind.TALK: "约谈",
}
OUTCOME_ZH: Final = {
    Outcome.PAID: "款项已支付",
    Outcome.AGREED: "双方达成付款协议",
    Outcome.UNFOUNDED: "投诉事项不成立",
    Outcome.REFERRED: "告知通过诉讼、仲裁等途径解决",
    Outcome.WITHDRAWN: "投诉人撤回投诉",
}
