"""Bodies of 争议与司法."""

from typing import Annotated

from pydantic import Field

from services.arrears.commands import DisputeArrears, EndJudicial, ResolveDispute, StartJudicial
from services.arrears.events import JudicialWay
from services.arrears.schemas.values import EvidenceList, Number, Reason, documents
from shared.web.fields import Body
from shared.web.money import Money, PositiveMoney
from shared.web.values import Day, Line, plain_text


class DisputeBody(Body):
    """争议: how much of the principal is disputed from now on (A-5)."""

    disputed: PositiveMoney = Field(title="有争议金额")
    reason: Reason = Field(title="争议事由", examples=["双方对变更签证工程量认识不一致。"])
    evidence: EvidenceList = Field(default=[], title="证明材料")

    def command(self) -> DisputeArrears:
        return DisputeArrears(
            disputed_fen=self.disputed.fen, reason=self.reason, evidence=documents(self.evidence)
        )


class ResolutionBody(Body):
    """争议解决: what of the disputed part is owed, what is not, and from when on (A-11)."""

    owed: Money = Field(title="确认应付金额")
    dropped: Money = Field(title="确认不应付金额")
    effective_on: Day = Field(title="生效日期", examples=["2022-10-20"])
    basis: Annotated[str, plain_text(1, 200)] = Field(
        title="依据", examples=["双方于2022年10月20日签订的和解协议"]
    )
    evidence: EvidenceList = Field(default=[], title="证明材料")

    def command(self) -> ResolveDispute:
        return ResolveDispute(
            owed_fen=self.owed.fen,
            dropped_fen=self.dropped.fen,
            effective_on=self.effective_on,
            basis=self.basis,
            evidence=documents(self.evidence),
        )


class JudicialStartBody(Body):
    """进入司法程序: which court or arbitration body has the matter (A-12)."""

    way: JudicialWay = Field(title="途径", examples=["litigation"])
    body: Line = Field(title="受理机构", examples=["临沧市临翔区人民法院"])
    case_number: Number = Field(title="案号", examples=["（2022）云0902民初1234号"])
    filed_on: Day = Field(title="立案日期", examples=["2022-09-15"])
    evidence: EvidenceList = Field(default=[], title="证明材料")

    def command(self) -> StartJudicial:
        return StartJudicial(
            way=self.way,
            body=self.body,
            case_number=self.case_number,
            filed_on=self.filed_on,
            evidence=documents(self.evidence),
        )


class JudicialEndBody(Body):
    """司法程序终结: `owed` is the whole principal that is owed, paid or not (A-12)."""

    outcome: Reason = Field(title="处理结果", examples=["判决拖欠单位支付工程款本金。"])
    effective_on: Day = Field(title="生效日期", examples=["2022-11-30"])
    owed: Money = Field(title="确认应付本金总额")
    evidence: EvidenceList = Field(default=[], title="证明材料")

    def command(self) -> EndJudicial:
        return EndJudicial(
            outcome=self.outcome,
            effective_on=self.effective_on,
            owed_fen=self.owed.fen,
            evidence=documents(self.evidence),
        )
