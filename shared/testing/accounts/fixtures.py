"""Fixtures: a fresh database of the toy accounts, an opened store on it, and a superuser in it."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from deploy.local.databases import Database
from deploy.local.postgres import PostgresServer
from shared.eventstore.store import Store
from shared.testing.accounts import SERVICE
from shared.testing.accounts.model import MODEL
from shared.testing.servers import FreshDatabase
from shared.testing.stores import opened


@pytest.fixture
async def database(fresh_database: FreshDatabase) -> Database:
    return await fresh_database(SERVICE)


@pytest.fixture
async def store(database: Database) -> AsyncIterator[Store]:
    async with opened(MODEL, database.app_url) as store:
        yield store


@pytest.fixture
async def superuser(
    postgres: PostgresServer, database: Database
) -> AsyncIterator[asyncpg.Connection]:
    """A connection to the test's database that nothing is forbidden to."""
    connection = await asyncpg.connect(postgres.url(database.name))
    yield connection
    await connection.close()
