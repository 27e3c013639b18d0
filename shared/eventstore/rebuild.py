"""Rebuilding read models: fold the log, write fresh tables, swap them in while reads go on.

The bulk is folded and written without a lock. Then the head is locked for the moment it takes to
fold what was appended meanwhile and to rename the tables, in one transaction.
"""

from typing import Any, Final

import asyncpg
import msgspec

from shared.eventstore.folding import Folded, Progress, fold
from shared.eventstore.model import Model, ReadModel

_HEAD: Final = "SELECT position FROM log_head"
_INDEXES: Final = """SELECT i.relname AS name, pg_get_indexdef(i.oid) AS definition,
        c.conname AS constraint_name, pg_get_constraintdef(c.oid) AS constraint_definition
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
    LEFT JOIN pg_constraint c ON c.conindid = i.oid AND c.contype IN ('p', 'u')
    WHERE x.indrelid = $1::regclass ORDER BY i.relname"""
_GRANTS: Final = """SELECT grantee, string_agg(privilege_type, ', ') AS privileges
    FROM information_schema.table_privileges
    WHERE table_schema = 'public' AND table_name = $1 AND grantee <> current_user
    GROUP BY grantee"""


class RebuildReport(msgspec.Struct, frozen=True):
    """What a rebuild did: events folded and rows written by table."""

    position: int
    rows: dict[str, int]


async def rebuild(
    model: Model, connection: asyncpg.Connection, progress: Progress
) -> RebuildReport:
    """Rebuild every read model; `connection` belongs to the tables' owner."""
    folded = Folded(model)
    await fold(connection, folded, await connection.fetchval(_HEAD), progress)
    tables = [m for read_models in model.read_models.values() for m in read_models]
    for read_model in tables:
        await _write_fresh(connection, read_model, folded)
    async with connection.transaction():
        head = await connection.fetchval(f"{_HEAD} FOR UPDATE")
        written = dict(folded.versions)
        await fold(connection, folded, head, progress)
        for read_model in tables:
            await _catch_up(connection, read_model, folded, written)
            await _swap(connection, read_model.name)
    rows = {m.name: sum(1 for _ in folded.rows(m.name)) for m in tables}
    return RebuildReport(position=folded.position, rows=rows)


def _fresh(table: str) -> str:
    return f"{table}__fresh"


async def _write_fresh(
    connection: asyncpg.Connection, read_model: ReadModel, folded: Folded
) -> None:
    table, fresh = read_model.name, _fresh(read_model.name)
    await connection.execute(f"DROP TABLE IF EXISTS {fresh}")
    await connection.execute(
        f"CREATE TABLE {fresh} (LIKE {table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS "
        "INCLUDING STORAGE)"
    )
    await _copy(connection, read_model, folded.rows(table))
    for index in await connection.fetch(_INDEXES, table):
        await connection.execute(_index_sql(table, index))
    for grant in await connection.fetch(_GRANTS, table):
        await connection.execute(f'GRANT {grant["privileges"]} ON {fresh} TO "{grant["grantee"]}"')
    await connection.execute(f"ANALYZE {fresh}")


def _index_sql(table: str, index: Any) -> str:
    fresh, name = _fresh(table), f"{index['name']}__fresh"
    if index["constraint_name"]:
        return f'ALTER TABLE {fresh} ADD CONSTRAINT "{name}" {index["constraint_definition"]}'
    definition: str = index["definition"]
    return definition.replace(f"INDEX {index['name']} ON", f'INDEX "{name}" ON', 1).replace(
        f"ON public.{table} ", f"ON public.{fresh} ", 1
    )


async def _copy(connection: asyncpg.Connection, read_model: ReadModel, rows: Any) -> None:
    columns = read_model.columns
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        encoder=lambda value: b"\x01" + msgspec.json.encode(value),
        decoder=lambda raw: msgspec.json.decode(raw[1:]),
        format="binary",
    )
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
    written: dict[str, int],
) -> None:
    """Replace the rows of the streams that grew since the bulk was written."""
    grown = [s for s, version in folded.versions.items() if written.get(s) != version]
    if not grown:
        return
    wanted = set(grown)
    await connection.execute(
        f"DELETE FROM {_fresh(read_model.name)} WHERE id = ANY ($1::uuid[])", grown
    )
    rows = ((s, row) for s, row in folded.rows(read_model.name) if s in wanted)
    await _copy(connection, read_model, rows)


async def _swap(connection: asyncpg.Connection, table: str) -> None:
    indexes = await connection.fetch(_INDEXES, table)
    await connection.execute(f"DROP TABLE {table}")
    await connection.execute(f"ALTER TABLE {_fresh(table)} RENAME TO {table}")
    for index in indexes:
        name = index["name"]
        await connection.execute(f'ALTER INDEX "{name}__fresh" RENAME TO "{name}"')
