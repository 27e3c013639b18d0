"""The one writer of a service's log: takes what is queued, decides it, and commits it as a batch.

A batch goes one of two ways. The quick way (`draft`) decides ahead of the head's lock, while the
batch before is on its way to the disk, and writes with one statement that commits only where the
log stands as the draft takes it to. The locked way (`locked`) opens the log under its lock and
reads what it needs. What the quick way cannot decide, or the database refused to take from it,
goes the locked way; there, too, what a lost answer left open is settled by the command records.

Answers go out only after the commit, on either way.
"""

import asyncio
import contextlib
from collections import deque
from time import perf_counter
from typing import Final, Self

import asyncpg
import structlog

from shared.eventstore.answering import Answering, Waiting
from shared.eventstore.cache import Cache
from shared.eventstore.connection import CONNECTION_LOST, Connect
from shared.eventstore.draft import Draft
from shared.eventstore.locked import LockedWay
from shared.eventstore.log import Order, Outcome
from shared.eventstore.metrics import WriterMetrics
from shared.eventstore.model import Model
from shared.eventstore.reader import Reader
from shared.eventstore.refusals import QueueFull, ShuttingDown, StorageUnavailable
from shared.eventstore.statements import WriteStatements
from shared.kernel.clock import Clock

log = structlog.get_logger()

RETRY_SECONDS: Final = (0.02, 0.05, 0.1, 0.25, 0.5, 1.0)
# So many batches go the locked way after another replica has moved the head: it is likely to do so
# again, and a draft that is refused was decided in vain.
CAUTIOUS_BATCHES: Final = 16
SMALL_BATCH: Final = 16  # below that what every batch costs outweighs what two in work gain


class _Flight:
    """A draft on its way to the database. `written` is False where the log stood otherwise."""

    def __init__(self, draft: Draft, task: "asyncio.Task[bool]") -> None:
        self.draft = draft
        self.task = task
        self.began = perf_counter()


class Writer:
    """Start it with `async with`; `submit` from as many tasks as you like.

    `patience` is how many seconds a command waits for a database that does not answer.
    """

    def __init__(  # noqa: PLR0913  a composition root is where everything meets
        self,
        model: Model,
        connect: Connect,
        reader: Reader,
        clock: Clock,
        metrics: WriterMetrics,
        *,
        queue_limit: int = 4096,
        batch_limit: int = 256,
        cache_limit: int = 50_000,
        patience: float = 10.0,
    ) -> None:
        self._model = model
        self._connect = connect
        self._clock = clock
        self.metrics = metrics
        self._queue: deque[Waiting] = deque()
        self._queue_limit = queue_limit
        self._batch_limit = batch_limit
        self._patience = patience
        self._cache = Cache(model, cache_limit)
        self._statements = WriteStatements(model)
        self._locked = LockedWay(model, self._cache, clock, self._statements)
        self._answering = Answering(model, reader, metrics)
        self._wake = asyncio.Event()
        self._closing = False
        self._connection: asyncpg.Connection | None = None
        self._draft: Draft | None = None
        self._flight: _Flight | None = None
        self._cautious = 0
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run(), name="writer")
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop taking orders, carry out what is queued, close the connection."""
        self._closing = True
        self._wake.set()
        if self._task is not None:
            await self._task
        await self._disconnect()

    async def submit(self, order: Order) -> Outcome:
        """Carry out one order and return its outcome once it is durable.

        Raises the refusal of the domain, `QueueFull`, `StorageUnavailable` (outcome unknown: ask
        again with the same command id) or `ShuttingDown`; whatever else a decider raised.
        """
        if self._closing:
            raise ShuttingDown
        if len(self._queue) >= self._queue_limit:
            self.metrics.unavailable.inc()
            raise QueueFull
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Outcome] = loop.create_future()
        self._queue.append(Waiting(order, future))
        self._wake.set()
        expiry = loop.call_later(self._patience, self._expire, future)
        try:
            return await future
        finally:
            expiry.cancel()

    def _expire(self, future: "asyncio.Future[Outcome]") -> None:
        """The caller's patience has ended, wherever its command is."""
        if not future.done():
            self.metrics.unavailable.inc()
            future.set_exception(StorageUnavailable())

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            if self._flight and self._flight.task.done():
                await self._land(self._flight)
            self._draft_ahead()
            if self._flight is None and self._draft:
                await self._launch(self._draft)
            elif self._flight is None and self._queue:
                await self._carry_out(self._next_batch())
            elif self._flight is None and self._closing:
                return
            else:
                await self._wake.wait()

    def _next_batch(self) -> list[Waiting]:
        batch = [self._queue.popleft() for _ in range(min(len(self._queue), self._batch_limit))]
        self.metrics.waiting.set(len(self._queue))
        self._cautious = max(0, self._cautious - 1)
        return batch

    # The quick way

    def _draft_ahead(self) -> None:
        """Decide what is queued as far as that goes without the lock."""
        limit = self._draft_limit()
        while self._queue and not self._cautious:
            draft = self._draft or self._new_draft()
            if draft is None or len(draft.waiting) >= limit:
                return
            if not self._queue[0].future.done() and not draft.take(self._queue[0]):
                return
            self._queue.popleft()
            if draft.waiting:
                self._draft = draft

    def _draft_limit(self) -> int:
        """Half of all that is under way: one half is decided while the other is written.

        Without a limit one batch would soon hold everything, and its counterpart nothing.
        """
        under_way = len(self._queue)
        under_way += len(self._draft.waiting) if self._draft else 0
        under_way += len(self._flight.draft.waiting) if self._flight else 0
        return min(self._batch_limit, max(SMALL_BATCH, under_way // 2))

    def _new_draft(self) -> Draft | None:
        """None when this process does not know where the log stands."""
        head, connection = self._cache.head, self._connection
        if head is None or connection is None or connection.is_closed():
            return None
        if not self._cache.holds_policies:
            return None
        under_way = self._flight.draft.stage.new_records if self._flight else {}
        return Draft(self._model, self._cache, head, self._clock, under_way)

    async def _launch(self, draft: Draft) -> None:
        """Send a draft on its way; from now on the cache stands where it will have led."""
        self._draft = None
        if not draft.stage.events or self._connection is None:
            await self._carry_out(draft.waiting)
            return
        stage = draft.stage
        self._cache.advance(stage.streams, stage.claims, stage.head)
        self._cache.trim()
        task = asyncio.create_task(self._append(self._connection, draft), name="append")
        task.add_done_callback(lambda _: self._wake.set())
        self._flight = _Flight(draft, task)
        self.metrics.waiting.set(len(self._queue))

    async def _append(self, connection: asyncpg.Connection, draft: Draft) -> bool:
        sql, arguments = self._statements.append(draft.stage)
        async with asyncio.timeout(self._patience):
            status = await connection.execute(sql, *arguments)
        return self._statements.appended(draft.stage, status)

    async def _land(self, flight: _Flight) -> None:
        """Send the next draft and answer the one that landed; or carry both out the locked way."""
        self._flight = None
        if await self._has_landed(flight):
            self.metrics.ahead.inc()
            self.metrics.commit.observe(perf_counter() - flight.began)
            self.metrics.batch.observe(len(flight.draft.waiting))
            self.metrics.head.set(flight.draft.stage.position)
            following = self._draft
            if following and following.stage.events:
                await self._launch(following)
            await self._answering.answer(flight.draft.waiting, flight.draft.results)
            return
        self.metrics.turned_back.inc()
        stage, following = flight.draft.stage, self._draft
        self._draft = None
        self._cache.retreat(stage.streams, stage.claims, stage.base)
        await self._carry_out(flight.draft.waiting)
        if following:
            await self._carry_out(following.waiting)

    async def _has_landed(self, flight: _Flight) -> bool:
        try:
            if flight.task.result():
                return True
        except CONNECTION_LOST as lost:
            log.warning("log connection lost", error=repr(lost))
            await self._disconnect()
        except Exception as rejected:  # noqa: BLE001  the locked way finds out whose fault it is
            log.info("a draft was not taken", error=repr(rejected))
        else:
            self._cautious = CAUTIOUS_BATCHES
        return False

    # The locked way

    async def _carry_out(self, batch: list[Waiting]) -> None:
        try:
            await self._persist(batch)
        except Exception as fault:
            log.exception("a batch crashed the writer")
            for waiting in batch:
                waiting.fail(fault)

    async def _persist(self, batch: list[Waiting]) -> None:
        """Write a batch, however often the connection is lost, until its patience ends."""
        for attempt in range(1_000_000):
            batch = [waiting for waiting in batch if not waiting.future.done()]
            if not batch:
                return
            try:
                with self.metrics.commit.time():
                    async with asyncio.timeout(self._patience):
                        connection = await self._connected()
                        results = await self._locked.write(connection, [w.order for w in batch])
            except CONNECTION_LOST as lost:
                log.warning("log connection lost", error=repr(lost), attempt=attempt)
                await self._disconnect()
                await asyncio.sleep(RETRY_SECONDS[min(attempt, len(RETRY_SECONDS) - 1)])
            except Exception as rejected:  # noqa: BLE001  whatever one command provoked
                await self._isolate(batch, rejected)
                return
            else:
                self.metrics.locked.inc()
                self.metrics.batch.observe(len(batch))
                self.metrics.head.set(self._cache.position)
                await self._answering.answer(batch, results)
                return

    async def _isolate(self, batch: list[Waiting], rejected: Exception) -> None:
        """The database refused the batch: carry out each command alone, so that only the one at
        fault fails.
        """
        if len(batch) == 1:
            log.error("command rejected by the database", exc_info=rejected)
            self.metrics.crashed.inc()
            batch[0].fail(rejected)
            return
        for waiting in batch:
            await self._persist([waiting])

    async def _connected(self) -> asyncpg.Connection:
        if self._connection is None or self._connection.is_closed():
            self._cache.clear()  # another server may answer now, with another past
            self._connection = await self._connect()
        return self._connection

    async def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(Exception):
                connection.terminate()
