"""The one writer of a service's log: takes what is queued, decides it under the head lock, and
commits it as one transaction.

Answers go out only after the commit. A commit whose answer was lost is settled by the next attempt
at the same commands: it waits for the head lock, which a transaction still under way holds, and
finds in the command records what was stored.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Sequence
from typing import Any, Self

import asyncpg
import structlog

from shared.eventstore.cache import Cache, Stream
from shared.eventstore.connection import CONNECTION_LOST, Connect
from shared.eventstore.log import Head, Order, Outcome
from shared.eventstore.metrics import WriterMetrics
from shared.eventstore.model import Model
from shared.eventstore.reader import Reader
from shared.eventstore.refusals import QueueFull, ShuttingDown, StorageUnavailable
from shared.eventstore.stage import Replay, Seen, Stage
from shared.eventstore.statements import CLAIM, OPEN, WriteStatements
from shared.kernel.clock import Clock
from shared.kernel.decider import Aggregate, ClaimNotLoaded, Held
from shared.kernel.refusal import Refusal

log = structlog.get_logger()

MISSED_LIMIT = 2_000
RETRY_SECONDS = (0.02, 0.05, 0.1, 0.25, 0.5, 1.0)


class _Waiting:
    """An order in the queue, and its caller's future."""

    __slots__ = ("future", "order")

    def __init__(self, order: Order, future: "asyncio.Future[Outcome]") -> None:
        self.order = order
        self.future = future


def _fail(waiting: _Waiting, error: Exception) -> None:
    """Answer with an error, unless the caller is gone or was answered."""
    if not waiting.future.done():
        waiting.future.set_exception(error)


Result = Outcome | Replay | Exception


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
        self._reader = reader
        self._clock = clock
        self._metrics = metrics
        self._queue: deque[_Waiting] = deque()
        self._queue_limit = queue_limit
        self._batch_limit = batch_limit
        self._patience = patience
        self._cache = Cache(model, cache_limit)
        self._statements = WriteStatements(model)
        self._wake = asyncio.Event()
        self._closing = False
        self._connection: asyncpg.Connection | None = None
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
            self._metrics.unavailable.inc()
            raise QueueFull
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Outcome] = loop.create_future()
        self._queue.append(_Waiting(order, future))
        self._wake.set()
        expiry = loop.call_later(self._patience, self._expire, future)
        try:
            return await future
        finally:
            expiry.cancel()

    def _expire(self, future: "asyncio.Future[Outcome]") -> None:
        """The caller's patience has ended, wherever its command is."""
        if not future.done():
            self._metrics.unavailable.inc()
            future.set_exception(StorageUnavailable())

    async def _run(self) -> None:
        while True:
            if not self._queue:
                if self._closing:
                    return
                self._wake.clear()
                await self._wake.wait()
                continue
            batch = [self._queue.popleft() for _ in range(min(len(self._queue), self._batch_limit))]
            self._metrics.waiting.set(len(self._queue))
            try:
                await self._carry_out(batch)
            except Exception as fault:
                log.exception("a batch crashed the writer")
                for waiting in batch:
                    _fail(waiting, fault)

    async def _carry_out(self, batch: list[_Waiting]) -> None:
        """Write a batch, however often the connection is lost, until its patience ends."""
        for attempt in range(1_000_000):
            batch = [waiting for waiting in batch if not waiting.future.done()]
            if not batch:
                return
            try:
                with self._metrics.commit.time():
                    async with asyncio.timeout(self._patience):
                        results = await self._write([waiting.order for waiting in batch])
            except CONNECTION_LOST as lost:
                log.warning("log connection lost", error=repr(lost), attempt=attempt)
                await self._disconnect()
                await asyncio.sleep(RETRY_SECONDS[min(attempt, len(RETRY_SECONDS) - 1)])
            except Exception as rejected:  # noqa: BLE001  whatever one command provoked
                await self._isolate(batch, rejected)
                return
            else:
                self._metrics.batch.observe(len(batch))
                await self._answer(batch, results)
                return

    async def _isolate(self, batch: list[_Waiting], rejected: Exception) -> None:
        """The database refused the batch: carry out each command alone, so that only the one at
        fault fails.
        """
        if len(batch) == 1:
            log.error("command rejected by the database", exc_info=rejected)
            self._metrics.crashed.inc()
            _fail(batch[0], rejected)
            return
        for waiting in batch:
            await self._carry_out([waiting])

    async def _write(self, orders: Sequence[Order]) -> list[Result]:
        """One transaction: open the log, decide, write, commit. The cache follows the commit."""
        connection = await self._connected()
        await connection.execute("BEGIN")
        try:
            stage, results = await self._decide(connection, orders)
            if stage.new_records:
                sql, arguments = self._statements.write(stage)
                await connection.execute(sql, *arguments)
        except (asyncio.CancelledError, *CONNECTION_LOST):
            raise  # the connection is given up, and the transaction with it
        except BaseException:
            with contextlib.suppress(*CONNECTION_LOST):
                await connection.execute("ROLLBACK")
            raise
        await connection.execute("COMMIT")
        self._cache.streams.update(stage.streams)
        self._cache.claims.update(stage.claims)
        self._cache.position = stage.position
        self._cache.trim()
        self._metrics.head.set(stage.position)
        return results

    async def _decide(
        self, connection: asyncpg.Connection, orders: Sequence[Order]
    ) -> tuple[Stage, list[Result]]:
        stage = await self._open(connection, orders)
        results: list[Result] = []
        for order in orders:
            while True:
                try:
                    results.append(stage.take(order))
                except ClaimNotLoaded as missing:
                    held = await connection.fetchrow(CLAIM, missing.key)
                    self._cache.claims[missing.key] = Held(*held) if held else None
                    continue
                except Exception as refused:  # noqa: BLE001  a faulty decider harms itself alone
                    results.append(refused)
                break
        return stage, results

    async def _open(self, connection: asyncpg.Connection, orders: Sequence[Order]) -> Stage:
        """Lock the head and read what this batch needs and the cache does not have."""
        wanted = self._wanted_streams(orders)
        keys = [
            key
            for order in orders
            for key in self._model.aggregate_for(order.command).asks(order.command)
            if key not in self._cache.claims
        ]
        command_ids = [order.command_id for order in orders]
        missing = [stream_id for stream_id in wanted if stream_id not in self._cache.streams]
        rows = await connection.fetch(
            OPEN, self._cache.position, MISSED_LIMIT, command_ids, keys, missing
        )
        head = Head(rows[0]["number"], rows[0]["data"], rows[0]["recorded_at"])
        if head.position != self._cache.position and not any(row["kind"] == b"m" for row in rows):
            if head.position < self._cache.position:
                log.error("the log is shorter than before: restored from a backup?",
                          was=self._cache.position, now=head.position)  # fmt: skip
            self._cache.clear()
            rows = await connection.fetch(
                OPEN, head.position, MISSED_LIMIT, command_ids, keys, list(wanted)
            )
            missing = list(wanted)
        return self._stage(head, rows, {s: wanted[s] for s in missing}, keys)

    def _stage(
        self,
        head: Head,
        rows: Sequence[Any],
        missing: dict[str, Aggregate[Any]],
        keys: Sequence[str],
    ) -> Stage:
        records: dict[str, Seen] = {}
        claims: dict[str, Held | None] = dict.fromkeys(keys)
        streams = {s: Stream(aggregate.initial, 0) for s, aggregate in missing.items()}
        missed = []
        for kind, id_, number, version, name, schema_version, _at, data in rows:
            if kind == b"c":
                records[id_] = Seen(data, name, version, number)
            elif kind == b"k":
                claims[id_] = Held(name, number)
            elif kind == b"e":
                event = self._model.registry.decode(name, schema_version, data)
                stream = streams[id_]
                streams[id_] = Stream(missing[id_].evolve(stream.state, event), version)
            elif kind == b"m":
                missed.append((id_, version, name, schema_version, data))
        self._cache.fold_missed(missed)
        self._cache.streams.update(streams)
        self._cache.claims.update(claims)
        self._cache.position = head.position
        return Stage(
            self._model,
            self._cache,
            head,
            max(self._clock.now(), head.recorded_at),
            simulated=self._clock.simulated,
            records=records,
        )

    def _wanted_streams(self, orders: Sequence[Order]) -> dict[str, Aggregate[Any]]:
        wanted = dict(self._model.policies)
        for order in orders:
            aggregate = self._model.aggregate_for(order.command)
            for stream_id in order.streams:
                wanted.setdefault(stream_id, aggregate)
        return wanted

    async def _answer(self, batch: Sequence[_Waiting], results: Sequence[Result]) -> None:
        replays: list[tuple[_Waiting, Replay]] = []
        for waiting, result in zip(batch, results, strict=True):
            if isinstance(result, Replay):
                replays.append((waiting, result))
                continue
            self._count(result)
            if waiting.future.done():
                continue
            if isinstance(result, Outcome):
                waiting.future.set_result(result)
            else:
                _fail(waiting, result)
        await asyncio.gather(*(self._answer_again(w, replay.seen) for w, replay in replays))

    async def _answer_again(self, waiting: _Waiting, seen: Seen) -> None:
        """Give the first answer once more: the state as it was right after the command."""
        self._metrics.replayed.inc()
        if waiting.future.done():
            return
        aggregate = self._model.aggregate_for(waiting.order.command)
        try:
            state, version = await self._reader.state(
                aggregate, seen.stream_id, upto_version=seen.version
            )
        except Exception as error:  # noqa: BLE001  belongs to the waiting caller
            _fail(waiting, StorageUnavailable() if isinstance(error, CONNECTION_LOST) else error)
            return
        if not waiting.future.done():
            waiting.future.set_result(
                Outcome(
                    stream_id=seen.stream_id,
                    version=version,
                    state=state,
                    position=seen.position,
                    replayed=True,
                )
            )

    def _count(self, result: Result) -> None:
        if isinstance(result, Outcome):
            self._metrics.accepted.inc()
        elif isinstance(result, Refusal):
            self._metrics.refused.inc()
        else:
            self._metrics.crashed.inc()
            log.error("command crashed", exc_info=result)

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
