"""Why a programme is not published."""

from shared.kernel.refusal import Refusal, RefusalKind


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


class ProgrammeUnknown(Refusal):
    code = "programme_unknown"
    kind = RefusalKind.NOT_FOUND
    zh = "没有该清欠方案，或者目前没有开始登记的清欠方案。"
    en = "There is no such programme, or none that registers items today."


class ProgrammeBeginsTwice(Refusal):
    code = "programme_begins_twice"
    kind = RefusalKind.CONFLICT
    zh = "方案 {code} 与方案 {other} 的登记起始日同为 {day}，无法确定项目归属。"
    en = "Programme {code} begins on {day} like programme {other}; an item would belong to both."
    pointer = "/programme/registered_from"
