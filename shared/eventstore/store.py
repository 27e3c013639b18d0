"""A service's event store, opened: its reader and its writer on one database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import asyncpg
from prometheus_client import CollectorRegistry

from shared.eventstore.connection import Connect, connector, create_pool
from shared.eventstore.folding import Sink, fold_log
from shared.eventstore.held_claims import HeldClaims
from shared.eventstore.metrics import WriterMetrics
from shared.eventstore.model import Model
from shared.eventstore.reader import Reader
from shared.eventstore.writer import Writer
from shared.kernel.clock import Clock


@dataclass(frozen=True, kw_only=True)
class Store:
    """`connect` opens a further direct connection, for leaders and listeners."""

    model: Model
    pool: asyncpg.Pool
    connect: Connect
    reader: Reader
    claims: HeldClaims
    writer: Writer
    _folding: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    async def fold(self, model: Model, upto: int, sink: Sink) -> None:
        """Fold every stream as of position `upto`, by `model`, to answer a question of the whole log.

        One such question at a time: each takes seconds of one connection of a few, and together they
        would leave none to the timers and to whoever asks for one case. Raises Unfoldable.
        """
        async with self._folding, self.pool.acquire() as connection:
            await fold_log(
                connection,  # type: ignore[arg-type]  # the pool's proxy does all that a connection does
                model,
                upto,
                sink,
                lambda _count: None,
            )


@asynccontextmanager
async def open_store(
    model: Model,
    url: str,
    clock: Clock,
    registry: CollectorRegistry,
    *,
    queue_limit: int = 4096,
    batch_limit: int = 256,
) -> AsyncIterator[Store]:
    """Open the store of `model` at a PostgreSQL address; closing carries out what is queued."""
    name = f"shukun-{model.service}"
    connect = connector(url, name)
    pool = await create_pool(url, name)
    reader = Reader(model, pool)
    writer = Writer(
        model,
        connect,
        reader,
        clock,
        WriterMetrics(registry),
        queue_limit=queue_limit,
        batch_limit=batch_limit,
    )
    try:
        async with writer:
            yield Store(
                model=model,
                pool=pool,
                connect=connect,
                reader=reader,
                claims=HeldClaims(pool),
                writer=writer,
            )
    finally:
        await pool.close()
