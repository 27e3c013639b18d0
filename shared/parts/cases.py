"""What every service asks of its own read model beside its lists: timers, reactions and the feed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from shared.eventstore.log import Recorded
from shared.kernel.imports import ImportedCase
from shared.messaging.timers import Due


@dataclass(frozen=True)
class CaseTable:
    """The table of one kind of case; it has `version`, `open`, `timer_at` and `client`, and the
    instant that a case began in the column `begun`. Its days may move while `moving` holds. All three
    are the program's own words, never a caller's. Cases that are registered in numbers have `number`,
    `import_id` and `import_row` as well.
    """

    name: str
    begun: str
    moving: str = "open"

    async def due(self, pool: asyncpg.Pool, now: datetime, limit: int) -> Sequence[Due]:
        """Cases whose timer instant has come, earliest first."""
        rows = await pool.fetch(
            f"SELECT id::text, timer_at, version FROM {self.name} WHERE timer_at <= $1 "  # noqa: S608
            "ORDER BY timer_at LIMIT $2",
            now,
            limit,
        )
        return [Due(*row) for row in rows]

    async def open_until(
        self, pool: asyncpg.Pool, begun_until: datetime, after_id: str | None, limit: int
    ) -> list[str]:
        """Ids of cases whose days may move, begun until an instant, in id order, a page after `after_id`."""
        rows = await pool.fetch(
            f"SELECT id::text FROM {self.name} WHERE {self.moving} AND {self.begun} <= $1 "  # noqa: S608
            "AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3",
            begun_until,
            after_id,
            limit,
        )
        return [row[0] for row in rows]

    async def events_of_client(
        self,
        pool: asyncpg.Pool,
        client: str,
        after: int,
        limit: int,
        *,
        without: Collection[str] = (),
    ) -> list[Recorded]:
        """The events of the cases that one platform began, in the order of the log; those of the
        names in `without` are not for it.
        """
        rows = await pool.fetch(
            f"""SELECT e.position, e.stream_id::text, e.version, e.name, e.schema_version,
                       e.recorded_at, e.data, e.meta, e.hash
                FROM event e JOIN {self.name} c ON c.id = e.stream_id
                WHERE e.position > $1 AND c.client = $2 AND e.name <> ALL ($4::text[])
                ORDER BY e.position LIMIT $3""",  # noqa: S608
            after,
            client,
            limit,
            list(without),
        )
        return [Recorded(*row) for row in rows]

    async def imported(self, pool: asyncpg.Pool, import_id: str) -> list[ImportedCase]:
        """What came of one import, in the order of its rows."""
        rows = await pool.fetch(
            f"SELECT import_row, id::text, number FROM {self.name} "  # noqa: S608
            "WHERE import_id = $1 ORDER BY import_row",
            import_id,
        )
        return [ImportedCase(*row) for row in rows]

    async def imported_so_far(self, pool: asyncpg.Pool, import_id: str) -> int:
        """How many rows of an import are cases by now."""
        found: int = await pool.fetchval(
            f"SELECT count(*) FROM {self.name} WHERE import_id = $1",  # noqa: S608
            import_id,
        )
        return found
