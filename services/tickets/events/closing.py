"""回访、评价、销号, and what may come after."""

from datetime import datetime

from services.tickets.events.values import (
    CallBackOutcome,
    ClosedBecause,
    ReopenGround,
    Satisfaction,
)
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Event


class TicketCalledBack(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The office asked the firm (回访); `attempt` counts the calls of this cycle.

    `leader` signed, and `explanation` was delivered, where the lawful limit is reached.
    """

    outcome: CallBackOutcome
    attempt: int
    note: str
    called_by: str
    called_at: datetime
    explanation: str = ""
    leader: str = ""


class TicketCycleStarted(Event, frozen=True, kw_only=True):
    """Not done in the firm's eyes: back to the department with a new clock (5.3)."""

    cycle: int
    started_at: datetime
    due: Deadline
    department_due: Deadline


class TicketClosed(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Struck off (销号) by the office, never by the handling department (T-14)."""

    because: ClosedBecause
    closed_by: str
    closed_at: datetime
    policy_version: int = 0


class TicketRated(Event, frozen=True, kw_only=True):
    """The firm's own word about one cycle (T-15); an earlier one of the cycle is kept."""

    cycle: int
    satisfaction: Satisfaction
    comment: str
    rated_at: datetime
    policy_version: int


class TicketReopened(Event, frozen=True, kw_only=True):
    """A closed ticket begins a new cycle with a new clock (T-17)."""

    cycle: int
    ground: ReopenGround
    statement: str
    due: Deadline
    reopened_by: str
    reopened_at: datetime
    policy_version: int
