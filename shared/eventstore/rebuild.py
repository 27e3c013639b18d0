"""Rebuilding read models: fold the log, write fresh tables, swap them in while reads go on.

The bulk is folded and written without a lock. Then the head is locked for the moment it takes to
fold the streams that grew meanwhile and to rename the tables, in one transaction. Fresh tables and
their indexes, constraints and grants end up under the names of the old ones.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

import asyncpg
import msgspec

from shared.eventstore.folding import FoldedStream, Progress, fold_log, fold_on
from shared.eventstore.maintenance import alone
from shared.eventstore.model import Model, ReadModel
from shared.eventstore.pages import PAGE_EVENTS

SWAP_ATTEMPTS: Final = 20
SWAP_PAUSE_SECONDS: Final = 0.5
ROWS_AT_ONCE: Final = 5_000
LONG_STREAM: Final = 1_000

_HEAD: Final = "SELECT position FROM log_head"
_GROWN: Final = """SELECT DISTINCT stream_id::text FROM event
    WHERE position > $1 AND position <= $2"""
_INDEXES: Final = """SELECT i.relname AS name, pg_get_indexdef(i.oid) AS definition,
        c.conname AS constraint_name, pg_get_constraintdef(c.oid) AS constraint_definition
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
    LEFT JOIN pg_constraint c ON c.conindid = i.oid AND c.contype IN ('p', 'u')
    WHERE x.indrelid = $1::regclass ORDER BY i.relname"""
_GRANTS: Final = """SELECT string_agg(a.privilege_type, ', ') AS privileges,
        CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END AS grantee
    FROM pg_class c, aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
    WHERE c.oid = $1::regclass AND a.grantee <> c.relowner GROUP BY a.grantee, r.rolname"""


class RebuildReport(msgspec.Struct, frozen=True):
    """What a rebuild did: events folded and rows written by table."""

    position: int
    rows: dict[str, int]


class FreshRows:
    """The rows of folded streams on their way into the fresh tables, some thousand at a time.

    Long streams are also remembered, in `long_streams`: one that grows meanwhile must not be folded
    from its beginning under the lock.
    """

    def __init__(
        self, connection: asyncpg.Connection, model: Model, long_streams: dict[str, FoldedStream]
    ) -> None:
        self._connection = connection
        self._model = model
        self._long_streams = long_streams
        self._rows: dict[str, list[tuple[Any, ...]]] = {m.name: [] for m in _tables(model)}
        self._columns = {m.name: m.columns for m in _tables(model)}

    def take(self, stream: FoldedStream) -> None:
        if stream.version >= LONG_STREAM:
            self._long_streams[stream.id] = stream
        for read_model in self._model.read_models.get(stream.aggregate.name, ()):
            row = read_model.row(stream.state, stream.version)
            if row is not None:
                row["id"] = stream.id
                columns = self._columns[read_model.name]
                self._rows[read_model.name].append(tuple(map(row.__getitem__, columns)))

    async def flush(self) -> None:
        if any(len(rows) >= ROWS_AT_ONCE for rows in self._rows.values()):
            await self.write()

    async def write(self) -> None:
        """Write whatever was taken and not written yet."""
        for table, rows in self._rows.items():
            await self._connection.copy_records_to_table(
                _fresh(table), columns=self._columns[table], records=rows
            )
            rows.clear()


async def rebuild(
    model: Model, connection: asyncpg.Connection, progress: Progress
) -> RebuildReport:
    """Rebuild every read model; `connection` belongs to the tables' owner and to nobody else.

    Raises Unfoldable when the log holds an event that cannot be folded, LockNotAvailableError when
    long readings of a table never let the fresh one in; nothing is changed then.
    """
    tables = _tables(model)
    async with alone(connection), _fresh_tables(connection, tables):
        await _write_json_as_binary(connection)
        position = await connection.fetchval(_HEAD)
        long_streams: dict[str, FoldedStream] = {}
        fresh_rows = FreshRows(connection, model, long_streams)
        await fold_log(connection, model, position, fresh_rows, progress)
        await fresh_rows.write()
        for read_model in tables:
            await _finish_fresh(connection, read_model.name)
        while (head := await connection.fetchval(_HEAD)) - position > PAGE_EVENTS:
            await _catch_up(connection, model, long_streams, position, head)
            progress(head - position)
            position = head
        head = await _swap_in(connection, model, long_streams, position)
        progress(head - position)
    rows = {m.name: await connection.fetchval(f"SELECT count(*) FROM {m.name}") for m in tables}
    return RebuildReport(position=head, rows=rows)


def _tables(model: Model) -> list[ReadModel]:
    return [m for read_models in model.read_models.values() for m in read_models]


async def _swap_in(
    connection: asyncpg.Connection,
    model: Model,
    long_streams: dict[str, FoldedStream],
    written: int,
) -> int:
    """Swap every table in one transaction; the position they are as of.

    A table that is being read lets no other in: rather than let all writers wait for a long
    reading, give up and try again.
    """
    for attempt in range(1, SWAP_ATTEMPTS + 1):
        try:
            async with connection.transaction():
                await connection.execute("SET LOCAL lock_timeout = '1s'")
                head: int = await connection.fetchval(f"{_HEAD} FOR UPDATE")
                await _catch_up(connection, model, long_streams, written, head)
                for read_model in _tables(model):
                    await _swap(connection, read_model.name)
        except asyncpg.LockNotAvailableError:
            if attempt == SWAP_ATTEMPTS:
                raise
            await asyncio.sleep(SWAP_PAUSE_SECONDS)
        else:
            return head
    raise AssertionError("the last attempt returns or raises")


def _fresh(table: str) -> str:
    return f"{table}__fresh"


@asynccontextmanager
async def _fresh_tables(
    connection: asyncpg.Connection, tables: Sequence[ReadModel]
) -> AsyncIterator[None]:
    """An empty fresh table beside each; whichever is not swapped in is dropped in the end."""
    fresh = {read_model.name: _fresh(read_model.name) for read_model in tables}
    drop = "".join(f"DROP TABLE IF EXISTS {name};" for name in fresh.values())
    await connection.execute(drop)
    for table, name in fresh.items():
        await connection.execute(
            f"CREATE TABLE {name} (LIKE {table} INCLUDING ALL EXCLUDING INDEXES)"
        )
    try:
        yield
    finally:
        if not connection.is_closed():
            await connection.execute(drop)


async def _finish_fresh(connection: asyncpg.Connection, table: str) -> None:
    fresh = _fresh(table)
    for index in await connection.fetch(_INDEXES, table):
        await connection.execute(_index_sql(table, index))
    for grant in await connection.fetch(_GRANTS, table):
        await connection.execute(f"GRANT {grant['privileges']} ON {fresh} TO {grant['grantee']}")
    await connection.execute(f"ANALYZE {fresh}")


def _index_sql(table: str, index: Any) -> str:
    fresh, name = _fresh(table), f"{index['name']}__fresh"
    if index["constraint_name"]:
        return f'ALTER TABLE {fresh} ADD CONSTRAINT "{name}" {index["constraint_definition"]}'
    definition: str = index["definition"]
    return definition.replace(f"INDEX {index['name']} ON", f'INDEX "{name}" ON', 1).replace(
        f"ON public.{table} ", f"ON public.{fresh} ", 1
    )


async def _write_json_as_binary(connection: asyncpg.Connection) -> None:
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        encoder=lambda value: b"\x01" + msgspec.json.encode(value),
        decoder=lambda raw: msgspec.json.decode(raw[1:]),
        format="binary",
    )


async def _catch_up(
    connection: asyncpg.Connection,
    model: Model,
    long_streams: dict[str, FoldedStream],
    after: int,
    upto: int,
) -> None:
    """Replace the rows of the streams that grew behind `after`."""
    fresh_rows = FreshRows(connection, model, long_streams)
    grown = [row[0] for row in await connection.fetch(_GROWN, after, upto)]
    for stream in await fold_on(connection, model, grown, long_streams, upto):
        fresh_rows.take(stream)
    async with connection.transaction():
        for read_model in _tables(model):
            fresh = _fresh(read_model.name)
            await connection.execute(f"DELETE FROM {fresh} WHERE id = ANY ($1::uuid[])", grown)
        await fresh_rows.write()


async def _swap(connection: asyncpg.Connection, table: str) -> None:
    indexes = await connection.fetch(_INDEXES, table)
    await connection.execute(f"DROP TABLE {table}")
    await connection.execute(f"ALTER TABLE {_fresh(table)} RENAME TO {table}")
    for index in indexes:
        name = index["name"]
        await connection.execute(f'ALTER INDEX "{name}__fresh" RENAME TO "{name}"')
