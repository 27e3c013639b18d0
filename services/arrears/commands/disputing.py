"""争议与司法."""

from datetime import date

from services.arrears.events import Evidence, JudicialWay
from shared.kernel.decider import Command


class DisputeArrears(Command, frozen=True, kw_only=True):
    """Say how much of the principal is disputed from now on (A-5)."""

    disputed_fen: int
    reason: str
    evidence: tuple[Evidence, ...] = ()


class ResolveDispute(Command, frozen=True, kw_only=True):
    """Enter a settlement or ruling: what of the disputed part is owed, what is not (A-11)."""

    owed_fen: int
    dropped_fen: int
    effective_on: date
    basis: str
    evidence: tuple[Evidence, ...] = ()


class StartJudicial(Command, frozen=True, kw_only=True):
    """Enter that a court or an arbitration body has the matter (A-12)."""

    way: JudicialWay
    body: str
    case_number: str
    filed_on: date
    evidence: tuple[Evidence, ...] = ()


class EndJudicial(Command, frozen=True, kw_only=True):
    """Enter how it ended: `owed_fen` is the whole principal that is owed, paid or not (A-12)."""

    outcome: str
    effective_on: date
    owed_fen: int
    evidence: tuple[Evidence, ...] = ()
