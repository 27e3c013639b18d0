"""Why a routing table is not published."""

from shared.kernel.refusal import Refusal, RefusalKind


class RoutingWithoutAuthority(Refusal):
    code = "routing_without_authority"
    kind = RefusalKind.INVALID
    zh = "派单规则应当注明文号和发布人。"
    en = "A routing table names its document and its author."
    pointer = "/document_no"


class RoutingTooEarly(Refusal):
    code = "routing_too_early"
    kind = RefusalKind.CONFLICT
    zh = "生效日期 {effective_on} 过早，派单规则最早自 {earliest} 起生效。"
    en = "{effective_on} is too early; a routing table can hold from {earliest} at the earliest."
    pointer = "/effective_on"


class RouteToNowhere(Refusal):
    code = "route_to_nowhere"
    kind = RefusalKind.INVALID
    zh = "第 {number} 条派单规则中的部门代码 {department} 不存在，请使用区直部门代码表中的代码。"
    en = "Route {number} names {department}, which is no code of the district's department table."
    pointer = "/routes"


class RouteNamesTwice(Refusal):
    """T-10: one lead, each helper once."""

    code = "route_names_twice"
    kind = RefusalKind.INVALID
    zh = "第 {number} 条派单规则重复列出同一部门，主办、协办部门各列一次。"
    en = "Route {number} names a department twice; name the lead and each helper once."
    pointer = "/routes"


class RouteOfUnknownCategory(Refusal):
    code = "route_of_unknown_category"
    kind = RefusalKind.INVALID
    zh = "第 {number} 条派单规则中的诉求类别 {category} 不存在。"
    en = "Route {number} names {category}, which is no category of tickets."
    pointer = "/routes"


class RouteComplexWithoutGround(Refusal):
    """T-7."""

    code = "route_complex_without_ground"
    kind = RefusalKind.INVALID
    zh = "第 {number} 条派单规则定为复杂问题，应当列明理由或协办部门。"
    en = "Route {number} makes a problem complex; say on what ground, or name helpers."
    pointer = "/routes"


class RoutingAmbiguous(Refusal):
    code = "routing_ambiguous"
    kind = RefusalKind.INVALID
    zh = "第 {first} 条与第 {second} 条派单规则同时适用于同一类工单而无法确定主办部门，请合并其一，或者为重叠部分单列一条。"
    en = "Routes {first} and {second} can both apply to one ticket and neither is narrower; drop one, or add a route for their overlap."
    pointer = "/routes"
