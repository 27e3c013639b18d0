"""Every "no" of the tickets service."""

from shared.kernel.refusal import Refusal, RefusalKind


class TicketNotFound(Refusal):
    code = "ticket_not_found"
    kind = RefusalKind.NOT_FOUND
    zh = "没有找到该工单。"
    en = "There is no such ticket."


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


class TicketNotDispatchable(Refusal):
    code = "ticket_not_dispatchable"
    kind = RefusalKind.CONFLICT
    zh = "工单当前状态为“{status_zh}”，不能交办；只有待受理或已受理的工单可以交办。"
    en = "The ticket is {status}; only a submitted or registered ticket can be dispatched."


class UnknownDepartment(Refusal):
    code = "unknown_department"
    kind = RefusalKind.INVALID
    zh = "主办部门代码 {department} 不存在，请使用区直部门代码表中的代码。"
    en = "There is no department {department}; use a code of the district's department table."
    pointer = "/lead"


class UnknownHelper(Refusal):
    code = "unknown_helper"
    kind = RefusalKind.INVALID
    zh = "协办部门代码 {department} 不存在，请使用区直部门代码表中的代码。"
    en = "There is no department {department}; use a code of the district's department table."
    pointer = "/helpers"


class LeadAmongHelpers(Refusal):
    """T-10: one lead."""

    code = "lead_among_helpers"
    kind = RefusalKind.INVALID
    zh = "{department_zh}（{department}）为主办部门，不能同时列为协办部门。"
    en = "The lead department {department} cannot be a helper as well."
    pointer = "/helpers"


class HelperNamedTwice(Refusal):
    code = "helper_named_twice"
    kind = RefusalKind.INVALID
    zh = "协办部门{department_zh}（{department}）重复列出，每个部门只列一次。"
    en = "The helper {department} is listed twice; list each department once."
    pointer = "/helpers"


class NotLeadDepartment(Refusal):
    code = "not_lead_department"
    kind = RefusalKind.FORBIDDEN
    zh = "该工单由{lead_zh}主办，只有主办部门可以办理此项操作。"
    en = "The ticket's lead is {lead}; only the lead department may do this."


class TicketNotAwaitingTakeOver(Refusal):
    code = "ticket_not_awaiting_take_over"
    kind = RefusalKind.CONFLICT
    zh = "工单当前状态为“{status_zh}”，只有已交办的工单可以承办。"
    en = "The ticket is {status}; only a dispatched ticket can be taken over."


class TicketNotInProgress(Refusal):
    code = "ticket_not_in_progress"
    kind = RefusalKind.CONFLICT
    zh = "工单当前状态为“{status_zh}”，只有承办中的工单可以答复。"
    en = "The ticket is {status}; only a ticket in progress can be replied to."


class ProvisionMissing(Refusal):
    """M2-P04: with policy support the provision is named."""

    code = "provision_missing"
    kind = RefusalKind.INVALID
    zh = "答复依据为现行政策的，应当至少列明一条政策条款。"
    en = "A reply that rests on policy names at least one provision."
    pointer = "/provisions"


class EvidenceMissing(Refusal):
    """5.3, Reply: the answer comes with its evidence, which closing will rest on."""

    code = "evidence_missing"
    kind = RefusalKind.INVALID
    zh = "答复应当附办理情况的佐证材料，至少一份。"
    en = "A reply comes with evidence of what was done, at least one piece."
    pointer = "/evidence"


class TicketNotReplied(Refusal):
    code = "ticket_not_replied"
    kind = RefusalKind.CONFLICT
    zh = "工单当前状态为“{status_zh}”，主办部门答复后方可回访或销号。"
    en = "The ticket is {status}; it can be called back or closed only after the reply."


class HandlerCannotClose(Refusal):
    """T-14: who handled the ticket judges nothing about it."""

    code = "handler_cannot_close"
    kind = RefusalKind.FORBIDDEN
    zh = "承办部门和经办人员不得回访、销号自己办理的工单，请由未参与办理的人员办理。"
    en = "Whoever handled the ticket can neither call back nor close it; a colleague must."


class FirmNotYetHeard(Refusal):
    """5.3: without the firm's word, only 3 attempts on at least 2 working days close a ticket."""

    code = "firm_not_yet_heard"
    kind = RefusalKind.CONFLICT
    zh = "企业尚未表示满意；联系不上的，应当在至少 {days_required} 个工作日内回访 {attempts_required} 次（已回访 {attempts} 次，涉及 {days} 个工作日）后方可销号。"
    en = "The firm has not said that it is satisfied. An unreachable firm needs {attempts_required} attempts on at least {days_required} working days; so far {attempts} on {days}."
