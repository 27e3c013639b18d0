"""Steps of the ladder with what their documents are made from, in the story of `builders.arrears`.

The plan is in force, 300,000.00 of the 1,800,000.00 are disputed, nothing is paid.
"""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from docx import Document
from msgspec.structs import replace

from services.arrears.commands import DecidePlan, NoteTimePassed, TakeStep
from services.arrears.documents.issued import Issued, issued
from services.arrears.events import ArrearsStepTaken, Evidence, Step
from services.arrears.programme.state import PROGRAMME
from services.arrears.state import State
from shared.testing.specs import Spec, instant
from tests.builders.arrears import (
    APPROVED,
    DEBTOR,
    IN_CHARGE,
    PLANNED,
    TIMER,
    item_of,
    submit_plan,
    verified,
    yuan,
)

EVIDENCE: Final = (Evidence("还款计划（复印件）"), Evidence("催款函及送达回证（复印件）"))
_TEXTS: Final = {
    Step.INQUIRY: "一、未按期还款的原因；\n二、资金筹措情况。",
    Step.SUPERVISION: "一、付清到期的第一期款项；\n二、查明逾期未付的原因。",
    Step.TALK: "一、时间：2022年11月18日上午9时30分；\n二、地点：区工业和信息化局三楼会议室。",
    Step.NOTICE: "该单位未履行还款计划，经函询、督办、约谈仍未清偿。",
    Step.ACCOUNTABILITY: "该单位未按照还款计划清偿无争议欠款，建议追究有关人员责任。",
    Step.INSPECTION: "该单位拖欠时间长、数额大，经多次督促仍未清偿。",
}
# When each is taken: the second without, the first and the last with nothing but the office's will.
TAKEN_AT: Final = {
    Step.INQUIRY: "2022-10-08T09:00+08:00",
    Step.SUPERVISION: "2022-11-02T09:00+08:00",
    Step.TALK: "2022-11-15T09:00+08:00",
    Step.NOTICE: "2023-01-03T09:00+08:00",
    Step.ACCOUNTABILITY: "2023-01-03T09:00+08:00",
    Step.INSPECTION: "2023-01-03T09:00+08:00",
}


def in_arrears() -> Spec[State]:
    """Half by the end of October, half by the last day of the year; asked, and without an answer."""
    half = yuan(750_000)
    plan = submit_plan(("2022-10-31", half), ("2022-12-31", half))
    return (
        verified(disputed_fen=yuan(300_000))
        .given(plan, at=PLANNED, actor=DEBTOR)
        .given(DecidePlan(approved=True, reason="情况属实，同意。"), at=APPROVED, actor=IN_CHARGE)
    )


def step_taken(step: Step, evidence: tuple[Evidence, ...] = ()) -> Issued:
    """A step at its instant, after the inquiry."""
    at = TAKEN_AT[step]
    spec = in_arrears()
    if step is not Step.INQUIRY:
        spec = spec.given(_order(Step.INQUIRY), at=TAKEN_AT[Step.INQUIRY])
    return taken(after_time(spec, at), _order(step, evidence), at)


def after_time(spec: Spec[State], at: str) -> Spec[State]:
    """What the timer has noted by an instant."""
    return spec.given(NoteTimePassed(at=instant(at)), at=at, actor=TIMER)


def taken(spec: Spec[State], order: TakeStep, at: str) -> Issued:
    [fact] = spec.when(order, at=at).facts
    assert isinstance(fact, ArrearsStepTaken)
    return issued(item_of(spec), fact, spec.policies[PROGRAMME])


def on_day(given: Issued, at: datetime) -> Issued:
    """The same step as if it had been taken at another instant."""
    return replace(given, step=replace(given.step, taken_at=at))


def with_debtor(given: Issued, **changes: Any) -> Issued:
    item = given.item
    return replace(given, item=replace(item, debtor=replace(item.debtor, **changes)))


def paragraphs(document: bytes) -> list[str]:
    """The text of a document, opened as Word would open it."""
    return [each.text for each in Document(BytesIO(document)).paragraphs]


def text_of(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _order(step: Step, evidence: tuple[Evidence, ...] = ()) -> TakeStep:
    return TakeStep(step=step, text=_TEXTS[step], evidence=evidence)
