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
# Everything is looked up by its key or walked in the order of one, with the same few statements. A
# plan made while a table was empty would read the whole of it for good, and making a new one each
# time costs more than carrying it out.
_BY_KEY: Final = {"plan_cache_mode": "force_generic_plan", "enable_seqscan": "off"}


def connector(url: str, name: str, *, connect_seconds: float = 3.0) -> Connect:
    """A function that opens a direct connection; `name` shows in pg_stat_activity."""

    async def connect() -> asyncpg.Connection:
        return await asyncpg.connect(
            url,
            timeout=connect_seconds,
            command_timeout=35,
            server_settings={**_SETTINGS, **_BY_KEY, "application_name": name},
        )

    return connect


async def _as_it_was(_connection: asyncpg.Connection) -> None:
    """Reads change nothing in a session; the driver's own reset would be a second round trip."""


async def create_pool(url: str, name: str, *, size: int = 4) -> asyncpg.Pool:
    """A small pool for reads; connections are made on first use."""
    return await asyncpg.create_pool(
        url,
        min_size=0,
        max_size=size,
        reset=_as_it_was,
        timeout=3.0,
        command_timeout=35,
        server_settings={**_SETTINGS, **_BY_KEY, "application_name": name},
    )
