"""Lists, one ticket now or as it was, its clocks and its history."""

from datetime import datetime
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from services.tickets import answers, queries
from services.tickets.answers import ClocksAnswer, TicketAnswer, TicketSummary
from services.tickets.calendar.state import CALENDAR as CALENDAR_ID
from services.tickets.clocks import clocks_answer, deadlines
from services.tickets.duplicates import proposals
from services.tickets.model import ABOUT_DUPLICATES, CALENDAR, TICKET
from services.tickets.queries import TicketFilter
from services.tickets.refusals import TicketNotFound
from services.tickets.routes.carrying import TicketId
from services.tickets.routes.filters import filtered
from services.tickets.rules.people import sees_duplicates
from services.tickets.state import Ticket
from shared.eventstore.refusals import NotYourCase
from shared.parts.history import history_page
from shared.runtime import Runtime
from shared.web.answers import json_response
from shared.web.caller import Caller
from shared.web.feed import EventAnswer
from shared.web.fields import Instant
from shared.web.paging import CursorText, Limit, Page
from shared.web.permissions import Scope
from shared.web.routing import CurrentCaller, Routes

AsOf = Annotated[
    Instant | None,
    Query(title="截至时刻", description="The ticket as it was known at this instant."),
]
AsOfVersion = Annotated[
    int | None,
    Query(title="截至版本", ge=1, le=2**31 - 1, description="The ticket as of this version."),
]


def declare(routes: Routes, runtime: Runtime) -> None:
    @routes.query("", "tickets.list", answer=Page[TicketSummary])
    @filtered
    async def list_tickets(
        caller: CurrentCaller,
        narrowed: TicketFilter,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> Response:
        """Tickets, newest first. Departments and platforms see their own."""
        query = f"tickets.list {narrowed}"
        rows = await queries.list_tickets(
            runtime.store.pool,
            narrowed,
            caller.actor if caller.scope is Scope.OWN else None,
            runtime.clock.now(),
            before_id=runtime.cursors.read(query, cursor, str) if cursor else None,
            limit=limit + 1,
        )
        items = [answers.summary(row, runtime.clock.now(), caller.actor) for row in rows[:limit]]
        more = runtime.cursors.make(query, items[-1].id) if len(rows) > limit else None
        return json_response({"items": items, "next": more})

    @routes.query("/{ticket_id}", "tickets.get", answer=TicketAnswer)
    async def get_ticket(
        ticket_id: TicketId,
        caller: CurrentCaller,
        as_of: AsOf = None,
        as_of_version: AsOfVersion = None,
    ) -> Response:
        """One ticket, now or as it was."""
        ticket, version = await read_ticket(
            runtime, caller, ticket_id, as_of=as_of, as_of_version=as_of_version
        )
        card = await queries.contact_card(runtime.store.pool, ticket.contact_id)
        seen = await proposals(runtime.store, caller.actor, ticket, as_of)
        answer = answers.ticket_answer(ticket_id, version, ticket, card, seen)
        return json_response(answer, etag=version)

    @routes.query("/{ticket_id}/clock", "tickets.clock", answer=ClocksAnswer)
    async def clock(
        ticket_id: TicketId,
        caller: CurrentCaller,
        as_of: AsOf = None,
        as_of_version: AsOfVersion = None,
    ) -> Response:
        """Why the ticket is due when it is: both clocks, day by day."""
        ticket, version = await read_ticket(
            runtime, caller, ticket_id, as_of=as_of, as_of_version=as_of_version
        )
        calendars = {}
        for deadline in deadlines(ticket):
            calendars[deadline.calendar_version], _ = await runtime.store.reader.state(
                CALENDAR, CALENDAR_ID, upto_version=deadline.calendar_version
            )
        return json_response(clocks_answer(ticket_id, version, ticket, calendars), etag=version)

    @routes.query("/{ticket_id}/events", "tickets.events", answer=Page[EventAnswer])
    async def events(
        ticket_id: TicketId,
        caller: CurrentCaller,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> Response:
        """The ticket's history: every recorded event with who, when and why.

        Departments and platforms are not shown those about duplicates, which name other tickets.
        """
        await read_ticket(runtime, caller, ticket_id)
        hidden = () if sees_duplicates(caller.actor) else ABOUT_DUPLICATES
        return await history_page(
            runtime,
            "tickets",
            ticket_id,
            limit,
            cursor,
            told=lambda event: event.name not in hidden,
        )


async def read_ticket(
    runtime: Runtime,
    caller: Caller,
    ticket_id: str,
    *,
    as_of: datetime | None = None,
    as_of_version: int | None = None,
) -> tuple[Ticket, int]:
    """The ticket, now or as it was. Raises TicketNotFound, NotYourCase."""
    state, version = await runtime.store.reader.state(
        TICKET, ticket_id, as_of=as_of, upto_version=as_of_version
    )
    if not isinstance(state, Ticket):
        raise TicketNotFound
    if caller.scope is Scope.OWN:
        await _check_own(runtime, caller, ticket_id, state)
    return state, version


async def _check_own(runtime: Runtime, caller: Caller, ticket_id: str, state: Ticket) -> None:
    """Whether it is the caller's own case today, whatever it was as of the instant asked for."""
    if TICKET.owned_by(state, caller.actor):
        return
    today, _ = await runtime.store.reader.state(TICKET, ticket_id)
    if not TICKET.visible_to(today, caller.actor):
        raise TicketNotFound
    if not TICKET.owned_by(today, caller.actor):
        raise NotYourCase
