"""What all orders about an item share: its address, the way to the writer, the answer."""

from collections.abc import Callable, Collection
from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from services.arrears import queries
from services.arrears.answers import ArrearsAnswer, Cards, arrears_answer
from services.arrears.filing import filed
from services.arrears.rules.people import contact_ids
from services.arrears.state import Item
from shared.eventstore.log import Outcome
from shared.kernel.decider import Command
from shared.runtime import Runtime
from shared.web.answers import json_response
from shared.web.preconditions import Errand
from shared.web.routing import Endpoint, Routes
from shared.web.values import UUID_PATTERN

ArrearsId = Annotated[
    str,
    Path(
        title="台账项目标识",
        pattern=UUID_PATTERN,
        examples=["0192f0c1-7d3a-7c44-9b1e-5f0e6a1c2d3e"],
    ),
]


class Orders:
    """Declares and carries out the orders about one existing item."""

    def __init__(self, routes: Routes, runtime: Runtime) -> None:
        self._routes = routes
        self._runtime = runtime

    def at(self, path: str, operation: str) -> Callable[[Endpoint], Endpoint]:
        """POST to a resource of the item; the answer is the item after it."""
        return self._routes.command(
            f"/{{arrears_id}}/{path}", operation, answer=ArrearsAnswer, versioned=True
        )

    async def carry_out(
        self, errand: Errand, arrears_id: str, command: Command, *others: str
    ) -> Response:
        """`others` are further items the command touches; If-Match is about the first."""
        order = errand.order(await filed(self._runtime, errand, command), arrears_id, *others)
        outcome = await self._runtime.store.writer.submit(order)
        return answer_after(outcome, cards=await self._cards_of(outcome))

    async def _cards_of(self, outcome: Outcome) -> Cards:
        item = outcome.state
        return await cards_of(self._runtime, item) if isinstance(item, Item) else {}


async def cards_of(runtime: Runtime, item: Item) -> Cards:
    """The contacts' cards, which are no part of the case; those that were erased are not there."""
    ids: Collection[str] = contact_ids(item)
    return await queries.contact_cards(runtime.store.pool, ids) if ids else {}


def answer_after(outcome: Outcome, *, status: int = 200, cards: Cards) -> Response:
    """The item after the order, from memory; a repeated order says that it was one."""
    item = outcome.state
    if not isinstance(item, Item):
        raise TypeError("an accepted order leaves an item")
    headers = {}
    if status == 201:  # noqa: PLR2004  Created
        headers["location"] = f"/v1/arrears/{outcome.stream_id}"
    if outcome.replayed:
        headers["idempotency-replayed"] = "true"
    body = arrears_answer(outcome.stream_id, outcome.version, item, cards)
    return json_response(body, status, etag=outcome.version, headers=headers)
