"""A running service: its store, its NATS connection, and the work that goes on beside requests."""

import asyncio
import contextlib
import gc
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Final

import msgspec
import structlog
from fastapi import FastAPI
from nats.aio.client import Client
from prometheus_client import CollectorRegistry

from shared.eventstore.connection import CONNECTION_LOST
from shared.eventstore.log import Order
from shared.eventstore.migrating import newest
from shared.eventstore.model import Model
from shared.eventstore.refusals import StorageUnavailable
from shared.eventstore.store import Store, open_store
from shared.files.opening import open_files
from shared.files.store import StoreUnreachable
from shared.kernel.actor import Actor, Role
from shared.kernel.clock import Clock, SimulatedClock, SystemClock
from shared.kernel.decider import Command
from shared.kernel.ids import derived_id
from shared.messaging.connection import reach_nats
from shared.messaging.dead_letters import DeadLetters
from shared.messaging.ending import end_all
from shared.messaging.relay import LogBehindStream, Relay, RelayMetrics, stream_end
from shared.messaging.streams import NATS_FAILURES
from shared.messaging.subscription import SubscriptionMetrics
from shared.messaging.timers import TimerMetrics
from shared.settings import Settings
from shared.web.health import NotReady, Probe
from shared.web.paging import Cursors

log = structlog.get_logger()

SEEDER: Final = Actor(id="seed", role=Role.SYSTEM, client="seed")

Work = Callable[["Runtime"], Coroutine[Any, Any, None]]


class Seed(msgspec.Struct, frozen=True):
    """A fact of policy that every installation starts with, ordered once under its own key."""

    key: str
    stream_id: str
    command: Command


class Runtime:
    """Made before the app, opened by its lifespan; routes look into it at request time.

    `seeds` are ordered once per log, before the service is ready. Each of `work` runs until the
    service stops.
    """

    def __init__(
        self,
        settings: Settings,
        model: Model,
        migrations: Path,
        *,
        seeds: Iterable[Seed] = (),
        work: Sequence[Work] = (),
    ) -> None:
        self.settings = settings
        self.model = model
        self._newest_revision = newest(migrations)
        self.clock: Clock = (
            SimulatedClock(settings.clock_file) if settings.simulation else SystemClock()
        )
        self.files = open_files(settings, model.service)
        self.registry = CollectorRegistry()
        self.cursors = Cursors(f"{model.service}:{settings.issuer}".encode())
        self.timer_metrics = TimerMetrics(self.registry)
        self.subscription_metrics = SubscriptionMetrics(self.registry)
        self._seeds = tuple(seeds)
        self._work = work
        self._seeded = asyncio.Event()
        self._store: Store | None = None
        self._nats: Client | None = None
        self._nats_reached = asyncio.Event()

    @property
    def store(self) -> Store:
        if self._store is None:
            raise RuntimeError("the service is not open")
        return self._store

    @property
    def letters(self) -> DeadLetters:
        return DeadLetters(self.store.pool)

    @property
    def nats_connected(self) -> bool:
        return self._nats is not None and self._nats.is_connected

    async def seeded(self) -> None:
        """Wait until the policies every installation starts with are stored."""
        await self._seeded.wait()

    async def nats(self) -> Client:
        """The connection to NATS, once it was reached; from then on it mends itself."""
        await self._nats_reached.wait()
        if self._nats is None:
            raise RuntimeError("NATS was reached, and its connection is gone")
        return self._nats

    @asynccontextmanager
    async def lifespan(self, _app: FastAPI) -> AsyncIterator[None]:
        """Open everything; on the way out stop the work, then carry out what is queued."""
        url = self.settings.database_url_of(self.model.service)
        if url is None:
            raise RuntimeError(f"no database address for {self.model.service}")
        async with AsyncExitStack() as stack:
            self._store = await stack.enter_async_context(
                open_store(
                    self.model,
                    url,
                    self.clock,
                    self.registry,
                    queue_limit=self.settings.queue_limit,
                    batch_limit=self.settings.batch_limit,
                )
            )
            stack.push_async_callback(self._close_nats)
            tasks = [asyncio.create_task(self._seed()), asyncio.create_task(self._reach_nats())]
            tasks += [asyncio.create_task(work(self)) for work in self._work]
            for task in tasks:
                task.add_done_callback(_report)
            stack.push_async_callback(end_all, tasks)
            yield

    def probes(self) -> dict[str, Probe]:
        """What `/readyz` asks."""
        return {
            "database": self._probe_database,
            "migrations": self._probe_migrations,
            "policies": self._probe_seeds,
            "nats": self._probe_nats,
            "relay": self._probe_relay,
            "files": self._probe_files,
        }

    async def _seed(self) -> None:
        for seed in self._seeds:
            command_id = derived_id("seed", seed.key)
            order = Order(
                command_id=command_id,
                fingerprint=b"",
                streams=(seed.stream_id,),
                command=seed.command,
                operation="seed",
                actor=SEEDER,
                correlation_id=command_id,
            )
            while True:
                with contextlib.suppress(StorageUnavailable):
                    await self.store.writer.submit(order)
                    break
        self._seeded.set()

    async def _reach_nats(self) -> None:
        """Connect to NATS; relay from here, unless a process of its own does (`shukun relay`)."""
        service = self.model.service
        url = self.settings.nats_url_of(service)
        if url is None:
            raise RuntimeError(f"no NATS address for {service}")
        self._nats = await reach_nats(url, f"shukun-{service}", self.settings.nats_seed_file)
        self._nats_reached.set()
        if self.settings.relay:
            store = self.store
            await Relay(
                service, store.connect, store.reader, self._nats, RelayMetrics(self.registry)
            ).run()

    async def _close_nats(self) -> None:
        if self._nats is not None:
            with contextlib.suppress(*NATS_FAILURES):  # a last flush to a server that is gone
                await self._nats.close()

    async def _probe_database(self) -> str | None:
        try:
            head = await self.store.reader.head()
        except (*CONNECTION_LOST, TimeoutError):
            raise NotReady("the database does not answer") from None
        return f"position {head.position}"

    async def _probe_migrations(self) -> str | None:
        revision = await self.store.pool.fetchval("SELECT version_num FROM alembic_version")
        if revision != self._newest_revision:
            raise NotReady(f"revision {revision}, not {self._newest_revision}: migrate first")
        return f"revision {revision}"

    async def _probe_seeds(self) -> str | None:
        if not self._seeded.is_set():
            raise NotReady("the policies every installation starts with are not stored yet")
        return None

    async def _probe_files(self) -> str | None:
        try:
            await self.files.probe()
        except StoreUnreachable as unreachable:
            log.warning("file store not usable", cause=str(unreachable))
            raise NotReady("the file store cannot be written to") from None
        return None

    async def _probe_nats(self) -> str | None:
        if not self.nats_connected:
            raise NotReady("NATS is not connected")
        return None

    async def _probe_relay(self) -> str | None:
        """Lag in events by the relay's checkpoint, wherever it runs.

        A log that lacks what its stream holds gets no further events: a person has to decide.
        """
        if self._nats is not None and self._nats.is_connected:
            try:
                await stream_end(self._nats, self.model.service, self.store.reader)
            except LogBehindStream:
                raise NotReady(
                    "the log lacks events that JetStream holds: an older backup?"
                ) from None
        row = await self.store.pool.fetchrow(
            """SELECT h.position - coalesce(c.position, 0) FROM log_head h
               LEFT JOIN checkpoint c ON c.name = 'relay'"""
        )
        return f"{row[0] if row else 0} events behind"


def calm_collector() -> None:
    """Collect rarely: thousands of cached cases would be walked again and again, and they, like
    nearly everything a request makes, are freed without the cycle collector.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 200)


def _report(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception() is not None:
        log.error("background work ended", work=task.get_name(), exc_info=task.exception())
