"""The orders a complaint takes (1.4)."""

from datetime import date, datetime

from services.arrears.complaints.limits import ComplaintSource
from services.arrears.complaints.not_accepted import NotAccepted
from services.arrears.complaints.values import Complainant, Outcome, Respondent, StepKind
from services.arrears.events import Evidence
from shared.kernel.decider import Command


class RecordComplaint(Command, frozen=True, kw_only=True):
    """登记: `item_id`, where one is given, is the order's second stream."""

    source: ComplaintSource
    upstream_number: str | None
    received_on: date
    complainant: Complainant
    respondent: Respondent
    claimed_fen: int
    facts: str
    evidence: tuple[Evidence, ...] = ()
    handler: str | None = None
    item_id: str | None = None


class AcceptComplaint(Command, frozen=True, kw_only=True):
    """受理, of a direct complaint."""

    accepted_on: date


class DeclineComplaint(Command, frozen=True, kw_only=True):
    """不予受理, of a direct complaint."""

    grounds: NotAccepted
    note: str


class HandOverComplaint(Command, frozen=True, kw_only=True):
    """转交, of a direct complaint that was accepted."""

    handler: str
    file_received_on: date


class LinkComplaint(Command, frozen=True, kw_only=True):
    """关联台账项目, which is the order's second stream."""

    item_id: str


class ExtendComplaint(Command, frozen=True, kw_only=True):
    """延期: `days` in all, from the receipt of the file; `approved_by` is the head's post."""

    days: int
    approved_by: str
    reason: str


class TakeComplaintStep(Command, frozen=True, kw_only=True):
    """问询、督办书、约谈."""

    step: StepKind
    document_no: str
    text: str


class AnswerComplaintStep(Command, frozen=True, kw_only=True):
    """The respondent's answer, entered by itself or for it."""

    number: int
    text: str


class ConcludeComplaint(Command, frozen=True, kw_only=True):
    """办结: the result in writing, and the days both were told."""

    outcome: Outcome
    result: str
    document_no: str
    told_complainant_on: date
    told_acceptor_on: date | None


class NoteComplaintTime(Command, frozen=True, kw_only=True):
    """The instant has come that the row names; given by the timer."""

    at: datetime


class RecalculateComplaint(Command, frozen=True, kw_only=True):
    """A calendar notice was published (CAL-8); given by the reaction."""
