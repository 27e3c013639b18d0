"""Why a finding is not entered, not disputed, or the review of it not decided."""

from shared.kernel.refusal import Refusal, RefusalKind


class NotSupervisionOffice(Refusal):
    """政府督查工作条例 art. 6."""

    code = "not_supervision_office"
    kind = RefusalKind.FORBIDDEN
    zh = "督查结论及其复核由区政府督查室办理。"
    en = "Findings and their reviews are the supervision office's to enter."


class NoInspectionOrdered(Refusal):
    code = "no_inspection_ordered"
    kind = RefusalKind.CONFLICT
    zh = "第 {number} 号督促措施不是已决定开展的督查。"
    en = "Step {number} is no inspection that was ordered."
    pointer = "/number"


class FindingKnown(Refusal):
    code = "finding_known"
    kind = RefusalKind.CONFLICT
    zh = "该督查的结论（{document_no}）已经登记；对结论有异议的，通过复核处理。"
    en = "The finding of this inspection, {document_no}, is entered; it is changed by a review alone."
    pointer = "/document_no"


class DeliveredBeforeOrdered(Refusal):
    code = "delivered_before_ordered"
    kind = RefusalKind.INVALID
    zh = "督查结论送达日期 {delivered_on} 早于决定开展督查的日期 {ordered_on}，请核对。"
    en = "The finding was delivered on {delivered_on}, before the inspection was ordered on {ordered_on}; check the date."
    pointer = "/delivered_on"


class NoFinding(Refusal):
    code = "no_finding"
    kind = RefusalKind.CONFLICT
    zh = "第 {number} 号督促措施的督查尚无结论，没有可以申请复核的内容。"
    en = "The inspection of step {number} has no finding yet that could be reviewed."
    pointer = "/number"


class NotConcernedByFinding(Refusal):
    """政府督查工作条例 art. 17: 督查对象."""

    code = "not_concerned_by_finding"
    kind = RefusalKind.FORBIDDEN
    zh = "只有督查对象可以申请复核，由拖欠单位或者其主管部门提出。"
    en = "Only the body concerned asks for a review: the debtor, or the department in charge of it."


class ReviewRequestLate(Refusal):
    """政府督查工作条例 art. 17."""

    code = "review_request_late"
    kind = RefusalKind.CONFLICT
    zh = "督查结论已于 {delivered_on} 送达，申请复核的期限至 {last_day} 届满，现已逾期，不予受理。"
    en = (
        "The finding was delivered on {delivered_on}; a review could be asked for until {last_day}."
    )


class ReviewAlreadyRequested(Refusal):
    code = "review_already_requested"
    kind = RefusalKind.CONFLICT
    zh = "对该督查结论已经申请复核，不能重复申请；补充的理由和材料请通过“补充材料”提交。"
    en = "A review of this finding was asked for already; add further documents to the item's evidence."
    pointer = "/grounds"


class NoReviewRequested(Refusal):
    code = "no_review_requested"
    kind = RefusalKind.CONFLICT
    zh = "没有对第 {number} 号督促措施的督查结论提出的复核申请。"
    en = "Nobody has asked for a review of the finding of step {number}."
    pointer = "/number"


class RecusedFromReview(Refusal):
    """政府督查工作条例 art. 17: 参与作出督查结论的工作人员应当回避."""

    code = "recused_from_review"
    kind = RefusalKind.FORBIDDEN
    zh = "您决定开展该督查、登记督查结论或者参与作出督查结论，依法应当回避，请由其他人员作出复核决定。"
    en = "You ordered this inspection, entered its finding or took part in making it; another person must decide on the review."


class ReviewAlreadyDecided(Refusal):
    code = "review_already_decided"
    kind = RefusalKind.CONFLICT
    zh = "该复核已经作出“{result_zh}”的决定。"
    en = "The review is decided: the finding was {result}."
    pointer = "/result"


class ChangedFindingUnclear(Refusal):
    code = "changed_finding_unclear"
    kind = RefusalKind.INVALID
    zh = "决定变更的，应当写明变更后的督查结论；维持或者撤销的，不填写。"
    en = "Write down the finding as changed where it is changed, and only there."
    pointer = "/finding"


class FindingTextMissing(Refusal):
    code = "finding_text_missing"
    kind = RefusalKind.INVALID
    zh = "请填写文号和正文。"
    en = "Fill in the document's number and text."
