"""Bodies of 交办 and its one way back."""

from datetime import date
from typing import Annotated

from pydantic import Field

from services.tickets.commands import (
    DecideReturn,
    DesignateLead,
    DispatchTicket,
    RequestReturn,
)
from services.tickets.events import ComplexGround, Kind, LegalLimit, ReturnReason
from services.tickets.schemas.duplicates import DuplicateDecisionBody
from services.tickets.schemas.values import Account, DepartmentCode, Line, Paragraphs, plain_text
from shared.web.fields import Body

Helpers = Annotated[list[DepartmentCode], Field(max_length=10)]


class LegalLimitBody(Body):
    """A longer limit that a law sets for what is asked (T-9)."""

    source: Line = Field(title="法律依据", examples=["行政许可法第四十二条"])
    until: date = Field(title="法定期限届满日", examples=["2022-11-30"])

    def limit(self) -> LegalLimit:
        return LegalLimit(self.source, self.until)


class DispatchBody(Body):
    """交办: one lead department, any helpers, general or complex."""

    lead: DepartmentCode = Field(title="主办部门代码", examples=["FINOFF"])
    helpers: Helpers = Field(default=[], title="协办部门代码", examples=[["FIN"]])
    kind: Kind = Field(default=Kind.GENERAL, title="问题类型", examples=["general"])
    grounds: list[ComplexGround] = Field(default=[], title="定为复杂问题的理由", max_length=4)
    legal_limit: LegalLimitBody | None = Field(default=None, title="法定期限")
    ruled_out: DuplicateDecisionBody | None = Field(default=None, title="排除重复")

    def command(self) -> DispatchTicket:
        return DispatchTicket(
            lead=self.lead,
            helpers=tuple(self.helpers),
            kind=self.kind,
            grounds=tuple(self.grounds),
            legal_limit=self.legal_limit.limit() if self.legal_limit else None,
            ruled_out=self.ruled_out.command() if self.ruled_out else None,
        )


class ReturnRequestBody(Body):
    """申请退回: why it is not the lead's, by which law, and whose it is instead (5.4)."""

    reason: ReturnReason = Field(title="退回理由代码", examples=["R01"])
    legal_basis: Line = Field(title="法律依据", examples=["区政府金融办职能配置规定第三条"])
    proposed_unit: Line = Field(
        title="建议承办单位",
        description="With R01 the code of another department of the district.",
        examples=["FIN"],
    )
    explanation: Paragraphs = Field(
        title="情况说明", examples=["所反映事项为财政贴息资金拨付，不属于本部门职责。"]
    )
    duplicate_of: Annotated[str, plain_text(1, 40)] | None = Field(
        default=None, title="重复工单编号", description="With R04."
    )

    def command(self) -> RequestReturn:
        return RequestReturn(
            reason=self.reason,
            legal_basis=self.legal_basis,
            proposed_unit=self.proposed_unit,
            explanation=self.explanation,
            duplicate_of=self.duplicate_of,
        )


class ReturnDecisionBody(Body):
    """退回裁定: approved it goes to `lead`, or back to the queue when none is named."""

    approved: bool = Field(title="是否同意退回", examples=[True])
    reason: Line = Field(title="裁定理由", examples=["经核，该事项属区财政局职责。"])
    lead: DepartmentCode | None = Field(default=None, title="改派主办部门代码", examples=["FIN"])
    helpers: Helpers = Field(default=[], title="协办部门代码", examples=[[]])

    def command(self) -> DecideReturn:
        return DecideReturn(
            approved=self.approved,
            reason=self.reason,
            lead=self.lead,
            helpers=tuple(self.helpers),
        )


class DesignationBody(Body):
    """指定主办: the leading group's office names the lead for good (5.3)."""

    lead: DepartmentCode = Field(title="指定主办部门代码", examples=["FINOFF"])
    helpers: Helpers = Field(default=[], title="协办部门代码", examples=[["FIN"]])
    leader: Account = Field(title="签批的领导小组办公室负责人", examples=["办公室主任"])
    reason: Line = Field(title="指定理由", examples=["该事项以融资协调为主，由区政府金融办主办。"])

    def command(self) -> DesignateLead:
        return DesignateLead(
            lead=self.lead,
            helpers=tuple(self.helpers),
            leader=self.leader,
            reason=self.reason,
        )
