"""A-20 as its readers see it: which averages held, and whether each rate reaches them."""

from typing import Annotated, Final

from pydantic import Field

from services.arrears.answers.averages import AverageAnswer, average_answer
from services.arrears.averages.state import Measure
from services.arrears.statistics.measure import Target
from services.arrears.statistics.targets import Comparison, Unknown
from shared.kernel.sentences import Sentence
from shared.web.answers import Answer

MEASURE_ZH: Final = {
    Measure.ALL: "清偿率",
    Measure.UNDISPUTED: "无争议清偿率",
    Measure.COUNT: "项目销号率",
}
TARGET_ZH: Final = {
    Target.MET: "达到目标",
    Target.NOT_MET: "未达到目标",
    Target.UNKNOWN: "无法判定",
}
WHY: Final = {
    Unknown.NOTHING_TO_DIVIDE_BY: Sentence(
        "没有可供计算的项目，清偿率不存在，既不是零，也不是百分之百。",
        "There is nothing to divide by: the rate is neither 0 nor 100 %.",
    ),
    Unknown.NATIONAL_NOT_ENTERED: Sentence(
        "尚未录入当日适用的全国平均清偿率。",
        "No national average that holds on this day is entered.",
    ),
    Unknown.PROVINCIAL_NOT_ENTERED: Sentence(
        "尚未录入当日适用的全省平均清偿率。",
        "No provincial average that holds on this day is entered.",
    ),
}


class ReasonAnswer(Answer):
    """Why something cannot be told."""

    code: str
    zh: str
    en: str


class TargetAnswer(Answer, kw_only=True):
    """One rate against the averages that held on the day, unrounded; `result` is `met`, `not_met`
    or `unknown`, the last with its reasons (A-20).
    """

    measure: Annotated[str, Field(examples=["all"])]
    measure_zh: Annotated[str, Field(examples=["清偿率"])]
    national: AverageAnswer | None
    provincial: AverageAnswer | None
    result: Annotated[str, Field(examples=["met"])]
    result_zh: Annotated[str, Field(examples=["达到目标"])]
    reasons: list[ReasonAnswer]


def target_answer(compared: Comparison) -> TargetAnswer:
    return TargetAnswer(
        measure=compared.measure,
        measure_zh=MEASURE_ZH[compared.measure],
        national=average_answer(compared.national) if compared.national else None,
        provincial=average_answer(compared.provincial) if compared.provincial else None,
        result=compared.target,
        result_zh=TARGET_ZH[compared.target],
        reasons=[reason_answer(why) for why in compared.unknown],
    )


def reason_answer(why: Unknown) -> ReasonAnswer:
    return ReasonAnswer(why, WHY[why].zh, WHY[why].en)
