"""Why a ticket is not received, accepted, merged or withdrawn."""

from shared.kernel.refusal import Refusal, RefusalKind


class TicketExists(Refusal):
    code = "ticket_exists"
    kind = RefusalKind.CONFLICT
    zh = "该工单编号已登记，不能重复提交。"
    en = "A ticket was already submitted under this id."


class UpstreamNumberKnown(Refusal):
    """T-12: the same upstream number is the same ticket."""

    code = "upstream_number_known"
    kind = RefusalKind.CONFLICT
    zh = "上级工单编号 {upstream_number} 已登记为工单 {number}，请勿重复登记。"
    en = "The upstream number {upstream_number} is already registered as ticket {number}."
    pointer = "/upstream_number"


class TownshipNotInDistrict(Refusal):
    """Domain rules 6.2: codes change yearly, so the day of receipt decides."""

    code = "township_not_in_district"
    kind = RefusalKind.INVALID
    zh = "收件之日（{on}）临翔区没有代码为 {township_code} 的乡镇（街道），请核对企业所在地。"
    en = "On {on}, the day of receipt, {township_code} is no township of Linxiang District."
    pointer = "/firm/township_code"


class UpstreamLimitPassed(Refusal):
    """5.5: the stricter of the two limits rules, so it must lie ahead."""

    code = "upstream_limit_passed"
    kind = RefusalKind.INVALID
    zh = "上级要求的办理期限 {limit} 已过，请核对后填写。"
    en = "The sender's limit, {limit}, has already passed; check it."
    pointer = "/upstream_limit"


class UnknownComplainedUnit(Refusal):
    code = "unknown_complained_unit"
    kind = RefusalKind.INVALID
    zh = "被反映部门代码 {department} 不存在，请使用区直部门代码表中的代码。"
    en = "There is no department {department}; use a code of the district's department table."
    pointer = "/complained_unit"


class TicketNotSubmitted(Refusal):
    code = "ticket_not_submitted"
    kind = RefusalKind.CONFLICT
    zh = "工单当前状态为“{status_zh}”，只有待受理的工单可以受理。"
    en = "The ticket is {status}; only a submitted ticket can be accepted."


class DuplicatesNotChecked(Refusal):
    """5.3, Accept; T-12."""

    code = "duplicates_not_checked"
    kind = RefusalKind.INVALID
    zh = "受理前应当核查是否重复反映。"
    en = "Check for duplicates before accepting."
    pointer = "/duplicates_checked"


class TicketNotInIntake(Refusal):
    code = "ticket_not_in_intake"
    kind = RefusalKind.CONFLICT
    zh = "工单当前状态为“{status_zh}”，只有待受理或者已受理未交办的工单可以不予受理或者并案。"
    en = "The ticket is {status}; only one that is not dispatched can be declined or merged."


class AdviceMissing(Refusal):
    """5.3, Decline."""

    code = "advice_missing"
    kind = RefusalKind.INVALID
    zh = "不予受理的，应当告知企业相应的解决途径。"
    en = "A firm whose ticket is declined is told which route to take."
    pointer = "/advice"


class SupplementStillOpen(Refusal):
    """T-6."""

    code = "supplement_still_open"
    kind = RefusalKind.CONFLICT
    zh = "未要求企业补正或者补正期限尚未届满，不能以逾期未补正为由办结。"
    en = "The firm was not asked for documents, or its time for them is not over."


class MergeIntoItself(Refusal):
    code = "merge_into_itself"
    kind = RefusalKind.INVALID
    zh = "工单不能并入自身。"
    en = "A ticket cannot be merged into itself."
    pointer = "/master_id"


class MasterNotFound(Refusal):
    code = "master_not_found"
    kind = RefusalKind.INVALID
    zh = "没有找到拟并入的工单。"
    en = "There is no such ticket to merge into."
    pointer = "/master_id"


class MasterNotOpen(Refusal):
    """5.3, Merge."""

    code = "master_not_open"
    kind = RefusalKind.CONFLICT
    zh = "拟并入的工单 {number} 当前状态为“{status_zh}”，只能并入尚未办结的工单。"
    en = "Ticket {number} is {status}; a ticket can be merged only into an open one."
    pointer = "/master_id"


class MasterOfAnotherFirm(Refusal):
    """5.3, Merge: same enterprise, or group case."""

    code = "master_of_another_firm"
    kind = RefusalKind.CONFLICT
    zh = "工单 {number} 由其他企业提交；不同企业反映同一问题的，应当作为群体性诉求并案。"
    en = "Ticket {number} is of another firm; the same matter of several firms is merged as a group case."
    pointer = "/group_case"


class TicketNotClosed(Refusal):
    code = "ticket_not_closed"
    kind = RefusalKind.CONFLICT
    zh = "工单当前状态为“{status_zh}”，只有已销号的工单可以按重复反映登记或者重新办理。"
    en = "The ticket is {status}; only a closed one can be repeated or reopened."


class TicketFinished(Refusal):
    code = "ticket_finished"
    kind = RefusalKind.CONFLICT
    zh = "工单当前状态为“{status_zh}”，已经办结。"
    en = "The ticket is {status}; it is finished."


class NotOfFreeWill(Refusal):
    """5.3, Withdraw."""

    code = "not_of_free_will"
    kind = RefusalKind.INVALID
    zh = "撤回诉求应当出于企业自愿，并予以确认。"
    en = "A ticket is withdrawn only of the free will of the firm; confirm it."
    pointer = "/free_will"


class ProofMissing(Refusal):
    """5.3, Withdraw."""

    code = "proof_missing"
    kind = RefusalKind.INVALID
    zh = "工作人员代企业办理撤回的，应当附企业自愿撤回的证明材料。"
    en = "Staff who withdraw a ticket for its firm name the proof of its will."
    pointer = "/proof"


class HandlerCannotWithdraw(Refusal):
    """T-14."""

    code = "handler_cannot_withdraw"
    kind = RefusalKind.FORBIDDEN
    zh = "承办部门和经办人员不得代企业撤回自己办理的工单。"
    en = "Whoever handled the ticket cannot withdraw it for the firm."


class RecusalOfAnother(Refusal):
    """T-20."""

    code = "recusal_of_another"
    kind = RefusalKind.FORBIDDEN
    zh = "承办部门工作人员只能申请本人回避；他人回避由统筹单位决定。"
    en = "Staff of a department recuse themselves only; the office decides about others."
    pointer = "/person"


class CaseAskedByLead(Refusal):
    """T-21, T-22."""

    code = "case_asked_by_lead"
    kind = RefusalKind.FORBIDDEN
    zh = "关联案件由统筹单位或者主办部门申请。"
    en = "A case is asked for by the office or by the lead department."


class CaseNotRequested(Refusal):
    code = "case_not_requested"
    kind = RefusalKind.CONFLICT
    zh = "该工单没有申请关联{case_zh}案件。"
    en = "No {case} case was asked for by this ticket."


class CaseAlreadyLinked(Refusal):
    code = "case_already_linked"
    kind = RefusalKind.CONFLICT
    zh = "该工单已关联{case_zh}案件 {case_number}。"
    en = "The ticket is already linked with case {case_number}."
