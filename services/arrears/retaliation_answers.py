"""A retaliation report as those who may learn of it read it."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from services.arrears.events import Evidence
from services.arrears.evidence_answers import EvidenceFileAnswer, file_answer
from services.arrears.retaliation.state import Conclusion, Report
from services.arrears.retaliation.values import (
    CONDUCT_ZH,
    FINDING_ZH,
    STATUS_ZH,
    Conduct,
    Status,
)
from shared.kernel.departments import DEPARTMENTS
from shared.web.answers import Answer, shown
from shared.web.deadlines import when


class RetaliationReceipt(Answer):
    """What whoever reports is given: the number to ask by, and nothing of the case."""

    number: Annotated[str, Field(examples=["LX-F-2022-9B1E5F0E"])]
    reported_at: datetime


class DocumentAnswer(Answer):
    """A document; of one that is not kept here `file` is null."""

    title: str
    digest: str
    kept_at: str
    file: EvidenceFileAnswer | None


class DepartmentAnswer(Answer):
    code: str
    name_zh: str


class ConclusionAnswer(Answer, kw_only=True):
    finding: str
    finding_zh: str
    grounds: str
    measures: str
    evidence: list[DocumentAnswer]
    concluded_at: datetime


class RetaliationAnswer(Answer, kw_only=True):
    """A report in full; `about` are the departments that must not learn of it."""

    id: str
    number: str
    status: str
    status_zh: str
    version: int
    arrears_id: str
    arrears_number: str
    creditor_uscc: str
    creditor_name: str
    debtor_uscc: str
    debtor_name: str
    about: list[DepartmentAnswer]
    conduct: str
    conduct_zh: str
    happened_on: date
    description: str
    evidence: list[DocumentAnswer]
    reported_at: datetime
    investigator: str
    taken_up_at: datetime | None
    conclusion: ConclusionAnswer | None
    links: dict[str, str]


class RetaliationSummary(Answer, kw_only=True):
    """A report in a list."""

    id: str
    number: str
    status: str
    status_zh: str
    version: int
    arrears_id: str
    arrears_number: str
    creditor_name: str
    debtor_name: str
    conduct: str
    conduct_zh: str
    reported_at: datetime


def retaliation_answer(report_id: str, version: int, report: Report) -> RetaliationAnswer:
    own = f"/v1/retaliation-reports/{report_id}"
    return RetaliationAnswer(
        id=report_id,
        number=report.number,
        status=report.status,
        status_zh=STATUS_ZH[report.status],
        version=version,
        arrears_id=report.item_id,
        arrears_number=report.item_number,
        creditor_uscc=report.creditor_uscc,
        creditor_name=report.creditor_name,
        debtor_uscc=report.debtor_uscc,
        debtor_name=report.debtor_name,
        about=[DepartmentAnswer(code, DEPARTMENTS[code]) for code in report.about],
        conduct=report.conduct,
        conduct_zh=CONDUCT_ZH[report.conduct],
        happened_on=report.happened_on,
        description=report.description,
        evidence=_documents(own, report.evidence),
        reported_at=shown(report.reported_at),
        investigator=report.investigator,
        taken_up_at=when(report.taken_up_at),
        conclusion=_conclusion(own, report.conclusion) if report.conclusion else None,
        links={
            "self": own,
            "events": f"{own}/events",
            "evidence": f"{own}/evidence",
            "arrears": f"/v1/arrears/{report.item_id}",
        },
    )


def retaliation_summary(row: Any) -> RetaliationSummary:
    return RetaliationSummary(
        id=str(row["id"]),
        number=row["number"],
        status=row["status"],
        status_zh=STATUS_ZH[Status(row["status"])],
        version=row["version"],
        arrears_id=str(row["item_id"]),
        arrears_number=row["item_number"],
        creditor_name=row["creditor_name"],
        debtor_name=row["debtor_name"],
        conduct=row["conduct"],
        conduct_zh=CONDUCT_ZH[Conduct(row["conduct"])],
        reported_at=shown(row["reported_at"]),
    )


def _conclusion(own: str, conclusion: Conclusion) -> ConclusionAnswer:
    return ConclusionAnswer(
        finding=conclusion.finding,
        finding_zh=FINDING_ZH[conclusion.finding],
        grounds=conclusion.grounds,
        measures=conclusion.measures,
        evidence=_documents(own, conclusion.evidence),
        concluded_at=shown(conclusion.concluded_at),
    )


def _documents(own: str, evidence: tuple[Evidence, ...]) -> list[DocumentAnswer]:
    return [
        DocumentAnswer(
            one.title, one.digest, one.kept_at or "", file_answer(f"{own}/evidence", one)
        )
        for one in evidence
    ]
