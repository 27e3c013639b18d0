"""Why a clock runs out when it does: every day and every step, in Chinese and English. Pure."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from msgspec import Struct

from services.tickets.events import DeadlineClock
from services.tickets.rules.due import after, pause_end, pause_workdays
from services.tickets.rules.hours import beijing
from services.tickets.state.clocks import Clock, Limit, Pause, Step, Until
from shared.kernel.deadlines import DayExplained
from shared.kernel.workdays import WorkCalendar

RULES: Final = {
    DeadlineClock.FIRM: (
        "企业时钟：自收到之日的次日起 5 个工作日（工作方案“三办一销号”制度；民法典第二百零一条）",
        "Firm's clock: 5 working days from the day after receipt (M2; T-2, T-3; Civil Code 201)",
    ),
    DeadlineClock.DEPARTMENT: (
        "部门时钟：自交办之日的次日起 5 个工作日（工作方案“三办一销号”制度；民法典第二百零一条）",
        "Department's clock: 5 working days from the day after dispatch (M2; T-2, T-3; CAL-5)",
    ),
    DeadlineClock.HELPER: (
        "协办时钟：自交办之日的次日起按规定的工作日数计算，协办逾期不减轻主办责任",
        "Helper's clock: working days from the day after dispatch; the lead stays answerable (T-10)",
    ),
    DeadlineClock.MILESTONE: (
        "方案节点：办理方案确定的完成日期，逢法定休假日顺延（民法典第二百零三条）",
        "Milestone: the day the plan names, a day off moved to the next working day (T-8; Civil Code 203)",
    ),
    DeadlineClock.SUPPLEMENT: (
        "补正时限：自要求企业补正之日的次日起按规定的工作日数计算，期间企业时钟和部门时钟停止计时",
        "The firm's time to supplement: working days from the day after asking; both clocks rest (T-6)",
    ),
}
_START: Final = (
    "起算当日不计入（《民法典》第二百零一条）",
    "the starting day is not counted (Civil Code art. 201)",
)
_PAUSED: Final = (
    "等待企业补正材料，停止计时，不计入",
    "waiting for the firm's documents, not counted (T-6)",
)
_EXTENDED: Final = ("经批准延长的期限", "within the approved extension")
_PLANNED: Final = ("办理方案确定的期限", "within the time the plan allows (T-8)")
_FIRST_TOLD: Final = (
    "按首次告知的期限顺延计入",
    "kept because a later date was told first (CAL-8)",
)


class StepExplained(Struct, frozen=True, gc=False):
    """What happened to a clock; `policy_version` 0 where no number of the policy was needed."""

    zh: str
    en: str
    policy_version: int


class Explanation(Struct, frozen=True, gc=False):
    """The reckoning of a due date. `calendar_version` is that of the calendar it was counted on."""

    rule_zh: str
    rule_en: str
    days: tuple[DayExplained, ...]
    steps: tuple[StepExplained, ...]
    calendar_version: int


def explain(which: DeadlineClock, clock: Clock, calendar: WorkCalendar) -> Explanation:
    """`calendar` is the one of the version that `clock.due` was counted on."""
    zh, en = RULES[which]
    return Explanation(
        zh, en, tuple(_days(clock, calendar)), tuple(_steps(clock, calendar)), calendar.version
    )


def _days(clock: Clock, calendar: WorkCalendar) -> Iterator[DayExplained]:
    """From the start day to the last day; `number` counts the working days of the limit itself."""
    due = clock.due
    yield DayExplained.of(calendar.day(due.start_day), None, *_START)
    beyond = _reason_beyond(clock)
    pauses = [step for step in clock.steps if isinstance(step, Pause)]
    number = 0
    for ordinal in range(due.start_day.toordinal() + 1, due.last_day.toordinal() + 1):
        day = calendar.day(date.fromordinal(ordinal))
        if not day.working:
            yield DayExplained.of(day, None, day.reason_zh, day.reason_en)
        elif any(p.asked_on < day.date <= pause_end(calendar, p) for p in pauses):
            yield DayExplained.of(day, None, *_PAUSED)
        elif number < clock.workdays:
            number += 1
            yield DayExplained.of(day, number, day.reason_zh, day.reason_en)
        else:
            yield DayExplained.of(day, None, *beyond)


def _reason_beyond(clock: Clock) -> tuple[str, str]:
    """Why working days after the limit itself still belong to it."""
    last = next((s for s in reversed(clock.steps) if isinstance(s, Until)), None)
    if last is None:
        return _FIRST_TOLD
    return _PLANNED if last.planned else _EXTENDED


def _steps(clock: Clock, calendar: WorkCalendar) -> Iterator[StepExplained]:
    for step in clock.steps:
        zh, en = _sentence(step, calendar)
        yield StepExplained(zh, en, 0 if isinstance(step, Limit) else step.policy_version)


def _sentence(step: Step, calendar: WorkCalendar) -> tuple[str, str]:
    if isinstance(step, Limit):
        return (
            f"上级转办要求于 {beijing(step.at)} 前办结，从严按此期限计算",
            f"the sender's own limit is {beijing(step.at)}; the stricter one holds (5.5)",
        )
    if isinstance(step, Until):
        day = after(calendar, step.day, step)
        if step.planned:
            return f"办理方案确定的完成日期为 {day}", f"the plan ends on {day} (T-8)"
        return f"经批准延期至 {day}", f"extended, as approved, to {day}"
    added = pause_workdays(calendar, step)
    if step.ended_on is None:
        return (
            f"{step.asked_on} 通知企业补正材料，暂停计时，最长 {step.longest} 个工作日",
            f"paused since {step.asked_on} for the firm's documents, at most {step.longest} working days (T-6)",
        )
    return (
        f"{step.asked_on} 通知企业补正材料，至 {pause_end(calendar, step)} 恢复计时，顺延 {added} 个工作日",
        f"paused from {step.asked_on} to {pause_end(calendar, step)} for the firm's documents: {added} working days added (T-6)",
    )
