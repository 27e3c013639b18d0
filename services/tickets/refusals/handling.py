"""Why a plan, an extension, a supplement or a reply is not taken."""

from shared.kernel.refusal import Refusal, RefusalKind


class TicketNotReclassifiable(Refusal):
    code = "ticket_not_reclassifiable"
    kind = RefusalKind.CONFLICT
    zh = "工单当前状态为“{status_zh}”，只有承办中的一般问题可以申请转为复杂问题。"
    en = "The ticket is {status}; only a general problem in progress can become a complex one."


class GroundMissing(Refusal):
    """T-7."""

    code = "ground_missing"
    kind = RefusalKind.INVALID
    zh = "申请转为复杂问题，应当列明情形并说明理由。"
    en = "Say on what ground, and why, the problem is complex."
    pointer = "/grounds"


class RequestPending(Refusal):
    code = "request_pending"
    kind = RefusalKind.CONFLICT
    zh = "同类申请尚未审批，请勿重复提出。"
    en = "A request of this sort is still undecided."


class NothingRequested(Refusal):
    code = "nothing_requested"
    kind = RefusalKind.CONFLICT
    zh = "没有待审批的申请。"
    en = "There is no such request to decide on."


class PlanNotDue(Refusal):
    code = "plan_not_due"
    kind = RefusalKind.CONFLICT
    zh = "工单当前状态为“{status_zh}”，只有待制定方案的复杂问题可以报送办理方案。"
    en = "The ticket is {status}; only a complex problem that owes a plan takes one."


class PlanFaulty(Refusal):
    """5.3, SubmitPlan."""

    code = "plan_faulty"
    kind = RefusalKind.INVALID
    zh = (
        "办理方案应当列明步骤、责任单位和完成日期，日期依次排列，不早于今日，且不晚于最终完成日期。"
    )
    en = "A plan names steps with owners and dates in order, none before today and none after the final date."
    pointer = "/milestones"


class HeadMustApprove(Refusal):
    """5.3, SubmitPlan."""

    code = "head_must_approve"
    kind = RefusalKind.INVALID
    zh = "办理方案应当经部门主要负责人审定，报送人不得审定自己报送的方案。"
    en = "The plan is approved by the head of the department, not by the one who submits it."
    pointer = "/approved_by"


class PlanNotActive(Refusal):
    code = "plan_not_active"
    kind = RefusalKind.CONFLICT
    zh = "工单当前状态为“{status_zh}”，没有正在执行的办理方案。"
    en = "The ticket is {status}; no plan is being carried out."


class UnknownMilestone(Refusal):
    code = "unknown_milestone"
    kind = RefusalKind.INVALID
    zh = "办理方案共有 {count} 个节点，没有第 {number} 个。"
    en = "The plan has {count} milestones; there is no number {number}."
    pointer = "/number"


class TicketNotExtendable(Refusal):
    code = "ticket_not_extendable"
    kind = RefusalKind.CONFLICT
    zh = "工单当前状态为“{status_zh}”，只有承办中或者按方案推进的工单可以申请延期。"
    en = "The ticket is {status}; only one in progress or under a plan can be extended."


class ExtensionsUsedUp(Refusal):
    """5.3: at most 2 extensions."""

    code = "extensions_used_up"
    kind = RefusalKind.CONFLICT
    zh = "该工单已批准延期 {most} 次，不得再次延期。"
    en = "The ticket was extended {most} times; it cannot be extended again."


class ExtensionTooLate(Refusal):
    """5.3, RequestExtension."""

    code = "extension_too_late"
    kind = RefusalKind.CONFLICT
    zh = "延期应当在期限届满 {workdays} 个工作日前申请，该工单期限为 {last_day}。"
    en = "An extension is asked for at least {workdays} working days before the limit, which is {last_day}."


class ExtensionNotLater(Refusal):
    code = "extension_not_later"
    kind = RefusalKind.INVALID
    zh = "延期后的日期应当晚于现有期限 {last_day}，且不早于今日。"
    en = "The new date must lie after {last_day}, the present limit, and not before today."
    pointer = "/until"


class ExtensionTooLong(Refusal):
    """5.3: general ticket total at most 1 month from receipt."""

    code = "extension_too_long"
    kind = RefusalKind.CONFLICT
    zh = "一般问题自收到之日起最长 {months} 个月内办结，延期最迟至 {latest}。"
    en = "A general problem takes at most {months} months from receipt; extend it to {latest} at the latest."
    pointer = "/until"


class SupplementNotNow(Refusal):
    code = "supplement_not_now"
    kind = RefusalKind.CONFLICT
    zh = "工单当前状态为“{status_zh}”，不能通知企业补正。"
    en = "The ticket is {status}; the firm cannot be asked for documents now."


class SupplementOnlyOnce(Refusal):
    """T-6: one pause."""

    code = "supplement_only_once"
    kind = RefusalKind.CONFLICT
    zh = "补正应当一次性告知，该工单已通知企业补正。"
    en = "The firm is told once and for all what is missing; it was asked before."


class SupplementItemsMissing(Refusal):
    code = "supplement_items_missing"
    kind = RefusalKind.INVALID
    zh = "通知补正应当一次性列明所需材料。"
    en = "Name the documents that are missing."
    pointer = "/items"


class OfficeAsksFirst(Refusal):
    code = "office_asks_first"
    kind = RefusalKind.FORBIDDEN
    zh = "工单尚未交办，补正由统筹单位通知。"
    en = "The ticket is not dispatched; the office asks for documents."


class NothingAsked(Refusal):
    code = "nothing_asked"
    kind = RefusalKind.CONFLICT
    zh = "该工单没有待补正的材料。"
    en = "No documents are asked for."


class NotAHelper(Refusal):
    code = "not_a_helper"
    kind = RefusalKind.FORBIDDEN
    zh = "只有协办部门可以报送协办意见。"
    en = "Only a helper reports to the lead."


class HelpNoLongerNeeded(Refusal):
    code = "help_no_longer_needed"
    kind = RefusalKind.CONFLICT
    zh = "工单当前状态为“{status_zh}”，不再需要协办意见。"
    en = "The ticket is {status}; help is no longer needed."


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


class UnknownProvision(Refusal):
    code = "unknown_provision"
    kind = RefusalKind.INVALID
    zh = "政策条款编号 {provision} 不在工作方案条款目录中。"
    en = "There is no provision {provision} in the catalogue of the plan."
    pointer = "/provisions"


class StudyMissing(Refusal):
    """T-18."""

    code = "study_missing"
    kind = RefusalKind.INVALID
    zh = "没有政策支撑的，应当附研究意见、提请领导小组研究的建议或者书面说明。"
    en = "Without policy support a reply rests on a study note, a proposal to the leading group or a written explanation."
    pointer = "/study"


class EvidenceMissing(Refusal):
    """5.3, Reply: the answer comes with its evidence, which closing will rest on."""

    code = "evidence_missing"
    kind = RefusalKind.INVALID
    zh = "答复应当附办理情况的佐证材料，至少一份。"
    en = "A reply comes with evidence of what was done, at least one piece."
    pointer = "/evidence"


class RouteMissing(Refusal):
    """T-9: answer with route and limit."""

    code = "route_missing"
    kind = RefusalKind.INVALID
    zh = "法律法规另有期限的，应当向企业说明办理途径和法定期限（{source}，{until} 前）。"
    en = "Where a law sets the limit (until {until}), the reply tells the firm its route."
    pointer = "/route"
