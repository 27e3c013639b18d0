"""交办: who leads, who helps, and the one way back."""

from datetime import datetime

from services.tickets.events.values import ComplexGround, Kind, LegalLimit, ReturnReason
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Event


class TicketDispatched(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Given to one lead department (交办); the department's clock starts (T-2).

    helper_due       the helpers' own limit (T-10)
    target_at        when it should be taken over at the latest (5.3)
    grounds          why it is complex (T-7)
    routing_version  of the routing table that dispatched it at once; 0: a person did
    """

    lead: str
    helpers: tuple[str, ...]
    kind: Kind
    dispatched_at: datetime
    department_due: Deadline
    helper_due: Deadline | None = None
    target_at: datetime | None = None
    grounds: tuple[ComplexGround, ...] = ()
    legal_limit: LegalLimit | None = None
    routing_version: int = 0
    policy_version: int = 0


class TicketTakenOver(Event, frozen=True, kw_only=True):
    """The lead department has begun to work on it (承办); `taken_over_by` is the person (T-14)."""

    department: str
    taken_over_by: str
    taken_over_at: datetime


class TicketReturnRequested(Event, frozen=True, kw_only=True):
    """The lead says that the matter is not its own. Every clock keeps running (T-5).

    target_at  when the office should have decided at the latest
    """

    department: str
    reason: ReturnReason
    legal_basis: str
    proposed_unit: str
    duplicate_of: str | None
    explanation: str
    requested_by: str
    requested_at: datetime
    target_at: datetime
    policy_version: int


class TicketReturnDecided(Event, frozen=True, kw_only=True):
    """The office has decided on the return; a refusal binds the department.

    `target_at` is by when an approved one should be dispatched anew (T-4).
    """

    department: str
    approved: bool
    reason: str
    decided_by: str
    decided_at: datetime
    target_at: datetime | None


class TicketDesignated(Event, frozen=True, kw_only=True):
    """The leading group's office has named the lead for good after a second return request.

    `leader` is the post and name of the leader who signed.
    """

    lead: str
    helpers: tuple[str, ...]
    leader: str
    reason: str
    designated_by: str
    designated_at: datetime
    department_due: Deadline
    helper_due: Deadline | None
    policy_version: int
