"""Inspections of an item as its readers see them: what was found, and the review of that."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from services.arrears.calendar_days import CalendarLimit
from services.arrears.rules.names import REVIEW_RESULT_ZH
from services.arrears.state import Finding, Inspection, Review, ReviewDecision
from shared.web.answers import Answer, shown
from shared.web.deadlines import Due, due


class CalendarLimitAnswer(Answer):
    """A limit in calendar days; `ends_on` is its last day before days off."""

    days: int
    ends_on: date
    due: Due


class FindingAnswer(Answer, kw_only=True):
    """督查结论 as it was delivered; `request_until` is by when a review may be asked for."""

    document_no: str
    text: str
    delivered_on: date
    request_until: CalendarLimitAnswer
    recorded_at: datetime


class ReviewDecisionAnswer(Answer, kw_only=True):
    """复核决定; `finding` is the finding as changed, empty otherwise."""

    result: str
    result_zh: str
    reason: str
    document_no: str
    finding: str
    late: bool
    decided_at: datetime


class ReviewAnswer(Answer, kw_only=True):
    """A review; `overdue` says that its day passed without a decision."""

    grounds: str
    requested_at: datetime
    decide_until: CalendarLimitAnswer
    overdue: bool
    decision: ReviewDecisionAnswer | None


class InspectionAnswer(Answer, kw_only=True):
    """An inspection that was ordered."""

    number: Annotated[int, Field(description="Of the step that asked for it.")]
    ordered_at: datetime
    finding: FindingAnswer | None
    review: ReviewAnswer | None


def inspection_answer(inspection: Inspection) -> InspectionAnswer:
    return InspectionAnswer(
        number=inspection.number,
        ordered_at=shown(inspection.ordered_at),
        finding=_finding(inspection.finding) if inspection.finding else None,
        review=_review(inspection.review) if inspection.review else None,
    )


def _finding(finding: Finding) -> FindingAnswer:
    return FindingAnswer(
        document_no=finding.document_no,
        text=finding.text,
        delivered_on=finding.delivered_on,
        request_until=_limit(finding.request_until),
        recorded_at=shown(finding.recorded_at),
    )


def _review(review: Review) -> ReviewAnswer:
    return ReviewAnswer(
        grounds=review.grounds,
        requested_at=shown(review.requested_at),
        decide_until=_limit(review.decide_until),
        overdue=review.overdue,
        decision=_decision(review.decision) if review.decision else None,
    )


def _decision(decision: ReviewDecision) -> ReviewDecisionAnswer:
    return ReviewDecisionAnswer(
        result=decision.result,
        result_zh=REVIEW_RESULT_ZH[decision.result],
        reason=decision.reason,
        document_no=decision.document_no,
        finding=decision.finding,
        late=decision.late,
        decided_at=shown(decision.decided_at),
    )


def _limit(limit: CalendarLimit) -> CalendarLimitAnswer:
    return CalendarLimitAnswer(limit.days, limit.ends_on, due(limit.due))
