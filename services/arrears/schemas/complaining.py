"""Bodies of a complaint (1.4)."""

from typing import Annotated

from pydantic import Field, StringConstraints

from services.arrears.codes import CreditorKind, DebtorKind
from services.arrears.complaints.commands import (
    AcceptComplaint,
    AnswerComplaintStep,
    ConcludeComplaint,
    DeclineComplaint,
    ExtendComplaint,
    HandOverComplaint,
    LinkComplaint,
    RecordComplaint,
    TakeComplaintStep,
)
from services.arrears.complaints.limits import ComplaintSource
from services.arrears.complaints.not_accepted import NotAccepted
from services.arrears.complaints.rules import EXTENSION_DAYS
from services.arrears.complaints.values import Complainant, Outcome, Respondent, StepKind
from services.arrears.schemas.values import EvidenceList, Reason, documents
from shared.web.fields import WHOLE, Body
from shared.web.money import PositiveMoney
from shared.web.values import (
    UUID_PATTERN,
    Day,
    DepartmentCode,
    Line,
    Paragraphs,
    Uscc,
    plain_text,
)

DocumentNo = Annotated[str, plain_text(1, 80)]
ItemId = Annotated[str, StringConstraints(pattern=UUID_PATTERN)]
_LEAST, _MOST = EXTENSION_DAYS


class ComplainantBody(Body):
    """投诉人."""

    uscc: Uscc = Field(title="统一社会信用代码", examples=["91530902MA6XTXT19B"])
    name: Line = Field(title="投诉人名称", examples=["临翔区宏达市政工程有限公司"])
    kind: CreditorKind = Field(title="投诉人规模类型", examples=["small"])

    def complainant(self) -> Complainant:
        return Complainant(uscc=self.uscc, name=self.name, kind=self.kind)


class RespondentBody(Body):
    """被投诉人."""

    uscc: Uscc = Field(title="统一社会信用代码", examples=["115309020152603829"])
    name: Line = Field(title="被投诉人名称", examples=["临沧市临翔区住房和城乡建设局"])
    kind: DebtorKind = Field(title="被投诉人类型", examples=["state_organ"])
    unit: DepartmentCode | None = Field(
        default=None, title="被投诉人的区直部门代码", examples=["HOUSE"]
    )

    def respondent(self) -> Respondent:
        return Respondent(uscc=self.uscc, name=self.name, kind=self.kind, unit=self.unit)


class ComplaintBody(Body):
    """投诉登记: how it came, who complains of whom, and about what."""

    source: ComplaintSource = Field(title="投诉来源", examples=["province_transfer"])
    upstream_number: DocumentNo | None = Field(
        default=None,
        title="上级编号",
        description="Required of a complaint from above.",
        examples=["YN-TS-2025-00731"],
    )
    received_on: Day = Field(title="收到日期", examples=["2025-10-24"])
    complainant: ComplainantBody = Field(title="投诉人")
    respondent: RespondentBody = Field(title="被投诉人")
    claimed: PositiveMoney = Field(title="投诉金额")
    facts: Paragraphs = Field(
        title="投诉请求和事实", examples=["合同约定的工程款于2025年6月到期，至今未付。"]
    )
    evidence: EvidenceList = Field(default=[], title="证据材料")
    handler: DepartmentCode | None = Field(
        default=None,
        title="办理部门代码",
        description="Of a complaint from above; a direct one is handed over later.",
        examples=["DRC"],
    )
    arrears_id: ItemId | None = Field(
        default=None, title="台账项目标识", examples=["0192f0c1-7d3a-7c44-9b1e-5f0e6a1c2d3e"]
    )

    def command(self) -> RecordComplaint:
        return RecordComplaint(
            source=self.source,
            upstream_number=self.upstream_number,
            received_on=self.received_on,
            complainant=self.complainant.complainant(),
            respondent=self.respondent.respondent(),
            claimed_fen=self.claimed.fen,
            facts=self.facts,
            evidence=documents(self.evidence),
            handler=self.handler,
            item_id=self.arrears_id,
        )


class AcceptanceBody(Body):
    """受理."""

    accepted_on: Day = Field(title="受理日期", examples=["2025-10-11"])

    def command(self) -> AcceptComplaint:
        return AcceptComplaint(accepted_on=self.accepted_on)


class NonAcceptanceBody(Body):
    """不予受理, for one of the listed reasons."""

    grounds: NotAccepted = Field(title="不予受理情形", examples=["already_elsewhere"])
    note: Paragraphs = Field(title="说明", examples=["该争议已由临翔区人民法院立案受理。"])

    def command(self) -> DeclineComplaint:
        return DeclineComplaint(grounds=self.grounds, note=self.note)


class HandoverBody(Body):
    """转交办理部门."""

    handler: DepartmentCode = Field(title="办理部门代码", examples=["DRC"])
    file_received_on: Day = Field(title="收到投诉材料日期", examples=["2025-10-24"])

    def command(self) -> HandOverComplaint:
        return HandOverComplaint(handler=self.handler, file_received_on=self.file_received_on)


class ItemLinkBody(Body):
    """关联台账项目."""

    arrears_id: ItemId = Field(
        title="台账项目标识", examples=["0192f0c1-7d3a-7c44-9b1e-5f0e6a1c2d3e"]
    )

    def command(self) -> LinkComplaint:
        return LinkComplaint(item_id=self.arrears_id)


class ComplaintExtensionBody(Body):
    """延期: days in all, from the receipt of the file (国令802 art. 25)."""

    days: Annotated[int, Field(ge=_LEAST, le=_MOST), WHOLE] = Field(
        title="合计办理日数", examples=[90]
    )
    approved_by: Line = Field(
        title="批准人职务", description="The head's post, no name.", examples=["区发展改革局局长"]
    )
    reason: Reason = Field(title="延期理由", examples=["案情复杂，需委托第三方审计。"])

    def command(self) -> ExtendComplaint:
        return ExtendComplaint(days=self.days, approved_by=self.approved_by, reason=self.reason)


class ComplaintStepBody(Body):
    """问询、督办书、约谈."""

    step: StepKind = Field(title="措施", examples=["inquiry"])
    document_no: DocumentNo = Field(title="文书编号", examples=["临翔发改函〔2025〕31号"])
    text: Paragraphs = Field(title="文书内容", examples=["请于5个工作日内书面说明付款情况。"])

    def command(self) -> TakeComplaintStep:
        return TakeComplaintStep(step=self.step, document_no=self.document_no, text=self.text)


class ComplaintAnswerBody(Body):
    """被投诉人的答复."""

    number: Annotated[int, Field(ge=1, le=10_000), WHOLE] = Field(title="措施序号", examples=[1])
    text: Paragraphs = Field(title="答复内容", examples=["资金已列入十一月预算。"])

    def command(self) -> AnswerComplaintStep:
        return AnswerComplaintStep(number=self.number, text=self.text)


class ResultBody(Body):
    """办结: the result in writing, and the days the complainant and the acceptor were told."""

    outcome: Outcome = Field(title="办理结果", examples=["paid"])
    result: Paragraphs = Field(title="结果内容", examples=["经协调，款项已于11月20日付清。"])
    document_no: DocumentNo = Field(title="文书编号", examples=["临翔发改函〔2025〕40号"])
    told_complainant_on: Day = Field(title="书面告知投诉人日期", examples=["2025-11-21"])
    told_acceptor_on: Day | None = Field(
        default=None,
        title="书面反馈受理部门日期",
        description="Required of a complaint from above.",
        examples=["2025-11-21"],
    )

    def command(self) -> ConcludeComplaint:
        return ConcludeComplaint(
            outcome=self.outcome,
            result=self.result,
            document_no=self.document_no,
            told_complainant_on=self.told_complainant_on,
            told_acceptor_on=self.told_acceptor_on,
        )
