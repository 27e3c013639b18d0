"""The facts of a retaliation report. They hold the firm's name, and nobody's contact (PIPL)."""

from datetime import date, datetime

from services.arrears.events import Evidence
from services.arrears.retaliation.values import Conduct, Finding
from shared.kernel.decider import Event


class RetaliationReported(Event, frozen=True, kw_only=True):
    """A creditor says that it is made to suffer for claiming what an item of the ledger owes it.

    about  the district's departments that must not learn of the case: the debtor itself, and those
           the report names
    """

    number: str
    item_id: str
    item_number: str
    creditor_uscc: str
    creditor_name: str
    debtor_uscc: str
    debtor_name: str
    about: tuple[str, ...]
    conduct: Conduct
    happened_on: date
    description: str
    evidence: tuple[Evidence, ...]
    client: str
    reported_by: str
    reported_at: datetime


class RetaliationTakenUp(Event, frozen=True, kw_only=True):
    """The inquiry has begun; `investigator` is the office or post that carries it out."""

    investigator: str
    taken_up_by: str
    taken_up_at: datetime


class RetaliationConcluded(Event, frozen=True, kw_only=True):
    """The inquiry is over: what was found, on which grounds, and what is done about it."""

    finding: Finding
    grounds: str
    measures: str
    evidence: tuple[Evidence, ...]
    concluded_by: str
    concluded_at: datetime
