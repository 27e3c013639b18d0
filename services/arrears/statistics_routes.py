"""The clearing rates, as of any business day and any knowledge time (A-19 to A-21)."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from services.arrears.refusals import NotYetKnown
from services.arrears.statistics import Dimension
from services.arrears.statistics_answers import StatisticsAnswer, statistics_answer
from services.arrears.statistics_reading import Question, report
from shared.eventstore.refusals import NotYourCase
from shared.kernel.clock import shanghai_date
from shared.runtime import Runtime
from shared.web.answers import json_response, shown
from shared.web.caller import Caller
from shared.web.fields import Instant
from shared.web.permissions import Scope
from shared.web.routing import CurrentCaller, Routes
from shared.web.values import Day, DepartmentCode


def statistics_routes(runtime: Runtime) -> Routes:
    """`/v1/arrears/statistics`; declared before `/v1/arrears/{arrears_id}`, which would match it."""
    routes = Routes(prefix="/v1/arrears/statistics", tag="statistics")

    @routes.query("", "arrears.statistics", answer=StatisticsAnswer)
    async def statistics(
        caller: CurrentCaller,
        as_of: Annotated[
            Day | None, Query(title="统计日期", description="By value date; else: today.")
        ] = None,
        known_at: Annotated[
            Instant | None,
            Query(title="数据截止时刻", description="What was recorded until then; else: now."),
        ] = None,
        by: Annotated[Dimension | None, Query(title="分组方式")] = None,
        department: Annotated[DepartmentCode | None, Query(title="主管部门代码")] = None,
    ) -> Response:
        """The three rates of A-19 for a day, in total and by one dimension.

        The same question with the same `known_at` has the same answer for ever; what was recorded
        later, a payment of the last days of December for example, is in the answer as of a later
        `known_at` (A-21). A department is given the figures of its own debtors.
        """
        now = runtime.clock.now()
        if known_at is not None and known_at > now:
            raise NotYetKnown(now=shown(now).isoformat(timespec="seconds"))
        question = Question(
            as_of=as_of or shanghai_date(now),
            known_at=known_at or now,
            by=by,
            department=reach(caller, department),
        )
        return json_response(statistics_answer(await report(runtime.store, question)))

    return routes


def reach(caller: Caller, asked: str | None) -> str | None:
    """Whose figures are given: the caller's own, where its grant goes no further."""
    if caller.scope is not Scope.OWN:
        return asked
    if asked not in {None, caller.actor.unit}:
        raise NotYourCase
    return caller.actor.unit
