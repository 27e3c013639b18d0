"""回访, 评价, 销号, 重新办理."""

from typing import Final

from starlette.responses import Response

from services.tickets.routes.carrying import Orders, TicketId
from services.tickets.schemas import (
    CallBackBody,
    ClosureBody,
    RatingBody,
    ReopeningBody,
)
from shared.runtime import Runtime
from shared.web.routing import CurrentErrand, Routes

_UNREACHABLE: Final = ClosureBody()  # what closing without a body has always meant


def declare(routes: Routes, runtime: Runtime) -> None:
    orders = Orders(routes, runtime)

    @orders.at("call-back", "tickets.call_back")
    async def call_back(ticket_id: TicketId, body: CallBackBody, errand: CurrentErrand) -> Response:
        """回访: a content firm closes the ticket; work not done sends it back with a new clock."""
        return await orders.carry_out(errand, ticket_id, body.command())

    @orders.at("closure", "tickets.close")
    async def close(
        ticket_id: TicketId, errand: CurrentErrand, body: ClosureBody = _UNREACHABLE
    ) -> Response:
        """销号 of a ticket whose firm cannot be reached, or did not supplement its documents."""
        return await orders.carry_out(errand, ticket_id, body.command())

    @orders.at("rating", "tickets.rate")
    async def rate(ticket_id: TicketId, body: RatingBody, errand: CurrentErrand) -> Response:
        """评价: the firm's own word about the present cycle, changed within 7 days (T-15)."""
        return await orders.carry_out(errand, ticket_id, body.command())

    @orders.at("reopening", "tickets.reopen")
    async def reopen(ticket_id: TicketId, body: ReopeningBody, errand: CurrentErrand) -> Response:
        """重新办理: a new cycle with a new clock, at the department that answered (T-17)."""
        return await orders.carry_out(errand, ticket_id, body.command())
