"""日常调度: where a campaign stands today, against its final day and the averages (二(一), A-8, A-20)."""

from datetime import date
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from services.arrears import queries
from services.arrears.model import PROGRAMME
from services.arrears.overview_answers import OverviewAnswer, Standings, overview_answer
from services.arrears.programme.refusals import ProgrammeUnknown
from services.arrears.programme.state import PROGRAMME as PROGRAMME_ID
from services.arrears.programme.state import Programmes, Version
from services.arrears.statistics_reading import Question, report
from services.arrears.statistics_routes import reach
from shared.kernel.calendars import CALENDAR
from shared.kernel.clock import shanghai_date
from shared.kernel.followed_calendar import FOLLOWED_CALENDAR
from shared.runtime import Runtime
from shared.web.answers import json_response
from shared.web.paging import Limit
from shared.web.routing import CurrentCaller, Routes
from shared.web.values import DepartmentCode


def overview_routes(runtime: Runtime) -> Routes:
    """`/v1/arrears/overview`; declared before `/v1/arrears/{arrears_id}`, which would match it."""
    routes = Routes(prefix="/v1/arrears/overview", tag="statistics")

    @routes.query("", "arrears.overview", answer=OverviewAnswer, problems=(404,))
    async def overview(
        caller: CurrentCaller,
        programme: Annotated[
            str | None, Query(title="方案代码", max_length=20, examples=["2022"])
        ] = None,
        department: Annotated[DepartmentCode | None, Query(title="主管部门代码")] = None,
        limit: Limit = 50,
    ) -> Response:
        """A campaign today: what is owed and cleared, the rates against the averages, the days left.

        Of the lower class, the items still open are listed, the most urgent first. Every number
        comes from the programme in force; without a code it is the one that registers today. A
        department is given the figures of its own debtors.
        """
        store, now = runtime.store, runtime.clock.now()
        state, _ = await store.reader.state(PROGRAMME, PROGRAMME_ID)
        version = _chosen(state, programme, shanghai_date(now))
        narrowed = reach(caller, department)
        asked = Question(
            as_of=shanghai_date(now),
            known_at=now,
            department=narrowed,
            programme=version.programme.code,
        )
        counted = await report(store, asked)
        rows = await queries.open_of_class(
            store.pool, version.programme.code, version.programme.within, narrowed, limit + 1
        )
        steps = await queries.last_steps(store.pool, [str(row["id"]) for row in rows[:limit]])
        decode = runtime.model.registry.decode
        followed, _ = await store.reader.state(FOLLOWED_CALENDAR, CALENDAR)
        standings = Standings(
            rows=rows[:limit],
            more=len(rows) > limit,
            taken={one.stream_id: decode(one.name, one.schema_version, one.data) for one in steps},
        )
        body = overview_answer(counted, version, followed.calendar, standings)
        return json_response(body)

    return routes


def _chosen(programmes: Programmes, code: str | None, today: date) -> Version:
    """The campaign asked for, or the one that registers today. Raises ProgrammeUnknown."""
    chosen = programmes.of(code, today) if code else programmes.for_registration(today)
    if chosen is None:
        raise ProgrammeUnknown
    return chosen
