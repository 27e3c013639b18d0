"""争议与司法: what is disputed, how it is settled, and what is before a court."""

from datetime import date, datetime

from services.arrears.events.values import JudicialWay, Schedule
from shared.kernel.decider import Event
from shared.kernel.evidence import Evidence


class ArrearsDisputed(Event, frozen=True, kw_only=True, omit_defaults=True):
    """So much of the principal is disputed from now on (A-5); the rest follows all deadlines."""

    disputed_fen: int
    reason: str
    schedule: Schedule
    disputed_by: str
    disputed_at: datetime
    evidence: tuple[Evidence, ...] = ()


class ArrearsDisputeResolved(Event, frozen=True, kw_only=True):
    """A settlement or ruling about a disputed part (A-11).

    owed_fen       of the resolved part, what is owed and undisputed from `effective_on` on
    dropped_fen    of the resolved part, what is not owed: a written correction
    """

    owed_fen: int
    dropped_fen: int
    effective_on: date
    basis: str
    evidence: tuple[Evidence, ...]
    size_class: str
    schedule: Schedule
    programme_version: int
    resolved_by: str
    resolved_at: datetime


class ArrearsJudicialStarted(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A court or an arbitration body has the matter: out of both denominators, still shown (A-12)."""

    way: JudicialWay
    body: str
    case_number: str
    filed_on: date
    started_by: str
    started_at: datetime
    evidence: tuple[Evidence, ...] = ()


class ArrearsJudicialEnded(Event, frozen=True, kw_only=True):
    """A ruling took effect, or the claim was withdrawn: the item is back in the ledger (A-12).

    owed_fen     the principal that remains owed, paid or not; what the ruling denies is a written
                 correction (`dropped_fen`)
    """

    outcome: str
    effective_on: date
    owed_fen: int
    dropped_fen: int
    overpaid_fen: int
    evidence: tuple[Evidence, ...]
    size_class: str
    schedule: Schedule
    programme_version: int
    ended_by: str
    ended_at: datetime
