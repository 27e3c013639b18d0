"""Parties, contract and documents as several bodies name them."""

from decimal import Decimal
from typing import Annotated, Final

from msgspec import UNSET
from pydantic import Field, StringConstraints

from services.arrears.codes import CreditorKind, DebtorKind, Subject
from services.arrears.events import Contract, Creditor, Debtor, Evidence
from services.arrears.terms.model import Condition
from shared.web.fields import WHOLE, Body
from shared.web.money import PositiveMoney
from shared.web.values import Day as CalendarDay
from shared.web.values import (
    DepartmentCode,
    IndustryCode,
    Line,
    TownshipCode,
    Uscc,
    plain_text,
)

Number = Annotated[str, plain_text(1, 64)]
Reason = Annotated[str, plain_text(1, 1000)]
Note = Annotated[str, plain_text(0, 1000)]
Days = Annotated[int, Field(ge=0, le=3650), WHOLE]
Percent = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,2})(\.[0-9]{1,4})?$")]
Digest = Annotated[str, StringConstraints(pattern=r"^(sha256:[0-9a-f]{64}|sm3:[0-9a-f]{64})?$")]
_PERCENT: Final = 2  # decimal places from percent to a fraction


class EvidenceBody(Body):
    """A document: a file that was uploaded, a paper, or what is kept elsewhere."""

    title: Line = Field(title="材料名称", examples=["采购合同（复印件）"])
    digest: Digest = Field(
        default="",
        title="电子文件摘要值",
        description="Of a file this account has uploaded (`POST /v1/arrears-evidence`); empty for "
        "paper. Of a file kept elsewhere any digest, with `kept_at`.",
    )
    kept_at: Annotated[str, plain_text(0, 120)] = Field(
        default="",
        title="保管处",
        description="Where a paper, or a file that is not uploaded, is kept.",
        examples=["区住房城乡建设局档案室"],
    )


EvidenceList = Annotated[list[EvidenceBody], Field(max_length=50)]


def documents(listed: list[EvidenceBody]) -> tuple[Evidence, ...]:
    return tuple(Evidence(one.title, one.digest, kept_at=one.kept_at or UNSET) for one in listed)


class DebtorBody(Body):
    """Who owes (1.9). `leader` is the post that answers for the debt, no private person."""

    uscc: Uscc = Field(title="统一社会信用代码", examples=["115309020152603829"])
    name: Line = Field(title="拖欠单位名称", examples=["临沧市临翔区住房和城乡建设局"])
    kind: DebtorKind = Field(title="拖欠单位性质", examples=["state_organ"])
    supervising: DepartmentCode = Field(title="主管部门代码", examples=["DRC"])
    township_code: TownshipCode = Field(title="所在乡镇（街道）代码", examples=["530902001"])
    unit: DepartmentCode | None = Field(
        default=None,
        title="拖欠单位自身的部门代码",
        description="Where the debtor is one of the district's departments itself.",
        examples=["HOUSE"],
    )
    leader: Annotated[str, plain_text(0, 40)] = Field(
        default="", title="责任领导职务", examples=["局长"]
    )

    def debtor(self) -> Debtor:
        return Debtor(
            uscc=self.uscc,
            name=self.name,
            kind=self.kind,
            supervising=self.supervising,
            township_code=self.township_code,
            unit=self.unit,
            leader=self.leader,
        )


class CreditorBody(Body):
    """Whom it is owed to, with what it was on the day of the contract (1.9, A-1)."""

    uscc: Uscc = Field(title="统一社会信用代码", examples=["91530902MA6XTXT19B"])
    name: Line = Field(title="债权企业名称", examples=["临翔区宏达市政工程有限公司"])
    kind: CreditorKind = Field(title="合同订立时的企业规模", examples=["small"])
    township_code: TownshipCode = Field(title="所在乡镇（街道）代码", examples=["530902002"])
    industry_code: IndustryCode = Field(title="行业代码（GB/T 4754）", examples=["4819"])
    size_evidence: Annotated[str, plain_text(0, 200)] = Field(
        default="", title="企业规模的依据", examples=["2021年度从业人员及营业收入声明"]
    )

    def creditor(self) -> Creditor:
        return Creditor(
            uscc=self.uscc,
            name=self.name,
            kind=self.kind,
            township_code=self.township_code,
            industry_code=self.industry_code,
            size_evidence=self.size_evidence,
        )


class ContractBody(Body):
    """The contract behind the debt, with what its day of payment follows from (1.2).

    A date that is not known stays open; the clock then says what is missing.
    """

    number: Number = Field(title="合同编号", examples=["LXZJ-2021-017"])
    signed_on: CalendarDay = Field(title="合同签订日期", examples=["2021-03-15"])
    subject: Subject = Field(title="合同标的", examples=["works"])
    amount: PositiveMoney = Field(title="合同金额")
    condition: Condition = Field(
        default=Condition.DELIVERY, title="付款条件", examples=["acceptance"]
    )
    delivered_on: CalendarDay | None = Field(
        default=None, title="交付日期", examples=["2021-11-30"]
    )
    accepted_on: CalendarDay | None = Field(
        default=None, title="验收合格日期", examples=["2021-12-10"]
    )
    acceptance_ends_on: CalendarDay | None = Field(default=None, title="约定验收期限届满日")
    acceptance_late_by_seller: bool = Field(default=False, title="验收延误是否因供方自身原因")
    settled_on: CalendarDay | None = Field(default=None, title="双方确认结算金额日期")
    agreed_days: Days | None = Field(default=None, title="约定付款天数", examples=[30])
    agreed_rate_percent: Percent | None = Field(
        default=None,
        title="约定逾期年利率（%）",
        description="Percent a year as decimal text: `3.70` is 3.70 %.",
        examples=["3.70"],
    )
    back_to_back: bool = Field(default=False, title="是否约定以收到第三方付款为付款条件")
    other_law: Annotated[str, plain_text(0, 200)] = Field(
        default="", title="另行规定付款期限的法律法规"
    )
    other_law_days: Days | None = Field(default=None, title="该规定的付款天数")
    payment_method: Annotated[str, plain_text(0, 120)] = Field(
        default="", title="约定付款方式", examples=["国库集中支付"]
    )

    def contract(self) -> Contract:
        rate = self.agreed_rate_percent
        return Contract(
            number=self.number,
            signed_on=self.signed_on,
            subject=self.subject,
            amount_fen=self.amount.fen,
            condition=self.condition,
            delivered_on=self.delivered_on,
            accepted_on=self.accepted_on,
            acceptance_ends_on=self.acceptance_ends_on,
            acceptance_late_by_seller=self.acceptance_late_by_seller,
            settled_on=self.settled_on,
            agreed_days=self.agreed_days,
            agreed_rate=None if rate is None else f"{Decimal(rate).scaleb(-_PERCENT):f}",
            back_to_back=self.back_to_back,
            other_law=self.other_law,
            other_law_days=self.other_law_days,
            payment_method=self.payment_method,
        )
