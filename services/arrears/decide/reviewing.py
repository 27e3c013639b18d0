"""督查结论与复核: found by one, disputed by whom it is about, decided by another (art. 17 of
政府督查工作条例).
"""

from collections.abc import Iterator

from services.arrears import refusals
from services.arrears.calendar_days import CalendarLimit, calendar_limit, recounted
from services.arrears.commands import DecideReview, RecordFinding, RequestReview
from services.arrears.decide.guards import blank, check_past, check_reason, world_of
from services.arrears.decide.notices import by_the_calendar
from services.arrears.events import (
    ArrearsFindingRecorded,
    ArrearsReviewDecided,
    ArrearsReviewDueNear,
    ArrearsReviewLimitRecalculated,
    ArrearsReviewOverdue,
    ArrearsReviewRequested,
    Mark,
    ReviewResult,
    ReviewStage,
)
from services.arrears.rules.names import REVIEW_RESULT_ZH
from services.arrears.rules.reviews import (
    DECISION_DAYS,
    REQUEST_DAYS,
    ReviewAlarm,
    is_concerned,
    review_warnings,
)
from services.arrears.state import Finding, Inspection, Item, ReviewDecision
from shared.kernel.actor import Role
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Context, Event
from shared.kernel.followed_calendar import work_calendar


def record_finding(command: RecordFinding, item: Item, context: Context) -> list[Event]:
    """The 30 days to dispute it run from its delivery."""
    _check_supervision_office(context)
    inspection = _inspection(command.number, item)
    if inspection.finding is not None:
        if _same_finding(command, inspection.finding):
            return []
        raise refusals.FindingKnown(document_no=inspection.finding.document_no)
    if blank(command.document_no) or blank(command.text):
        raise refusals.FindingTextMissing
    check_past(command.delivered_on, context)
    ordered_on = shanghai_date(inspection.ordered_at)
    if command.delivered_on < ordered_on:
        raise refusals.DeliveredBeforeOrdered(
            delivered_on=command.delivered_on.isoformat(), ordered_on=ordered_on.isoformat()
        )
    calendar = work_calendar(context)
    return [
        ArrearsFindingRecorded(
            number=command.number,
            document_no=command.document_no,
            text=command.text,
            delivered_on=command.delivered_on,
            participants=command.participants,
            request_until=calendar_limit(calendar, command.delivered_on, REQUEST_DAYS),
            evidence=command.evidence,
            recorded_by=context.actor.id,
            recorded_at=context.now,
        )
    ]


def _same_finding(command: RecordFinding, known: Finding) -> bool:
    said = (command.document_no, command.text, command.delivered_on, command.participants)
    return said == (known.document_no, known.text, known.delivered_on, known.participants)


def request_review(command: RequestReview, item: Item, context: Context) -> list[Event]:
    """By the body concerned, in time; the 30 days to decide run from the request."""
    inspection = _inspection(command.number, item)
    finding = inspection.finding
    if finding is None:
        raise refusals.NoFinding(number=command.number)
    if not is_concerned(item, context.actor):
        raise refusals.NotConcernedByFinding
    if inspection.review is not None:
        if inspection.review.grounds == command.grounds:
            return []
        raise refusals.ReviewAlreadyRequested
    check_reason(command.grounds)
    world = world_of(item, context)
    until = recounted(world.calendar, finding.request_until).due
    if until.passed(context.now):
        raise refusals.ReviewRequestLate(
            delivered_on=finding.delivered_on.isoformat(), last_day=until.last_day.isoformat()
        )
    decide_until = calendar_limit(world.calendar, world.today, DECISION_DAYS)
    return [
        ArrearsReviewRequested(
            number=command.number,
            grounds=command.grounds,
            decide_until=decide_until,
            alarms=review_warnings(world, decide_until.due),
            evidence=command.evidence,
            requested_by=context.actor.id,
            requested_unit=context.actor.unit,
            requested_at=context.now,
        )
    ]


def decide_review(command: DecideReview, item: Item, context: Context) -> list[Event]:
    """For the government, by nobody who had a part in the finding; late is recorded."""
    _check_supervision_office(context)
    inspection = _inspection(command.number, item)
    review = inspection.review
    if review is None:
        raise refusals.NoReviewRequested(number=command.number)
    if context.actor.id in inspection.recused:
        raise refusals.RecusedFromReview
    known = review.decision
    if known is not None:
        if _same_decision(command, known):
            return []
        raise refusals.ReviewAlreadyDecided(
            result=known.result, result_zh=REVIEW_RESULT_ZH[known.result]
        )
    check_reason(command.reason)
    if blank(command.document_no):
        raise refusals.FindingTextMissing
    if blank(command.finding) is (command.result is ReviewResult.CHANGED):
        raise refusals.ChangedFindingUnclear
    until = recounted(work_calendar(context), review.decide_until).due
    return [
        ArrearsReviewDecided(
            number=command.number,
            result=command.result,
            reason=command.reason,
            finding=command.finding,
            document_no=command.document_no,
            late=until.passed(context.now),
            evidence=command.evidence,
            decided_by=context.actor.id,
            decided_at=context.now,
        )
    ]


def _same_decision(command: DecideReview, known: ReviewDecision) -> bool:
    said = (command.result, command.reason, command.finding, command.document_no)
    return said == (known.result, known.reason, known.finding, known.document_no)


def _check_supervision_office(context: Context) -> None:
    if context.actor.role is not Role.SUPERVISOR:
        raise refusals.NotSupervisionOffice


def _inspection(number: int, item: Item) -> Inspection:
    for inspection in item.inspections:
        if inspection.number == number:
            return inspection
    raise refusals.NoInspectionOrdered(number=number)


def time_passed(alarm: ReviewAlarm, context: Context, *, late: bool) -> Event:
    """What the timer says of a review that is not decided."""
    number, review = alarm.inspection.number, alarm.inspection.review
    if review is None:
        raise LookupError(f"no review was asked for of step {number}")
    due_at = review.decide_until.due.at
    if alarm.alarm.mark is Mark.WARNING:
        return ArrearsReviewDueNear(
            number=number,
            workdays=alarm.alarm.workdays,
            due_at=due_at,
            noticed_at=context.now,
            late=late,
        )
    return ArrearsReviewOverdue(number=number, due_at=due_at, noticed_at=context.now, late=late)


def recalculated(item: Item, context: Context) -> Iterator[Event]:
    """CAL-8: the last day that runs moves on when it has become a day off."""
    for inspection in item.inspections:
        finding, review = inspection.finding, inspection.review
        if finding is not None and review is None:
            yield from _moved(inspection, ReviewStage.REQUEST, finding.request_until, item, context)
        elif review is not None and review.decision is None:
            yield from _moved(inspection, ReviewStage.DECISION, review.decide_until, item, context)


def _moved(
    inspection: Inspection, stage: ReviewStage, known: CalendarLimit, item: Item, context: Context
) -> Iterator[Event]:
    world = world_of(item, context)
    until = recounted(world.calendar, known)
    if until == known:
        return
    decision = stage is ReviewStage.DECISION
    yield ArrearsReviewLimitRecalculated(
        number=inspection.number,
        stage=stage,
        until=until,
        alarms=review_warnings(world, until.due) if decision else (),
        **by_the_calendar(known.due.calendar_version, context),
    )
