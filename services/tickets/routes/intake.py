"""受理, 不予受理, 并案, 撤回, 回避; repeats, linked cases, the erasable card."""

from starlette.responses import Response

from services.tickets.answers import TicketAnswer
from services.tickets.duplicates import proposals, receive
from services.tickets.routes.carrying import Orders, TicketId, answer_after, ticket_in
from services.tickets.schemas import (
    AcceptanceBody,
    CaseRequestBody,
    DeclineBody,
    ErasureBody,
    MergeBody,
    RecusalBody,
    RepeatBody,
    SubmissionBody,
    WithdrawalBody,
)
from shared.parts.uploads import named_files
from shared.runtime import Runtime
from shared.web.routing import CurrentErrand, Routes


def declare(routes: Routes, runtime: Runtime) -> None:
    orders = Orders(routes, runtime)

    @routes.command("", "tickets.submit", answer=TicketAnswer, status=201, versioned=False)
    async def submit(body: SubmissionBody, errand: CurrentErrand) -> Response:
        """Submit a firm's difficulty. Its clock starts now (T-1); the answer says until when.

        Open tickets that may be about the same matter are proposed to the office, and the ticket
        waits for its decision (T-12).
        """
        files = await named_files(runtime, errand, body.attachments)
        command = body.command(files)
        outcome = await receive(runtime.store, errand.order, command)
        seen = await proposals(runtime.store, errand.caller.actor, ticket_in(outcome))
        return answer_after(outcome, status=201, card=command.contact, duplicates=seen)

    @orders.at("acceptance", "tickets.accept")
    async def accept(ticket_id: TicketId, body: AcceptanceBody, errand: CurrentErrand) -> Response:
        """受理: accept without dispatching yet; dispatching accepts as well."""
        return await orders.carry_out(errand, ticket_id, body.command())

    @orders.at("decline", "tickets.decline")
    async def decline(ticket_id: TicketId, body: DeclineBody, errand: CurrentErrand) -> Response:
        """不予受理, with the route the firm should take instead."""
        return await orders.carry_out(errand, ticket_id, body.command())

    @orders.at("merge", "tickets.merge")
    async def merge(ticket_id: TicketId, body: MergeBody, errand: CurrentErrand) -> Response:
        """并案 into an open ticket of the same firm, or as a group case (T-12)."""
        return await orders.carry_out(errand, ticket_id, body.command(), body.master_id)

    @orders.at("repeat", "tickets.record_repeat")
    async def record_repeat(
        ticket_id: TicketId, body: RepeatBody, errand: CurrentErrand
    ) -> Response:
        """The same matter after closing: the earlier answer is told again, no clock starts (T-13)."""
        return await orders.carry_out(errand, ticket_id, body.command())

    @orders.at("withdrawal", "tickets.withdraw")
    async def withdraw(
        ticket_id: TicketId, body: WithdrawalBody, errand: CurrentErrand
    ) -> Response:
        """撤回, of the firm's free will."""
        return await orders.carry_out(errand, ticket_id, body.command())

    @orders.at("recusal", "tickets.recuse")
    async def recuse(ticket_id: TicketId, body: RecusalBody, errand: CurrentErrand) -> Response:
        """回避: this person takes no further part (T-20)."""
        return await orders.carry_out(errand, ticket_id, body.command())

    @orders.at("case-request", "tickets.request_case")
    async def request_case(
        ticket_id: TicketId, body: CaseRequestBody, errand: CurrentErrand
    ) -> Response:
        """Ask another ledger to open a case about the same matter (T-21, T-22)."""
        return await orders.carry_out(errand, ticket_id, body.command())

    @orders.at("contact-erasure", "tickets.erase_contact")
    async def erase_contact(
        ticket_id: TicketId, body: ErasureBody, errand: CurrentErrand
    ) -> Response:
        """Empty the contact's card for good (PIPL art. 47)."""
        return await orders.carry_out(errand, ticket_id, body.command())
