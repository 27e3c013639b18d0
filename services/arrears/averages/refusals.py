"""Why an average is not entered."""

from shared.kernel.refusal import Refusal, RefusalKind


class AverageOutOfRange(Refusal):
    code = "average_out_of_range"
    kind = RefusalKind.INVALID
    zh = "平均清偿率为 {percent}%，应当在 0 至 100 之间。"
    en = "An average of {percent} % is none; it lies between 0 and 100."
    pointer = "/average/percent"


class AverageWithoutSource(Refusal):
    code = "average_without_source"
    kind = RefusalKind.INVALID
    zh = "应当注明平均清偿率的发布来源。"
    en = "Say where the average was published."
    pointer = "/average/source"


class AverageAheadOfItsDay(Refusal):
    """Nothing is held against a figure about a day that has not come yet."""

    code = "average_ahead_of_its_day"
    kind = RefusalKind.INVALID
    zh = "数据截止日期 {as_of_on} 不得晚于启用日期 {effective_on} 和今天 {today}。"
    en = (
        "The figure is about {as_of_on}, which lies after the day it takes effect, "
        "{effective_on}, or after today, {today}."
    )
    pointer = "/average/as_of_on"


class NoAverageToTakeBack(Refusal):
    code = "no_average_to_take_back"
    kind = RefusalKind.CONFLICT
    zh = "没有自 {effective_on} 起启用的同类平均清偿率可供撤回。"
    en = "No such average takes effect on {effective_on}; there is nothing to take back."
    pointer = "/average/percent"
