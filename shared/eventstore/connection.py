"""Connections to a service's database."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import asyncpg

Connect = Callable[[], Awaitable[asyncpg.Connection]]

# What is raised when the server went away, refuses connections, is starting or stopping, or did not
# answer in time: the transaction's outcome may be unknown.
CONNECTION_LOST: Final = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InternalClientError,
    asyncpg.PostgresSystemError,
    OSError,
    EOFError,
    asyncio.TimeoutError,
)

_SETTINGS: Final = {
    "synchronous_commit": "on",
    "lock_timeout": "5s",
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "30s",
    "timezone": "UTC",
    "jit": "off",
}


def connector(url: str, name: str, *, connect_seconds: float = 3.0) -> Connect:
    """A function that opens one connection; `name` shows in pg_stat_activity."""

    async def connect() -> asyncpg.Connection:
        return await asyncpg.connect(
            url,
            timeout=connect_seconds,
            command_timeout=35,
            server_settings={**_SETTINGS, "application_name": name},
        )

    return connect


async def create_pool(url: str, name: str, *, size: int = 4) -> asyncpg.Pool:
    """A small pool for reads; connections are made on first use."""
    return await asyncpg.create_pool(
        url,
        min_size=0,
        max_size=size,
        timeout=3.0,
        command_timeout=35,
        server_settings={**_SETTINGS, "application_name": name},
    )
