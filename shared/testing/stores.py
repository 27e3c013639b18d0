"""Event stores for tests: opened on a test's database, as patient as the test needs them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from prometheus_client import CollectorRegistry

from shared.eventstore.connection import connector, create_pool
from shared.eventstore.held_claims import HeldClaims
from shared.eventstore.log import Order, Outcome, Recorded
from shared.eventstore.metrics import WriterMetrics
from shared.eventstore.model import Model
from shared.eventstore.reader import Reader
from shared.eventstore.store import Store
from shared.eventstore.verify import Finding, verify
from shared.eventstore.writer import Writer
from shared.kernel.clock import Clock
from shared.testing.orders import clock_at

DAY = "2022-09-24T10:00+08:00"


@asynccontextmanager
async def opened(
    model: Model, url: str, *, clock: Clock | None = None, **writer_options: Any
) -> AsyncIterator[Store]:
    """The store as `open_store` gives it, with the writer's own options on top."""
    name = f"shukun-{model.service}"
    connect = connector(url, name)
    pool = await create_pool(url, name)
    reader = Reader(model, pool)
    metrics = WriterMetrics(CollectorRegistry())
    writer = Writer(model, connect, reader, clock or clock_at(DAY), metrics, **writer_options)
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


def ways(store: Store) -> dict[str, int]:
    """How many batches of this store's writer went which way."""
    [metric] = store.writer.metrics.batches.collect()
    return {
        sample.labels["way"]: int(sample.value)
        for sample in metric.samples
        if sample.name.endswith("_total")
    }


async def whole_log(store: Store) -> list[Recorded]:
    return [event async for page in store.reader.pages_after(0) for event in page]


async def events_of(store: Store, order: Order) -> list[Recorded]:
    """What the log holds of one command, by the command id in the envelopes."""
    return [e for e in await whole_log(store) if e.envelope.command_id == order.command_id]


async def findings(model: Model, url: str) -> list[Finding]:
    """What `verify` finds in the database at `url`."""
    connection = await asyncpg.connect(url)
    try:
        report = await verify(model, connection, lambda _count: None)
    finally:
        await connection.close()
    return report.findings


def outcomes(results: Sequence[Outcome | BaseException]) -> list[Outcome]:
    """The outcomes among the results of a gather; the refusals and crashes left out."""
    return [result for result in results if isinstance(result, Outcome)]


async def waiting_for_a_lock(superuser: asyncpg.Connection) -> list[int]:
    """The sessions of this database that wait for a lock, by process id."""
    rows = await superuser.fetch(
        """SELECT pid FROM pg_stat_activity
           WHERE wait_event_type = 'Lock' AND datname = current_database() ORDER BY pid"""
    )
    return [row[0] for row in rows]
