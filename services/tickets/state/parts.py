"""The parts a ticket is made of."""

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from services.tickets.events import (
    Attachment,
    CallBackOutcome,
    Candidate,
    CaseKind,
    ComplexGround,
    Kind,
    LegalLimit,
    ReopenGround,
    ReturnReason,
    Study,
    Target,
)
from services.tickets.state.clocks import Clock
from shared.kernel.deadlines import Deadline


class DuplicateRuling(StrEnum):
    """What became of a proposed duplicate (T-12)."""

    NOT_A_DUPLICATE = "not_a_duplicate"
    MERGED = "merged"


class Duplicate(Struct, frozen=True, gc=False):
    """An open ticket proposed as the same matter; `ruling` None until a person has decided."""

    candidate: Candidate
    proposed_at: datetime
    ruling: DuplicateRuling | None = None
    reason: str = ""
    decided_at: datetime | None = None


class CameWith(StrEnum):
    """What an attachment came with."""

    SUBMISSION = "submission"
    SUPPLEMENT = "supplement"
    HELPER_REPLY = "helper_reply"
    REPLY = "reply"


class Enclosure(Struct, frozen=True, gc=False):
    """A file with what it came with and when; `department` where a department sent it."""

    file: Attachment
    came_with: CameWith
    at: datetime
    department: str | None = None


class HelperDuty(Struct, frozen=True, gc=False):
    """One helper's part, with its own clock (T-10); `clock` None before there were any."""

    department: str
    clock: Clock | None
    text: str = ""
    evidence: tuple[str, ...] = ()
    replied_at: datetime | None = None


class Dispatch(Struct, frozen=True, kw_only=True, gc=False):
    """The order in force: one lead, its helpers, its clock."""

    lead: str
    helpers: tuple[str, ...]
    kind: Kind
    at: datetime
    clock: Clock
    duties: tuple[HelperDuty, ...] = ()
    grounds: tuple[ComplexGround, ...] = ()
    legal_limit: LegalLimit | None = None

    @property
    def due(self) -> Deadline:
        return self.clock.due

    @property
    def calculated_due(self) -> Deadline | None:
        return self.clock.calculated


class Return(Struct, frozen=True, gc=False):
    """A request to give the ticket back; `approved` None until it is decided."""

    department: str
    reason: ReturnReason
    legal_basis: str
    proposed_unit: str
    explanation: str
    at: datetime
    approved: bool | None = None
    decision: str = ""


class Extension(Struct, frozen=True, gc=False):
    """A request for a later date; `approved` None until it is decided."""

    until: date
    reason: str
    at: datetime
    approved: bool | None = None
    decision: str = ""


class Reclassification(Struct, frozen=True, gc=False):
    """A request to treat the problem as complex; `approved` None until it is decided."""

    grounds: tuple[ComplexGround, ...]
    reason: str
    at: datetime
    approved: bool | None = None
    decision: str = ""


class Supplement(Struct, frozen=True, gc=False):
    """The pause of the present cycle (T-6)."""

    items: tuple[str, ...]
    reason: str
    asked_at: datetime
    until: Deadline
    policy_version: int
    text: str = ""
    given_at: datetime | None = None
    lapsed: bool = False

    @property
    def waiting(self) -> bool:
        return self.given_at is None and not self.lapsed


class MilestoneDuty(Struct, frozen=True, gc=False):
    """A step of the plan with its own deadline (T-8)."""

    title: str
    owner: str
    due_on: date
    clock: Clock
    note: str = ""
    done_at: datetime | None = None


class Plan(Struct, frozen=True, gc=False):
    """办理方案; `in_time` says whether it was there within the limit (T-8)."""

    milestones: tuple[MilestoneDuty, ...]
    final_on: date
    approved_by: str
    at: datetime
    in_time: bool


class Reply(Struct, frozen=True, gc=False):
    """The last answer given."""

    department: str
    text: str
    basis: str
    provisions: tuple[str, ...]
    evidence: tuple[str, ...]
    at: datetime
    study: Study | None = None
    legal_limit: LegalLimit | None = None
    route: str = ""


class Call(Struct, frozen=True, gc=False):
    """One call-back of the present cycle."""

    outcome: CallBackOutcome
    attempt: int
    note: str
    at: datetime


class Goal(Struct, frozen=True, gc=False):
    """What the next hand should do soon; `missed` once the timer has said so."""

    target: Target
    at: datetime
    missed: bool = False


class CaseLink(Struct, frozen=True, gc=False):
    """A case in another ledger, asked for and perhaps opened (T-21, T-22)."""

    case: CaseKind
    requested_at: datetime
    case_id: str | None = None
    case_number: str | None = None


class Reopening(Struct, frozen=True, gc=False):
    """Why the present cycle began, when it began by reopening (T-17)."""

    ground: ReopenGround
    statement: str
