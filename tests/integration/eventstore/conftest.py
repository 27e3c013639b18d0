"""A fresh database and an opened store of the toy accounts for each test."""

from collections.abc import AsyncIterator

import pytest

from deploy.local.databases import Database
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
