"""Why a ticket is not dispatched, taken over or given back."""

from shared.kernel.refusal import Refusal, RefusalKind


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


class DepartmentComplainedAbout(Refusal):
    """T-19."""

    code = "department_complained_about"
    kind = RefusalKind.CONFLICT
    zh = "该工单为保密件，不得交由被反映部门主办或者协办。"
    en = "The ticket is confidential; the department it is about can neither lead nor help."
    pointer = "/lead"


class ComplexWithoutGround(Refusal):
    """T-7."""

    code = "complex_without_ground"
    kind = RefusalKind.INVALID
    zh = "定为复杂问题的，应当列明理由，或者列明协办部门。"
    en = "Say on what ground the problem is complex, or name helpers."
    pointer = "/grounds"


class GeneralWithGround(Refusal):
    """T-7."""

    code = "general_with_ground"
    kind = RefusalKind.INVALID
    zh = "所列情形属于复杂问题，不能按一般问题交办。"
    en = "With such grounds the problem is complex; it cannot be dispatched as a general one."
    pointer = "/kind"


class TicketNotAwaitingTakeOver(Refusal):
    code = "ticket_not_awaiting_take_over"
    kind = RefusalKind.CONFLICT
    zh = "工单当前状态为“{status_zh}”，只有已交办的工单可以承办。"
    en = "The ticket is {status}; only a dispatched ticket can be taken over."


class TicketNotReturnable(Refusal):
    code = "ticket_not_returnable"
    kind = RefusalKind.CONFLICT
    zh = "工单当前状态为“{status_zh}”，只有已交办或者承办中的工单可以申请退回。"
    en = "The ticket is {status}; a return can be asked for only after dispatch and before the reply."


class ReturnOnlyOnce(Refusal):
    """5.3, RequestReturn."""

    code = "return_only_once"
    kind = RefusalKind.CONFLICT
    zh = "{department_zh}已就该工单申请过退回，每个部门只能申请一次。"
    en = "The department {department} has asked for a return of this ticket before; each may ask once."


class DesignationBinds(Refusal):
    """5.3, ForceDesignate."""

    code = "designation_binds"
    kind = RefusalKind.CONFLICT
    zh = "该工单已由领导小组办公室指定主办，不得再申请退回。"
    en = "The lead was designated by the leading group; the ticket cannot be returned any more."


class ReturnTooLate(Refusal):
    """5.3, RequestReturn."""

    code = "return_too_late"
    kind = RefusalKind.CONFLICT
    zh = "申请退回应当在交办之日起 {workdays} 个工作日内提出，期限已于 {last_day} 届满。"
    en = "A return must be asked for within {workdays} working days of dispatch; that passed on {last_day}."


class NotEnoughInformation(Refusal):
    """5.4, R06."""

    code = "not_enough_information"
    kind = RefusalKind.INVALID
    zh = "材料、信息不足的，应当通知企业补正，不得以此为由退回。"
    en = "Where information is missing, ask the firm to supplement it; that is no reason for a return."
    pointer = "/reason"


class ReturnWithoutBasis(Refusal):
    code = "return_without_basis"
    kind = RefusalKind.INVALID
    zh = "申请退回应当列明法律依据并说明情况。"
    en = "A return names its legal basis and explains the case."
    pointer = "/legal_basis"


class ReturnWithoutProposal(Refusal):
    code = "return_without_proposal"
    kind = RefusalKind.INVALID
    zh = "申请退回应当提出建议承办单位；不属于本部门法定职责的，应当填写其他区直部门代码。"
    en = "A return proposes who should have the ticket; outside the own duty, by the code of another department."
    pointer = "/proposed_unit"


class DuplicateNotNamed(Refusal):
    code = "duplicate_not_named"
    kind = RefusalKind.INVALID
    zh = "以重复为由申请退回的，应当填写重复工单的编号。"
    en = "A return as a duplicate names the number of the other ticket."
    pointer = "/duplicate_of"


class NoReturnRequested(Refusal):
    code = "no_return_requested"
    kind = RefusalKind.CONFLICT
    zh = "工单当前状态为“{status_zh}”，没有待裁定的退回申请。"
    en = "The ticket is {status}; there is no return to decide on."


class DesignationNeeded(Refusal):
    """5.3, ForceDesignate."""

    code = "designation_needed"
    kind = RefusalKind.CONFLICT
    zh = "该工单已是第二次申请退回，应当由领导小组办公室指定主办部门。"
    en = "This is the second request to return the ticket; the leading group must designate the lead."


class DesignationTooEarly(Refusal):
    """5.3, ForceDesignate."""

    code = "designation_too_early"
    kind = RefusalKind.CONFLICT
    zh = "该工单系首次申请退回，应当先行裁定，不能直接指定主办部门。"
    en = "This is the first request to return the ticket; decide on it first."


class ReturnedToSameLead(Refusal):
    code = "returned_to_same_lead"
    kind = RefusalKind.INVALID
    zh = "同意退回的，不能再交由原主办部门{department_zh}主办。"
    en = "A return that is approved cannot go to {department} again."
    pointer = "/lead"


class LeaderMissing(Refusal):
    code = "leader_missing"
    kind = RefusalKind.INVALID
    zh = "应当注明签批的领导小组办公室负责人。"
    en = "Name the leader of the office who signed."
    pointer = "/leader"
