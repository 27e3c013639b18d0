"""Which rule gave each of an item's days, in Chinese and English. Pure."""

from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct

from services.arrears.events import Duty, DutyCause, PlanDuty
from services.arrears.rules.schedule import unpaid
from services.arrears.state import Item
from shared.kernel.deadlines import DayExplained, Deadline, end_of_day
from shared.kernel.sentences import Sentence
from shared.kernel.workdays import WorkCalendar

NOT_ROLLED: Final = Sentence(
    "固定日期，逢节假日不顺延。",
    "A fixed day, not rolled (A-10).",
)
_COUNTED: Final = Sentence(
    "按工作日计算，起算当日不计入（《民法典》第二百零一条）。",
    "Counted in working days; the starting day is not counted (Civil Code art. 201).",
)
_ROLLED: Final = Sentence(
    "按日历日计算，起算当日不计入，最后一日逢法定休假日的顺延（《民法典》第二百零一条、第二百零三条）。",
    "Counted in calendar days without the starting day; a last day off moves on (Civil Code art. 201, 203).",
)
_DAY: Final = timedelta(days=1)


class Clock(StrEnum):
    """What a day is for."""

    IMMEDIATE = "immediate"
    PLAN = "plan"
    FINAL = "final"
    INSTALMENT = "instalment"
    RESOLVED = "resolved"
    CORRECTED = "corrected"
    REVERSED = "reversed"
    OBJECTION = "objection"
    INQUIRY = "inquiry"
    REVIEW_REQUEST = "review_request"
    REVIEW_DECISION = "review_decision"


class Reckoning(Struct, frozen=True, kw_only=True, gc=False):
    """One day of an item and what gave it. `subject` is the duty's id or the step's number.

    `rolled` is a day that ends a period of calendar days, moved over days off. `programme_version` 0:
    not recorded. Amounts are those of a duty, None for any other day.
    """

    clock: Clock
    subject: str
    rule: Sentence
    due: Deadline
    fixed: bool
    programme_version: int
    rolled: bool = False
    amount_fen: int | None = None
    unpaid_fen: int | None = None

    @property
    def note(self) -> Sentence:
        if self.rolled:
            return _ROLLED
        return NOT_ROLLED if self.fixed else _COUNTED


def reckonings(item: Item) -> Iterator[Reckoning]:
    """In the order they come in: the immediate window, the plan, the duties, what is waited for."""
    if item.immediate_until is not None:
        yield Reckoning(
            clock=Clock.IMMEDIATE,
            subject="",
            rule=Sentence(
                f"立即清偿：自登记之日的次日起{item.immediate_until.workdays}个工作日内清偿的，无需制定还款计划",
                f"Paid at once: within {item.immediate_until.workdays} working days from the day after registration no plan is needed (A-6)",
            ),
            due=item.immediate_until,
            fixed=False,
            programme_version=item.verified_under,
        )
    if item.schedule.plan is not None:
        yield _of_plan(item.schedule.plan)
    repaid = item.amounts.repaid_fen if item.amounts else 0
    for duty, fen in unpaid(item.schedule, repaid):
        yield _of_duty(duty, fen)
    yield from _waited_for(item)


def _of_plan(owed: PlanDuty) -> Reckoning:
    rule = (
        Sentence(
            f"制定还款计划期限：清欠方案确定的日期{owed.due.last_day}",
            f"Day for a plan: {owed.due.last_day}, as the programme fixes it (A-9)",
        )
        if owed.fixed
        else Sentence(
            f"制定还款计划期限：自登记之日或者转为无争议之日的次日起{owed.due.workdays}个工作日",
            f"Day for a plan: {owed.due.workdays} working days from the day after registration, or after the debt became undisputed (A-9)",
        )
    )
    return Reckoning(
        clock=Clock.PLAN,
        subject=owed.id,
        rule=rule,
        due=owed.due,
        fixed=owed.fixed,
        programme_version=owed.programme_version,
    )


def _of_duty(duty: Duty, unpaid_fen: int) -> Reckoning:
    return Reckoning(
        clock=Clock(duty.cause.value),
        subject=duty.id,
        rule=_rule_of(duty),
        due=duty.due,
        fixed=duty.fixed,
        programme_version=duty.programme_version,
        amount_fen=duty.amount_fen,
        unpaid_fen=unpaid_fen,
    )


_FIXED: Final = {
    DutyCause.FINAL: Sentence(
        "清偿期限：清欠方案对本档次欠款确定的日期",
        "Final day: as the programme fixes it for this class (A-8)",
    ),
    DutyCause.INSTALMENT: Sentence(
        "分期还款：经主管部门批准的还款计划确定的日期",
        "Instalment: the day the approved plan names (A-7, A-8)",
    ),
}
_LATER: Final = {
    DutyCause.RESOLVED: Sentence(
        "争议解决后转为无争议的部分", "Part that became undisputed (A-11, A-12)"
    ),
    DutyCause.CORRECTED: Sentence("经更正增加的应付部分", "Part added by a correction (A-16)"),
    DutyCause.REVERSED: Sentence(
        "付款冲销或者票据拒付后重新应付的部分", "Part owed again after a payment that was none"
    ),
}


def _rule_of(duty: Duty) -> Sentence:
    told = _FIXED.get(duty.cause)
    if told is not None:
        return told
    part, days = _LATER[duty.cause], duty.due.workdays
    if duty.fixed:
        return Sentence(f"{part.zh}：按项目清偿期限", f"{part.en}: by the item's final day")
    return Sentence(
        f"{part.zh}：自应付之日的次日起{days}个工作日",
        f"{part.en}: {days} working days from the day after it became payable",
    )


def _waited_for(item: Item) -> Iterator[Reckoning]:
    """The answers to inquiries, and the creditor's time to object."""
    for step in item.steps:
        if step.answer_due is not None:
            days = step.answer_due.workdays
            yield Reckoning(
                clock=Clock.INQUIRY,
                subject=str(step.number),
                rule=Sentence(
                    f"函询答复期限：自发出之日的次日起{days}个工作日",
                    f"Answer to an inquiry: {days} working days from the day after it was sent (1.7)",
                ),
                due=step.answer_due,
                fixed=False,
                programme_version=step.programme_version,
            )
    if item.clearance is not None:
        days = item.clearance.until.workdays
        yield Reckoning(
            clock=Clock.OBJECTION,
            subject="",
            rule=Sentence(
                f"销号异议期限：自告知债权企业之日的次日起{days}个工作日",
                f"Creditor's time to object: {days} working days from the day after it was told (A-18)",
            ),
            due=item.clearance.until,
            fixed=False,
            programme_version=item.clearance.programme_version,
        )


def days_of(reckoning: Reckoning, calendar: WorkCalendar) -> tuple[DayExplained, ...]:
    """Day by day, on the calendar of the version the deadline names; none where all days count."""
    if reckoning.fixed or reckoning.rolled:
        return ()
    due = reckoning.due
    return calendar.explain(end_of_day(due.start_day - _DAY), due.workdays)
