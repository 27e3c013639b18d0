"""Why an announcement of the LPR is not entered."""

from shared.kernel.refusal import Refusal, RefusalKind


class LprOutOfRange(Refusal):
    code = "lpr_out_of_range"
    kind = RefusalKind.INVALID
    zh = "{published_on} 的报价利率 {percent}% 应当大于 0，不超过 {most}%。"
    en = "{percent} % of {published_on} is no rate; it lies above 0 and up to {most} %."
    pointer = "/points"


class LprDaysTwice(Refusal):
    code = "lpr_days_twice"
    kind = RefusalKind.INVALID
    zh = "同一公布日期只能填写一个报价利率。"
    en = "Each day of announcement is given once."
    pointer = "/points"


class LprAheadOfToday(Refusal):
    """What will be announced is not known, and nobody has checked it yet."""

    code = "lpr_ahead_of_today"
    kind = RefusalKind.INVALID
    zh = "公布日期 {last} 不得晚于核对日期 {checked_on}，核对日期不得晚于今天 {today}。"
    en = "The last announcement, {last}, lies after the day checked, {checked_on}, or that after today, {today}."
    pointer = "/checked_on"
