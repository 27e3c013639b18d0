"""The calendar, the service policy and the routing table; and the feed of the whole log."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from services.tickets import queries
from services.tickets.answers import (
    PolicyAnswer,
    RoutingAnswer,
    policy_answer,
    routing_answer,
)
from services.tickets.calendar.state import CALENDAR as CALENDAR_ID
from services.tickets.model import ABOUT_DUPLICATES, CALENDAR, POLICY, ROUTING
from services.tickets.policy.state import POLICY as POLICY_ID
from services.tickets.policy.state import Policies
from services.tickets.routing.state import ROUTING as ROUTING_ID
from services.tickets.routing.state import Tables
from services.tickets.schemas import CalendarNoticeBody, PolicyVersionBody, RoutingTableBody
from shared.kernel.workdays import WorkCalendar
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


def calendar_routes(runtime: Runtime) -> Routes:
    """`/v1/calendar`: owned here, followed by the other services through its events."""
    routes = Routes(prefix="/v1/calendar", tag="calendar")
    stream = PolicyStream(runtime, CALENDAR, CALENDAR_ID, WorkCalendar, calendar_answer)

    @routes.query("", "calendar.get", answer=CalendarAnswer)
    async def get_calendar(_caller: CurrentCaller) -> Response:
        """The notices in force, in the order of their publication."""
        return await stream.shown()

    @routes.command("/notices", "calendar.publish", answer=CalendarAnswer, versioned=True)
    async def publish(body: CalendarNoticeBody, errand: CurrentErrand) -> Response:
        """Enter a published notice; open deadlines it touches are recalculated (CAL-8)."""
        return await stream.published(body.command(), errand)

    return routes


def policy_routes(runtime: Runtime) -> Routes:
    """`/v1/policy`: the numbers that no law fixes, as dated versions (domain rules section 5)."""
    routes = Routes(prefix="/v1/policy", tag="policy")
    stream = PolicyStream(runtime, POLICY, POLICY_ID, Policies, policy_answer)

    @routes.query("", "policy.get", answer=PolicyAnswer)
    async def get_policy(_caller: CurrentCaller) -> Response:
        """Every version with its document and author, and the one in force."""
        return await stream.shown()

    @routes.command("/versions", "policy.publish", answer=PolicyAnswer, versioned=True)
    async def publish(body: PolicyVersionBody, errand: CurrentErrand) -> Response:
        """Set the numbers that hold from a day on; what was decided before is not judged again."""
        return await stream.published(body.command(), errand)

    return routes


def routing_routes(runtime: Runtime) -> Routes:
    """`/v1/routing`: the table that dispatches a ticket the moment it is received (即收即交)."""
    routes = Routes(prefix="/v1/routing", tag="routing")
    stream = PolicyStream(runtime, ROUTING, ROUTING_ID, Tables, routing_answer)

    @routes.query("", "routing.get", answer=RoutingAnswer)
    async def get_routing(_caller: CurrentCaller) -> Response:
        """Every table with its document and author, and the one in force; none is seeded."""
        return await stream.shown()

    @routes.command("/tables", "routing.publish", answer=RoutingAnswer, versioned=True)
    async def publish(body: RoutingTableBody, errand: CurrentErrand) -> Response:
        """Replace the whole table from a day on; the first is published on version 0."""
        return await stream.published(body.command(), errand)

    return routes


def feed_routes(runtime: Runtime) -> Routes:
    """`/v1/events`: for platforms and services that pull."""
    routes = Routes(prefix="/v1/events", tag="events")

    @routes.query("", "events.feed", answer=FeedAnswer)
    async def feed(caller: CurrentCaller, after: After = 0, limit: Limit = 50) -> Response:
        """Events in the order of the log. A platform is given those of its own tickets."""
        if caller.scope is Scope.OWN:
            client = caller.actor.client
            events = await queries.CASES.events_of_client(
                runtime.store.pool, client, after, limit, without=ABOUT_DUPLICATES
            )
        else:
            events = await runtime.store.reader.after(after, limit)
        items = [event_answer("tickets", event) for event in events]
        return json_response({"items": items, "next": items[-1].position if items else after})

    return routes
