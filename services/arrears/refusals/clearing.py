"""Why an item is not cleared, reopened, or a step of the ladder not taken."""

from shared.kernel.refusal import Refusal, RefusalKind


class StillOutstanding(Refusal):
    """A-18: what is undisputed has to be paid; what is disputed does not hold up a clearance."""

    code = "still_outstanding"
    kind = RefusalKind.CONFLICT
    zh = "尚有无争议未清偿本金 {payable} 元（另有争议本金 {disputed} 元），不能销号。"
    en = "{payable} yuan is undisputed and not paid ({disputed} more is disputed); not cleared."


class NoVoucher(Refusal):
    """A-18: voucher evidence."""

    code = "no_voucher"
    kind = RefusalKind.CONFLICT
    zh = "没有付款凭证佐证，不能销号。"
    en = "No voucher proves the payment; the item cannot be cleared."


class NotAnnounced(Refusal):
    code = "not_announced"
    kind = RefusalKind.CONFLICT
    zh = "尚未将清偿情况告知债权企业。"
    en = "The creditor has not been told of the clearance yet."


class CreditorStillHasTime(Refusal):
    """A-18."""

    code = "creditor_still_has_time"
    kind = RefusalKind.CONFLICT
    zh = "债权企业尚未确认，其异议期至 {last_day} 届满。"
    en = "The creditor has not confirmed yet; it may object until {last_day}."


class CreditorObjects(Refusal):
    """A-18."""

    code = "creditor_objects"
    kind = RefusalKind.CONFLICT
    zh = "债权企业提出异议，称未收到全部款项，核实前不能销号。"
    en = "The creditor objects that it has not received its money; this is settled first."


class NoSuchStep(Refusal):
    code = "no_such_step"
    kind = RefusalKind.CONFLICT
    zh = "该项目没有第 {number} 号督促措施，或者该措施不能办理此项操作。"
    en = "There is no step {number} that this can be done to."
    pointer = "/number"


class StepNotTaken(Refusal):
    code = "step_not_taken"
    kind = RefusalKind.NOT_FOUND
    zh = "该项目没有第 {number} 号督促措施。"
    en = "No step {number} of the ladder was taken about this item."


class DocumentNotForYou(Refusal):
    """1.7: what names persons is for officials; a proposal to those above is not for the debtor."""

    code = "document_not_for_you"
    kind = RefusalKind.FORBIDDEN
    zh = "该文书涉及有关责任人员，不向您所在单位提供。"
    en = "The document is about persons who answer for the debt; it is not for your side."


class StepNotInOrder(Refusal):
    """1.7: the ladder is climbed when its ground is there."""

    code = "step_not_in_order"
    kind = RefusalKind.CONFLICT
    zh = "未出现应当{step_zh}的情形。"
    en = "There is no ground for the step {step} yet."
    pointer = "/step"


class NotSupervisor(Refusal):
    """政府督查工作条例 art. 6 and 7: only the supervision body decides on 督查."""

    code = "not_supervisor"
    kind = RefusalKind.FORBIDDEN
    zh = "是否督查由区政府督查室决定。"
    en = "Only the government's supervision office decides on a formal inspection."


class ApprovalMissing(Refusal):
    """政府督查工作条例 art. 11."""

    code = "approval_missing"
    kind = RefusalKind.INVALID
    zh = "组织督查应当经本级人民政府行政首长批准，请填写批准人。"
    en = "An inspection needs the approval of the head of government; name who approved it."
    pointer = "/approved_by"
