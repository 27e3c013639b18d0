"""Bodies of 承办: plans, milestones, extensions, 补正, answers."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from services.tickets.commands import (
    AskSupplement,
    CompleteMilestone,
    DecideExtension,
    DecideReclassification,
    GiveSupplement,
    ReplyAsHelper,
    ReplyToTicket,
    RequestExtension,
    RequestReclassification,
    SubmitPlan,
)
from services.tickets.events import Attachment, Basis, ComplexGround, Milestone, Study, StudyForm
from services.tickets.schemas.dispatch import LegalLimitBody
from services.tickets.schemas.values import Account, AttachmentDigests, Line, Paragraphs, Remark
from shared.web.fields import Body


class ReclassificationBody(Body):
    """申请转为复杂问题: on what ground and why (T-7)."""

    grounds: list[ComplexGround] = Field(
        title="定为复杂问题的情形", min_length=1, max_length=4, examples=[["money_or_policy"]]
    )
    reason: Line = Field(title="理由", examples=["需安排风险补偿资金，报区政府研究。"])

    def command(self) -> RequestReclassification:
        return RequestReclassification(grounds=tuple(self.grounds), reason=self.reason)


class ReclassificationDecisionBody(Body):
    """审批: whether the problem becomes a complex one; the limit stays (T-5)."""

    approved: bool = Field(title="是否同意", examples=[True])
    reason: Line = Field(title="审批意见", examples=["情况属实，同意按复杂问题办理。"])

    def command(self) -> DecideReclassification:
        return DecideReclassification(approved=self.approved, reason=self.reason)


class MilestoneBody(Body):
    """A step of the plan; `owner` is a post or an office, no private person."""

    title: Line = Field(title="步骤", examples=["与承贷银行会商展期方案"])
    owner: Line = Field(title="责任单位", examples=["区政府金融办银行股"])
    due_on: date = Field(title="完成日期", examples=["2022-10-14"])

    def milestone(self) -> Milestone:
        return Milestone(self.title, self.owner, self.due_on)


class PlanBody(Body):
    """办理方案 of a complex problem, approved by the head of the department (T-8)."""

    milestones: list[MilestoneBody] = Field(title="办理步骤", min_length=1, max_length=30)
    final_on: date = Field(title="最终完成日期", examples=["2022-10-31"])
    approved_by: Account = Field(title="审定方案的部门主要负责人账号", examples=["finoff-head"])

    def command(self) -> SubmitPlan:
        return SubmitPlan(
            milestones=tuple(step.milestone() for step in self.milestones),
            final_on=self.final_on,
            approved_by=self.approved_by,
        )


class CompletionBody(Body):
    """What was done in a step of the plan."""

    note: Remark = Field(default="", title="完成情况", examples=["已与承贷银行会商并形成纪要。"])

    def command(self, number: int) -> CompleteMilestone:
        return CompleteMilestone(number=number, note=self.note)


class ExtensionRequestBody(Body):
    """申请延期: until when and why; the firm is shown the reason (5.3)."""

    until: date = Field(title="延期至", examples=["2022-10-12"])
    reason: Line = Field(title="延期理由", examples=["银行总行审批尚需时日。"])

    def command(self) -> RequestExtension:
        return RequestExtension(until=self.until, reason=self.reason)


class ExtensionDecisionBody(Body):
    """延期审批."""

    approved: bool = Field(title="是否同意延期", examples=[True])
    reason: Line = Field(title="审批意见", examples=["理由充分，同意延期。"])

    def command(self) -> DecideExtension:
        return DecideExtension(approved=self.approved, reason=self.reason)


class SupplementRequestBody(Body):
    """通知补正: everything that is missing, told once (T-6)."""

    items: list[Line] = Field(
        title="需补正的材料", min_length=1, max_length=20, examples=[["贷款合同"]]
    )
    reason: Line = Field(title="补正理由", examples=["核实贷款到期日。"])

    def command(self) -> AskSupplement:
        return AskSupplement(items=tuple(self.items), reason=self.reason)


class SupplementBody(Body):
    """补正: the firm's answer."""

    text: Paragraphs = Field(title="补正内容", examples=["现补充贷款合同复印件。"])
    attachments: AttachmentDigests = Field(default=[])

    def command(self, files: tuple[Attachment, ...] = ()) -> GiveSupplement:
        return GiveSupplement(text=self.text, attachments=files)


class HelperReplyBody(Body):
    """协办意见: what a helper contributes (T-10)."""

    text: Paragraphs = Field(title="协办意见", examples=["已落实贴息资金。"])
    evidence: list[Line] = Field(
        default=[], title="佐证材料", max_length=20, examples=[["资金拨付单（复印件）"]]
    )
    attachments: AttachmentDigests = Field(default=[])

    def command(self, files: tuple[Attachment, ...] = ()) -> ReplyAsHelper:
        return ReplyAsHelper(text=self.text, evidence=tuple(self.evidence), attachments=files)


class StudyBody(Body):
    """What an answer without policy support rests on (T-18)."""

    form: StudyForm = Field(title="形式", examples=["proposal"])
    reference: Line = Field(title="文件或者材料名称", examples=["关于茶企展期问题的研究意见"])

    def study(self) -> Study:
        return Study(self.form, self.reference)


class ReplyBody(Body):
    """The lead department's answer, with its basis and evidence (M2-P04)."""

    text: Paragraphs = Field(title="答复内容", examples=["已协调承贷银行办理展期六个月。"])
    basis: Basis = Field(title="办理依据", examples=["policy"])
    provisions: list[Annotated[str, StringConstraints(pattern=r"^[AM][0-9]{1,2}-P[0-9]{2}$")]] = (
        Field(default=[], title="政策条款编号", max_length=20, examples=[["A03-P02"]])
    )
    evidence: list[Line] = Field(
        title="佐证材料", min_length=1, max_length=20, examples=[["展期协议（复印件）"]]
    )
    study: StudyBody | None = Field(default=None, title="研究意见、建议或者说明")
    legal_limit: LegalLimitBody | None = Field(default=None, title="法定期限")
    route: Remark = Field(default="", title="办理途径")
    attachments: AttachmentDigests = Field(default=[])

    def command(self, files: tuple[Attachment, ...] = ()) -> ReplyToTicket:
        return ReplyToTicket(
            text=self.text,
            basis=self.basis,
            provisions=tuple(self.provisions),
            evidence=tuple(self.evidence),
            study=self.study.study() if self.study else None,
            legal_limit=self.legal_limit.limit() if self.legal_limit else None,
            route=self.route,
            attachments=files,
        )
