"""销号、督促与时限: clearance, the ladder of 1.7, and what time brings."""

from datetime import date, datetime

from services.arrears.events.values import Mark, Schedule, Step, StepGround
from services.arrears.terms.model import PaymentDue
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Event
from shared.kernel.evidence import Evidence


class ArrearsClearanceAnnounced(Event, frozen=True, kw_only=True):
    """The creditor was told that everything is paid and asked to object until `until` (A-18)."""

    until: Deadline
    announced_by: str
    announced_at: datetime
    programme_version: int


class ArrearsCreditorConfirmed(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The creditor says whether it has its money (A-18)."""

    received: bool
    note: str
    confirmed_by: str
    confirmed_at: datetime
    evidence: tuple[Evidence, ...] = ()


class ArrearsCleared(Event, frozen=True, kw_only=True, omit_defaults=True):
    """销号. `confirmed` False: the creditor did not object in the time it had (A-18)."""

    confirmed: bool
    note: str
    cleared_by: str
    cleared_at: datetime
    evidence: tuple[Evidence, ...] = ()


class ArrearsReopened(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A cleared item turned out not to be; past reports stay as sent (A-16)."""

    reason: str
    reopened_by: str
    reopened_at: datetime
    evidence: tuple[Evidence, ...] = ()


class ArrearsStepDue(Event, frozen=True, kw_only=True):
    """By the ladder this step is in order now; a person takes it (1.7)."""

    step: Step
    ground: StepGround
    duty: str
    due_at: datetime
    noticed_at: datetime
    late: bool


class ArrearsStepTaken(Event, frozen=True, kw_only=True):
    """函询, 督办, 约谈, 通报, 问责建议: by whom, with which document.

    `answer_due` is by when the debtor answers an inquiry.
    """

    step: Step
    number: int
    document_no: str
    sequence: int
    text: str
    answer_due: Deadline | None
    evidence: tuple[Evidence, ...]
    programme_version: int
    taken_by: str
    taken_at: datetime


class ArrearsStepAnswered(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The debtor has answered an inquiry or accounted for a step."""

    number: int
    text: str
    answered_by: str
    answered_at: datetime
    evidence: tuple[Evidence, ...] = ()


class ArrearsInspectionDecided(Event, frozen=True, kw_only=True):
    """区政府督查室 decided on a request for 督查, with the approval of the head of government
    (政府督查工作条例 art. 7 and 11).
    """

    number: int
    ordered: bool
    approved_by: str
    reason: str
    decided_by: str
    decided_at: datetime


class ArrearsAnswerRecalculated(Event, frozen=True, kw_only=True):
    """A calendar notice moved the last day for the answer to a step (CAL-8)."""

    number: int
    answer_due: Deadline
    documents: tuple[str, ...]
    calendar_version: int
    recalculated_on: date


class ArrearsDueNear(Event, frozen=True, kw_only=True):
    """So many working days are left to a duty that is not paid."""

    duty: str
    workdays: int
    unpaid_fen: int
    due_at: datetime
    noticed_at: datetime
    late: bool


class ArrearsPlanMissed(Event, frozen=True, kw_only=True):
    """The day for a plan has passed without one, and the debt is not paid (A-9)."""

    duty: str
    due_at: datetime
    noticed_at: datetime
    late: bool


class ArrearsOverdue(Event, frozen=True, kw_only=True):
    """A duty's day has passed and it is not paid in full."""

    duty: str
    unpaid_fen: int
    due_at: datetime
    noticed_at: datetime
    late: bool


class ArrearsMarkPassed(Event, frozen=True, kw_only=True):
    """So many working days after its day a duty is still not paid."""

    duty: str
    mark: Mark
    workdays: int
    unpaid_fen: int
    due_at: datetime
    noticed_at: datetime
    late: bool


class ArrearsDeadlinesRecalculated(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A calendar notice moved days that are counted in working days (CAL-8); fixed days stay.

    `payment_due` is set where it moved the contract's own day of payment as well (1.2).
    """

    schedule: Schedule
    documents: tuple[str, ...]
    calendar_version: int
    recalculated_on: date
    payment_due: PaymentDue | None = None
