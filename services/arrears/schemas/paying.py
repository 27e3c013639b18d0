"""Bodies of 还款计划、付款、票据、多付."""

from typing import Annotated

from msgspec.structs import replace
from pydantic import Field, StringConstraints

from services.arrears.commands import (
    DecidePlan,
    ReceiveInstrument,
    RecordPayment,
    ReversePayment,
    SettleInstrument,
    SettleOverpayment,
    SubmitPlan,
    WithdrawSettlement,
)
from services.arrears.events import Instalment, InstrumentKind, PaymentMethod, Share, Voucher
from services.arrears.refusals import FirstShareElsewhere, SpreadWithShares
from services.arrears.schemas.values import EvidenceList, Note, Number, Reason, documents
from shared.web.fields import Body
from shared.web.money import Money, PositiveMoney
from shared.web.values import UUID_PATTERN, Day, Line, Uscc, plain_text


class InstalmentBody(Body):
    due_on: Day = Field(title="还款日期", examples=["2022-10-31"])
    amount: PositiveMoney = Field(title="还款金额")

    def instalment(self) -> Instalment:
        return Instalment(self.due_on, self.amount.fen)


class PlanBody(Body):
    """还款计划 of a debtor in real difficulty: the sum is all that is undisputed and unpaid (A-7)."""

    difficulty: Annotated[str, plain_text(1, 2000)] = Field(
        title="确有困难的具体情况", examples=["本年度预算已下达，专项债券资金预计十月到位。"]
    )
    instalments: list[InstalmentBody] = Field(title="分期安排", min_length=1, max_length=60)
    evidence: EvidenceList = Field(default=[], title="证明材料")

    def command(self) -> SubmitPlan:
        return SubmitPlan(
            difficulty=self.difficulty,
            instalments=tuple(one.instalment() for one in self.instalments),
            evidence=documents(self.evidence),
        )


class PlanDecisionBody(Body):
    """还款计划审批, by the department in charge of the debtor (A-7)."""

    approved: bool = Field(title="是否同意", examples=[True])
    reason: Note = Field(
        default="",
        title="审批意见",
        description="Required when the plan is given back.",
        examples=["情况属实，同意。"],
    )

    def command(self) -> DecidePlan:
        return DecidePlan(approved=self.approved, reason=self.reason)


class ShareBody(Body):
    """What of the voucher goes to one item. Without `principal` all of it is principal (A-17)."""

    arrears_id: Annotated[str, StringConstraints(pattern=UUID_PATTERN)] = Field(
        title="台账项目标识", examples=["0192f0c1-7d3a-7c44-9b1e-5f0e6a1c2d3e"]
    )
    amount: PositiveMoney = Field(title="分配金额")
    principal: Money | None = Field(default=None, title="其中本金")

    def share(self) -> Share:
        principal = self.amount if self.principal is None else self.principal
        return Share(self.arrears_id, self.amount.fen, principal.fen)


class VoucherBody(Body):
    """A payment as its voucher states it (A-13). Without shares it is principal of this item."""

    number: Number = Field(title="凭证号", examples=["LXCZ-2022-0915-003"])
    payer_uscc: Uscc = Field(title="付款单位统一社会信用代码", examples=["115309020152603829"])
    payer_name: Line = Field(title="付款单位名称", examples=["临沧市临翔区住房和城乡建设局"])
    payee_uscc: Uscc = Field(title="收款单位统一社会信用代码", examples=["91530902MA6XTXT19B"])
    amount: PositiveMoney = Field(title="付款金额")
    value_on: Day = Field(title="到账日期", examples=["2022-09-15"])
    method: PaymentMethod = Field(title="付款方式", examples=["treasury"])
    shares: list[ShareBody] = Field(
        default=[],
        title="分配",
        description="By item, this one first; they add up to the amount.",
        max_length=50,
        examples=[[]],
    )

    def voucher(self, arrears_id: str) -> Voucher:
        """Raises FirstShareElsewhere."""
        amount_fen = self.amount.fen
        shares = tuple(share.share() for share in self.shares)
        if shares and shares[0].item_id != arrears_id:
            raise FirstShareElsewhere(arrears_id=arrears_id)
        return Voucher(
            number=self.number,
            payer_uscc=self.payer_uscc,
            payer_name=self.payer_name,
            payee_uscc=self.payee_uscc,
            amount_fen=amount_fen,
            value_on=self.value_on,
            method=self.method,
            shares=shares or (Share(arrears_id, amount_fen, amount_fen),),
        )


class PaymentBody(Body):
    """付款: one voucher, on this item and on any others its shares name (A-13)."""

    voucher: VoucherBody = Field(title="付款凭证")
    spread: bool = Field(
        default=False,
        title="未指明所付款项的，按到期先后分配",
        description="Over all that the debtor owes the creditor, due debts first (Civil Code 560).",
        examples=[False],
    )
    evidence: EvidenceList = Field(default=[], title="证明材料")

    def command(self, arrears_id: str) -> RecordPayment:
        """Without the other debts that it is spread over. Raises SpreadWithShares."""
        voucher, evidence = self.voucher.voucher(arrears_id), documents(self.evidence)
        if not self.spread:
            return RecordPayment(voucher=voucher, evidence=evidence)
        if self.voucher.shares:
            raise SpreadWithShares
        return RecordPayment(
            voucher=replace(voucher, shares=()), evidence=evidence, spread=(arrears_id,)
        )


class ReversalBody(Body):
    """付款冲销: a recorded payment was none; it is taken back from every item it was spread over."""

    payer_uscc: Uscc = Field(title="付款单位统一社会信用代码", examples=["115309020152603829"])
    voucher_number: Number = Field(title="凭证号", examples=["LXCZ-2022-0915-003"])
    reason: Reason = Field(title="冲销理由", examples=["收款账号有误，银行已退票。"])
    evidence: EvidenceList = Field(default=[], title="证明材料")

    def command(self) -> ReversePayment:
        return ReversePayment(
            payer_uscc=self.payer_uscc,
            voucher_number=self.voucher_number,
            reason=self.reason,
            evidence=documents(self.evidence),
        )


class InstrumentBody(Body):
    """票据: no money until it is paid, unless the creditor took it as payment (A-14)."""

    number: Number = Field(title="票据号码", examples=["1302310000012202208150012345"])
    kind: InstrumentKind = Field(title="票据种类", examples=["bank_acceptance"])
    drawer: Line = Field(title="出票人", examples=["临翔区城市建设投资有限公司"])
    amount: PositiveMoney = Field(title="票面金额")
    matures_on: Day = Field(title="到期日", examples=["2023-02-15"])
    accepted: bool = Field(title="债权企业是否确认以票据清偿", examples=[False])
    evidence: EvidenceList = Field(default=[], title="证明材料")

    def command(self) -> ReceiveInstrument:
        return ReceiveInstrument(
            number=self.number,
            instrument=self.kind,
            drawer=self.drawer,
            amount_fen=self.amount.fen,
            matures_on=self.matures_on,
            accepted=self.accepted,
            evidence=documents(self.evidence),
        )


class InstrumentSettlementBody(Body):
    """票据到期: paid, or dishonoured with the reason (A-14)."""

    number: Number = Field(title="票据号码", examples=["1302310000012202208150012345"])
    paid: bool = Field(title="是否兑付", examples=[True])
    on: Day = Field(title="兑付或者拒付日期", examples=["2023-02-15"])
    reason: Note = Field(default="", title="拒付理由")
    evidence: EvidenceList = Field(default=[], title="证明材料")

    def command(self) -> SettleInstrument:
        return SettleInstrument(
            number=self.number,
            paid=self.paid,
            on=self.on,
            reason=self.reason,
            evidence=documents(self.evidence),
        )


class OverpaymentSettlementBody(Body):
    """多付处理: refunded, or counted towards another debt of the same creditor (A-15)."""

    amount: PositiveMoney = Field(title="处理金额")
    refunded: bool = Field(
        title="是否退还", description="Otherwise counted towards another debt.", examples=[True]
    )
    voucher_number: Number = Field(title="退还或者抵付凭证号", examples=["TK-2022-001"])
    note: Note = Field(default="", title="说明", examples=["已退回原付款账户。"])
    evidence: EvidenceList = Field(default=[], title="证明材料")

    def command(self) -> SettleOverpayment:
        return SettleOverpayment(
            amount_fen=self.amount.fen,
            refunded=self.refunded,
            voucher_number=self.voucher_number,
            note=self.note,
            evidence=documents(self.evidence),
        )


class SettlementWithdrawalBody(Body):
    """撤销多付处理: what was entered as given back was not."""

    voucher_number: Number = Field(title="退还或者抵付凭证号", examples=["TK-2022-001"])
    reason: Reason = Field(title="撤销理由", examples=["退款未成功，资金已退回。"])
    evidence: EvidenceList = Field(default=[], title="证明材料")

    def command(self) -> WithdrawSettlement:
        return WithdrawSettlement(
            voucher_number=self.voucher_number,
            reason=self.reason,
            evidence=documents(self.evidence),
        )
