"""Clients that submit tickets and dispatch them, and do not give up before they have an answer."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import httpx

from shared.testing.client import Api
from shared.testing.running import RunningService
from tests.builders.bodies import submission
from tests.faults.record import CLIENT, DISPATCH, SUBMIT, Asked, Record, Told

CLIENTS = 16
PATIENCE_SECONDS = 60.0
PAUSE_SECONDS = 0.02
COMMANDS_PER_TICKET = 2
LEADS = ("FINOFF", "HRSS", "FIN")
SUCCESS = {httpx.codes.OK, httpx.codes.CREATED}


class Load:
    """Sends to all replicas in turn; what has no definite answer is sent again to the next one."""

    def __init__(self, replicas: Sequence[Api], record: Record) -> None:
        self.record = record
        self.replicas = replicas
        self._turns = itertools.cycle(replicas)

    async def run(self, tickets: int, *, clients: int = CLIENTS) -> None:
        """Submit and dispatch so many tickets, `clients` of them at a time."""
        work = iter(range(tickets))
        async with asyncio.TaskGroup() as group:
            for _ in range(clients):
                group.create_task(self._client(work))

    async def _client(self, work: Iterator[int]) -> None:
        for number in work:
            ticket = await self.submit()
            await self.dispatch(ticket, LEADS[number % len(LEADS)])

    async def submit(self) -> Told:
        asked = self.record.ask(SUBMIT)
        body = submission(channel="hotline_12345", upstream_number=asked.key)
        return await self.acknowledged(asked, "/v1/tickets", body)

    async def dispatch(self, ticket: Told, lead: str) -> Told:
        asked = self.record.ask(DISPATCH)
        path = f"/v1/tickets/{ticket.ticket_id}/dispatch"
        return await self.acknowledged(asked, path, {"lead": lead}, version=ticket.version)

    async def acknowledged(
        self, asked: Asked, path: str, body: Any, *, version: int | None = None
    ) -> Told:
        """Carry one command out. AssertionError when it is refused, TimeoutError without end."""
        answer = await self.answered(asked, path, body, version=version)
        assert answer.status_code in SUCCESS, f"{asked.operation}: {answer.text}"
        return self.take(asked, answer)

    def take(self, asked: Asked, answer: httpx.Response) -> Told:
        """Write a success down."""
        ticket = answer.json()
        told = Told(ticket["id"], ticket["number"], ticket["version"])
        self.record.counts["replayed"] += "idempotency-replayed" in answer.headers
        self.record.acknowledge(asked, told)
        return told

    async def answered(
        self, asked: Asked, path: str, body: Any, *, version: int | None = None
    ) -> httpx.Response:
        """The definite answer: not a lost connection, not a timeout, not 503."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                self.record.counts["requests"] += 1
                try:
                    answer = await next(self._turns).post(
                        path, body, role=CLIENT, key=asked.key, version=version
                    )
                except httpx.TransportError:
                    pass
                else:
                    if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                        return answer
                self.record.counts["retries"] += 1
                await asyncio.sleep(PAUSE_SECONDS)


@asynccontextmanager
async def opened_load(replicas: Sequence[RunningService]) -> AsyncIterator[Load]:
    """Clients of these replicas, with an empty record."""
    async with AsyncExitStack() as stack:
        apis = [await stack.enter_async_context(Api(replica)) for replica in replicas]
        yield Load(apis, Record())
