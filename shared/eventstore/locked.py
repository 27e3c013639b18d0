"""The locked way of writing a batch: open the log under its lock, read, decide, write, commit.

It assumes nothing, so it is the way out of everything that the quick one (`ahead`) cannot do: read
streams, claims and command records, catch up with other replicas, settle what a lost answer left
open.
"""

import asyncio
import contextlib
from collections.abc import Sequence
from typing import Any

import asyncpg
import structlog

from shared.eventstore.cache import Cache
from shared.eventstore.connection import CONNECTION_LOST
from shared.eventstore.log import Head, Order, Stream
from shared.eventstore.model import Model
from shared.eventstore.stage import Result, Seen, Stage
from shared.eventstore.statements import CLAIM, OPEN, WriteStatements
from shared.kernel.clock import Clock
from shared.kernel.decider import Aggregate, ClaimNotLoaded, Held

log = structlog.get_logger()

MISSED_LIMIT = 2_000


class LockedWay:
    """Writes batches on a connection, and leaves the cache true of the head it left."""

    def __init__(
        self, model: Model, cache: Cache, clock: Clock, statements: WriteStatements
    ) -> None:
        self._model = model
        self._cache = cache
        self._clock = clock
        self._statements = statements

    async def write(self, connection: asyncpg.Connection, orders: Sequence[Order]) -> list[Result]:
        """One transaction. The cache follows the commit."""
        await connection.execute("BEGIN")
        try:
            stage, results = await self._decide(connection, orders)
            await self._write(connection, stage)
        except (asyncio.CancelledError, *CONNECTION_LOST):
            raise  # the connection is given up, and the transaction with it
        except BaseException:
            with contextlib.suppress(*CONNECTION_LOST):
                await connection.execute("ROLLBACK")
            raise
        await connection.execute("COMMIT")
        self._cache.advance(stage.streams, stage.claims, stage.head)
        self._cache.trim()
        return results

    async def _write(self, connection: asyncpg.Connection, stage: Stage) -> None:
        if stage.events:
            sql, arguments = self._statements.append(stage)
            if not self._statements.appended(stage, await connection.execute(sql, *arguments)):
                raise RuntimeError("the log moved while its head was locked")
        elif stage.new_records:
            sql, arguments = self._statements.records(stage)
            await connection.execute(sql, *arguments)

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
            for key in self._model.claims_asked_by(order.command)
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
                # The id may be that of something else than the command is about.
                own = self._model.aggregates_by_event[type(event)]
                state = stream.state if stream.version else own.initial
                streams[id_] = Stream(own.evolve(state, event), version)
            elif kind == b"m":
                missed.append((id_, version, name, schema_version, data))
        self._cache.fold_missed(missed)
        self._cache.advance(streams, claims, head)
        return Stage(
            self._model,
            self._cache,
            head,
            self._clock.now(),
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
