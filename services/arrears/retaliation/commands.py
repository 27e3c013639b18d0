"""The orders a retaliation report takes."""

from datetime import date

from services.arrears.events import Evidence
from services.arrears.retaliation.values import Conduct, Finding
from shared.kernel.decider import Command


class ReportRetaliation(Command, frozen=True, kw_only=True):
    """Open a confidential case about an item, which is the order's second stream.

    report_id    the id of the new case
    departments  those said to have done it, beside the debtor
    """

    report_id: str
    item_id: str
    departments: tuple[str, ...]
    conduct: Conduct
    happened_on: date
    description: str
    evidence: tuple[Evidence, ...] = ()


class TakeUpRetaliation(Command, frozen=True, kw_only=True):
    """受理: somebody looks into it from now on."""

    investigator: str


class ConcludeRetaliation(Command, frozen=True, kw_only=True):
    """办结: the finding. What is done about it is said where the report is borne out."""

    finding: Finding
    grounds: str
    measures: str = ""
    evidence: tuple[Evidence, ...] = ()
