"""Every order may meet these."""

from shared.kernel.refusal import Refusal, RefusalKind


class TicketNotFound(Refusal):
    code = "ticket_not_found"
    kind = RefusalKind.NOT_FOUND
    zh = "没有找到该工单。"
    en = "There is no such ticket."


class NotLeadDepartment(Refusal):
    code = "not_lead_department"
    kind = RefusalKind.FORBIDDEN
    zh = "该工单由{lead_zh}主办，只有主办部门可以办理此项操作。"
    en = "The ticket's lead is {lead}; only the lead department may do this."


class StaffMustRecuse(Refusal):
    """T-20."""

    code = "staff_must_recuse"
    kind = RefusalKind.FORBIDDEN
    zh = "您与该工单所涉事项存在利害关系，应当回避，不得参与办理。"
    en = "You have an interest in the matter of this ticket and must take no part in it."


class AwaitingSupplement(Refusal):
    """T-6."""

    code = "awaiting_supplement"
    kind = RefusalKind.CONFLICT
    zh = "正在等待企业补正材料，企业补正或者补正期满后方可办理此项操作。"
    en = "The firm's documents are waited for; this can be done once they are in or the time for them is over."


class HandlerCannotDecide(Refusal):
    """T-14: nobody judges their own work."""

    code = "handler_cannot_decide"
    kind = RefusalKind.FORBIDDEN
    zh = "承办部门和经办人员不得审批自己提出的申请，请由未参与办理的人员审批。"
    en = "Whoever handled the ticket cannot decide on a request about it; a colleague must."


class LimitAlreadyPassed(Refusal):
    code = "limit_already_passed"
    kind = RefusalKind.CONFLICT
    zh = "办理期限已于 {last_day} 届满，此项申请应当在期限届满前提出。"
    en = "The limit passed on {last_day}; this must be asked for and decided before it does."


class ReasonMissing(Refusal):
    """T-23: every decision carries its reason."""

    code = "reason_missing"
    kind = RefusalKind.INVALID
    zh = "应当说明理由。"
    en = "Say for what reason."
    pointer = "/reason"
