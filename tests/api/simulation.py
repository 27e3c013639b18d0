"""A service whose clock the test steers, and waiting for what it does by itself."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, TypeVar

from shared.kernel.clock import SimulatedClock
from shared.testing.client import Api
from shared.testing.progress import until
from tests.builders.bodies import submission

Seen = TypeVar("Seen")


class Simulation:
    """A service whose clock the test steers."""

    def __init__(self, api: Api, clock: SimulatedClock) -> None:
        self.api = api
        self.clock = clock

    def go_to(self, instant: str) -> None:
        self.clock.set(datetime.fromisoformat(instant))

    async def submit(self) -> dict[str, Any]:
        answer = await self.api.post("/v1/tickets", submission())
        assert answer.status_code == 201, answer.text
        body: dict[str, Any] = answer.json()
        return body

    async def ticket(self, ticket_id: str) -> dict[str, Any]:
        body: dict[str, Any] = (await self.api.get(f"/v1/tickets/{ticket_id}")).json()
        return body


async def eventually(read: Callable[[], Awaitable[Seen]], holds: Callable[[Seen], bool]) -> Seen:
    """What `read` gives once it holds; fails when that does not come about."""

    async def seen() -> Seen | None:
        found = await read()
        return found if holds(found) else None

    found: Seen = await until(seen, seconds=15, every=0.05)
    return found
