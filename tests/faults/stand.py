"""A stand: PostgreSQL, NATS and replicas of the tickets service, all for one test to break."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
from nats.aio.client import Client

from deploy.local.databases import Database, database_of, provision
from deploy.local.nats import NatsServer
from deploy.local.postgres import PostgresServer
from services.tickets.service import SERVICE
from shared.eventstore.migrating import Migrated, upgrade
from shared.messaging.connection import connect_nats
from shared.settings import SERVICES
from shared.testing.running import RunningService
from shared.testing.servers import scratch_folder

SMALL = {"min_wal_size": "80MB", "shared_buffers": "32MB"}


class Stand:
    """Starts servers and a migrated database; `serve` adds replicas of the service."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres = PostgresServer(folder / "postgres", settings=SMALL)
        self.nats = NatsServer(folder / "nats", users=SERVICES)
        self.replicas: list[RunningService] = []
        self.postgres.start()
        self.nats.start()
        self.database = provision(self.postgres, SERVICE.name)

    async def serve(self, *replicas: RunningService) -> None:
        """Start replicas together, beside the test's own work."""
        self.replicas += [replica for replica in replicas if replica not in self.replicas]
        await asyncio.gather(*(asyncio.to_thread(replica.start) for replica in replicas))

    def replica(self, **settings: str) -> RunningService:
        """One that is not started yet; all share the folder with the issuer and the clock."""
        return RunningService(
            SERVICE, self.folder / "tickets", self.database, self.nats, settings=settings
        )

    async def further_database(self, service: Migrated) -> Database:
        """A second database on the same server, for a service of another kind."""
        provision(self.postgres, service.name)
        database = database_of(self.postgres, service.name)
        await upgrade(service, database.owner_url)
        return database

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[asyncpg.Connection]:
        """As the owner of the tickets service's tables."""
        connection = await asyncpg.connect(self.database.owner_url)
        try:
            yield connection
        finally:
            await connection.close()

    @asynccontextmanager
    async def nats_client(self) -> AsyncIterator[Client]:
        """As operations staff."""
        client = await connect_nats(
            self.nats.url, "faults", self.nats.seed_file(), allow_reconnect=False
        )
        try:
            yield client
        finally:
            await client.close()

    def stop(self) -> None:
        """What matters is in the log by now: nobody is asked to end politely."""
        for replica in self.replicas:
            replica.kill()
        self.nats.kill()
        self.postgres.stop()


@asynccontextmanager
async def opened_stand() -> AsyncIterator[Stand]:
    with scratch_folder() as folder:
        stand = Stand(folder)
        try:
            await upgrade(SERVICE, stand.database.owner_url)
            yield stand
        finally:
            stand.stop()
