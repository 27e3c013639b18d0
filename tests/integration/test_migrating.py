"""Migrations of a stand-in service: forward, back, forward again, and never by two at once."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest

from deploy.local.postgres import PostgresServer
from shared.eventstore.migrating import current, downgrade, pending, upgrade
from shared.testing.servers import FreshDatabase

STEP = """
from alembic import op

revision = "{revision}"
down_revision = {before}


def upgrade():
    op.execute("CREATE TABLE step_{revision} (id int)")
    op.execute("GRANT SELECT ON step_{revision} TO shukun_app")


def downgrade():
    op.execute("DROP TABLE step_{revision}")
"""


@dataclass(frozen=True)
class StandIn:
    """As much of a service as migrating looks at."""

    name: str
    migrations: Path


def stand_in(folder: Path, *revisions: str) -> StandIn:
    """A service whose migrations make one table each."""
    versions = folder / "migrations" / "versions"
    versions.mkdir(parents=True, exist_ok=True)
    before = None
    for revision in revisions:
        text = STEP.format(revision=revision, before=repr(before))
        (versions / f"{revision}.py").write_text(text)
        before = revision
    return StandIn("standin", versions.parent)


async def tables(url: str) -> list[str]:
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        )
    finally:
        await connection.close()
    return [row["tablename"] for row in rows]


async def test_a_fresh_database_has_every_migration_and_a_role_that_creates_nothing(
    fresh_database: FreshDatabase, tmp_path: Path
) -> None:
    service = stand_in(tmp_path, "0001", "0002")

    database = await fresh_database(service)

    assert await tables(database.app_url) == ["alembic_version", "step_0001", "step_0002"]
    assert await current(database.app_url) == "0002"
    assert await pending(service, database.app_url) == []
    connection = await asyncpg.connect(database.app_url)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute("CREATE TABLE mine (id int)")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute("INSERT INTO step_0001 VALUES (1)")
    await connection.close()


async def test_migrations_go_up_down_and_up_again(
    fresh_database: FreshDatabase, tmp_path: Path
) -> None:
    service = stand_in(tmp_path, "0001", "0002")
    database = await fresh_database(service)

    await downgrade(service, database.owner_url)
    assert await tables(database.owner_url) == ["alembic_version"]
    assert await pending(service, database.app_url) == ["0001", "0002"]

    await upgrade(service, database.owner_url, "0001")
    assert await pending(service, database.app_url) == ["0002"]
    await upgrade(service, database.owner_url)
    assert await tables(database.owner_url) == ["alembic_version", "step_0001", "step_0002"]


async def test_a_failing_step_leaves_nothing_behind(
    fresh_database: FreshDatabase, tmp_path: Path
) -> None:
    database = await fresh_database(stand_in(tmp_path, "0001"))
    service = stand_in(tmp_path, "0001", "0002", "0003")
    last = service.migrations / "versions" / "0003.py"
    last.write_text(last.read_text().replace("(id int)", "(id no_such_type)"))

    with pytest.raises(Exception, match="no_such_type"):
        await upgrade(service, database.owner_url)

    assert await tables(database.owner_url) == ["alembic_version", "step_0001"]
    assert await current(database.owner_url) == "0001"


async def test_replicas_that_start_together_migrate_once(
    fresh_database: FreshDatabase, tmp_path: Path
) -> None:
    service = stand_in(tmp_path, "0001", "0002")
    database = await fresh_database(service)
    await downgrade(service, database.owner_url)

    await asyncio.gather(*(upgrade(service, database.owner_url) for _ in range(4)))

    assert await current(database.owner_url) == "0002"


async def test_another_service_may_not_connect(
    fresh_database: FreshDatabase, tmp_path: Path, postgres: PostgresServer
) -> None:
    database = await fresh_database(stand_in(tmp_path, "0001"))
    postgres.execute("CREATE ROLE shukun_stranger LOGIN IN ROLE shukun_app")
    password = postgres.passwords.of("shukun_stranger")
    postgres.execute(f"ALTER ROLE shukun_stranger PASSWORD '{password}'")

    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(postgres.url(database.name, "shukun_stranger"))
