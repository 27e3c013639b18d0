"""The statistics of the tickets, as of any business time and any knowledge time (T-24)."""

import re
from datetime import date
from typing import Annotated, Any

from fastapi import Query
from pydantic import AfterValidator, BeforeValidator, Field
from starlette.responses import Response

from services.tickets.codes import Category, Channel
from services.tickets.schemas.values import DepartmentCode
from services.tickets.statistics.industries import SECTION_ZH
from services.tickets.statistics.measure import PERIOD_DAYS_MAX, Grouping, Period, Question
from services.tickets.statistics.refusals import NotYetKnown
from services.tickets.statistics_answers import StatisticsAnswer, statistics_answer
from services.tickets.statistics_reading import report
from shared.eventstore.refusals import NotYourCase
from shared.runtime import Runtime
from shared.web.answers import json_response, shown
from shared.web.caller import Caller
from shared.web.fields import Instant, field_error
from shared.web.permissions import Scope
from shared.web.routing import CurrentCaller, Routes

_DAY = re.compile(r"20\d{2}-\d{2}-\d{2}\Z", re.ASCII)


def _iso_day(value: Any) -> Any:
    """Pydantic would take a number for seconds since 1970."""
    if isinstance(value, str) and not _DAY.match(value):
        raise field_error(
            "date_parsing",
            zh="「{field}」应为 2000 年至 2099 年间的日期，格式如 2022-09-24。",
            en="Write a date of the years 2000 to 2099, such as 2022-09-24",
        )
    return value


def _section(letter: str) -> str:
    if letter not in SECTION_ZH:
        raise field_error(
            "unknown_industry",
            zh="「{field}」应为国民经济行业分类（GB/T 4754）的门类代码 A 至 T。",
            en="Write a section of GB/T 4754, A to T",
        )
    return letter


def _month(text: str) -> str:
    if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", text):
        raise field_error(
            "month_parsing",
            zh="「{field}」应为 2000 年至 2099 年间的月份，格式如 2022-09。",
            en="Write a month of the years 2000 to 2099, such as 2022-09",
        )
    return text


Day = Annotated[date, BeforeValidator(_iso_day), Field(examples=["2022-09-24"])]
Month = Annotated[
    str,
    AfterValidator(_month),
    Field(
        max_length=7,
        examples=["2022-09"],
        json_schema_extra={"pattern": r"^20\d\d-(0[1-9]|1[0-2])$"},
    ),
]
Section = Annotated[str, AfterValidator(_section), Field(json_schema_extra={"enum": [*SECTION_ZH]})]


def statistics_routes(runtime: Runtime) -> Routes:
    """`/v1/tickets/statistics`; declared before `/v1/tickets/{ticket_id}`, which would match it."""
    routes = Routes(prefix="/v1/tickets/statistics", tag="statistics")

    @routes.query("", "tickets.statistics", answer=StatisticsAnswer)
    async def statistics(  # noqa: PLR0913, PLR0917  one parameter a filter
        caller: CurrentCaller,
        month: Annotated[Month | None, Query(title="统计月份")] = None,
        first: Annotated[
            Day | None,
            Query(title="统计起始日", description="With `last`, in the place of `month`."),
        ] = None,
        last: Annotated[
            Day | None,
            Query(
                title="统计截止日",
                description=f"Included; at most {PERIOD_DAYS_MAX} days from `first`.",
            ),
        ] = None,
        known_at: Annotated[
            Instant | None,
            Query(title="数据截止时刻", description="What was recorded until then; else: now."),
        ] = None,
        group_by: Annotated[Grouping | None, Query(title="分组方式")] = None,
        department: Annotated[DepartmentCode | None, Query(title="部门代码")] = None,
        township_code: Annotated[
            str | None, Query(title="乡镇（街道）代码", pattern=r"^[0-9]{9}$")
        ] = None,
        industry: Annotated[Section | None, Query(title="行业门类")] = None,
        category: Annotated[Category | None, Query(title="诉求类别")] = None,
        channel: Annotated[Channel | None, Query(title="受理渠道")] = None,
    ) -> Response:
        """The rates of T-24 for a month or a period, in total and by one dimension.

        The same question with the same `known_at` has the same answer for ever; what was recorded
        later, a reopening for example, is in the answer as of a later `known_at` (T-17). A
        department is given its own figures.
        """
        now = runtime.clock.now()
        if known_at is not None and known_at > now:
            raise NotYetKnown(now=shown(now).isoformat(timespec="seconds"))
        question = Question(
            period=Period.of(month, first, last),
            known_at=known_at or now,
            group_by=group_by,
            department=_reach(caller, department),
            township=township_code,
            industry=industry,
            category=category,
            channel=channel,
        )
        return json_response(statistics_answer(await report(runtime.store, question)))

    return routes


def _reach(caller: Caller, asked: str | None) -> str | None:
    """Whose figures are given: the caller's own, where its grant goes no further."""
    if caller.scope is not Scope.OWN:
        return asked
    if asked not in {None, caller.actor.unit}:
        raise NotYourCase
    return caller.actor.unit
