"""Why a version of the service policy is not published."""

from shared.kernel.refusal import Refusal, RefusalKind


class PolicyWithoutAuthority(Refusal):
    code = "policy_without_authority"
    kind = RefusalKind.INVALID
    zh = "办理规则应当注明文号和发布人。"
    en = "A version of the policy names its document and its author."
    pointer = "/document_no"


class PolicyOutOfOrder(Refusal):
    code = "policy_out_of_order"
    kind = RefusalKind.CONFLICT
    zh = "生效日期 {effective_on} 早于上一版办理规则的生效日期 {last_on}，请重新确定生效日期。"
    en = "{effective_on} lies before {last_on}, from which the last version holds."
    pointer = "/effective_on"


class PolicyReachesBack(Refusal):
    """What was decided under one version is never judged again under another."""

    code = "policy_reaches_back"
    kind = RefusalKind.CONFLICT
    zh = "生效日期 {effective_on} 早于发布之日 {today}，办理规则不得溯及既往。"
    en = "{effective_on} lies before {today}, the day of publication; a version never reaches back."
    pointer = "/effective_on"


class PolicyNumberOutOfRange(Refusal):
    code = "policy_number_out_of_range"
    kind = RefusalKind.INVALID
    zh = "办理规则参数 {name} 应当在 {least} 至 {most} 之间，所填为 {value}。"
    en = "The number {name} is {value}; it must lie between {least} and {most}."
    pointer = "/numbers"


class PolicyLevelsOutOfOrder(Refusal):
    """T-11: levels only go up."""

    code = "policy_levels_out_of_order"
    kind = RefusalKind.INVALID
    zh = "三级督办的逾期工作日数应当大于二级督办的逾期工作日数。"
    en = "Level 3 must come more working days after the due date than level 2."
    pointer = "/numbers/level3_workdays"


class PolicyCallsImpossible(Refusal):
    code = "policy_calls_impossible"
    kind = RefusalKind.INVALID
    zh = "{attempts} 次回访不可能分布在 {days} 个工作日内，请核对回访次数和工作日数。"
    en = "{attempts} calls cannot fall on {days} working days."
    pointer = "/numbers/call_days"


class PolicyOfficeHoursFaulty(Refusal):
    code = "policy_office_hours_faulty"
    kind = RefusalKind.INVALID
    zh = "办公时间应当至少填写一段，各段依次排列、互不重叠，且在同一日内。"
    en = "Office hours are at least one stretch of a day, in order and without overlap."
    pointer = "/numbers/office_hours"
