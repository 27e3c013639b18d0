"""One leader at a time for work that must not be done twice (relay, timers, subscriptions).

A session advisory lock on a direct connection elects; an epoch fences: each new leader raises it,
and a checkpoint written under an older epoch is refused, so that a leader which lost its session
without noticing cannot move anything.
"""

import asyncio
import contextlib
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import structlog

from shared.eventstore.connection import CONNECTION_LOST, Connect
from shared.eventstore.schema import CHANNEL

log = structlog.get_logger()

CANDIDATE_SECONDS = 1.0


class Deposed(Exception):
    """The leader's session is gone, or another leader has begun."""


class Term:
    """The time one process leads one kind of work."""

    def __init__(self, name: str, epoch: int, connection: asyncpg.Connection) -> None:
        self.name = name
        self.epoch = epoch
        self._connection = connection
        self._woken = asyncio.Event()
        connection.add_termination_listener(self._wake)

    def _wake(self, *_: object) -> None:
        self._woken.set()

    async def listen(self) -> None:
        """From now on `wait` also returns when the log grows."""
        await self._connection.add_listener(CHANNEL, self._wake)

    async def wait(self, seconds: float) -> bool:
        """Until the log grows (True) or `seconds` have passed (False).

        Raises Deposed when the session has ended.
        """
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):  # wait_for loses a cancellation on Python 3.11
                await self._woken.wait()
        grown = self._woken.is_set()
        self._woken.clear()
        self.check()
        return grown

    def check(self) -> None:
        """Raises Deposed when the session has ended."""
        if self._connection.is_closed():
            raise Deposed(self.name)

    async def checkpoint(self) -> int:
        """The position this kind of work has come to; 0 at the very beginning."""
        position = await self._connection.fetchval(
            "SELECT position FROM checkpoint WHERE name = $1", self.name
        )
        return position or 0

    async def save(self, position: int) -> None:
        """Move the checkpoint. Raises Deposed when a later leader has begun."""
        saved = await self._connection.fetchval(
            """INSERT INTO checkpoint AS c (name, position, epoch) VALUES ($1, $2, $3)
               ON CONFLICT (name) DO UPDATE SET position = $2, epoch = $3 WHERE c.epoch <= $3
               RETURNING true""",
            self.name,
            position,
            self.epoch,
        )
        if not saved:
            raise Deposed(self.name)


@asynccontextmanager
async def lead(connect: Connect, name: str) -> AsyncIterator[Term]:
    """Wait until this process leads `name`; the lead ends with the block or with the session."""
    connection = await connect()
    try:
        key = zlib.crc32(name.encode())
        while not await connection.fetchval("SELECT pg_try_advisory_lock($1)", key):  # noqa: ASYNC110
            await asyncio.sleep(CANDIDATE_SECONDS)
        epoch = await connection.fetchval(
            """INSERT INTO leader AS l (name, epoch) VALUES ($1, 1)
               ON CONFLICT (name) DO UPDATE SET epoch = l.epoch + 1 RETURNING epoch""",
            name,
        )
        # A checkpoint that a crash sets back costs a repetition and nothing else: JetStream knows
        # its own last sequence, and a repeated command is answered from its record.
        await connection.execute("SET synchronous_commit = off")
        log.info("leading", work=name, epoch=epoch)
        yield Term(name, epoch, connection)
    finally:
        with contextlib.suppress(*CONNECTION_LOST):
            await connection.close(timeout=2)
