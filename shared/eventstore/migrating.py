"""Brings a service's database to a revision of its own Alembic history.

All steps run in one transaction as the owner of the tables, under a session advisory lock, so that
replicas which start together migrate once. A step that waits longer than LOCK_TIMEOUT for a table
gives up instead of queueing up every reader behind it; a replica waits REPLICA_TIMEOUT for another.
"""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

import asyncpg
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

LOCK_TIMEOUT = "5s"
REPLICA_TIMEOUT = "10min"
MIGRATION_LOCK = 0x5368756B756E  # "Shukun"
READERS = "shukun_app"
VERSION_TABLE = "alembic_version"

Steps = Callable[[Any, Any], Iterable[Any]]


class Migrated(Protocol):
    """What is needed of a `shared.service.Service`: its name and its Alembic folder."""

    @property
    def name(self) -> str: ...
    @property
    def migrations(self) -> Path: ...


async def upgrade(service: Migrated, url: str, revision: str = "head") -> None:
    """Migrate forward to `revision`; `url` is the owner's PostgreSQL address."""
    scripts = _scripts(service)
    await _run(scripts, url, lambda at, _: scripts._upgrade_revs(revision, at))  # noqa: SLF001


async def downgrade(service: Migrated, url: str, revision: str = "base") -> None:
    """Migrate back to `revision`; meant for the up-down-up test and for empty databases."""
    scripts = _scripts(service)
    await _run(scripts, url, lambda at, _: scripts._downgrade_revs(revision, at))  # noqa: SLF001


async def current(url: str) -> str | None:
    """The revision a database is at, or None when it was never migrated."""
    async with _connection(url) as connection:
        return await connection.run_sync(_revision)


async def pending(service: Migrated, url: str) -> list[str]:
    """The revisions that the database still lacks, oldest first."""
    at = await current(url)
    steps = _scripts(service).iterate_revisions("head", at or "base")
    return [step.revision for step in steps][::-1]


def newest(migrations: Path) -> str | None:
    """The last revision of a folder of migrations."""
    return _scripts_in(migrations).get_current_head()


def _scripts(service: Migrated) -> ScriptDirectory:
    return _scripts_in(service.migrations)


def _scripts_in(migrations: Path) -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


async def _run(scripts: ScriptDirectory, url: str, steps: Steps) -> None:
    async with _connection(url) as connection:
        await connection.execute(text(f"SET lock_timeout = '{REPLICA_TIMEOUT}'"))
        await connection.execute(text(f"SELECT pg_advisory_lock({MIGRATION_LOCK})"))
        await connection.commit()
        await connection.run_sync(_migrate, scripts, steps)


def _migrate(connection: Connection, scripts: ScriptDirectory, steps: Steps) -> None:
    environment = EnvironmentContext(Config(), scripts, fn=steps)
    with environment:
        environment.configure(connection=connection, version_table=VERSION_TABLE)
        with environment.begin_transaction():
            connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
            environment.run_migrations()
            connection.execute(text(f"GRANT SELECT ON {VERSION_TABLE} TO {READERS}"))


def _revision(connection: Connection) -> str | None:
    options = {"version_table": VERSION_TABLE}
    return MigrationContext.configure(connection, opts=options).get_current_revision()


@asynccontextmanager
async def _connection(url: str) -> AsyncIterator[AsyncConnection]:
    """The address goes to asyncpg as it is, with `host=` for a socket and `passfile=`."""
    address = url.replace("postgresql+asyncpg://", "postgresql://", 1)

    async def connect() -> asyncpg.Connection:
        return await asyncpg.connect(address)

    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            yield connection
    finally:
        await engine.dispose()
