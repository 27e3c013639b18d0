"""The calendar every deadline is counted on, and the feed of the whole log."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from services.tickets import queries
from services.tickets.answers import CalendarAnswer, calendar_answer
from services.tickets.calendar.commands import PublishCalendar
from services.tickets.calendar.state import CALENDAR as CALENDAR_ID
from services.tickets.model import CALENDAR
from services.tickets.schemas import CalendarNoticeBody
from shared.kernel.workdays import WorkCalendar
from shared.runtime import Runtime
from shared.web.answers import json_response
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


def calendar_routes(runtime: Runtime) -> Routes:
    """`/v1/calendar`: owned here, followed by the other services through its events."""
    routes = Routes(prefix="/v1/calendar", tag="calendar")

    @routes.query("", "calendar.get", answer=CalendarAnswer)
    async def get_calendar(_caller: CurrentCaller) -> Response:
        """The notices in force, in the order of their publication."""
        calendar, version = await runtime.store.reader.state(CALENDAR, CALENDAR_ID)
        return json_response(calendar_answer(CALENDAR_ID, version, calendar), etag=version)

    @routes.command("/notices", "calendar.publish", answer=CalendarAnswer, versioned=True)
    async def publish(body: CalendarNoticeBody, errand: CurrentErrand) -> Response:
        """Enter a published notice; open deadlines it touches are recalculated (CAL-8)."""
        order = errand.order(PublishCalendar(notice=body.notice()), CALENDAR_ID)
        outcome = await runtime.store.writer.submit(order)
        calendar = outcome.state
        if not isinstance(calendar, WorkCalendar):
            raise TypeError("the calendar's state is a calendar")
        headers = {"idempotency-replayed": "true"} if outcome.replayed else {}
        return json_response(
            calendar_answer(CALENDAR_ID, outcome.version, calendar),
            etag=outcome.version,
            headers=headers,
        )

    return routes


def feed_routes(runtime: Runtime) -> Routes:
    """`/v1/events`: for platforms and services that pull."""
    routes = Routes(prefix="/v1/events", tag="events")

    @routes.query("", "events.feed", answer=FeedAnswer)
    async def feed(caller: CurrentCaller, after: After = 0, limit: Limit = 50) -> Response:
        """Events in the order of the log. A platform is given those of its own tickets."""
        if caller.scope is Scope.OWN:
            client = caller.actor.client
            events = await queries.events_of_client(runtime.store.pool, client, after, limit)
        else:
            events = await runtime.store.reader.after(after, limit)
        items = [event_answer("tickets", event) for event in events]
        return json_response({"items": items, "next": items[-1].position if items else after})

    return routes
