"""Why a calendar notice is not entered."""

from shared.kernel.refusal import Refusal, RefusalKind


class FaultyNotice(Refusal):
    code = "faulty_calendar_notice"
    kind = RefusalKind.INVALID
    zh = "节假日安排有误：{problem_zh}。"
    en = "The notice is faulty: {problem_en}."
    pointer = "/holidays"
