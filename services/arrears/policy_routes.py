"""The programmes, the averages, the LPR, the followed calendar; and the feed of the whole log."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from services.arrears import complaint_queries, queries, retaliation_queries
from services.arrears.answers import (
    AveragesAnswer,
    LprAnswer,
    ProgrammesAnswer,
    averages_answer,
    lpr_answer,
    programmes_answer,
)
from services.arrears.averages.state import AVERAGES as AVERAGES_ID
from services.arrears.averages.state import Averages
from services.arrears.lpr.state import LPR as LPR_ID
from services.arrears.lpr.state import LprTables
from services.arrears.model import AVERAGES, LPR, PROGRAMME
from services.arrears.programme.state import PROGRAMME as PROGRAMME_ID
from services.arrears.programme.state import Programmes
from services.arrears.schemas import AverageVersionBody, LprVersionBody, ProgrammeVersionBody
from services.arrears.withheld import told_in_feed
from shared.eventstore.log import Recorded
from shared.kernel.calendars import CALENDAR
from shared.kernel.followed_calendar import FOLLOWED_CALENDAR
from shared.parts.policy_stream import PolicyStream
from shared.runtime import Runtime
from shared.web.answers import json_response
from shared.web.calendar import CalendarAnswer, calendar_answer
from shared.web.feed import FeedAnswer, event_answer
from shared.web.paging import Limit
from shared.web.permissions import Scope
from shared.web.routing import CurrentCaller, CurrentErrand, Routes

After = Annotated[
    int,
    Query(
        title="起始位置",
        ge=0,
        le=2**63 - 1,
        description="Events behind this position; 0 for all.",
    ),
]


def programme_routes(runtime: Runtime) -> Routes:
    """`/v1/programmes`: the campaigns and their numbers, as dated versions (A-3, A-8, A-9)."""
    routes = Routes(prefix="/v1/programmes", tag="programmes")
    stream = PolicyStream(runtime, PROGRAMME, PROGRAMME_ID, Programmes, programmes_answer)

    @routes.query("", "programme.get", answer=ProgrammesAnswer)
    async def get_programmes(_caller: CurrentCaller) -> Response:
        """Every version of every campaign with its document and author."""
        return await stream.shown()

    @routes.command("/versions", "programme.publish", answer=ProgrammesAnswer, versioned=True)
    async def publish(body: ProgrammeVersionBody, errand: CurrentErrand) -> Response:
        """Enter a campaign, or change its numbers from a day on; nothing decided is judged again."""
        return await stream.published(body.command(), errand)

    return routes


def averages_routes(runtime: Runtime) -> Routes:
    """`/v1/averages`: the national and provincial averages as published (A-20)."""
    routes = Routes(prefix="/v1/averages", tag="averages")
    stream = PolicyStream(runtime, AVERAGES, AVERAGES_ID, Averages, averages_answer)

    @routes.query("", "averages.get", answer=AveragesAnswer)
    async def get_averages(_caller: CurrentCaller) -> Response:
        """Every average with its document and author, corrected and taken back ones too."""
        return await stream.shown()

    @routes.command("/versions", "averages.publish", answer=AveragesAnswer, versioned=True)
    async def publish(body: AverageVersionBody, errand: CurrentErrand) -> Response:
        """Enter, correct or take back an average; the first is published on version 0."""
        return await stream.published(body.command(), errand)

    return routes


def lpr_routes(runtime: Runtime) -> Routes:
    """`/v1/lpr`: the 1-year Loan Prime Rate, below which no agreed rate of interest lies (1.3)."""
    routes = Routes(prefix="/v1/lpr", tag="lpr")
    stream = PolicyStream(runtime, LPR, LPR_ID, LprTables, lpr_answer)

    @routes.query("", "lpr.get", answer=LprAnswer)
    async def get_lpr(_caller: CurrentCaller) -> Response:
        """The table in force, and every version with its document and author."""
        return await stream.shown()

    @routes.command("/versions", "lpr.publish", answer=LprAnswer, versioned=True)
    async def publish(body: LprVersionBody, errand: CurrentErrand) -> Response:
        """Enter announcements, or correct one; interest as of an earlier instant stays as it was."""
        return await stream.published(body.command(), errand)

    return routes


def calendar_routes(runtime: Runtime) -> Routes:
    """`/v1/calendar`: followed here, so that every day can be checked; published to the tickets."""
    routes = Routes(prefix="/v1/calendar", tag="calendar")

    @routes.query("", "calendar.get", answer=CalendarAnswer)
    async def get_calendar(_caller: CurrentCaller) -> Response:
        """The notices this service counts by, in the order it came to know them."""
        followed, version = await runtime.store.reader.state(FOLLOWED_CALENDAR, CALENDAR)
        answer = calendar_answer(CALENDAR, version, followed.calendar, runtime.clock.now())
        return json_response(answer, etag=version)

    return routes


def feed_routes(runtime: Runtime) -> Routes:
    """`/v1/events`: for platforms and services that pull."""
    routes = Routes(prefix="/v1/events", tag="events")

    @routes.query("", "events.feed", answer=FeedAnswer)
    async def feed(caller: CurrentCaller, after: After = 0, limit: Limit = 50) -> Response:
        """Events in the order of the log. A platform is given those of its own items and
        complaints, without steps whose documents are not for it.

        A report of retaliation is given to nobody whose own unit it is about (A-24).
        """
        if caller.scope is Scope.OWN:
            events = await _of_client(runtime, caller.actor.client, after, limit)
        else:
            events = await runtime.store.reader.after(after, limit)
        hidden = await retaliation_queries.hidden_reports(
            runtime.store.pool, caller.actor, {event.stream_id for event in events}
        )
        told = told_in_feed(caller.actor, runtime.model.registry)
        items = [
            event_answer("arrears", one)
            for one in events
            if one.stream_id not in hidden and told(one)
        ]
        return json_response({"items": items, "next": events[-1].position if events else after})

    return routes


async def _of_client(runtime: Runtime, client: str, after: int, limit: int) -> list[Recorded]:
    """The events of a platform's items and complaints, in the order of the log."""
    found = [
        event
        for cases in (queries.CASES, complaint_queries.CASES)
        for event in await cases.events_of_client(runtime.store.pool, client, after, limit)
    ]
    return sorted(found, key=lambda event: event.position)[:limit]
