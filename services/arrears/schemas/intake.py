"""Bodies of 登记、核实、剔除、转让、更正 and of the erasable cards."""

from typing import Annotated, Any, Final

from pydantic import ConfigDict, Field, StringConstraints

from services.arrears.commands import (
    AssignClaim,
    DecideCorrection,
    EraseContact,
    ExcludeArrears,
    RegisterArrears,
    RequestCorrection,
    Split,
    VerifyArrears,
)
from services.arrears.events import Channel, Correction, CorrectionKind, ExclusionReason, Party
from services.arrears.schemas.values import (
    ContractBody,
    CreditorBody,
    DebtorBody,
    EvidenceList,
    Note,
    Number,
    Reason,
    documents,
)
from shared.kernel.ids import new_id
from shared.web.fields import Body
from shared.web.money import Money, PositiveMoney
from shared.web.values import UUID_PATTERN, Account, ContactBody, Day, Line

_EXAMPLE: Final[dict[str, Any]] = {
    "debtor": {
        "uscc": "115309020152603829",
        "name": "临沧市临翔区住房和城乡建设局",
        "kind": "state_organ",
        "supervising": "DRC",
        "township_code": "530902001",
        "unit": "HOUSE",
        "leader": "局长",
        "contact": {"name": "李四", "phone": "0883-2123456"},
    },
    "creditor": {
        "uscc": "91530902MA6XTXT19B",
        "name": "临翔区宏达市政工程有限公司",
        "kind": "small",
        "township_code": "530902002",
        "industry_code": "4819",
        "size_evidence": "2021年度从业人员及营业收入声明",
        "contact": {"name": "张三", "phone": "13812345678"},
    },
    "contract": {
        "number": "LXZJ-2021-017",
        "signed_on": "2021-03-15",
        "subject": "works",
        "amount": {"amount": "5000000.00", "currency": "CNY"},
        "delivered_on": "2021-11-30",
        "agreed_days": 30,
    },
    "claim": {
        "amount": {"amount": "1800000.00", "currency": "CNY"},
        "channel": "self_check",
        "discovered_on": "2022-08-20",
    },
    "evidence": [{"title": "排水管网改造工程施工合同（复印件）"}],
}


class RegisteredDebtorBody(DebtorBody):
    """Who owes, and whom to call there."""

    contact: ContactBody | None = Field(default=None, title="联系人")


class RegisteredCreditorBody(CreditorBody):
    """Whom it is owed to, and whom to call there."""

    contact: ContactBody | None = Field(default=None, title="联系人")


class ClaimBody(Body):
    """What is claimed, and how the debt was found (1.9)."""

    amount: PositiveMoney = Field(title="主张的本金")
    channel: Channel = Field(title="发现渠道", examples=["self_check"])
    discovered_on: Day = Field(title="发现日期", examples=["2022-08-20"])
    upstream_number: Number | None = Field(
        default=None, title="上级编号", examples=["YN-QQ-2022-0815"]
    )
    ticket_id: Annotated[str, StringConstraints(pattern=UUID_PATTERN)] | None = Field(
        default=None, title="关联工单标识", description="The ticket that raised it (T-21)."
    )


class SplitBody(Body):
    """Why one contract is entered as several items, and who approved it (A-2)."""

    reason: Reason = Field(title="拆分登记理由", examples=["合同分两个标段独立结算。"])
    approved_by: Account = Field(title="批准人账号", examples=["office-head"])


class RegistrationBody(Body):
    """登记: one contract, one debtor, one creditor (A-2)."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    debtor: RegisteredDebtorBody = Field(title="拖欠单位")
    creditor: RegisteredCreditorBody = Field(title="债权企业")
    contract: ContractBody = Field(title="合同")
    claim: ClaimBody = Field(title="债权")
    evidence: EvidenceList = Field(default=[], title="证明材料")
    split: SplitBody | None = Field(default=None, title="拆分登记")

    def command(self) -> RegisterArrears:
        """The order, with a fresh card for each contact."""
        debtor, creditor = self.debtor.contact, self.creditor.contact
        return RegisterArrears(
            debtor=self.debtor.debtor(),
            creditor=self.creditor.creditor(),
            contract=self.contract.contract(),
            claimed_fen=self.claim.amount.fen,
            channel=self.claim.channel,
            discovered_on=self.claim.discovered_on,
            upstream_number=self.claim.upstream_number,
            ticket_id=self.claim.ticket_id,
            debtor_contact_id=new_id() if debtor else None,
            debtor_contact=_card(debtor),
            creditor_contact_id=new_id() if creditor else None,
            creditor_contact=_card(creditor),
            evidence=documents(self.evidence),
            split=Split(**self.split.model_dump()) if self.split else None,
        )


def _card(contact: ContactBody | None) -> dict[str, str] | None:
    return {"name": contact.name, "phone": contact.phone} if contact else None


class VerificationBody(Body):
    """核实: the principal, and what of it is disputed (A-3 to A-5)."""

    principal: PositiveMoney = Field(title="核实本金")
    disputed: Money = Field(
        default=Money(amount="0.00"),
        title="其中有争议金额",
        examples=[{"amount": "0.00", "currency": "CNY"}],
    )
    dispute_reason: Note = Field(default="", title="争议事由", examples=["工程量尾项有争议"])
    evidence: EvidenceList = Field(default=[], title="证明材料")

    def command(self) -> VerifyArrears:
        return VerifyArrears(
            principal_fen=self.principal.fen,
            disputed_fen=self.disputed.fen,
            dispute_reason=self.dispute_reason,
            evidence=documents(self.evidence),
        )


class ExclusionBody(Body):
    """不予纳入: why the claim is no item of this ledger (A-1)."""

    reason: ExclusionReason = Field(title="不予纳入理由", examples=["not_a_purchase"])
    note: Reason = Field(title="情况说明", examples=["该款项为借款，不属于货物、工程、服务款项。"])
    evidence: EvidenceList = Field(default=[], title="证明材料")

    def command(self) -> ExcludeArrears:
        return ExcludeArrears(reason=self.reason, note=self.note, evidence=documents(self.evidence))


class AssignmentBody(Body):
    """债权转让: the new creditor, and when the debtor was told (Civil Code art. 546)."""

    creditor: RegisteredCreditorBody = Field(title="受让企业")
    notified_on: Day = Field(title="通知拖欠单位的日期", examples=["2022-09-05"])
    evidence: EvidenceList = Field(default=[], title="证明材料")

    def command(self) -> AssignClaim:
        """The order, with a fresh card for the contact."""
        contact = self.creditor.contact
        return AssignClaim(
            creditor=self.creditor.creditor(),
            notified_on=self.notified_on,
            evidence=documents(self.evidence),
            creditor_contact_id=new_id() if contact else None,
            creditor_contact=_card(contact),
        )


class CorrectionBody(Body):
    """What should stand in the ledger; of the four one is given, as `kind` says (A-16)."""

    kind: CorrectionKind = Field(title="更正类型", examples=["amount"])
    principal: PositiveMoney | None = Field(default=None, title="更正后的本金")
    debtor: DebtorBody | None = Field(default=None, title="更正后的拖欠单位")
    creditor: CreditorBody | None = Field(default=None, title="更正后的债权企业")
    contract: ContractBody | None = Field(default=None, title="更正后的合同")

    def correction(self) -> Correction:
        return Correction(
            kind=self.kind,
            principal_fen=self.principal.fen if self.principal else None,
            debtor=self.debtor.debtor() if self.debtor else None,
            creditor=self.creditor.creditor() if self.creditor else None,
            contract=self.contract.contract() if self.contract else None,
        )


class CorrectionRequestBody(Body):
    """申请更正: what is wrong, what should stand, why, and what proves it; a second person decides
    (A-16).
    """

    correction: CorrectionBody = Field(title="更正内容")
    reason: Reason = Field(title="更正理由", examples=["结算审定金额与登记金额不一致。"])
    evidence: EvidenceList = Field(
        default=[], title="证明材料", description="At least one document is required (A-16)."
    )

    def command(self) -> RequestCorrection:
        return RequestCorrection(
            correction=self.correction.correction(),
            reason=self.reason,
            evidence=documents(self.evidence),
        )


class CorrectionDecisionBody(Body):
    """更正审批, by another person than the one who asked (A-16)."""

    approved: bool = Field(title="是否同意更正", examples=[True])
    reason: Reason = Field(title="审批意见", examples=["经核对结算书，情况属实，同意更正。"])

    def command(self) -> DecideCorrection:
        return DecideCorrection(approved=self.approved, reason=self.reason)


class ErasureBody(Body):
    """Whose contact's card is emptied, at whose request and why (PIPL art. 47)."""

    party: Party = Field(title="联系人所属方", examples=["creditor"])
    ground: Line = Field(title="删除理由", examples=["本人申请删除，个人信息保护法第四十七条"])

    def command(self) -> EraseContact:
        return EraseContact(party=self.party, ground=self.ground)
