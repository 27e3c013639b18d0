"""Why an item is not entered, verified, excluded, assigned or corrected."""

from shared.kernel.refusal import Refusal, RefusalKind


class ArrearsExists(Refusal):
    code = "arrears_exists"
    kind = RefusalKind.CONFLICT
    zh = "该项目已登记。"
    en = "This item is registered already."


class ContractRegistered(Refusal):
    """A-2: one contract between the same two parties is one item."""

    code = "contract_registered"
    kind = RefusalKind.CONFLICT
    zh = "该合同已登记为项目 {number}。同一合同不得拆分登记；确需拆分的，应当写明理由和批准人。"
    en = (
        "This contract is registered as item {number}. A contract is not split into several items; "
        "where it must be, say why and who approved it."
    )
    pointer = "/contract/number"


class SplitWithoutGround(Refusal):
    """A-2: splitting needs a reason and somebody who approved it."""

    code = "split_without_ground"
    kind = RefusalKind.INVALID
    zh = "拆分登记应当写明理由和批准人，批准人不得为登记人本人。"
    en = "Splitting a contract needs a reason and an approver who is not the one registering."
    pointer = "/split"


class NothingToSplit(Refusal):
    code = "nothing_to_split"
    kind = RefusalKind.INVALID
    zh = "该合同尚未登记，无需拆分。"
    en = "This contract is not registered yet; there is nothing to split."
    pointer = "/split"


class UpstreamNumberKnown(Refusal):
    code = "upstream_number_known"
    kind = RefusalKind.CONFLICT
    zh = "上级编号 {upstream_number} 已登记为项目 {number}，请勿重复登记。"
    en = "The upstream number {upstream_number} is already registered as item {number}."
    pointer = "/claim/upstream_number"


class NoProgramme(Refusal):
    code = "no_programme"
    kind = RefusalKind.CONFLICT
    zh = "{day} 没有生效的清欠方案，无法登记。"
    en = "No clearing programme is in force on {day}; nothing can be registered."


class SamePartyTwice(Refusal):
    code = "same_party_twice"
    kind = RefusalKind.INVALID
    zh = "拖欠单位与债权企业不得为同一主体。"
    en = "Debtor and creditor must not be the same."
    pointer = "/creditor/uscc"


class PrincipalAboveContract(Refusal):
    code = "principal_above_contract"
    kind = RefusalKind.INVALID
    zh = "本金 {principal} 元超过合同金额 {contract} 元，请核对；合同金额有误的，先办理更正。"
    en = (
        "The principal, {principal} yuan, is above the contract's {contract} yuan: check it, or "
        "correct the contract first."
    )
    pointer = "/principal"


class DisputedAbovePrincipal(Refusal):
    code = "disputed_above_principal"
    kind = RefusalKind.INVALID
    zh = "有争议金额 {disputed} 元超过本金 {principal} 元。"
    en = "{disputed} yuan disputed is more than the {principal} yuan there are."
    pointer = "/disputed"


class DisputeWithoutReason(Refusal):
    code = "dispute_without_reason"
    kind = RefusalKind.INVALID
    zh = "有争议的，应当写明争议事由。"
    en = "Say what the dispute is about."
    pointer = "/dispute_reason"


class CorrectionPending(Refusal):
    code = "correction_pending"
    kind = RefusalKind.CONFLICT
    zh = "该项目已有更正申请待审批。"
    en = "A correction of this item waits to be decided already."


class NoCorrectionPending(Refusal):
    code = "no_correction_pending"
    kind = RefusalKind.CONFLICT
    zh = "该项目没有待审批的更正申请。"
    en = "No correction of this item waits to be decided."


class CorrectionWithoutEvidence(Refusal):
    """A-16."""

    code = "correction_without_evidence"
    kind = RefusalKind.INVALID
    zh = "申请更正应当附证明材料，请填写材料名称，有电子文件的同时填写摘要值。"
    en = "A correction needs evidence; name the document, and its digest if it is a file."
    pointer = "/evidence"


class CorrectionUnclear(Refusal):
    """One thing is corrected at a time, so that a second person can judge it."""

    code = "correction_unclear"
    kind = RefusalKind.INVALID
    zh = "更正申请应当只填写一项更正内容，并与更正类型“{kind}”一致。"
    en = "A correction gives one thing anew, the one that its kind, {kind}, names."
    pointer = "/correction"


class CorrectionChangesNothing(Refusal):
    code = "correction_changes_nothing"
    kind = RefusalKind.INVALID
    zh = "更正内容与台账现有内容相同。"
    en = "What the correction says stands in the ledger already."
    pointer = "/correction"
