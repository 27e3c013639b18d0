"""Reading the log: by position, by stream, as of a version or an instant.

Positions are gapless and in commit order, so `position > last` never skips an event.
"""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, Final

import asyncpg

from shared.eventstore.log import Head, Recorded
from shared.eventstore.model import Model
from shared.kernel.decider import Aggregate

_COLUMNS: Final = (
    "position, stream_id::text, version, name, schema_version, recorded_at, data, meta, hash"
)
_AFTER: Final = f"SELECT {_COLUMNS} FROM event WHERE position > $1 ORDER BY position LIMIT $2"
_STREAM: Final = f"""SELECT {_COLUMNS} FROM event
    WHERE stream_id = $1 AND version > $2 AND version <= $3 ORDER BY version LIMIT $4"""
_STATE: Final = """SELECT version, name, schema_version, data FROM event
    WHERE stream_id = $1 AND version <= $2 AND recorded_at <= $3 ORDER BY version"""
_HEAD: Final = "SELECT position, hash, recorded_at FROM log_head"
_LAST_VERSION: Final = 2**31 - 1
_END_OF_TIME: Final = datetime.fromisoformat("9999-12-31T00:00:00+00:00")


class Reader:
    """Reads through a pool; safe for many tasks at once."""

    def __init__(self, model: Model, pool: asyncpg.Pool) -> None:
        self._model = model
        self._pool = pool

    async def head(self) -> Head:
        [row] = await self._pool.fetch(_HEAD)
        return Head(*row)

    async def after(self, position: int, limit: int) -> list[Recorded]:
        """At most `limit` events behind `position`, in order."""
        return [Recorded(*row) for row in await self._pool.fetch(_AFTER, position, limit)]

    async def pages_after(self, position: int, size: int = 1_000) -> AsyncIterator[list[Recorded]]:
        """All events behind `position` up to the head as it is when the end is reached."""
        while page := await self.after(position, size):
            yield page
            position = page[-1].position

    async def stream(
        self,
        stream_id: str,
        *,
        after_version: int = 0,
        upto_version: int | None = None,
        limit: int = 1_000,
    ) -> list[Recorded]:
        """One stream's events in order, at most `limit` of them."""
        upto = _LAST_VERSION if upto_version is None else upto_version
        rows = await self._pool.fetch(_STREAM, stream_id, after_version, upto, limit)
        return [Recorded(*row) for row in rows]

    async def state(
        self,
        aggregate: Aggregate[Any],
        stream_id: str,
        *,
        upto_version: int | None = None,
        as_of: datetime | None = None,
    ) -> tuple[Any, int]:
        """The folded state and its version, now or as of a version or an instant (inclusive).

        Version 0 and the initial state when nothing was recorded by then.
        """
        rows = await self._pool.fetch(
            _STATE,
            stream_id,
            _LAST_VERSION if upto_version is None else upto_version,
            as_of or _END_OF_TIME,
        )
        state: Any = aggregate.initial
        decode = self._model.registry.decode
        for _, name, schema_version, data in rows:
            state = aggregate.evolve(state, decode(name, schema_version, data))
        return state, len(rows)
