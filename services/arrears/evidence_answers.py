"""The documents of a case as its readers see them (1.9: evidence list with digests)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Annotated, Final

from msgspec import UNSET
from pydantic import Field

from services.arrears.events import Evidence, evidence_of
from shared.eventstore.codec import EventRegistry
from shared.eventstore.log import Recorded
from shared.files.digests import EXAMPLE
from shared.web.answers import Answer, shown

CAME_WITH_ZH: Final[Mapping[str, str]] = {
    "arrears_registered": "登记",
    "arrears_verified": "核实",
    "arrears_excluded": "不予纳入",
    "arrears_claim_assigned": "债权转让",
    "arrears_correction_requested": "申请更正",
    "arrears_disputed": "争议",
    "arrears_dispute_resolved": "争议解决",
    "arrears_judicial_started": "进入司法程序",
    "arrears_judicial_ended": "司法程序终结",
    "arrears_plan_submitted": "还款计划",
    "arrears_paid": "付款",
    "arrears_payment_reversed": "付款冲销",
    "arrears_instrument_received": "收到票据",
    "arrears_instrument_paid": "票据兑付",
    "arrears_instrument_dishonoured": "票据拒付",
    "arrears_overpayment_settled": "多付处理",
    "arrears_settlement_withdrawn": "撤销多付处理",
    "arrears_creditor_confirmed": "债权企业确认",
    "arrears_cleared": "销号",
    "arrears_reopened": "撤销销号",
    "arrears_step_taken": "督促措施",
    "arrears_step_answered": "督促答复",
    "arrears_finding_recorded": "督查结论",
    "arrears_review_requested": "申请复核",
    "arrears_review_decided": "复核决定",
    "arrears_evidence_added": "补充材料",
    "complaint_recorded": "投诉登记",
    "retaliation_reported": "举报",
    "retaliation_concluded": "举报办结",
}


class EvidenceAnswer(Answer, kw_only=True):
    """A document, and the event it came with. Of one that is not kept here `file` is null."""

    title: str
    digest: Annotated[str, Field(description="Empty for paper.", examples=[EXAMPLE])]
    kept_at: str
    file: "EvidenceFileAnswer | None"
    came_with: Annotated[str, Field(examples=["arrears_registered"])]
    came_with_zh: str
    event_version: int
    at: datetime


class EvidenceFileAnswer(Answer):
    """A file as it was found to be when it was uploaded; `href` is where it is."""

    name: str
    media_type: str
    size: int
    href: str


class EvidenceListAnswer(Answer):
    """All documents of a case in the order they came; `version` is the case's."""

    id: str
    version: int
    items: list[EvidenceAnswer]


def evidence_list(
    own: str, case_id: str, version: int, history: Iterable[Recorded], registry: EventRegistry
) -> EvidenceListAnswer:
    """`own` is the address of the case's evidence."""
    items = [
        _document(own, one, event) for event in history for one in documents_of(event, registry)
    ]
    return EvidenceListAnswer(case_id, version, items)


def documents_of(event: Recorded, registry: EventRegistry) -> Iterator[Evidence]:
    """What a fact rests on; most rest on nothing."""
    if event.name in CAME_WITH_ZH:
        yield from evidence_of(registry.decode(event.name, event.schema_version, event.data))


def _document(own: str, one: Evidence, event: Recorded) -> EvidenceAnswer:
    return EvidenceAnswer(
        title=one.title,
        digest=one.digest,
        kept_at=one.kept_at or "",
        file=file_answer(own, one),
        came_with=event.name,
        came_with_zh=CAME_WITH_ZH[event.name],
        event_version=event.version,
        at=shown(event.recorded_at),
    )


def file_answer(own: str, one: Evidence) -> EvidenceFileAnswer | None:
    file = one.file
    if file is UNSET:
        return None
    return EvidenceFileAnswer(file.name, file.media_type, file.size, f"{own}/{file.digest}")
