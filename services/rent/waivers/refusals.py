"""Why a waiver is not applied for, granted, given, corrected or closed."""

from shared.kernel.refusal import Refusal, RefusalKind


class WaiverNotFound(Refusal):
    code = "waiver_not_found"
    kind = RefusalKind.NOT_FOUND
    zh = "没有该减免事项。"
    en = "There is no such waiver."


class WaiverYearUnknown(Refusal):
    code = "waiver_year_unknown"
    kind = RefusalKind.INVALID
    zh = "没有代码为 {programme} 的房租减免方案。"
    en = "There is no waiver {programme}."
    pointer = "/programme"


class LeaseHasWaiver(Refusal):
    code = "lease_has_waiver"
    kind = RefusalKind.CONFLICT
    zh = "该租赁合同在本年度已有减免事项 {number}。"
    en = "The lease has the waiver {number} for this year already."
    pointer = "/lease_id"


class ChainBroken(Refusal):
    """R-17."""

    code = "chain_broken"
    kind = RefusalKind.INVALID
    zh = "请按由近及远的次序填写全部上级租赁合同。"
    en = "Name all leases above, from the nearest on."
    pointer = "/above"


class JointApplicationNeeded(Refusal):
    """R-17."""

    code = "joint_application_needed"
    kind = RefusalKind.INVALID
    zh = "转租房屋应当由转租方与实际承租方联合申请。"
    en = "For sublet premises the sublessor and the actual tenant apply jointly."
    pointer = "/applicant"


class NothingSublet(Refusal):
    code = "nothing_sublet"
    kind = RefusalKind.INVALID
    zh = "该房屋未转租，不适用联合申请和转租传导确认。"
    en = "Nothing is sublet here: no joint application, nothing to pass on."
    pointer = "/applicant"


class ProofMissing(Refusal):
    """R-23."""

    code = "proof_missing"
    kind = RefusalKind.INVALID
    zh = "缺少证明材料：{names_zh}。"
    en = "Evidence is missing: {names}."
    pointer = "/proofs"


class AppliedInFuture(Refusal):
    code = "applied_in_future"
    kind = RefusalKind.INVALID
    zh = "日期 {day} 尚未到来。"
    en = "{day} has not come yet."
    pointer = "/applied_on"


class FiguresNegative(Refusal):
    code = "figures_negative"
    kind = RefusalKind.INVALID
    zh = "从业人员、营业收入、资产总额不得为负。"
    en = "Staff, revenue and assets are not negative."
    pointer = "/figures"


class WaiverWrongStatus(Refusal):
    code = "waiver_wrong_status"
    kind = RefusalKind.CONFLICT
    zh = "该事项目前为“{status}”，不能办理此事项。"
    en = "The waiver is {status}; this is not possible now."


class OtherPersonNeeded(Refusal):
    """R-22."""

    code = "other_person_needed"
    kind = RefusalKind.FORBIDDEN
    zh = "核查与审批应当由不同人员办理。"
    en = "Another person than the one who checked it decides."


class NoteMissing(Refusal):
    code = "note_missing"
    kind = RefusalKind.INVALID
    zh = "请填写理由。"
    en = "Give the reason."
    pointer = "/note"


class NotEligible(Refusal):
    """R-1, R-2, R-7, R-8."""

    code = "not_eligible"
    kind = RefusalKind.CONFLICT
    zh = "不符合减免条件：{reasons_zh}。"
    en = "Not eligible: {reasons}."


class SizeUndecided(Refusal):
    """R-2."""

    code = "size_undecided"
    kind = RefusalKind.INVALID
    zh = "企业规模无法按所报数据判定，请补充数据或者填写人工认定的规模。"
    en = "The figures settle no size; give more of them or the size as a person decides it."
    pointer = "/size"


class SubleaseNeedsLegal(Refusal):
    """R-18; Civil Code art. 718."""

    code = "sublease_needs_legal"
    kind = RefusalKind.CONFLICT
    zh = "出租单位未同意转租，且异议期尚未届满或者已提出异议，须先核实转租效力。"
    en = "The landlord did not consent to the sublease, or may still object; settle that first."


class MonthsNotLeft(Refusal):
    """R-12: months by forms add up."""

    code = "months_not_left"
    kind = RefusalKind.INVALID
    zh = "落实月数应当大于零，且不超过尚未落实的 {left} 个月。"
    en = "More than nothing and at most the {left} months that are left."
    pointer = "/months"


class AmountDoesNotFit(Refusal):
    """R-10, R-12."""

    code = "amount_does_not_fit"
    kind = RefusalKind.INVALID
    zh = "落实金额不得为负，也不得超过尚未落实的 {left} 元；最后一次落实应当与之相等。"
    en = "At most the {left} yuan that are left, and just that for the last months."
    pointer = "/amount"


class ExtensionMissing(Refusal):
    """R-12."""

    code = "extension_missing"
    kind = RefusalKind.INVALID
    zh = "延长租期的，请填写延长后的到期日，且应当晚于原到期日 {ends_on}；其他方式不填。"
    en = "An extension names its last day, after {ends_on}; no other form does."
    pointer = "/extended_to"


class DocumentMissing(Refusal):
    code = "document_missing"
    kind = RefusalKind.INVALID
    zh = "请填写文号、协议号或者凭证号。"
    en = "Give the number of the document or voucher."
    pointer = "/document_no"


class NoSuchExecution(Refusal):
    code = "no_such_execution"
    kind = RefusalKind.NOT_FOUND
    zh = "没有序号为 {number} 的落实记录。"
    en = "There is no execution {number}."
    pointer = "/number"


class BenefitTooSmall(Refusal):
    """R-16."""

    code = "benefit_too_small"
    kind = RefusalKind.CONFLICT
    zh = "实际承租方所获减免 {benefit} 元，少于国有出租方减免的 {given} 元。"
    en = "The actual tenant has {benefit} yuan, less than the {given} that the state gave up."
    pointer = "/benefit"


class PassThroughMissing(Refusal):
    """R-16, R-17."""

    code = "pass_through_missing"
    kind = RefusalKind.CONFLICT
    zh = "尚未证明减免已传导至实际承租方，不能办结。"
    en = "It is not proven that the actual tenant has it; the case stays open."


class StillToReview(Refusal):
    code = "still_to_review"
    kind = RefusalKind.CONFLICT
    zh = "有已落实但依据不再成立的月数待人工处理，不能办结。"
    en = "A person has to decide on months that nothing bears any more."


class NothingToReview(Refusal):
    code = "nothing_to_review"
    kind = RefusalKind.CONFLICT
    zh = "没有待人工处理的月数。"
    en = "There is nothing to decide on."


class ConfirmationMissing(Refusal):
    """R-22."""

    code = "confirmation_missing"
    kind = RefusalKind.INVALID
    zh = "办结应当附承租方确认材料。"
    en = "The tenant's confirmation is needed to close the case."
    pointer = "/evidence"
