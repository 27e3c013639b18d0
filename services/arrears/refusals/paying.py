"""Why a plan or a payment is not entered."""

from shared.kernel.refusal import Refusal, RefusalKind


class NothingPayable(Refusal):
    code = "nothing_payable"
    kind = RefusalKind.CONFLICT
    zh = "该项目没有无争议的未清偿本金，无需制定还款计划。"
    en = "Nothing undisputed is outstanding; no plan is needed."


class PlanPending(Refusal):
    code = "plan_pending"
    kind = RefusalKind.CONFLICT
    zh = "该项目已有还款计划待审批。"
    en = "A plan waits to be decided already."


class PlanInForce(Refusal):
    """A missed instalment is not made good by another plan."""

    code = "plan_in_force"
    kind = RefusalKind.CONFLICT
    zh = "该项目已有经批准的还款计划，不得以新计划替代。"
    en = "An approved plan is in force; another one does not take its place."


class NoPlanPending(Refusal):
    code = "no_plan_pending"
    kind = RefusalKind.CONFLICT
    zh = "该项目没有待审批的还款计划。"
    en = "No plan waits to be decided."


class NotDebtorSide(Refusal):
    """A-7: the debtor hands in the plan."""

    code = "not_debtor_side"
    kind = RefusalKind.FORBIDDEN
    zh = "还款计划应当由拖欠单位或者其主管部门提交。"
    en = "A plan is handed in by the debtor or the department in charge of it."


class NotSupervising(Refusal):
    """A-7."""

    code = "not_supervising"
    kind = RefusalKind.FORBIDDEN
    zh = "还款计划应当由拖欠单位的主管部门{supervising_zh}审批。"
    en = "The plan is approved by the department in charge of the debtor, {supervising}."


class DifficultyMissing(Refusal):
    """A-7: 确有困难."""

    code = "difficulty_missing"
    kind = RefusalKind.INVALID
    zh = "应当说明确有困难的具体情况；没有困难的，应当立即清偿。"
    en = "Say what the real difficulty is; without one the debt is paid at once."
    pointer = "/difficulty"


class InstalmentsOutOfOrder(Refusal):
    """A-7: dates ascending."""

    code = "instalments_out_of_order"
    kind = RefusalKind.INVALID
    zh = "分期日期应当依次递增，且不早于今天；第 {place} 期 {due_on} 不符合要求。"
    en = "Instalments follow one another and none lies in the past; number {place}, {due_on}, does not."
    pointer = "/instalments"


class InstalmentNotPositive(Refusal):
    code = "instalment_not_positive"
    kind = RefusalKind.INVALID
    zh = "第 {place} 期金额应当大于零。"
    en = "The amount of instalment {place} must be above zero."
    pointer = "/instalments"


class InstalmentsDoNotAddUp(Refusal):
    """A-7: the sum is the undisputed outstanding, to the fen."""

    code = "instalments_do_not_add_up"
    kind = RefusalKind.INVALID
    zh = "各期金额合计 {total} 元，与无争议未清偿本金 {payable} 元不符。"
    en = "The instalments add up to {total} yuan, not to the {payable} yuan undisputed and outstanding."
    pointer = "/instalments"


class PlanBeyondFinalDay(Refusal):
    """A-7, A-8."""

    code = "plan_beyond_final_day"
    kind = RefusalKind.INVALID
    zh = "最后一期 {last_on} 晚于清偿期限 {final_on}。"
    en = "The last instalment, {last_on}, lies after the final day, {final_on}."
    pointer = "/instalments"


class VoucherUsed(Refusal):
    """A-13: the same voucher with other content is a conflict that shows the first."""

    code = "voucher_used"
    kind = RefusalKind.CONFLICT
    zh = "付款单位的凭证 {voucher} 已登记在项目 {number}，内容与本次不同，请核对。"
    en = "The payer's voucher {voucher} is entered on item {number} with other content; check it."
    pointer = "/voucher/number"


class SharesDoNotAddUp(Refusal):
    code = "shares_do_not_add_up"
    kind = RefusalKind.INVALID
    zh = "各项目分配金额合计 {total} 元，与凭证金额 {amount} 元不符。"
    en = "The shares add up to {total} yuan, not to the voucher's {amount} yuan."
    pointer = "/voucher/shares"


class ShareFaulty(Refusal):
    code = "share_faulty"
    kind = RefusalKind.INVALID
    zh = "第 {place} 个项目的分配有误：每个项目只列一次，金额大于零，本金不超过该项目金额。"
    en = (
        "Share {place} is faulty: each item stands once, its amount is above zero and its "
        "principal at most that amount."
    )
    pointer = "/voucher/shares"


class ShareNotYours(Refusal):
    """Who may enter payments on its own items enters none on others'."""

    code = "share_not_yours"
    kind = RefusalKind.FORBIDDEN
    zh = "第 {place} 个项目不属于您的办理范围，不能在该项目登记付款。"
    en = "The item of share {place} is not among those you may enter payments on."
    pointer = "/voucher/shares"


class FirstShareElsewhere(Refusal):
    """The order is about one item, whose version it was decided upon."""

    code = "first_share_elsewhere"
    kind = RefusalKind.INVALID
    zh = "分配的第一个项目应当为本项目 {arrears_id}。"
    en = "The first share must be that of this item, {arrears_id}."
    pointer = "/voucher/shares"


class PaidBeforeContract(Refusal):
    code = "paid_before_contract"
    kind = RefusalKind.INVALID
    zh = "付款日期 {value_on} 早于合同签订日期 {signed_on}。"
    en = "The payment of {value_on} lies before the contract of {signed_on}."
    pointer = "/voucher/value_on"


class PayeeNotCreditor(Refusal):
    """A payment to somebody else clears nothing."""

    code = "payee_not_creditor"
    kind = RefusalKind.INVALID
    zh = "收款单位与债权企业不一致（项目 {number} 的债权企业为 {creditor}）。"
    en = "The payee is not the creditor of item {number}, {creditor}."
    pointer = "/voucher/payee_uscc"


class NoSuchPayment(Refusal):
    code = "no_such_payment"
    kind = RefusalKind.CONFLICT
    zh = "该项目没有登记该付款单位的凭证 {voucher}。"
    en = "No voucher {voucher} of this payer is entered on this item."
    pointer = "/voucher_number"


class InstrumentUsed(Refusal):
    code = "instrument_used"
    kind = RefusalKind.CONFLICT
    zh = "票据 {instrument} 已登记在项目 {number}。"
    en = "The instrument {instrument} is entered on item {number} already."
    pointer = "/number"


class NoSuchInstrument(Refusal):
    code = "no_such_instrument"
    kind = RefusalKind.CONFLICT
    zh = "该项目没有登记票据 {instrument}，或者该票据已经结清。"
    en = "No instrument {instrument} is held for this item, or it is settled already."
    pointer = "/number"


class NotMatured(Refusal):
    """A-14."""

    code = "not_matured"
    kind = RefusalKind.INVALID
    zh = "票据 {instrument} 到期日为 {matures_on}，{on} 尚未到期。"
    en = "The instrument {instrument} matures on {matures_on}, after {on}."
    pointer = "/on"


class NotThatMuchOverpaid(Refusal):
    """A-15."""

    code = "not_that_much_overpaid"
    kind = RefusalKind.INVALID
    zh = "多付金额为 {overpaid} 元，本次处理 {amount} 元，超出多付金额。"
    en = "{overpaid} yuan is paid too much; {amount} yuan cannot be given back."
    pointer = "/amount"


class GivenBackBefore(Refusal):
    code = "given_back_before"
    kind = RefusalKind.CONFLICT
    zh = "已登记退还多付款 {settled} 元；该笔付款不成立的，应当先撤销退还记录。"
    en = "{settled} yuan was given back as paid too much; withdraw that entry first."


class MoreThanPayable(Refusal):
    """Civil Code art. 560 says which debts come first, not what becomes of the rest."""

    code = "more_than_payable"
    kind = RefusalKind.INVALID
    zh = "付款金额 {amount} 元超过双方之间无争议未清偿本金合计 {payable} 元，请逐项写明分配金额。"
    en = (
        "{amount} yuan is more than the {payable} yuan undisputed and outstanding between the "
        "parties; say what goes to which item."
    )
    pointer = "/voucher/amount"


class SpreadWithShares(Refusal):
    code = "spread_with_shares"
    kind = RefusalKind.INVALID
    zh = "已逐项写明分配金额的，不能再要求按到期先后自动分配。"
    en = "A voucher whose shares are given is not spread by itself as well."
    pointer = "/spread"
