"""Reaching a service's database and stream from the command line."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from nats.aio.client import Client
from nats.errors import Error as NatsError

from deploy.local.addresses import effective
from deploy.local.errors import NotPossible
from shared.eventstore.connection import CONNECTION_LOST
from shared.messaging.connection import connect_nats
from shared.settings import Settings

START_FIRST = "start 'make run' first, or name your own servers"


@asynccontextmanager
async def owner_connection(service: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection as the owner of the service's tables. Raises NotPossible."""
    url = effective(Settings()).owner_database_url_of(service)
    if url is None:
        raise NotPossible(
            f"No database of {service} is known: {START_FIRST} with SHUKUN_OWNER_DATABASE_URL."
        )
    try:
        connection = await asyncpg.connect(url, timeout=5)
    except CONNECTION_LOST as error:
        raise NotPossible(
            f"The database of {service} does not answer ({error}): {START_FIRST}."
        ) from error
    try:
        yield connection
    finally:
        await connection.close()


@asynccontextmanager
async def nats_connection(service: str) -> AsyncIterator[Client]:
    """A connection to the service's NATS. Raises NotPossible."""
    settings = effective(Settings())
    url = settings.nats_url_of(service)
    if url is None:
        raise NotPossible(f"No NATS server is known: {START_FIRST} with SHUKUN_NATS_URL.")
    try:
        nats = await connect_nats(url, "shukun-cli", settings.nats_seed_file, allow_reconnect=False)
    except (NatsError, OSError) as error:
        raise NotPossible(f"NATS does not answer ({error}): {START_FIRST}.") from error
    try:
        yield nats
    finally:
        await nats.close()
