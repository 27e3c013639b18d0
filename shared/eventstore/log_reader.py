"""Reading the log as it is stored: by position, and by stream.

Positions are gapless and in commit order, so `position > last` never skips an event.
"""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final

import asyncpg

from shared.eventstore.log import Head, Recorded

_COLUMNS: Final = (
    "position, stream_id::text, version, name, schema_version, recorded_at, data, meta, hash"
)
_AFTER: Final = f"SELECT {_COLUMNS} FROM event WHERE position > $1 ORDER BY position LIMIT $2"
_STREAM: Final = f"""SELECT {_COLUMNS} FROM event
    WHERE stream_id = $1 AND version > $2 AND version <= $3 ORDER BY version LIMIT $4"""
_HEAD: Final = "SELECT position, hash, recorded_at FROM log_head"
_RECORDED_AT: Final = "SELECT recorded_at FROM event WHERE position = $1"
LAST_VERSION: Final = 2**31 - 1


class LogReader:
    """Reads the log as it is stored, through a pool; safe for many tasks at once."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def head(self) -> Head:
        [row] = await self._pool.fetch(_HEAD)
        return Head(*row)

    async def position_as_of(self, instant: datetime) -> tuple[int, bool]:
        """The last position recorded at or before an instant (0: none), and whether that is final.

        It is final once something was recorded later. The instants of a log never go backwards
        (`stage.py`), so a search by halves finds it, without an index on them.
        """
        head = await self.head()
        if head.recorded_at <= instant:
            return head.position, False
        known, later = 0, head.position
        while later - known > 1:
            middle = (known + later) // 2
            if await self._pool.fetchval(_RECORDED_AT, middle) <= instant:
                known = middle
            else:
                later = middle
        return known, True

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
        upto = LAST_VERSION if upto_version is None else upto_version
        rows = await self._pool.fetch(_STREAM, stream_id, after_version, upto, limit)
        return [Recorded(*row) for row in rows]
