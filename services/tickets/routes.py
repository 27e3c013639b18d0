"""Request to command to answer, and the queries. No branch here depends on a ticket's state."""

from datetime import datetime
from typing import Annotated

from fastapi import Path, Query
from starlette.responses import Response

from services.tickets import answers, queries
from services.tickets.answers import ClocksAnswer, TicketAnswer, TicketSummary
from services.tickets.calendar.state import CALENDAR as CALENDAR_ID
from services.tickets.clocks import clocks_answer, deadlines
from services.tickets.codes import Category
from services.tickets.commands import (
    CallBackFirm,
    CloseTicket,
    DispatchTicket,
    EraseContact,
    ReplyToTicket,
    SubmitTicket,
    TakeOverTicket,
)
from services.tickets.events import Firm
from services.tickets.model import CALENDAR, TICKET
from services.tickets.queries import TicketFilter
from services.tickets.refusals import TicketNotFound
from services.tickets.schemas import (
    CallBackBody,
    DispatchBody,
    ErasureBody,
    ReplyBody,
    SubmissionBody,
)
from services.tickets.state import Status, Ticket
from shared.eventstore.log import Outcome
from shared.eventstore.refusals import NotYourCase
from shared.kernel.decider import Command
from shared.kernel.ids import new_id
from shared.kernel.uscc import normalise
from shared.runtime import Runtime
from shared.web.answers import json_response
from shared.web.caller import Caller
from shared.web.feed import EventAnswer, event_answer
from shared.web.fields import Instant
from shared.web.paging import CursorText, Limit, Page
from shared.web.permissions import Scope
from shared.web.preconditions import Errand
from shared.web.routing import CurrentCaller, CurrentErrand, Routes

TicketId = Annotated[
    str,
    Path(
        title="工单标识",
        pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
        examples=["0192f0c1-7d3a-7c44-9b1e-5f0e6a1c2d3e"],
    ),
]
AsOf = Annotated[
    Instant | None,
    Query(title="截至时刻", description="The ticket as it was known at this instant."),
]
AsOfVersion = Annotated[
    int | None,
    Query(title="截至版本", ge=1, le=2**31 - 1, description="The ticket as of this version."),
]


def ticket_routes(runtime: Runtime) -> Routes:
    """`/v1/tickets`: 交办、承办、督办、销号."""
    routes = Routes(prefix="/v1/tickets", tag="tickets")
    _declare_commands(routes, runtime)
    _declare_queries(routes, runtime)
    return routes


def _declare_commands(routes: Routes, runtime: Runtime) -> None:
    @routes.command("", "tickets.submit", answer=TicketAnswer, status=201, versioned=False)
    async def submit(body: SubmissionBody, errand: CurrentErrand) -> Response:
        """Submit a firm's difficulty. Its clock starts now (T-1); the answer says until when."""
        firm = body.firm
        contact = {"name": body.contact.name, "phone": body.contact.phone}
        command = SubmitTicket(
            firm=Firm(
                uscc=firm.uscc,
                name=firm.name,
                township_code=firm.township_code,
                industry_code=firm.industry_code,
                size=firm.size,
            ),
            contact_id=new_id(),
            contact=contact,
            channel=body.channel,
            upstream_number=body.upstream_number,
            category=body.category,
            title=body.title,
            description=body.description,
            desired_result=body.desired_result,
            confidential=body.confidential,
            complained_unit=body.complained_unit,
            upstream_limit=body.upstream_limit,
            upstream_category=body.upstream_category,
        )
        outcome = await runtime.store.writer.submit(errand.order(command, new_id()))
        return _answer(outcome, status=201, card=contact)

    async def carry_out(errand: Errand, ticket_id: str, command: Command) -> Response:
        outcome = await runtime.store.writer.submit(errand.order(command, ticket_id))
        return _answer(outcome, card=await _card_of(runtime, outcome))

    @routes.command("/{ticket_id}/dispatch", "tickets.dispatch", answer=TicketAnswer,
                    versioned=True)  # fmt: skip
    async def dispatch(ticket_id: TicketId, body: DispatchBody, errand: CurrentErrand) -> Response:
        """交办: give the ticket to one lead department; a submitted one is registered with it."""
        limit = body.legal_limit
        command = DispatchTicket(
            lead=body.lead,
            helpers=tuple(body.helpers),
            kind=body.kind,
            grounds=tuple(body.grounds),
            legal_limit=limit.limit() if limit else None,
        )
        return await carry_out(errand, ticket_id, command)

    @routes.command("/{ticket_id}/takeover", "tickets.take_over", answer=TicketAnswer,
                    versioned=True)  # fmt: skip
    async def take_over(ticket_id: TicketId, errand: CurrentErrand) -> Response:
        """承办: the lead department begins."""
        return await carry_out(errand, ticket_id, TakeOverTicket())

    @routes.command("/{ticket_id}/reply", "tickets.reply", answer=TicketAnswer, versioned=True)
    async def reply(ticket_id: TicketId, body: ReplyBody, errand: CurrentErrand) -> Response:
        """The lead department answers, with its basis and evidence."""
        command = ReplyToTicket(
            text=body.text,
            basis=body.basis,
            provisions=tuple(body.provisions),
            evidence=tuple(body.evidence),
            study=body.study.study() if body.study else None,
            legal_limit=body.legal_limit.limit() if body.legal_limit else None,
            route=body.route,
        )
        return await carry_out(errand, ticket_id, command)

    @routes.command("/{ticket_id}/call-back", "tickets.call_back", answer=TicketAnswer,
                    versioned=True)  # fmt: skip
    async def call_back(ticket_id: TicketId, body: CallBackBody, errand: CurrentErrand) -> Response:
        """回访: a content firm closes the ticket; work not done sends it back with a new clock."""
        command = CallBackFirm(
            outcome=body.outcome,
            note=body.note,
            explanation=body.explanation,
            leader=body.leader,
        )
        return await carry_out(errand, ticket_id, command)

    @routes.command("/{ticket_id}/closure", "tickets.close", answer=TicketAnswer, versioned=True)
    async def close(ticket_id: TicketId, errand: CurrentErrand) -> Response:
        """销号 of a ticket whose firm could not be reached."""
        return await carry_out(errand, ticket_id, CloseTicket())

    @routes.command("/{ticket_id}/contact-erasure", "tickets.erase_contact", answer=TicketAnswer,
                    versioned=True)  # fmt: skip
    async def erase_contact(
        ticket_id: TicketId, body: ErasureBody, errand: CurrentErrand
    ) -> Response:
        """Empty the contact's card for good (PIPL art. 47)."""
        return await carry_out(errand, ticket_id, EraseContact(ground=body.ground))


def _declare_queries(routes: Routes, runtime: Runtime) -> None:
    @routes.query("", "tickets.list", answer=Page[TicketSummary])
    async def list_tickets(  # noqa: PLR0913, PLR0917  one parameter a filter
        caller: CurrentCaller,
        status: Annotated[Status | None, Query(title="状态")] = None,
        lead: Annotated[str | None, Query(title="主办部门代码", max_length=10)] = None,
        township_code: Annotated[
            str | None, Query(title="乡镇（街道）代码", pattern=r"^[0-9]{9}$")
        ] = None,
        firm_uscc: Annotated[str | None, Query(title="统一社会信用代码", max_length=18)] = None,
        category: Annotated[Category | None, Query(title="诉求类别")] = None,
        overdue: Annotated[bool | None, Query(title="是否逾期")] = None,
        due_before: Annotated[Instant | None, Query(title="到期早于")] = None,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> Response:
        """Tickets, newest first. Departments and platforms see their own."""
        narrowed = TicketFilter(
            status=status,
            lead=lead,
            township_code=township_code,
            firm_uscc=normalise(firm_uscc) if firm_uscc else None,
            category=category,
            overdue=overdue,
            due_before=due_before,
        )
        query = f"tickets.list {narrowed}"
        rows = await queries.list_tickets(
            runtime.store.pool,
            narrowed,
            caller.actor if caller.scope is Scope.OWN else None,
            runtime.clock.now(),
            before_id=runtime.cursors.read(query, cursor, str) if cursor else None,
            limit=limit + 1,
        )
        items = [answers.summary(row, runtime.clock.now()) for row in rows[:limit]]
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
        ticket, version = await _read(
            runtime, caller, ticket_id, as_of=as_of, as_of_version=as_of_version
        )
        card = await queries.contact_card(runtime.store.pool, ticket.contact_id)
        return json_response(answers.ticket_answer(ticket_id, version, ticket, card), etag=version)

    @routes.query("/{ticket_id}/clock", "tickets.clock", answer=ClocksAnswer)
    async def clock(
        ticket_id: TicketId,
        caller: CurrentCaller,
        as_of: AsOf = None,
        as_of_version: AsOfVersion = None,
    ) -> Response:
        """Why the ticket is due when it is: both clocks, day by day."""
        ticket, version = await _read(
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
        """The ticket's history: every recorded event with who, when and why."""
        await _read(runtime, caller, ticket_id)
        query = f"tickets.events {ticket_id}"
        after = runtime.cursors.read(query, cursor, int) if cursor else 0
        recorded = await runtime.store.reader.stream(
            ticket_id, after_version=after, limit=limit + 1
        )
        page = recorded[:limit]
        more = runtime.cursors.make(query, page[-1].version) if len(recorded) > limit else None
        items = [event_answer("tickets", event) for event in page]
        return json_response({"items": items, "next": more})


async def _read(
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


async def _card_of(runtime: Runtime, outcome: Outcome) -> dict[str, str] | None:
    """The contact's card, which is no part of the case; None once it was erased."""
    ticket = outcome.state
    if not isinstance(ticket, Ticket) or ticket.contact_erased:
        return None
    return await queries.contact_card(runtime.store.pool, ticket.contact_id)


def _answer(outcome: Outcome, *, status: int = 200, card: dict[str, str] | None = None) -> Response:
    """The ticket after the order, from memory; a repeated order says that it was one."""
    ticket = outcome.state
    if not isinstance(ticket, Ticket):
        raise TypeError("an accepted order leaves a ticket")
    headers = {}
    if status == 201:  # noqa: PLR2004  Created
        headers["location"] = f"/v1/tickets/{outcome.stream_id}"
    if outcome.replayed:
        headers["idempotency-replayed"] = "true"
    body = answers.ticket_answer(outcome.stream_id, outcome.version, ticket, card)
    return json_response(body, status, etag=outcome.version, headers=headers)
