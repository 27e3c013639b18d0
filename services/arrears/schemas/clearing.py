"""Bodies of 销号与督促."""

from typing import Annotated

from pydantic import Field

from services.arrears.commands import (
    AnswerStep,
    ClearArrears,
    ConfirmReceipt,
    DecideInspection,
    ReopenArrears,
    TakeStep,
)
from services.arrears.events import Step
from services.arrears.schemas.values import EvidenceList, Note, Reason, documents
from shared.web.fields import WHOLE, Body
from shared.web.values import Paragraphs, plain_text

StepNumber = Annotated[int, Field(ge=1, le=10_000), WHOLE]


class ConfirmationBody(Body):
    """债权企业确认: whether it has its money (A-18)."""

    received: bool = Field(title="款项是否已全部收到", examples=[True])
    note: Note = Field(
        default="",
        title="债权企业意见",
        description="Required when it has not.",
        examples=["款项已全部到账。"],
    )
    evidence: EvidenceList = Field(default=[], title="证明材料")

    def command(self) -> ConfirmReceipt:
        return ConfirmReceipt(
            received=self.received, note=self.note, evidence=documents(self.evidence)
        )


class ClearanceBody(Body):
    """销号: confirmed by the creditor, or its time to object is over (A-18)."""

    note: Note = Field(default="", title="销号说明", examples=["本金已全部清偿，凭证齐全。"])
    evidence: EvidenceList = Field(default=[], title="证明材料")

    def command(self) -> ClearArrears:
        return ClearArrears(note=self.note, evidence=documents(self.evidence))


class ReopeningBody(Body):
    """撤销销号: a clearance that turned out wrong."""

    reason: Reason = Field(title="撤销销号理由", examples=["经复核，付款凭证系重复使用。"])
    evidence: EvidenceList = Field(default=[], title="证明材料")

    def command(self) -> ReopenArrears:
        return ReopenArrears(reason=self.reason, evidence=documents(self.evidence))


class StepBody(Body):
    """督促: a step of the ladder, with the text of its document (1.7)."""

    step: Step = Field(title="督促措施", examples=["inquiry"])
    text: Paragraphs = Field(
        title="文书内容", examples=["请于5个工作日内书面说明未制定还款计划的原因。"]
    )
    evidence: EvidenceList = Field(default=[], title="附件")

    def command(self) -> TakeStep:
        return TakeStep(step=self.step, text=self.text, evidence=documents(self.evidence))


class StepAnswerBody(Body):
    """The debtor's answer to an inquiry, or its account of a step."""

    number: StepNumber = Field(title="措施序号", examples=[1])
    text: Paragraphs = Field(title="答复内容", examples=["资金已申请，拟于九月底前提交还款计划。"])
    evidence: EvidenceList = Field(default=[], title="证明材料")

    def command(self) -> AnswerStep:
        return AnswerStep(number=self.number, text=self.text, evidence=documents(self.evidence))


class InspectionDecisionBody(Body):
    """督查决定, by 区政府督查室 (政府督查工作条例 art. 7 and 11)."""

    number: StepNumber = Field(title="措施序号", examples=[3])
    ordered: bool = Field(title="是否开展督查", examples=[True])
    approved_by: Annotated[str, plain_text(0, 120)] = Field(
        default="",
        title="批准人",
        description="The head of government who approved an order.",
        examples=["区长"],
    )
    reason: Reason = Field(title="决定理由", examples=["拖欠数额较大、情形严重，决定开展督查。"])

    def command(self) -> DecideInspection:
        return DecideInspection(
            number=self.number,
            ordered=self.ordered,
            approved_by=self.approved_by,
            reason=self.reason,
        )
