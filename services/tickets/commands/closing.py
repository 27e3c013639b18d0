"""Orders of 回访, 评价 and 销号."""

from services.tickets.events import CallBackOutcome, ClosedBecause, ReopenGround, Satisfaction
from shared.kernel.decider import Command


class CallBackFirm(Command, frozen=True, kw_only=True):
    """回访: what the firm said about the reply.

    Where the lawful limit is reached, `explanation` is what was delivered to the firm and `leader`
    the leader of the office who signed.
    """

    outcome: CallBackOutcome
    note: str
    explanation: str = ""
    leader: str = ""


class CloseTicket(Command, frozen=True, kw_only=True):
    """销号 of a ticket whose firm could not be reached, or did not supplement its documents."""

    because: ClosedBecause = ClosedBecause.UNREACHABLE


class RateTicket(Command, frozen=True, kw_only=True):
    """评价: the firm's own word about the present cycle."""

    satisfaction: Satisfaction
    comment: str = ""


class ReopenTicket(Command, frozen=True, kw_only=True):
    """A closed ticket is opened again, to the department that answered it."""

    ground: ReopenGround
    statement: str
