"""A retaliation report, folded from its facts. Nothing here judges."""

from datetime import date, datetime
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from services.arrears.events import Evidence
from services.arrears.retaliation.events import (
    RetaliationConcluded,
    RetaliationReported,
    RetaliationTakenUp,
)
from services.arrears.retaliation.values import Conduct, Finding, Status


class NoReport(Struct, frozen=True, gc=False):
    """Nothing was reported under this id."""


class Conclusion(Struct, frozen=True, kw_only=True, gc=False):
    finding: Finding
    grounds: str
    measures: str
    evidence: tuple[Evidence, ...]
    concluded_at: datetime


class Report(Struct, frozen=True, kw_only=True, gc=False):
    """A creditor's report as it stands; `about` are the departments that must not learn of it."""

    number: str
    status: Status
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
    reported_at: datetime
    investigator: str = ""
    taken_up_at: datetime | None = None
    conclusion: Conclusion | None = None


State = NoReport | Report
INITIAL: Final = NoReport()


def evolve(state: State, event: Any) -> Report:
    """The report after one more fact. Raises ValueError when it does not begin with the report."""
    if isinstance(event, RetaliationReported):
        return _reported(event)
    if isinstance(state, Report):
        return (
            _taken_up(state, event)
            if isinstance(event, RetaliationTakenUp)
            else _concluded(state, event)
        )
    raise ValueError(f"{type(event).__name__} before anything was reported")


def _reported(event: RetaliationReported) -> Report:
    return Report(
        number=event.number,
        status=Status.REPORTED,
        item_id=event.item_id,
        item_number=event.item_number,
        creditor_uscc=event.creditor_uscc,
        creditor_name=event.creditor_name,
        debtor_uscc=event.debtor_uscc,
        debtor_name=event.debtor_name,
        about=event.about,
        conduct=event.conduct,
        happened_on=event.happened_on,
        description=event.description,
        evidence=event.evidence,
        reported_at=event.reported_at,
    )


def _taken_up(report: Report, event: RetaliationTakenUp) -> Report:
    return replace(
        report,
        status=Status.TAKEN_UP,
        investigator=event.investigator,
        taken_up_at=event.taken_up_at,
    )


def _concluded(report: Report, event: RetaliationConcluded) -> Report:
    conclusion = Conclusion(
        finding=event.finding,
        grounds=event.grounds,
        measures=event.measures,
        evidence=event.evidence,
        concluded_at=event.concluded_at,
    )
    return replace(report, status=Status.CONCLUDED, conclusion=conclusion)
