"""Migrates a service's database, and says in a sentence why it cannot be reached."""

import asyncio

import asyncpg

from deploy.local.errors import NotPossible
from deploy.registry import load
from shared.eventstore.migrating import newest, pending, upgrade
from shared.eventstore.refreshing import refresh_rows

UNREACHABLE = (
    OSError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InsufficientPrivilegeError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
)


def migrate(name: str, url: str) -> list[str]:
    """Bring the database and its rows to the newest revision; the revisions that were missing.

    `url` is the owner's. Raises NotPossible when the server lets nobody in there.
    """
    try:
        return asyncio.run(_migrate(name, url))
    except UNREACHABLE as error:
        raise NotPossible(
            f"The database of {name} cannot be reached or may not be migrated ({error}). Check "
            "SHUKUN_OWNER_DATABASE_URL and SHUKUN_DATABASE_URL; deploy/postgres/service.sql "
            "creates the roles and the database."
        ) from error


async def _migrate(name: str, url: str) -> list[str]:
    service = load(name)
    missing = await pending(service, url)
    await upgrade(service, url)
    connection = await asyncpg.connect(url)
    try:
        await refresh_rows(service.model, connection, str(newest(service.migrations)))
    finally:
        await connection.close()
    return missing
