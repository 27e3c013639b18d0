"""Why a programme is not published."""

from shared.kernel.refusal import Refusal, RefusalKind


class ProgrammeWithoutAuthority(Refusal):
    code = "programme_without_authority"
    kind = RefusalKind.INVALID
    zh = "发布清欠方案应当注明文号和发文单位。"
    en = "A programme names the document it rests on and its author."
    pointer = "/document_no"


class ProgrammeNumberOutOfRange(Refusal):
    code = "programme_number_out_of_range"
    kind = RefusalKind.INVALID
    zh = "参数 {name} 为 {value}，应当在 {least} 至 {most} 之间。"
    en = "{name} is {value}; it must lie between {least} and {most}."
    pointer = "/programme"


class ProgrammeDatesOutOfOrder(Refusal):
    code = "programme_dates_out_of_order"
    kind = RefusalKind.INVALID
    zh = "清偿期限 {final_on} 不得早于制定还款计划期限 {plan_on} 和登记起始日 {registered_from}。"
    en = (
        "The final day {final_on} must not lie before the day for plans {plan_on} or the first day "
        "of registration {registered_from}."
    )
    pointer = "/programme/final_on"


class ProgrammeClassesAlike(Refusal):
    code = "programme_classes_alike"
    kind = RefusalKind.INVALID
    zh = "两个金额档次的代码不得为空，也不得相同。"
    en = "The codes of the two classes must be given and differ."
    pointer = "/programme/within"


class ProgrammeBeginsTwice(Refusal):
    code = "programme_begins_twice"
    kind = RefusalKind.CONFLICT
    zh = "方案 {code} 与方案 {other} 的登记起始日同为 {day}，无法确定项目归属。"
    en = "Programme {code} begins on {day} like programme {other}; an item would belong to both."
    pointer = "/programme/registered_from"


class ProgrammeReachesBack(Refusal):
    code = "programme_reaches_back"
    kind = RefusalKind.INVALID
    zh = "生效日期 {effective_on} 不得早于 {earliest}；已作出的决定不因新参数改变。"
    en = (
        "{effective_on} must not lie before {earliest}; what was decided before is not judged anew."
    )
    pointer = "/effective_on"
