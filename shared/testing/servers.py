"""Real PostgreSQL and NATS for a test run, and a fresh migrated database for each test.

`tests/conftest.py` names the fixtures. Databases are copied from a template that is migrated once
per service, which takes some tens of milliseconds.
"""

import itertools
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

import asyncpg
import pytest

from deploy.local.databases import Database, database_of, provision
from deploy.local.nats import NatsServer
from deploy.local.postgres import PostgresServer
from shared.eventstore.migrating import Migrated, upgrade
from shared.settings import SERVICES

FreshDatabase = Callable[[Migrated], Awaitable[Database]]


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The test run's PostgreSQL, as durable as the real one."""
    with scratch_folder() as folder:
        server = PostgresServer(folder / "data", settings={"min_wal_size": "80MB"})
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="session")
def nats_server() -> Iterator[NatsServer]:
    """The test run's NATS with JetStream; each service and `ops` has its own nkey."""
    with scratch_folder() as folder:
        server = NatsServer(folder / "data", users=SERVICES)
        server.start()
        yield server
        server.stop()


class Templates:
    """One migrated database per service, to copy from."""

    def __init__(self, server: PostgresServer, admin: asyncpg.Connection) -> None:
        self.server = server
        self.admin = admin
        self._ready: dict[tuple[str, Path], str] = {}
        self._numbers = itertools.count(1)

    async def copy(self, service: Migrated) -> Database:
        """A fresh database of the service's, owned and granted like the real one."""
        template = await self._template(service)
        return await self._create(service.name, f"test_{next(self._numbers)}", template)

    async def drop(self, database: Database) -> None:
        await self.admin.execute(f"DROP DATABASE {database.name} WITH (FORCE)")

    async def _template(self, service: Migrated) -> str:
        key = (service.name, service.migrations)
        if key not in self._ready:
            provision(self.server, service.name)
            name = f"template_{next(self._numbers)}"
            database = await self._create(service.name, name, "template1")
            await upgrade(service, database.owner_url)
            self._ready[key] = name
        return self._ready[key]

    async def _create(self, service: str, name: str, template: str) -> Database:
        app, owner = f"shukun_{service}", f"shukun_{service}_owner"
        await self.admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} OWNER {owner}")
        await self.admin.execute(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
        await self.admin.execute(f"GRANT CONNECT ON DATABASE {name} TO {app}")
        return database_of(self.server, service, name)


@pytest.fixture(scope="session")
async def templates(postgres: PostgresServer) -> AsyncIterator[Templates]:
    admin = await asyncpg.connect(postgres.url("postgres"))
    yield Templates(postgres, admin)
    await admin.close()


@pytest.fixture
async def fresh_database(templates: Templates) -> AsyncIterator[FreshDatabase]:
    """Call with a service for an empty, migrated database; the end of the test drops it."""
    async with AsyncExitStack() as stack:

        async def make(service: Migrated) -> Database:
            database = await templates.copy(service)
            stack.push_async_callback(templates.drop, database)
            return database

        yield make


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for a server's data, removed afterwards; PostgreSQL's own user may pass through."""
    folder = Path(tempfile.mkdtemp(prefix="shukun-test-", dir="/tmp"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
