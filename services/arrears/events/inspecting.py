"""督查结论与复核 (政府督查工作条例 art. 17)."""

from datetime import date, datetime
from enum import StrEnum

from services.arrears.calendar_days import CalendarLimit
from services.arrears.events.values import Alarm
from shared.kernel.decider import Event
from shared.kernel.evidence import Evidence


class ReviewResult(StrEnum):
    """What becomes of a finding that was disputed."""

    UPHELD = "upheld"
    CHANGED = "changed"
    REVOKED = "revoked"


class ReviewStage(StrEnum):
    """What one of the two limits is for."""

    REQUEST = "request"
    DECISION = "decision"


class ArrearsFindingRecorded(Event, frozen=True, kw_only=True):
    """督查结论, with the day it was delivered to the body concerned.

    number         of the step that asked for the inspection
    participants   accounts of those who took part in making it; they stay out of a review
    request_until  by when a review may be asked for
    """

    number: int
    document_no: str
    text: str
    delivered_on: date
    participants: tuple[str, ...]
    request_until: CalendarLimit
    evidence: tuple[Evidence, ...]
    recorded_by: str
    recorded_at: datetime


class ArrearsReviewRequested(Event, frozen=True, kw_only=True):
    """The body concerned disputes the finding; the government decides until `decide_until`.

    alarms  instants before that day on which the timer warns
    """

    number: int
    grounds: str
    decide_until: CalendarLimit
    alarms: tuple[Alarm, ...]
    evidence: tuple[Evidence, ...]
    requested_by: str
    requested_unit: str | None
    requested_at: datetime


class ArrearsReviewDueNear(Event, frozen=True, kw_only=True):
    """So many working days are left to decide on the review."""

    number: int
    workdays: int
    due_at: datetime
    noticed_at: datetime
    late: bool


class ArrearsReviewOverdue(Event, frozen=True, kw_only=True):
    """The day to decide on the review has passed without a decision."""

    number: int
    due_at: datetime
    noticed_at: datetime
    late: bool


class ArrearsReviewDecided(Event, frozen=True, kw_only=True):
    """复核决定, by somebody who had no part in the finding.

    finding  the finding as changed; empty where it was upheld or revoked
    late     decided after the last day
    """

    number: int
    result: ReviewResult
    reason: str
    finding: str
    document_no: str
    late: bool
    evidence: tuple[Evidence, ...]
    decided_by: str
    decided_at: datetime


class ArrearsReviewLimitRecalculated(Event, frozen=True, kw_only=True):
    """A calendar notice moved the last day of a stage on (CAL-8). `alarms` as for a request."""

    number: int
    stage: ReviewStage
    until: CalendarLimit
    alarms: tuple[Alarm, ...]
    documents: tuple[str, ...]
    calendar_version: int
    recalculated_on: date
