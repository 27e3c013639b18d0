"""Chinese names of codes, as the sentences to officials use them."""

from typing import Final

from services.arrears.events import (
    Channel,
    DutyCause,
    ExclusionReason,
    InstrumentKind,
    JudicialWay,
    PaymentMethod,
    ReviewResult,
    Step,
    StepGround,
)
from services.arrears.state import DisputeState, InstrumentStatus, PlanStatus, Status
from services.arrears.terms.model import Condition

STATUS_ZH: Final = {
    Status.REGISTERED: "待核实",
    Status.EXCLUDED: "不予纳入",
    Status.OPEN: "清偿中",
    Status.JUDICIAL: "司法程序中",
    Status.CLEARED: "已销号",
}
STEP_ZH: Final = {
    Step.INQUIRY: "函询",
    Step.SUPERVISION: "督办",
    Step.TALK: "约谈",
    Step.NOTICE: "通报",
    Step.ACCOUNTABILITY: "问责建议",
    Step.INSPECTION: "提请督查",
}
DISPUTE_ZH: Final = {
    DisputeState.UNDISPUTED: "无争议",
    DisputeState.PARTIAL: "部分有争议",
    DisputeState.DISPUTED: "有争议",
}
CHANNEL_ZH: Final = {
    Channel.SELF_CHECK: "自查",
    Channel.COMPLAINT: "投诉",
    Channel.UPSTREAM: "上级转办",
    Channel.AUDIT: "审计",
    Channel.INSPECTION: "督查",
    Channel.VISIT: "走访",
}
EXCLUSION_ZH: Final = {
    ExclusionReason.DEBTOR_OUT_OF_SCOPE: "拖欠单位不属于清欠范围",
    ExclusionReason.CREDITOR_OUT_OF_SCOPE: "债权人不属于清欠范围",
    ExclusionReason.NOT_A_PURCHASE: "不属于货物、工程、服务款项",
    ExclusionReason.PAID_BEFORE: "登记前已清偿",
    ExclusionReason.REGISTERED_ELSEWHERE: "已在其他台账登记",
    ExclusionReason.OTHER_LAW: "其他法律法规另有规定",
    ExclusionReason.UNFOUNDED: "债权不成立",
}
CAUSE_ZH: Final = {
    DutyCause.FINAL: "清偿期限",
    DutyCause.INSTALMENT: "分期还款",
    DutyCause.RESOLVED: "争议解决后应付",
    DutyCause.CORRECTED: "更正后应付",
    DutyCause.REVERSED: "付款冲销后应付",
}
GROUND_ZH: Final = {
    StepGround.NO_PLAN: "逾期未制定还款计划",
    StepGround.INSTALMENT_MISSED: "到期未还款",
    StepGround.MISSED_LONG: "逾期时间较长",
    StepGround.MISSED_TWICE: "多期未还款",
    StepGround.YEAR_END: "期限届满未清偿",
    StepGround.NO_ANSWER: "函询逾期未答复",
    StepGround.SERIOUS: "情形严重",
}
PLAN_STATUS_ZH: Final = {
    PlanStatus.SUBMITTED: "待审批",
    PlanStatus.RETURNED: "已退回",
    PlanStatus.APPROVED: "已批准",
}
INSTRUMENT_ZH: Final = {
    InstrumentKind.BANK_ACCEPTANCE: "银行承兑汇票",
    InstrumentKind.COMMERCIAL_ACCEPTANCE: "商业承兑汇票",
    InstrumentKind.ELECTRONIC_NOTE: "应收账款电子凭证",
}
INSTRUMENT_STATUS_ZH: Final = {
    InstrumentStatus.HELD: "未到期",
    InstrumentStatus.PAID: "已兑付",
    InstrumentStatus.DISHONOURED: "拒付",
}
METHOD_ZH: Final = {
    PaymentMethod.TRANSFER: "银行转账",
    PaymentMethod.TREASURY: "国库集中支付",
    PaymentMethod.CHEQUE: "支票",
    PaymentMethod.CASH: "现金",
    PaymentMethod.SET_OFF: "抵销",
}
REVIEW_RESULT_ZH: Final = {
    ReviewResult.UPHELD: "维持",
    ReviewResult.CHANGED: "变更",
    ReviewResult.REVOKED: "撤销",
}
WAY_ZH: Final = {JudicialWay.LITIGATION: "诉讼", JudicialWay.ARBITRATION: "仲裁"}
CONDITION_ZH: Final = {
    Condition.DELIVERY: "交付后付款",
    Condition.ACCEPTANCE: "验收合格后付款",
    Condition.SETTLEMENT: "确认结算金额后付款",
}
