"""督查: an inspection that was ordered, what it found, and the review of that."""

from datetime import date, datetime

from msgspec import Struct

from services.arrears.calendar_days import CalendarLimit
from services.arrears.events import Alarm, ReviewResult


class Finding(Struct, frozen=True, kw_only=True, gc=False):
    """督查结论 as it was delivered."""

    document_no: str
    text: str
    delivered_on: date
    participants: tuple[str, ...]
    request_until: CalendarLimit
    recorded_by: str
    recorded_at: datetime


class ReviewDecision(Struct, frozen=True, kw_only=True, gc=False):
    """复核决定; `finding` is the finding as changed."""

    result: ReviewResult
    reason: str
    finding: str
    document_no: str
    late: bool
    decided_at: datetime


class Review(Struct, frozen=True, kw_only=True, gc=False):
    """A finding that is disputed. `warned` are the working days before the day that were noted."""

    grounds: str
    requested_at: datetime
    decide_until: CalendarLimit
    alarms: tuple[Alarm, ...]
    warned: frozenset[int] = frozenset()
    overdue: bool = False
    decision: ReviewDecision | None = None


class Inspection(Struct, frozen=True, kw_only=True, gc=False):
    """`number` is that of the step that asked for it; one review at most."""

    number: int
    ordered_by: str
    ordered_at: datetime
    finding: Finding | None = None
    review: Review | None = None

    @property
    def undisputed(self) -> bool:
        """Whether there is a finding that nobody has asked to be reviewed."""
        return self.finding is not None and self.review is None

    @property
    def recused(self) -> frozenset[str]:
        """The accounts that had a part in the finding (政府督查工作条例 art. 17)."""
        found = self.finding
        made = (found.recorded_by, *found.participants) if found else ()
        return frozenset((self.ordered_by, *made))
