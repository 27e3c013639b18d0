"""What all orders about a ticket share: its address, the way to the writer, the answer."""

from collections.abc import Callable, Sequence
from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from services.tickets import queries
from services.tickets.answers import DuplicateAnswer, TicketAnswer, ticket_answer
from services.tickets.duplicates import proposals
from services.tickets.schemas.values import UUID_PATTERN
from services.tickets.state import Ticket
from shared.eventstore.log import Outcome
from shared.kernel.decider import Command
from shared.runtime import Runtime
from shared.web.answers import json_response
from shared.web.preconditions import Errand
from shared.web.routing import Endpoint, Routes

TicketId = Annotated[
    str,
    Path(
        title="工单标识",
        pattern=UUID_PATTERN,
        examples=["0192f0c1-7d3a-7c44-9b1e-5f0e6a1c2d3e"],
    ),
]


class Orders:
    """Declares and carries out the orders about one existing ticket."""

    def __init__(self, routes: Routes, runtime: Runtime) -> None:
        self._routes = routes
        self._runtime = runtime

    def at(self, path: str, operation: str) -> Callable[[Endpoint], Endpoint]:
        """POST to a resource of the ticket; the answer is the ticket after it."""
        return self._routes.command(
            f"/{{ticket_id}}/{path}", operation, answer=TicketAnswer, versioned=True
        )

    async def carry_out(
        self, errand: Errand, ticket_id: str, command: Command, *others: str
    ) -> Response:
        """`others` are further tickets the command touches; If-Match is about the first."""
        order = errand.order(command, ticket_id, *others)
        outcome = await self._runtime.store.writer.submit(order)
        ticket = ticket_in(outcome)
        seen = await proposals(self._runtime.store, errand.caller.actor, ticket)
        return answer_after(outcome, card=await self._card_of(ticket), duplicates=seen)

    async def _card_of(self, ticket: Ticket) -> dict[str, str] | None:
        """The contact's card, which is no part of the case; None once it was erased."""
        if ticket.contact_erased:
            return None
        return await queries.contact_card(self._runtime.store.pool, ticket.contact_id)


def ticket_in(outcome: Outcome) -> Ticket:
    """The ticket that an accepted order leaves."""
    ticket = outcome.state
    if not isinstance(ticket, Ticket):
        raise TypeError("an accepted order leaves a ticket")
    return ticket


def answer_after(
    outcome: Outcome,
    *,
    status: int = 200,
    card: dict[str, str] | None = None,
    duplicates: Sequence[DuplicateAnswer] = (),
) -> Response:
    """The ticket after the order, from memory; a repeated order says that it was one."""
    headers = {}
    if status == 201:  # noqa: PLR2004  Created
        headers["location"] = f"/v1/tickets/{outcome.stream_id}"
    if outcome.replayed:
        headers["idempotency-replayed"] = "true"
    body = ticket_answer(outcome.stream_id, outcome.version, ticket_in(outcome), card, duplicates)
    return json_response(body, status, etag=outcome.version, headers=headers)
