"""What a ticket is. Nothing here judges."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from msgspec import Struct

from services.tickets.events import (
    Attachment,
    ClosedBecause,
    DeclineReason,
    Firm,
    Rating,
)
from services.tickets.state.clocks import Clock
from services.tickets.state.parts import (
    Call,
    CameWith,
    CaseLink,
    Dispatch,
    Duplicate,
    Enclosure,
    Extension,
    Goal,
    Plan,
    Reclassification,
    Reopening,
    Reply,
    Return,
    Supplement,
)
from shared.kernel.deadlines import Deadline
from shared.kernel.imports import ImportedFrom


class Status(StrEnum):
    """The states of domain rules 5.3."""

    SUBMITTED = "submitted"
    REGISTERED = "registered"
    DISPATCHED = "dispatched"
    RETURN_REQUESTED = "return_requested"
    IN_PROGRESS = "in_progress"
    PLAN_PENDING = "plan_pending"
    PLAN_ACTIVE = "plan_active"
    REPLIED = "replied"
    REOPENED = "reopened"
    CLOSED = "closed"
    CLOSED_EXPLAINED = "closed_explained"
    NOT_ACCEPTED = "not_accepted"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


FINISHED: Final = frozenset(
    {
        Status.CLOSED,
        Status.CLOSED_EXPLAINED,
        Status.NOT_ACCEPTED,
        Status.MERGED,
        Status.WITHDRAWN,
    }
)


class NoTicket(Struct, frozen=True, gc=False):
    """Nothing was submitted under this id."""


class Ticket(Struct, frozen=True, kw_only=True, gc=False):
    """A ticket as it stands.

    `handled_by` are the persons who worked on it in any cycle (T-14), `recused` those who may no
    longer (T-20). `returns` and `unsatisfied` count over all cycles; `extensions`,
    `reclassification`, `supplement`, `plan`, `reply` and `calls` are those of the present one.
    """

    number: str
    status: Status
    firm: Firm
    contact_id: str
    contact_erased: bool = False
    channel: str
    upstream_number: str | None
    upstream_category: str = ""
    category: str
    title: str
    description: str
    desired_result: str
    attachments: tuple[Enclosure, ...] = ()
    confidential: bool
    complained_unit: str | None = None
    client: str
    unit: str | None
    visit_id: str | None = None
    imported_from: ImportedFrom | None = None
    received_at: datetime
    clock: Clock
    goal: Goal | None = None
    registered_at: datetime | None = None
    dispatch: Dispatch | None = None
    non_returnable: bool = False
    returns: tuple[Return, ...] = ()
    taken_over_at: datetime | None = None
    handled_by: frozenset[str] = frozenset()
    recused: frozenset[str] = frozenset()
    reclassification: Reclassification | None = None
    plan: Plan | None = None
    extensions: tuple[Extension, ...] = ()
    supplement: Supplement | None = None
    reply: Reply | None = None
    calls: tuple[Call, ...] = ()
    unsatisfied: int = 0
    ratings: tuple[Rating, ...] = ()
    cycle: int = 1
    cycle_started_at: datetime
    reopening: Reopening | None = None
    supervision_level: int = 0
    master_id: str | None = None
    master_number: str | None = None
    absorbed: tuple[str, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    repeats: int = 0
    links: tuple[CaseLink, ...] = ()
    closed_at: datetime | None = None
    closed_because: ClosedBecause | None = None
    declined: DeclineReason | None = None
    closing_note: str = ""

    @property
    def open(self) -> bool:
        return self.status not in FINISHED

    @property
    def due(self) -> Deadline:
        """The firm's date in force."""
        return self.clock.due

    @property
    def calculated_due(self) -> Deadline | None:
        return self.clock.calculated

    @property
    def waiting(self) -> bool:
        """Whether the firm's documents are waited for (T-6)."""
        return self.supplement is not None and self.supplement.waiting

    def enclosed(
        self, came_with: CameWith, at: datetime | None, department: str | None = None
    ) -> tuple[Attachment, ...]:
        """The files that came with one order at one instant."""
        occasion = (came_with, at, department)
        return tuple(
            each.file
            for each in self.attachments
            if (each.came_with, each.at, each.department) == occasion
        )

    @property
    def duplicates_undecided(self) -> tuple[Duplicate, ...]:
        """Proposed, and neither merged nor ruled out; a finished ticket has none (T-12)."""
        if not self.duplicates or not self.open:
            return ()
        return tuple(duplicate for duplicate in self.duplicates if duplicate.ruling is None)

    @property
    def extension_pending(self) -> bool:
        return bool(self.extensions) and self.extensions[-1].approved is None

    @property
    def reclassification_pending(self) -> bool:
        return self.reclassification is not None and self.reclassification.approved is None


State = NoTicket | Ticket
Next = Callable[[Ticket, Any], Ticket]
INITIAL: Final = NoTicket()
