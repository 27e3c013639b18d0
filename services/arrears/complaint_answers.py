"""A complaint as its readers see it."""

from datetime import date, datetime
from typing import Annotated, Any, Final

from pydantic import Field

from services.arrears.answers.clock import SentenceAnswer, sentence
from services.arrears.codes import CREDITOR_KIND_ZH, DEBTOR_KIND_ZH
from services.arrears.complaints.limits import (
    ComplaintSource,
    Stage,
    StageLimit,
)
from services.arrears.complaints.not_accepted import SENTENCE
from services.arrears.complaints.state import Complaint, Conclusion, Step
from services.arrears.complaints.values import (
    OUTCOME_ZH,
    SOURCE_ZH,
    STAGE_ZH,
    STATUS_ZH,
    STEP_ZH,
    Status,
)
from shared.web.answers import Answer, shown
from shared.web.deadlines import Due, due, when
from shared.web.money import MoneyAnswer, money

_LINKS: Final = {"self": "", "events": "/events", "clock": "/clock", "evidence": "/evidence"}


class PartyAnswer(Answer, kw_only=True):
    """A side of the complaint; `unit` is its code if it is one of the district's departments."""

    uscc: str
    name: str
    kind: str
    kind_zh: str
    unit: str | None


class LimitAnswer(Answer, kw_only=True):
    """One stage's limit; `at` is the first instant that is too late (CAL-4)."""

    stage: str
    stage_zh: str
    start_on: date
    days: int
    count: str
    last_day: date
    at: datetime
    calendar_version: int
    provisional: bool
    flags: list[str]


class RefusedAnswer(Answer):
    """Why it was not accepted."""

    grounds: str
    sentence: SentenceAnswer
    note: str


class ExtensionAnswer(Answer):
    days: int
    approved_by: str
    reason: str


class ComplaintStepAnswer(Answer, kw_only=True):
    """A step for an answer of the respondent, and what became of it."""

    number: int
    step: str
    step_zh: str
    document_no: str
    text: str
    taken_at: datetime
    answer_due: Due
    answer: str | None
    answered_at: datetime | None
    unanswered: bool


class ResultAnswer(Answer, kw_only=True):
    outcome: str
    outcome_zh: str
    result: str
    document_no: str
    told_complainant_on: date
    told_acceptor_on: date | None
    late: bool
    concluded_at: datetime


class ComplaintAnswer(Answer, kw_only=True):
    """A complaint in full. `due` is the limit that runs, null once nothing runs any more."""

    id: str
    number: Annotated[str, Field(examples=["LX-T-2025-000001"])]
    status: str
    status_zh: str
    version: int
    source: str
    source_zh: str
    local_channel: Annotated[
        bool, Field(description="Received directly; no acceptance by the law.")
    ]
    upstream_number: str | None
    received_on: date
    complainant: PartyAnswer
    respondent: PartyAnswer
    claimed: MoneyAnswer
    facts: str
    handler: str | None
    arrears_id: str | None
    arrears_number: str | None
    accepted_on: date | None
    refused: RefusedAnswer | None
    file_received_on: date | None
    due: LimitAnswer | None
    extension: ExtensionAnswer | None
    steps: list[ComplaintStepAnswer]
    conclusion: ResultAnswer | None
    recorded_at: datetime
    links: dict[str, str]


class ComplaintSummary(Answer, kw_only=True):
    """A complaint in a list."""

    id: str
    number: str
    status: str
    status_zh: str
    version: int
    source: str
    upstream_number: str | None
    received_on: date
    complainant_name: str
    respondent_name: str
    claimed: MoneyAnswer
    handler: str | None
    arrears_id: str | None
    stage: str
    due_at: datetime | None
    due_last_day: date | None
    overdue: bool
    recorded_at: datetime


def complaint_answer(complaint_id: str, version: int, complaint: Complaint) -> ComplaintAnswer:
    who, whom = complaint.complainant, complaint.respondent
    own = f"/v1/complaints/{complaint_id}"
    refused = complaint.refused
    extension = complaint.extension
    return ComplaintAnswer(
        id=complaint_id,
        number=complaint.number,
        status=complaint.status,
        status_zh=STATUS_ZH[complaint.status],
        version=version,
        source=complaint.source,
        source_zh=SOURCE_ZH[complaint.source],
        local_channel=complaint.source is ComplaintSource.DIRECT,
        upstream_number=complaint.upstream_number,
        received_on=complaint.received_on,
        complainant=PartyAnswer(
            uscc=who.uscc,
            name=who.name,
            kind=who.kind,
            kind_zh=CREDITOR_KIND_ZH[who.kind],
            unit=None,
        ),
        respondent=PartyAnswer(
            uscc=whom.uscc,
            name=whom.name,
            kind=whom.kind,
            kind_zh=DEBTOR_KIND_ZH[whom.kind],
            unit=whom.unit,
        ),
        claimed=money(complaint.claimed_fen),
        facts=complaint.facts,
        handler=complaint.handler,
        arrears_id=complaint.item_id,
        arrears_number=complaint.item_number,
        accepted_on=complaint.accepted_on,
        refused=(
            RefusedAnswer(refused.grounds, sentence(SENTENCE[refused.grounds]), refused.note)
            if refused
            else None
        ),
        file_received_on=complaint.file_received_on,
        due=limit_answer(complaint.running.limit) if complaint.open else None,
        extension=(
            ExtensionAnswer(extension.days, extension.approved_by, extension.reason)
            if extension
            else None
        ),
        steps=[_step(one) for one in complaint.steps],
        conclusion=_conclusion(complaint.conclusion) if complaint.conclusion else None,
        recorded_at=shown(complaint.recorded_at),
        links={name: own + path for name, path in _LINKS.items()},
    )


def complaint_summary(row: Any, now: datetime) -> ComplaintSummary:
    """A row of the read model; `overdue` is judged at `now` (CAL-4)."""
    return ComplaintSummary(
        id=str(row["id"]),
        number=row["number"],
        status=row["status"],
        status_zh=STATUS_ZH[Status(row["status"])],
        version=row["version"],
        source=row["source"],
        upstream_number=row["upstream_number"],
        received_on=row["received_on"],
        complainant_name=row["complainant_name"],
        respondent_name=row["respondent_name"],
        claimed=money(row["claimed_fen"]),
        handler=row["handler"],
        arrears_id=str(row["item_id"]) if row["item_id"] else None,
        stage=row["stage"],
        due_at=when(row["due_at"]) if row["open"] else None,
        due_last_day=row["due_last_day"] if row["open"] else None,
        overdue=row["open"] and row["due_at"] <= now,
        recorded_at=shown(row["recorded_at"]),
    )


def limit_answer(limit: StageLimit) -> LimitAnswer:
    return LimitAnswer(
        stage=limit.stage,
        stage_zh=STAGE_ZH[Stage(limit.stage)],
        start_on=limit.start_on,
        days=limit.days,
        count=limit.count,
        last_day=limit.last_day,
        at=shown(limit.at),
        calendar_version=limit.calendar_version,
        provisional=limit.provisional,
        flags=list(limit.flags),
    )


def _step(step: Step) -> ComplaintStepAnswer:
    return ComplaintStepAnswer(
        number=step.number,
        step=step.step,
        step_zh=STEP_ZH[step.step],
        document_no=step.document_no,
        text=step.text,
        taken_at=shown(step.taken_at),
        answer_due=due(step.answer_due),
        answer=step.answer,
        answered_at=when(step.answered_at),
        unanswered=step.unanswered,
    )


def _conclusion(conclusion: Conclusion) -> ResultAnswer:
    return ResultAnswer(
        outcome=conclusion.outcome,
        outcome_zh=OUTCOME_ZH[conclusion.outcome],
        result=conclusion.result,
        document_no=conclusion.document_no,
        told_complainant_on=conclusion.told_complainant_on,
        told_acceptor_on=conclusion.told_acceptor_on,
        late=conclusion.late,
        concluded_at=shown(conclusion.concluded_at),
    )
