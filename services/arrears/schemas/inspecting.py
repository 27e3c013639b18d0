"""Bodies of 督查结论与复核 (政府督查工作条例 art. 17)."""

from typing import Annotated

from pydantic import Field

from services.arrears.commands import DecideReview, RecordFinding, RequestReview
from services.arrears.events import ReviewResult
from services.arrears.schemas.clearing import StepNumber
from services.arrears.schemas.values import EvidenceList, Number, Reason, documents
from shared.web.fields import Body
from shared.web.values import Account, Day, Paragraphs, plain_text


class FindingRecordBody(Body):
    """督查结论: what the inspection found, and when the body concerned received it."""

    number: StepNumber = Field(title="提请督查的措施序号", examples=[1])
    document_no: Number = Field(title="督查结论文号", examples=["临翔政督〔2022〕7号"])
    text: Paragraphs = Field(
        title="督查结论",
        examples=["经查，拖欠单位未按计划落实还款资金，责令于2022年10月31日前整改到位。"],
    )
    delivered_on: Day = Field(title="送达日期", examples=["2022-09-20"])
    participants: Annotated[list[Account], Field(max_length=30)] = Field(
        default=[],
        title="参与作出结论的人员账号",
        description="They stay out of a review, as whoever ordered the inspection or enters this.",
        examples=[["superv-3"]],
    )
    evidence: EvidenceList = Field(default=[], title="附件")

    def command(self) -> RecordFinding:
        return RecordFinding(
            number=self.number,
            document_no=self.document_no,
            text=self.text,
            delivered_on=self.delivered_on,
            participants=tuple(dict.fromkeys(self.participants)),
            evidence=documents(self.evidence),
        )


class ReviewRequestBody(Body):
    """申请复核, within 30 days of receiving the finding."""

    number: StepNumber = Field(title="提请督查的措施序号", examples=[1])
    grounds: Paragraphs = Field(
        title="申请复核的理由", examples=["结论认定的拖欠金额未扣除质量保证金，与合同约定不符。"]
    )
    evidence: EvidenceList = Field(default=[], title="证明材料")

    def command(self) -> RequestReview:
        return RequestReview(
            number=self.number, grounds=self.grounds, evidence=documents(self.evidence)
        )


class ReviewDecisionBody(Body):
    """复核决定, within 30 days of the request, by somebody who had no part in the finding."""

    number: StepNumber = Field(title="提请督查的措施序号", examples=[1])
    result: ReviewResult = Field(title="复核结果", examples=["changed"])
    reason: Reason = Field(title="复核理由", examples=["经复核，质量保证金尚未到期，应予扣除。"])
    document_no: Number = Field(title="复核决定文号", examples=["临翔政督复〔2022〕1号"])
    finding: Annotated[str, plain_text(0, 4000)] = Field(
        default="",
        title="变更后的督查结论",
        description="Required when the finding is changed, empty otherwise.",
        examples=["扣除质量保证金后，责令于2022年11月30日前整改到位。"],
    )
    evidence: EvidenceList = Field(default=[], title="附件")

    def command(self) -> DecideReview:
        return DecideReview(
            number=self.number,
            result=self.result,
            reason=self.reason,
            document_no=self.document_no,
            finding=self.finding,
            evidence=documents(self.evidence),
        )
