"""Why a step was in order, as its document says it; only what time cannot make untrue (1.7)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from services.arrears.documents.issued import Issued
from services.arrears.events import Duty, DutyCause, Mark, Step, StepGround
from services.arrears.rules.alarms import missed_marks
from services.arrears.state import DueStep
from shared.kernel.clock import shanghai_date
from shared.kernel.money import format_amount
from shared.kernel.sentences import day_zh

_TO_DEBTOR: Final = frozenset({Step.INQUIRY, Step.SUPERVISION, Step.TALK})


def grounds(issued: Issued) -> str:
    """A sentence for each; the same is not said twice."""
    return "".join(dict.fromkeys(_sentences(issued)))


def _sentences(issued: Issued) -> Iterator[str]:
    debtor = "你单位" if issued.step.step in _TO_DEBTOR else "该单位"
    for due in issued.grounds:
        match due.ground:
            case StepGround.NO_PLAN:
                yield f"{debtor}未在{_last_day(due)}前清偿，也未在此前明确还款计划。"
            case StepGround.INSTALMENT_MISSED:
                yield f"{_payable(due, issued)}，{debtor}未按期付清。"
            case StepGround.MISSED_LONG:
                yield f"{_payable(due, issued)}，{debtor}{_long(due, issued)}仍未付清。"
            case StepGround.MISSED_TWICE:
                yield f"{debtor}先后有{missed_marks(issued.item)}期款项未按期付清。"
            case StepGround.YEAR_END:
                yield f"{_payable(due, issued)}，清欠期限届满{debtor}仍未付清。"
            case StepGround.NO_ANSWER:
                yield _unanswered(due, issued, debtor)
            case StepGround.SERIOUS:
                yield "拖欠情形严重。"


def _payable(due: DueStep, issued: Issued) -> str:
    """The duty as it stands; one that a new plan has taken away since has only its day."""
    duty = _duty(due, issued)
    amount = f"{format_amount(duty.amount_fen)}元" if duty else "款项"
    planned = "按照还款计划" if duty and duty.cause is DutyCause.INSTALMENT else ""
    return f"{planned}应于{_last_day(due)}前付清的{amount}"


def _long(due: DueStep, issued: Issued) -> str:
    duty = _duty(due, issued)
    alarms = duty.alarms if duty else ()
    workdays = next((alarm.workdays for alarm in alarms if alarm.mark is Mark.TALK), None)
    return f"逾期{workdays}个工作日" if workdays else "逾期多日"


def _unanswered(due: DueStep, issued: Issued, debtor: str) -> str:
    inquiry = next(one for one in issued.item.steps if str(one.number) == due.duty)
    return (
        f"我局询问函（{inquiry.document_no}）要求于{_last_day(due)}前书面答复，{debtor}未按期答复。"
    )


def _duty(due: DueStep, issued: Issued) -> Duty | None:
    return next((one for one in issued.item.schedule.duties if one.id == due.duty), None)


def _last_day(due: DueStep) -> str:
    """`due_at` is the first instant that was too late (CAL-4)."""
    return day_zh(shanghai_date(due.due_at - timedelta.resolution))
