"""督查结论与复核 (政府督查工作条例 art. 17)."""

from datetime import date

from services.arrears.events import Evidence, ReviewResult
from shared.kernel.decider import Command


class RecordFinding(Command, frozen=True, kw_only=True):
    """区政府督查室 enters what its inspection found, and when that was delivered.

    `participants` are the accounts of those who took part in making the finding.
    """

    number: int
    document_no: str
    text: str
    delivered_on: date
    participants: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class RequestReview(Command, frozen=True, kw_only=True):
    """The debtor, or the department in charge on its behalf, disputes the finding."""

    number: int
    grounds: str
    evidence: tuple[Evidence, ...] = ()


class DecideReview(Command, frozen=True, kw_only=True):
    """Decide for the government on the review; `finding` is the finding as changed."""

    number: int
    result: ReviewResult
    reason: str
    document_no: str
    finding: str = ""
    evidence: tuple[Evidence, ...] = ()
