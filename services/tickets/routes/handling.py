"""承办: 补正 and the answers of helpers and lead."""

from starlette.responses import Response

from services.tickets.routes.carrying import Orders, TicketId
from services.tickets.schemas import (
    HelperReplyBody,
    ReplyBody,
    SupplementBody,
    SupplementRequestBody,
)
from shared.parts.uploads import named_files
from shared.runtime import Runtime
from shared.web.routing import CurrentErrand, Routes


def declare(routes: Routes, runtime: Runtime) -> None:
    orders = Orders(routes, runtime)

    @orders.at("supplement-request", "tickets.ask_supplement")
    async def ask_supplement(
        ticket_id: TicketId, body: SupplementRequestBody, errand: CurrentErrand
    ) -> Response:
        """通知补正: both clocks rest until the firm answers, 5 working days at most (T-6)."""
        return await orders.carry_out(errand, ticket_id, body.command())

    @orders.at("supplement", "tickets.give_supplement")
    async def give_supplement(
        ticket_id: TicketId, body: SupplementBody, errand: CurrentErrand
    ) -> Response:
        """补正: the firm answers, and the clocks go on."""
        files = await named_files(runtime, errand, body.attachments)
        return await orders.carry_out(errand, ticket_id, body.command(files))

    @orders.at("helper-reply", "tickets.reply_as_helper")
    async def reply_as_helper(
        ticket_id: TicketId, body: HelperReplyBody, errand: CurrentErrand
    ) -> Response:
        """A helper tells the lead what it contributes; its own clock ends (T-10)."""
        files = await named_files(runtime, errand, body.attachments)
        return await orders.carry_out(errand, ticket_id, body.command(files))

    @orders.at("reply", "tickets.reply")
    async def reply(ticket_id: TicketId, body: ReplyBody, errand: CurrentErrand) -> Response:
        """The lead department answers, with its basis and evidence."""
        files = await named_files(runtime, errand, body.attachments)
        return await orders.carry_out(errand, ticket_id, body.command(files))
