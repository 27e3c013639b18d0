"""Rebuilding read models: fold the log, write fresh tables, swap them in while reads go on.

The bulk is folded and written without a lock. Then the head is locked for the moment it takes to
fold what was appended meanwhile and to rename the tables, in one transaction. Fresh tables and
their indexes, constraints and grants end up under the names of the old ones.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import asyncpg
import msgspec

from shared.eventstore.folding import PAGE, Folded, Progress, fold
from shared.eventstore.maintenance import alone
from shared.eventstore.model import Model, ReadModel

SWAP_ATTEMPTS: Final = 20
SWAP_PAUSE_SECONDS: Final = 0.5

_HEAD: Final = "SELECT position FROM log_head"
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


async def rebuild(
    model: Model, connection: asyncpg.Connection, progress: Progress
) -> RebuildReport:
    """Rebuild every read model; `connection` belongs to the tables' owner and to nobody else.

    Raises LockNotAvailableError, with nothing changed, when long readings of a table never let the
    fresh one in.
    """
    async with alone(connection):
        await _write_json_as_binary(connection)
        folded = Folded(model)
        await _fold_to_head(connection, folded, progress)
        tables = [m for read_models in model.read_models.values() for m in read_models]
        for read_model in tables:
            await _write_fresh(connection, read_model, folded)
        written = dict(folded.versions)
        await _fold_to_head(connection, folded, progress)
        await _swap_in(connection, tables, folded, written, progress)
    rows = {m.name: await connection.fetchval(f"SELECT count(*) FROM {m.name}") for m in tables}
    return RebuildReport(position=folded.position, rows=rows)


async def _fold_to_head(connection: asyncpg.Connection, folded: Folded, progress: Progress) -> None:
    """Fold until little is left, so that the rest can be folded under the lock."""
    while (head := await connection.fetchval(_HEAD)) - folded.position > PAGE:
        await fold(connection, folded, head, progress)
    await fold(connection, folded, head, progress)


async def _swap_in(
    connection: asyncpg.Connection,
    tables: Sequence[ReadModel],
    folded: Folded,
    written: Mapping[str, int],
    progress: Progress,
) -> None:
    """Swap every table in one transaction.

    A table that is being read lets no other in: rather than let all writers wait for a long
    reading, give up and try again.
    """
    for attempt in range(1, SWAP_ATTEMPTS + 1):
        try:
            async with connection.transaction():
                await connection.execute("SET LOCAL lock_timeout = '1s'")
                head = await connection.fetchval(f"{_HEAD} FOR UPDATE")
                await fold(connection, folded, head, progress)
                for read_model in tables:
                    await _catch_up(connection, read_model, folded, written)
                    await _swap(connection, read_model.name)
        except asyncpg.LockNotAvailableError:
            if attempt == SWAP_ATTEMPTS:
                raise
            await asyncio.sleep(SWAP_PAUSE_SECONDS)
        else:
            return


def _fresh(table: str) -> str:
    return f"{table}__fresh"


async def _write_fresh(
    connection: asyncpg.Connection, read_model: ReadModel, folded: Folded
) -> None:
    table, fresh = read_model.name, _fresh(read_model.name)
    await connection.execute(f"DROP TABLE IF EXISTS {fresh}")
    await connection.execute(f"CREATE TABLE {fresh} (LIKE {table} INCLUDING ALL EXCLUDING INDEXES)")
    await _copy(connection, read_model, folded.rows(table))
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


async def _copy(
    connection: asyncpg.Connection,
    read_model: ReadModel,
    rows: Iterable[tuple[str, dict[str, Any]]],
) -> None:
    columns = read_model.columns
    await connection.copy_records_to_table(
        _fresh(read_model.name),
        columns=columns,
        records=(
            (stream_id, *(row[name] for name in columns if name != "id")) for stream_id, row in rows
        ),
    )


async def _catch_up(
    connection: asyncpg.Connection,
    read_model: ReadModel,
    folded: Folded,
    written: Mapping[str, int],
) -> None:
    """Replace the rows of the streams that grew since the bulk was written."""
    grown = {s for s, version in folded.versions.items() if written.get(s) != version}
    if not grown:
        return
    await connection.execute(
        f"DELETE FROM {_fresh(read_model.name)} WHERE id = ANY ($1::uuid[])", list(grown)
    )
    rows = ((s, row) for s, row in folded.rows(read_model.name) if s in grown)
    await _copy(connection, read_model, rows)


async def _swap(connection: asyncpg.Connection, table: str) -> None:
    indexes = await connection.fetch(_INDEXES, table)
    await connection.execute(f"DROP TABLE {table}")
    await connection.execute(f"ALTER TABLE {_fresh(table)} RENAME TO {table}")
    for index in indexes:
        name = index["name"]
        await connection.execute(f'ALTER INDEX "{name}__fresh" RENAME TO "{name}"')
