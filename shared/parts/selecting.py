"""SQLAlchemy's queries on asyncpg itself, without a session in between."""

from typing import Any

import asyncpg
from sqlalchemy import Select
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
