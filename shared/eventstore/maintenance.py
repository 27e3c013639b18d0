"""Maintenance that must not meet: a rebuild has a log to itself, any number of checks share it.

A check reads in one snapshot; tables swapped in after that snapshot would look empty to it.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import asyncpg

MAINTENANCE_LOCK: Final = 0x5265_6275_696C_64  # "Rebuild"


@asynccontextmanager
async def alone(connection: asyncpg.Connection) -> AsyncIterator[None]:
    """Wait until no rebuild and no check is under way, and let none begin."""
    async with _locked(connection, "pg_advisory_lock", "pg_advisory_unlock"):
        yield


@asynccontextmanager
async def beside_checks(connection: asyncpg.Connection) -> AsyncIterator[None]:
    """Wait until no rebuild is under way, and let none begin."""
    async with _locked(connection, "pg_advisory_lock_shared", "pg_advisory_unlock_shared"):
        yield


@asynccontextmanager
async def _locked(connection: asyncpg.Connection, lock: str, unlock: str) -> AsyncIterator[None]:
    """The lock belongs to the session: it ends with the block or with the connection."""
    await connection.execute(f"SELECT {lock}({MAINTENANCE_LOCK})")
    try:
        yield
    finally:
        if not connection.is_closed():
            await connection.execute(f"SELECT {unlock}({MAINTENANCE_LOCK})")
