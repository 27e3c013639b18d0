"""What is reckoned from an item each time it is asked for: its days, its journal, its interest."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from services.arrears import answers
from services.arrears.answers import ClocksAnswer, InterestAnswer, JournalAnswer
from services.arrears.lpr.state import LPR as LPR_ID
from services.arrears.model import LPR
from services.arrears.refusals import NotVerified
from services.arrears.routes.carrying import ArrearsId
from services.arrears.routes.reading import read_item
from services.arrears.schemas.asking import AsOf, AsOfVersion
from shared.kernel.calendars import CALENDAR
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Event
from shared.kernel.followed_calendar import FOLLOWED_CALENDAR
from shared.parts.history import recorded_history
from shared.runtime import Runtime
from shared.web.answers import json_response
from shared.web.routing import CurrentCaller, Routes
from shared.web.values import Day

Until = Annotated[
    Day | None,
    Query(title="计息截止日", description="Interest runs to the evening of this day; else: today."),
]


def declare(routes: Routes, runtime: Runtime) -> None:
    @routes.query("/{arrears_id}/clock", "arrears.clock", answer=ClocksAnswer)
    async def clock(
        arrears_id: ArrearsId,
        caller: CurrentCaller,
        as_of: AsOf = None,
        as_of_version: AsOfVersion = None,
    ) -> Response:
        """Why what is due when it is: the rule, the programme's version, day by day (1.2, A-6 to A-11)."""
        item, version = await read_item(
            runtime, caller, arrears_id, as_of=as_of, as_of_version=as_of_version
        )
        calendars = {}
        for needed in answers.calendar_versions(item):
            followed, _ = await runtime.store.reader.state(
                FOLLOWED_CALENDAR, CALENDAR, upto_version=needed
            )
            calendars[needed] = followed.calendar
        body = answers.clocks_answer(arrears_id, version, item, calendars)
        return json_response(body, etag=version)

    @routes.query("/{arrears_id}/journal", "arrears.journal", answer=JournalAnswer)
    async def journal(arrears_id: ArrearsId, caller: CurrentCaller) -> Response:
        """复式台账: each event that moved money as debits and credits, with the balances after it."""
        item, version = await read_item(runtime, caller, arrears_id)
        facts = [each async for each in history(runtime, arrears_id, version)]
        body = answers.journal_answer(arrears_id, item.number, version, facts)
        return json_response(body, etag=version)

    @routes.query(
        "/{arrears_id}/interest", "arrears.interest", answer=InterestAnswer, problems=(409,)
    )
    async def interest(
        arrears_id: ArrearsId, caller: CurrentCaller, until: Until = None, as_of: AsOf = None
    ) -> Response:
        """逾期利息 up to a day, and how the payments count by law; shown apart, stored nowhere (1.3).

        As of an instant, by the item and the LPR table as they were known then: an answer given once
        can be asked for again.
        """
        item, version = await read_item(runtime, caller, arrears_id, as_of=as_of)
        if item.amounts is None:
            raise NotVerified
        day = until or shanghai_date(as_of or runtime.clock.now())
        tables, _ = await runtime.store.reader.state(LPR, LPR_ID, as_of=as_of)
        body = answers.interest_answer(arrears_id, version, item, day, tables.table)
        return json_response(body, etag=version)


async def history(
    runtime: Runtime, arrears_id: str, version: int
) -> AsyncIterator[tuple[str, datetime, Event]]:
    """The item's events up to a version, in order: stored name, instant, event."""
    decode = runtime.model.registry.decode
    async for one in recorded_history(runtime, arrears_id, version):
        yield one.name, one.recorded_at, decode(one.name, one.schema_version, one.data)
