"""承办: plans, milestones, extensions, 补正, answers."""

from datetime import date, datetime

from services.tickets.events.values import (
    Basis,
    ComplexGround,
    LegalLimit,
    Milestone,
    Study,
)
from shared.kernel.attachments import Attachment
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Event


class TicketReclassificationRequested(Event, frozen=True, kw_only=True):
    """The lead says that a general problem is a complex one."""

    department: str
    grounds: tuple[ComplexGround, ...]
    reason: str
    requested_by: str
    requested_at: datetime


class TicketReclassificationDecided(Event, frozen=True, kw_only=True):
    """Approved: the problem is complex and a plan is owed within the same limit (T-5, T-8)."""

    approved: bool
    reason: str
    decided_by: str
    decided_at: datetime


class TicketPlanned(Event, frozen=True, kw_only=True):
    """The plan for a complex problem (办理方案): both clocks now end with its final day (T-8).

    `approved_by` is the department's head; `milestone_dues` stand in the order of `milestones`.
    """

    department: str
    milestones: tuple[Milestone, ...]
    milestone_dues: tuple[Deadline, ...]
    final_on: date
    due: Deadline
    department_due: Deadline
    approved_by: str
    submitted_by: str
    submitted_at: datetime


class TicketMilestoneDone(Event, frozen=True, kw_only=True):
    """A step of the plan is done; `number` counts from 1."""

    number: int
    note: str
    done_by: str
    done_at: datetime


class TicketExtensionRequested(Event, frozen=True, kw_only=True):
    """The lead asks for a later date; the reason is shown to the firm."""

    until: date
    reason: str
    requested_by: str
    requested_at: datetime
    policy_version: int


class TicketExtensionDecided(Event, frozen=True, kw_only=True):
    """Approved: both clocks end on the new date. Refused: nothing changes (both dues None)."""

    approved: bool
    until: date
    reason: str
    due: Deadline | None
    department_due: Deadline | None
    decided_by: str
    decided_at: datetime
    policy_version: int


class TicketSupplementAsked(Event, frozen=True, kw_only=True):
    """补正: the firm's documents are waited for, and the clocks stand still (T-6).

    until           the day by which the firm must have answered
    due             what the firm's clock ends on when the firm takes all that time
    department_due  the same for the department's clock, where there is one
    """

    items: tuple[str, ...]
    reason: str
    until: Deadline
    due: Deadline
    department_due: Deadline | None
    asked_by: str
    asked_at: datetime
    policy_version: int


class TicketSupplementGiven(Event, frozen=True, kw_only=True):
    """The firm has answered: the clocks go on. `added_workdays` is what the pause cost (T-6).

    `target_at` is by when the office should dispatch, where it has not yet (T-4).
    """

    text: str
    attachments: tuple[Attachment, ...]
    added_workdays: int
    due: Deadline
    department_due: Deadline | None
    target_at: datetime | None
    given_by: str
    given_at: datetime


class TicketSupplementLapsed(Event, frozen=True, kw_only=True):
    """The firm kept silent to the end of the pause: the clocks go on by themselves (T-6)."""

    due_at: datetime
    noticed_at: datetime
    late: bool


class TicketHelperReplied(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A helper has told the lead what it can contribute (T-10).

    evidence     what there is, by name
    attachments  those of it that came as files
    """

    department: str
    text: str
    evidence: tuple[str, ...]
    replied_by: str
    replied_at: datetime
    attachments: tuple[Attachment, ...] = ()


class TicketReplied(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The lead department's answer to the firm, with its basis and evidence.

    evidence     what there is, by name; `attachments` are those of it that came as files
    study        what the answer without policy rests on (T-18)
    legal_limit  a longer limit set by law (T-9), with the `route` the firm takes to it
    """

    department: str
    text: str
    basis: Basis
    provisions: tuple[str, ...]
    evidence: tuple[str, ...]
    replied_by: str
    replied_at: datetime
    study: Study | None = None
    legal_limit: LegalLimit | None = None
    route: str = ""
    attachments: tuple[Attachment, ...] = ()
