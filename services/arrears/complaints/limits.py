"""By when each stage of a complaint has to be over (domain rules 1.4). Pure.

Working days and calendar days both begin after the day of the event (Civil Code 201); a last day off
moves to the next working day (Civil Code 203), the 90th like the 30th.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from services.arrears.calendar_days import calendar_limit, ending
from services.arrears.terms.regulations import DECREE_802
from shared.kernel.deadlines import end_of_day
from shared.kernel.sentences import Sentence, day_zh
from shared.kernel.workdays import WorkCalendar

COMPLAINTS_VERSION = 1  # of the reckoning itself; a result keeps the one that produced it

_DAY: Final = timedelta(days=1)


class ComplaintSource(StrEnum):
    """How the complaint came to the district, which is no acceptor under the regulation.

    DIRECT is a local channel of our own (1.4, after the Kunming rule).
    """

    PROVINCE_TRANSFER = "province_transfer"
    CITY_TRANSFER = "city_transfer"
    DIRECT = "direct"


class Stage(StrEnum):
    REVIEW = "review"
    TRANSFER = "transfer"
    RESULT = "result"
    EXTENDED_RESULT = "extended_result"


class DayCount(StrEnum):
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


class StageRule(Struct, frozen=True, gc=False, kw_only=True):
    """`starts` is the event whose day is not counted; the rule is in force from `in_force_on`."""

    days: int
    count: DayCount
    starts: Sentence
    actor: Sentence
    article: Sentence
    in_force_on: date


class LimitFlag(StrEnum):
    """LOCAL_CHANNEL: received directly. BEFORE_RULE: the limit is older than its rule."""

    LOCAL_CHANNEL = "local_channel"
    BEFORE_RULE = "before_rule"


class StageLimit(Struct, frozen=True, gc=False, kw_only=True):
    """`ends_on` is the last day as counted, `last_day` the one in time after days off."""

    stage: Stage
    start_on: date
    days: int
    count: DayCount
    ends_on: date
    last_day: date
    flags: tuple[LimitFlag, ...]
    calendar_version: int
    provisional: bool
    complaints_version: int = COMPLAINTS_VERSION

    @property
    def at(self) -> datetime:
        """The first instant that is too late: 24:00 of `last_day` (CAL-4)."""
        return end_of_day(self.last_day)


class Course(Struct, frozen=True, gc=False, kw_only=True):
    """What has happened to a complaint so far.

    received_on  when the district received it: with the file, where it was transferred
    accepted_on  when a direct complaint was formally accepted
    file_received_on  when the handling department received the file of a direct complaint
    extended     the head of the handling department approved more than 30 days
    """

    source: ComplaintSource
    received_on: date
    accepted_on: date | None = None
    file_received_on: date | None = None
    extended: bool = False


_ACCEPTOR: Final = Sentence("受理投诉部门", "accepting department")
_HANDLER: Final = Sentence("处理投诉部门", "handling department")
_FILE_RECEIVED: Final = Sentence("收到投诉材料", "receipt of the file")

RULES: Final[Mapping[Stage, StageRule]] = MappingProxyType(
    {
        Stage.REVIEW: StageRule(
            days=10,
            count=DayCount.WORKING_DAYS,
            starts=Sentence("收到投诉", "receipt of the complaint"),
            actor=_ACCEPTOR,
            article=Sentence(
                "《保障中小企业款项支付投诉处理暂行办法》（工信部企业〔2021〕224号）",
                "Interim Measures on Payment Complaints (工信部企业〔2021〕224号)",
            ),
            in_force_on=date(2021, 12, 30),
        ),
        Stage.TRANSFER: StageRule(
            days=10,
            count=DayCount.WORKING_DAYS,
            starts=Sentence("正式受理", "formal acceptance"),
            actor=_ACCEPTOR,
            article=DECREE_802.cite(Sentence("第二十五条第一款", "art. 25 ¶1")),
            in_force_on=DECREE_802.in_force_on,
        ),
        Stage.RESULT: StageRule(
            days=30,
            count=DayCount.CALENDAR_DAYS,
            starts=_FILE_RECEIVED,
            actor=_HANDLER,
            article=DECREE_802.cite(Sentence("第二十五条第二款", "art. 25 ¶2")),
            in_force_on=DECREE_802.in_force_on,
        ),
        Stage.EXTENDED_RESULT: StageRule(
            days=90,
            count=DayCount.CALENDAR_DAYS,
            starts=_FILE_RECEIVED,
            actor=_HANDLER,
            article=DECREE_802.cite(Sentence("第二十五条第二款", "art. 25 ¶2")),
            in_force_on=DECREE_802.in_force_on,
        ),
    }
)


def stage_limits(course: Course, calendar: WorkCalendar) -> tuple[StageLimit, ...]:
    """The limits that run or have run, in the order of the stages.

    A transferred complaint was reviewed and transferred above the district: its limits are those of
    handling, from the day it was received.
    """
    direct = course.source is ComplaintSource.DIRECT
    channel = (LimitFlag.LOCAL_CHANNEL,) if direct else ()
    return tuple(stage_limit(stage, on, calendar, channel) for stage, on in _starts(course))


def _starts(course: Course) -> Iterator[tuple[Stage, date]]:
    file_received_on: date | None = course.received_on
    if course.source is ComplaintSource.DIRECT:
        file_received_on = course.file_received_on
        yield Stage.REVIEW, course.received_on
        if course.accepted_on:
            yield Stage.TRANSFER, course.accepted_on
    if file_received_on:
        yield Stage.RESULT, file_received_on
        if course.extended:
            yield Stage.EXTENDED_RESULT, file_received_on


def stage_limit(
    stage: Stage,
    start_on: date,
    calendar: WorkCalendar,
    flags: tuple[LimitFlag, ...] = (),
    days: int | None = None,
) -> StageLimit:
    """One stage from the day of its event; `days` where fewer than the rule's most were approved.

    Raises OverflowError at the end of the year 9999.
    """
    rule = RULES[stage]
    days = days or rule.days
    if rule.count is DayCount.WORKING_DAYS:
        counted = calendar.deadline(end_of_day(start_on - _DAY), days)
        ends_on = last_day = counted.last_day
        provisional = counted.provisional
    else:
        counted_on = calendar_limit(calendar, start_on, days)
        ends_on, last_day = counted_on.ends_on, counted_on.due.last_day
        provisional = counted_on.due.provisional
    early = (LimitFlag.BEFORE_RULE,) if start_on < rule.in_force_on else ()
    return StageLimit(
        stage=stage,
        start_on=start_on,
        days=days,
        count=rule.count,
        ends_on=ends_on,
        last_day=last_day,
        flags=(*flags, *early),
        calendar_version=calendar.version,
        provisional=provisional,
    )


def explain(limit: StageLimit) -> Sentence:
    """How the limit was reckoned, for the file."""
    rule = RULES[limit.stage]
    working = rule.count is DayCount.WORKING_DAYS
    unit_zh, unit_en = ("个工作日", "working days") if working else ("日", "calendar days")
    end = ending(limit.ends_on, limit.last_day, provisional=limit.provisional)
    return Sentence(
        f"{rule.actor.zh}应当自{rule.starts.zh}之日（{day_zh(limit.start_on)}，不计入）起{limit.days}{unit_zh}内办结本环节，"
        f"{end.zh}（{rule.article.zh}）。",
        f"The {rule.actor.en} has {limit.days} {unit_en} from {rule.starts.en} ({limit.start_on}, not counted), "
        f"{end.en} ({rule.article.en}).",
    )


FLAG: Final[Mapping[LimitFlag, Sentence]] = MappingProxyType(
    {
        LimitFlag.LOCAL_CHANNEL: Sentence(
            "本级直接收到的投诉，按本地渠道办理，期限参照执行，不属于条例规定的受理。",
            "Received directly by a local channel: the limits are followed by analogy; it is no acceptance under the regulation.",
        ),
        LimitFlag.BEFORE_RULE: Sentence(
            "起算日早于规定该期限的文件施行日期，当时没有明确的办理期限，参照现行规定计算。",
            "The stage began before the text that limits it was in force; the limit is followed by analogy.",
        ),
    }
)
