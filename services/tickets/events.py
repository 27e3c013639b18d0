"""The facts of a ticket's life, under the names they are stored by."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Event


class Kind(StrEnum):
    """General problems are finished in 5 working days, complex ones planned in 5 (M2)."""

    GENERAL = "general"
    COMPLEX = "complex"


class Basis(StrEnum):
    """The plan's two paths (M2-P04): apply the policy there is, or study and propose one."""

    POLICY = "policy"
    NO_POLICY = "no_policy"


class CallBackOutcome(StrEnum):
    """What the firm said when it was called back (5.3)."""

    SATISFIED = "satisfied"
    BASICALLY_SATISFIED = "basically_satisfied"
    NOT_DONE = "not_done"
    UNREACHABLE = "unreachable"


class ClosedBecause(StrEnum):
    """Which row of 5.3 closed the ticket."""

    SATISFIED = "satisfied"
    UNREACHABLE = "unreachable"


class DeadlineClock(StrEnum):
    """The two clocks (CAL-5): the promise to the firm, and the department's assessment."""

    FIRM = "firm"
    DEPARTMENT = "department"


class Firm(Struct, frozen=True, kw_only=True, gc=False):
    """The firm as it stood when the ticket was received. No personal data of a contact."""

    uscc: str
    name: str
    township_code: str
    industry_code: str
    size: str


class TicketSubmitted(Event, frozen=True, kw_only=True):
    """Received: the firm's clock starts (T-1, T-2). The contact is a card beside the log."""

    number: str
    sequence: int
    firm: Firm
    contact_id: str
    channel: str
    upstream_number: str | None
    category: str
    title: str
    description: str
    desired_result: str
    confidential: bool
    client: str
    unit: str | None
    received_at: datetime
    due: Deadline


class TicketRegistered(Event, frozen=True, kw_only=True):
    """Accepted by the coordinating office (受理)."""

    registered_at: datetime


class TicketDispatched(Event, frozen=True, kw_only=True):
    """Given to one lead department (交办); the department's clock starts (T-2)."""

    lead: str
    helpers: tuple[str, ...]
    kind: Kind
    dispatched_at: datetime
    department_due: Deadline


class TicketTakenOver(Event, frozen=True, kw_only=True):
    """The lead department has begun to work on it (承办); `taken_over_by` is the person (T-14)."""

    department: str
    taken_over_by: str
    taken_over_at: datetime


class TicketReplied(Event, frozen=True, kw_only=True):
    """The lead department's answer to the firm, with its basis and evidence."""

    department: str
    text: str
    basis: Basis
    provisions: tuple[str, ...]
    evidence: tuple[str, ...]
    replied_by: str
    replied_at: datetime


class TicketCalledBack(Event, frozen=True, kw_only=True):
    """The office asked the firm (回访); `attempt` counts the calls of this cycle."""

    outcome: CallBackOutcome
    attempt: int
    note: str
    called_by: str
    called_at: datetime


class TicketCycleStarted(Event, frozen=True, kw_only=True):
    """Not done in the firm's eyes: back to the department with a new clock (5.3)."""

    cycle: int
    started_at: datetime
    due: Deadline
    department_due: Deadline


class TicketClosed(Event, frozen=True, kw_only=True):
    """Struck off (销号) by the office, never by the handling department (T-14)."""

    because: ClosedBecause
    closed_by: str
    closed_at: datetime


class TicketSupervised(Event, frozen=True, kw_only=True):
    """The ticket passed its due instant unfinished: supervision stands at `level` (T-11)."""

    level: int
    due_at: datetime
    noticed_at: datetime


class TicketDeadlineRecalculated(Event, frozen=True, kw_only=True):
    """A calendar notice touched an open deadline (CAL-8).

    `calculated` is what the new calendar gives. `in_force` is what the ticket is judged by: the
    later of the two dates, because an earlier one was not what the firm was first told. It keeps
    the calendar version that produced its date (CAL-6), and is provisional no longer than the
    calendar is. `documents` are the notices published since the deadline was last counted.
    """

    clock: DeadlineClock
    before: Deadline
    calculated: Deadline
    in_force: Deadline
    documents: tuple[str, ...]


class TicketContactErased(Event, frozen=True, kw_only=True):
    """The contact's card was emptied (PIPL art. 47); `ground` says at whose request and why."""

    contact_id: str
    ground: str
    erased_at: datetime
