"""The item after facts of an inspection, its finding and the review of it."""

from typing import Any, Final

from msgspec.structs import replace

from services.arrears.events import (
    ArrearsFindingRecorded,
    ArrearsInspectionDecided,
    ArrearsReviewDecided,
    ArrearsReviewDueNear,
    ArrearsReviewLimitRecalculated,
    ArrearsReviewOverdue,
    ArrearsReviewRequested,
    ReviewStage,
)
from services.arrears.state.inspection import Finding, Inspection, Review, ReviewDecision
from services.arrears.state.item import Item, Next
from shared.kernel.decider import Event


def _decided(item: Item, event: ArrearsInspectionDecided) -> Item:
    steps = tuple(
        replace(one, ordered=event.ordered) if one.number == event.number else one
        for one in item.steps
    )
    ordered = Inspection(
        number=event.number, ordered_by=event.decided_by, ordered_at=event.decided_at
    )
    inspections = (*item.inspections, ordered) if event.ordered else item.inspections
    return replace(item, steps=steps, inspections=inspections)


def _with(item: Item, number: int, **changes: Any) -> Item:
    return replace(
        item,
        inspections=tuple(
            replace(one, **changes) if one.number == number else one for one in item.inspections
        ),
    )


def _with_review(item: Item, number: int, **changes: Any) -> Item:
    return _with(item, number, review=replace(_review(item, number), **changes))


def _review(item: Item, number: int) -> Review:
    for one in item.inspections:
        if one.number == number and one.review is not None:
            return one.review
    raise ValueError(f"no review was asked for of step {number} of {item.number}")


def _found(item: Item, event: ArrearsFindingRecorded) -> Item:
    finding = Finding(
        document_no=event.document_no,
        text=event.text,
        delivered_on=event.delivered_on,
        participants=event.participants,
        request_until=event.request_until,
        recorded_by=event.recorded_by,
        recorded_at=event.recorded_at,
    )
    return _with(item, event.number, finding=finding)


def _requested(item: Item, event: ArrearsReviewRequested) -> Item:
    review = Review(
        grounds=event.grounds,
        requested_at=event.requested_at,
        decide_until=event.decide_until,
        alarms=event.alarms,
    )
    return _with(item, event.number, review=review)


def _due_near(item: Item, event: ArrearsReviewDueNear) -> Item:
    warned = _review(item, event.number).warned | {event.workdays}
    return _with_review(item, event.number, warned=warned)


def _overdue(item: Item, event: ArrearsReviewOverdue) -> Item:
    return _with_review(item, event.number, overdue=True)


def _review_decided(item: Item, event: ArrearsReviewDecided) -> Item:
    decision = ReviewDecision(
        result=event.result,
        reason=event.reason,
        finding=event.finding,
        document_no=event.document_no,
        late=event.late,
        decided_at=event.decided_at,
    )
    return _with_review(item, event.number, decision=decision)


def _recalculated(item: Item, event: ArrearsReviewLimitRecalculated) -> Item:
    """Where the day to decide has moved it is warned of anew, and not over any more; a day that was
    only settled keeps what was said of it.
    """
    if event.stage is ReviewStage.DECISION:
        told = _review(item, event.number)
        stays = told.decide_until.due.at == event.until.due.at
        return _with_review(
            item,
            event.number,
            decide_until=event.until,
            alarms=event.alarms,
            warned=told.warned if stays else frozenset(),
            overdue=told.overdue and stays,
        )
    for one in item.inspections:
        if one.number == event.number and one.finding is not None:
            finding = replace(one.finding, request_until=event.until)
            return _with(item, event.number, finding=finding)
    raise ValueError(f"step {event.number} of {item.number} has no finding")


AFTER_INSPECTING: Final[dict[type[Event], Next]] = {
    ArrearsInspectionDecided: _decided,
    ArrearsFindingRecorded: _found,
    ArrearsReviewRequested: _requested,
    ArrearsReviewDueNear: _due_near,
    ArrearsReviewOverdue: _overdue,
    ArrearsReviewDecided: _review_decided,
    ArrearsReviewLimitRecalculated: _recalculated,
}
