"""Why a question about the figures has no answer."""

from shared.kernel.refusal import Refusal, RefusalKind


class PeriodUnclear(Refusal):
    code = "period_unclear"
    kind = RefusalKind.INVALID
    zh = "请写明统计月份，或者同时写明统计起始日和截止日，二者只写其一。"
    en = "Name either the month, or both the first and the last day."


class PeriodFaulty(Refusal):
    code = "period_faulty"
    kind = RefusalKind.INVALID
    zh = "统计截止日不得早于起始日，统计期间最长 {days} 天。"
    en = "The last day comes no earlier than the first, and a period has at most {days} days."


class NotYetKnown(Refusal):
    """What will be known can still change: such a report would not be reproducible."""

    code = "not_yet_known"
    kind = RefusalKind.INVALID
    zh = "数据截止时刻不得晚于当前时刻（{now}）。"
    en = "Nothing is known yet as of an instant after the present one ({now})."
