"""SQLAlchemy's queries on asyncpg itself, without a session in between."""

from typing import Any

import asyncpg
from sqlalchemy import Select
from sqlalchemy.dialects.postgresql import asyncpg as dialect

_DIALECT = dialect.dialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]


async def fetch(pool: asyncpg.Pool, query: Select[Any]) -> list[asyncpg.Record]:
    """The rows of a query."""
    compiled = query.compile(dialect=_DIALECT)
    parameters = compiled.construct_params()
    order = compiled.positiontup or list(parameters)
    rows: list[asyncpg.Record] = await pool.fetch(
        str(compiled), *(parameters[name] for name in order)
    )
    return rows
