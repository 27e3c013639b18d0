"""The figures as their readers see them: counts, rates, and the official name of each group."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from services.tickets.codes import CATEGORY_ZH, CHANNEL_ZH
from services.tickets.statistics.definitions import Indicator
from services.tickets.statistics.facts import UNDISPATCHED
from services.tickets.statistics.industries import SECTION_ZH
from services.tickets.statistics.measure import Count, Counts, Grouping
from services.tickets.statistics_reading import Report
from shared.kernel.departments import DEPARTMENTS
from shared.kernel.divisions import find_division
from shared.web.answers import Answer, shown


class RateAnswer(Answer):
    """`numerator` of `denominator`; `rate` to four places, null where there is nothing to count."""

    numerator: Annotated[int, Field(examples=[118])]
    denominator: Annotated[int, Field(examples=[125])]
    rate: Annotated[str | None, Field(examples=["0.9440"])]


class IndicatorsAnswer(Answer, kw_only=True):
    """The rates of T-24. Solved and satisfied never count what nobody said (T-16)."""

    response: Annotated[
        RateAnswer, Field(title="响应率", description="Taken over in time, of orders given.")
    ]
    on_time: Annotated[
        RateAnswer,
        Field(title="按时办结率", description="Closed or planned in time, of deadlines passed."),
    ]
    solved: Annotated[
        RateAnswer,
        Field(title="解决率", description="Closed with a content firm, of closings not reopened."),
    ]
    solved_with_policy: Annotated[
        RateAnswer, Field(title="有政策支撑的解决率", description="The same, with policy (T-18).")
    ]
    solved_without_policy: Annotated[
        RateAnswer,
        Field(title="无政策支撑的解决率", description="The same, without policy (T-18)."),
    ]
    satisfied: Annotated[
        RateAnswer, Field(title="满意率", description="Rated satisfied, of cycles rated.")
    ]
    returned: Annotated[
        RateAnswer, Field(title="退回率", description="Asked to be returned, of orders given.")
    ]
    reopened: Annotated[
        RateAnswer, Field(title="重新办理率", description="Reopened by now, of all closings.")
    ]
    supervised: Annotated[
        RateAnswer, Field(title="督办率", description="Supervised by now, of tickets received.")
    ]


class GroupAnswer(Answer):
    """The figures under one code; an empty code is what nobody has in hand, or no known section."""

    key: Annotated[str, Field(examples=["FINOFF"])]
    name_zh: Annotated[str, Field(examples=["区政府金融办"])]
    indicators: IndicatorsAnswer


class StatisticsAnswer(Answer, kw_only=True):
    """The figures of a period as they were known at `known_at`.

    `final` says that the same question always has this answer from now on: something was recorded
    after `known_at`, so that nothing more can be recorded before it.
    """

    first: Annotated[date, Field(title="统计起始日", examples=["2022-09-01"])]
    last: Annotated[date, Field(title="统计截止日", examples=["2022-09-30"])]
    known_at: Annotated[
        datetime, Field(title="数据截止时刻", examples=["2022-10-01T00:00:00+08:00"])
    ]
    position: Annotated[int, Field(description="The last event of the log that was counted.")]
    final: bool
    department: Annotated[str | None, Field(description="Only this department's figures.")]
    township_code: str | None
    industry: str | None
    category: str | None
    channel: str | None
    group_by: str | None
    total: IndicatorsAnswer
    groups: list[GroupAnswer]


def statistics_answer(report: Report) -> StatisticsAnswer:
    question = report.question
    return StatisticsAnswer(
        first=question.period.first,
        last=question.period.last,
        known_at=shown(question.known_at),
        position=report.position,
        final=report.final,
        department=question.department,
        township_code=question.township,
        industry=question.industry,
        category=question.category,
        channel=question.channel,
        group_by=question.group_by,
        total=_indicators(report.total),
        groups=[
            GroupAnswer(key, _name_zh(question.group_by, key, question.period.last), _indicators(c))
            for key, c in sorted(report.groups.items())
        ],
    )


def _indicators(counts: Counts) -> IndicatorsAnswer:
    return IndicatorsAnswer(**{each.value: _rate(counts[each]) for each in Indicator})


def _rate(count: Count) -> RateAnswer:
    return RateAnswer(count.numerator, count.denominator, count.rate)


def _name_zh(group_by: Grouping | None, key: str, on: date) -> str:
    """The official name of a code; of a township, the one on the period's last day."""
    if group_by is Grouping.MONTH:
        year, month = key.split("-")
        return f"{year}年{int(month)}月"
    if group_by is Grouping.TOWNSHIP:
        township = find_division(key, on)
        return township.name if township else key
    if group_by is Grouping.DEPARTMENT and key == UNDISPATCHED:
        return "尚未交办"
    if group_by is Grouping.INDUSTRY:
        return SECTION_ZH.get(key, "行业代码不详")
    names = {
        Grouping.DEPARTMENT: DEPARTMENTS,
        Grouping.CATEGORY: CATEGORY_ZH,
        Grouping.CHANNEL: CHANNEL_ZH,
    }
    return names[group_by].get(key, key) if group_by else key
