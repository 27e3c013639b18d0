"""SQLAlchemy's queries on asyncpg itself, without a session in between."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
from asyncpg.pool import PoolConnectionProxy
from sqlalchemy import Select, func, literal_column, select
from sqlalchemy.dialects.postgresql import asyncpg as dialect

_DIALECT = dialect.dialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]


async def fetch(pool: asyncpg.Pool, query: Select[Any]) -> list[asyncpg.Record]:
    """The rows of a query."""
    sql, arguments = compiled(query)
    rows: list[asyncpg.Record] = await pool.fetch(sql, *arguments)
    return rows


def compiled(query: Select[Any]) -> tuple[str, list[Any]]:
    """The text and the arguments that asyncpg takes."""
    done = query.compile(dialect=_DIALECT)
    parameters = done.construct_params()
    return str(done), [parameters[name] for name in done.positiontup or list(parameters)]


async def at_most(connection: PoolConnectionProxy, query: Select[Any], most: int) -> int:
    """How many rows a query has; counted no further than `most`."""
    found = (
        query.with_only_columns(literal_column("1"), maintain_column_froms=True)
        .order_by(None)
        .limit(most)
        .subquery()
    )
    sql, arguments = compiled(select(func.count()).select_from(found))
    return int(await connection.fetchval(sql, *arguments))


async def walk(
    connection: PoolConnectionProxy, query: Select[Any], page: int
) -> AsyncIterator[list[asyncpg.Record]]:
    """All rows of a query, in pages from a cursor of the database; needs a transaction."""
    sql, arguments = compiled(query)
    cursor = await connection.cursor(sql, *arguments)
    while rows := await cursor.fetch(page):
        yield rows
