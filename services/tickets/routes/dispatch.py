"""交办, 承办, and the one way back: return, adjudication, designation (5.3)."""

from starlette.responses import Response

from services.tickets.commands import TakeOverTicket
from services.tickets.routes.carrying import Orders, TicketId
from services.tickets.schemas import (
    DesignationBody,
    DispatchBody,
    ReturnDecisionBody,
    ReturnRequestBody,
)
from shared.runtime import Runtime
from shared.web.routing import CurrentErrand, Routes


def declare(routes: Routes, runtime: Runtime) -> None:
    orders = Orders(routes, runtime)

    @orders.at("dispatch", "tickets.dispatch")
    async def dispatch(ticket_id: TicketId, body: DispatchBody, errand: CurrentErrand) -> Response:
        """交办: give the ticket to one lead department; a submitted one is registered with it."""
        return await orders.carry_out(errand, ticket_id, body.command())

    @orders.at("takeover", "tickets.take_over")
    async def take_over(ticket_id: TicketId, errand: CurrentErrand) -> Response:
        """承办: the lead department begins."""
        return await orders.carry_out(errand, ticket_id, TakeOverTicket())

    @orders.at("return-request", "tickets.request_return")
    async def request_return(
        ticket_id: TicketId, body: ReturnRequestBody, errand: CurrentErrand
    ) -> Response:
        """申请退回: once a department, within a working day of dispatch (5.4)."""
        return await orders.carry_out(errand, ticket_id, body.command())

    @orders.at("return-decision", "tickets.decide_return")
    async def decide_return(
        ticket_id: TicketId, body: ReturnDecisionBody, errand: CurrentErrand
    ) -> Response:
        """退回裁定: to another lead, back to the queue, or refused; the firm's clock goes on (T-5)."""
        return await orders.carry_out(errand, ticket_id, body.command())

    @orders.at("designation", "tickets.designate")
    async def designate(
        ticket_id: TicketId, body: DesignationBody, errand: CurrentErrand
    ) -> Response:
        """指定主办 after a second return request; the lead cannot give the ticket back any more."""
        return await orders.carry_out(errand, ticket_id, body.command())
