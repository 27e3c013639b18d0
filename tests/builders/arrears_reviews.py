"""Builders of 督查结论与复核: an inspection ordered on 2022-09-06, its finding delivered on the 7th.

30 days after that is 2022-10-07, a holiday; the last day to ask for a review is Saturday the 8th,
which is worked.
"""

from datetime import date
from typing import Any, Final

from services.arrears.commands import (
    DecideInspection,
    DecideReview,
    RecordFinding,
    RequestReview,
    TakeStep,
)
from services.arrears.events import ReviewResult, Step
from services.arrears.state import Review, State
from shared.kernel.actor import Actor, Role
from shared.testing.specs import Spec
from tests.builders.arrears import DEBTOR, SUPERVISION_OFFICE, item_of, verified

RECORDER: Final = Actor(id="superv-2", role=Role.SUPERVISOR, client="console")
INSPECTOR: Final = Actor(id="superv-3", role=Role.SUPERVISOR, client="console")
REVIEWER: Final = Actor(id="superv-4", role=Role.SUPERVISOR, client="console")
ORDERED: Final = "2022-09-06T10:00+08:00"
FOUND: Final = "2022-09-08T10:00+08:00"
REQUESTED: Final = "2022-09-20T10:00+08:00"
REVIEWED: Final = "2022-10-18T10:00+08:00"

FINDING: Final = RecordFinding(
    number=1,
    document_no="临翔政督〔2022〕7号",
    text="经查，拖欠单位未按计划落实还款资金，责令整改。",
    delivered_on=date(2022, 9, 7),
    participants=("superv-3",),
)
REQUEST: Final = RequestReview(number=1, grounds="未扣除质量保证金。")


def decide_review(**changes: Any) -> DecideReview:
    fields: dict[str, Any] = {
        "number": 1,
        "result": ReviewResult.UPHELD,
        "reason": "事实清楚。",
        "document_no": "临翔政督复〔2022〕1号",
    }
    return DecideReview(**{**fields, **changes})


def inspected(spec: Spec[State] | None = None) -> Spec[State]:
    """督查 was asked for and ordered."""
    asked = TakeStep(step=Step.INSPECTION, text="长期拖欠，影响恶劣。")
    order = DecideInspection(number=1, ordered=True, approved_by="区长", reason="情况属实。")
    return (
        (spec or verified())
        .given(asked, at=ORDERED)
        .given(order, at=ORDERED, actor=SUPERVISION_OFFICE)
    )


def found(spec: Spec[State] | None = None) -> Spec[State]:
    """With its finding, delivered."""
    return inspected(spec).given(FINDING, at=FOUND, actor=RECORDER)


def disputed(spec: Spec[State] | None = None) -> Spec[State]:
    """With a review asked for by the debtor; it is to be decided until 2022-10-20."""
    return found(spec).given(REQUEST, at=REQUESTED, actor=DEBTOR)


def review_of(spec: Spec[State]) -> Review:
    [inspection] = item_of(spec).inspections
    assert inspection.review is not None
    return inspection.review
