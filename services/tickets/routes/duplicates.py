"""排除重复: no to a proposed duplicate; yes is 并案 (T-12)."""

from starlette.responses import Response

from services.tickets.routes.carrying import Orders, TicketId
from services.tickets.schemas import DuplicateDecisionBody
from shared.runtime import Runtime
from shared.web.routing import CurrentErrand, Routes


def declare(routes: Routes, runtime: Runtime) -> None:
    orders = Orders(routes, runtime)

    @orders.at("duplicate-decision", "tickets.decide_duplicates")
    async def decide_duplicates(
        ticket_id: TicketId, body: DuplicateDecisionBody, errand: CurrentErrand
    ) -> Response:
        """排除重复: the named tickets are about other matters; the same matter is merged (T-12)."""
        return await orders.carry_out(errand, ticket_id, body.command())
