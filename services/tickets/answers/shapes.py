"""The shapes of the parts of a ticket's answer."""

from datetime import date, datetime

from shared.web.answers import Answer
from shared.web.deadlines import Due


class FirmAnswer(Answer):
    uscc: str
    name: str
    township_code: str
    industry_code: str
    size: str


class LegalLimitAnswer(Answer):
    """A longer limit that a law sets for what is asked (T-9)."""

    source: str
    until: date


class DutyAnswer(Answer):
    """A helper's part with its own clock; `due` is null where there was none yet (T-10)."""

    department: str
    due: Due | None
    text: str
    evidence: tuple[str, ...]
    replied_at: datetime | None


class DispatchAnswer(Answer):
    lead: str
    helpers: tuple[str, ...]
    kind: str
    at: datetime
    due: Due
    grounds: tuple[str, ...]
    legal_limit: LegalLimitAnswer | None
    duties: list[DutyAnswer]


class TargetAnswer(Answer):
    """What the next hand should do soon; `missed` once the timer has said so."""

    target: str
    target_zh: str
    at: datetime
    missed: bool


class ReturnAnswer(Answer):
    """A request to give the ticket back; `approved` is null until it is decided."""

    department: str
    reason: str
    reason_zh: str
    legal_basis: str
    proposed_unit: str
    explanation: str
    at: datetime
    approved: bool | None
    decision: str


class ReclassificationAnswer(Answer):
    """A request to treat the problem as complex; `approved` is null until it is decided."""

    grounds: tuple[str, ...]
    reason: str
    at: datetime
    approved: bool | None
    decision: str


class MilestoneAnswer(Answer):
    """A step of the plan; `number` is its place in `milestones/{number}/completion`."""

    number: int
    title: str
    owner: str
    due_on: date
    due: Due
    note: str
    done_at: datetime | None


class PlanAnswer(Answer):
    """办理方案; `in_time` says whether it was there within the limit (T-8)."""

    milestones: list[MilestoneAnswer]
    final_on: date
    approved_by: str
    at: datetime
    in_time: bool


class ExtensionAnswer(Answer):
    """A request for a later date; `approved` is null until it is decided."""

    until: date
    reason: str
    at: datetime
    approved: bool | None
    decision: str


class SupplementAnswer(Answer):
    """The pause of the present cycle (T-6); `until` is the firm's time to answer."""

    items: tuple[str, ...]
    reason: str
    asked_at: datetime
    until: Due
    waiting: bool
    lapsed: bool
    text: str
    given_at: datetime | None
    policy_version: int


class StudyAnswer(Answer):
    """What an answer without policy support rests on (T-18)."""

    form: str
    reference: str


class ReplyAnswer(Answer):
    department: str
    text: str
    basis: str
    provisions: tuple[str, ...]
    evidence: tuple[str, ...]
    at: datetime
    study: StudyAnswer | None
    legal_limit: LegalLimitAnswer | None
    route: str


class CallAnswer(Answer):
    outcome: str
    attempt: int
    note: str
    at: datetime


class RatingAnswer(Answer):
    """One word of the firm about one cycle; an earlier one of the same cycle is kept (T-15)."""

    cycle: int
    satisfaction: str
    at: datetime


class CaseAnswer(Answer):
    """A case in another ledger; its id is null until that ledger has opened it (T-21, T-22)."""

    case: str
    case_zh: str
    requested_at: datetime
    case_id: str | None
    case_number: str | None


class MasterAnswer(Answer):
    """The ticket this one was merged into."""

    id: str
    number: str


class ReopeningAnswer(Answer):
    """Why the present cycle began, when it began by reopening (T-17)."""

    ground: str
    statement: str
