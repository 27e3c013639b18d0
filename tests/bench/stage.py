"""The one PostgreSQL and the one NATS that every contestant uses, and their databases."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import asyncpg
from nats import connect
from nats.js.errors import NotFoundError

from deploy.local.databases import Database
from deploy.local.nats import NatsServer
from deploy.local.postgres import SETTINGS, PostgresServer
from services.tickets.service import SERVICE
from shared.messaging.streams import stream_name
from shared.settings import SERVICES
from shared.testing.servers import Templates, scratch_folder

POSTGRES: Final = {"max_connections": "400"}
FIGURES_DEPEND_ON: Final = (
    "fsync", "full_page_writes", "synchronous_commit", "shared_buffers", "min_wal_size",
    "max_wal_size",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Real servers, as durable as in production. `folder` is for logs and scratch files."""

    folder: Path
    postgres: PostgresServer
    nats: NatsServer
    templates: Templates

    async def tickets_database(self) -> Database:
        """A fresh, migrated database of the tickets service."""
        return await self.templates.copy(SERVICE)

    async def plain_database(self) -> str:
        """The name of a fresh, empty database for a peer, used as superuser."""
        name = f"peer_{secrets.token_hex(4)}"
        await self.templates.admin.execute(f"CREATE DATABASE {name}")
        return name

    async def settle(self) -> None:
        """Begin a group with a checkpoint behind us rather than in the middle of it."""
        await self.templates.admin.execute("CHECKPOINT")

    async def drop_stream(self) -> None:
        """Delete the tickets stream: another log begins. No relay may be running."""
        nats = await connect(self.nats.url, nkeys_seed=str(self.nats.seed_file()))
        try:
            await nats.jetstream().delete_stream(stream_name(SERVICE.name))
        except NotFoundError:
            pass
        finally:
            await nats.close()

    def settings(self) -> dict[str, str]:
        """The servers' settings that matter to the figures."""
        told = {name: value for name, value in SETTINGS.items() if name in FIGURES_DEPEND_ON}
        return {**told, **POSTGRES, "jetstream sync_interval": "always"}


@asynccontextmanager
async def open_stage() -> AsyncIterator[Stage]:
    """Start both servers in a scratch folder; the end stops them and removes it."""
    with scratch_folder() as folder:
        postgres = PostgresServer(folder / "postgres", settings=POSTGRES)
        nats = NatsServer(folder / "nats", users=SERVICES)
        try:
            postgres.start()
            nats.start()
            admin = await asyncpg.connect(postgres.url("postgres"))
            try:
                yield Stage(
                    folder=folder,
                    postgres=postgres,
                    nats=nats,
                    templates=Templates(postgres, admin),
                )
            finally:
                await admin.close()
        finally:
            nats.stop()
            postgres.stop()
