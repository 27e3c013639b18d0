"""Every service's own migrations: up, down and up again give the same schema."""

import asyncio
import subprocess

import asyncpg
import pytest

from deploy.local.databases import Database
from deploy.local.postgres import PostgresServer
from deploy.registry import load
from shared.eventstore.migrating import current, downgrade, pending, upgrade
from shared.service import Service
from shared.settings import SERVICES
from shared.testing.accounts import SERVICE as ACCOUNTS
from shared.testing.servers import FreshDatabase

LEFT_BEHIND = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    ORDER BY 1"""

services = pytest.mark.parametrize(
    "service", [*map(load, SERVICES), ACCOUNTS], ids=lambda service: service.name
)


async def schema(postgres: PostgresServer, database: Database) -> str:
    """The whole schema with its owners and grants, as pg_dump writes it down."""
    dump = await asyncio.to_thread(
        subprocess.run,
        [str(postgres._programs / "pg_dump"), "--schema-only", "-d", postgres.url(database.name)],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = dump.stdout.splitlines()
    return "\n".join(line for line in lines if not line.startswith(("\\restrict", "\\unrestrict")))


@services
async def test_up_down_and_up_again_gives_the_same_schema(
    fresh_database: FreshDatabase, postgres: PostgresServer, service: Service
) -> None:
    database = await fresh_database(service)
    first = await schema(postgres, database)
    assert "CREATE TABLE public.event (" in first
    assert "GRANT SELECT,INSERT ON TABLE public.event TO shukun_app" in first

    await downgrade(service, database.owner_url)
    assert await current(database.owner_url) is None
    await upgrade(service, database.owner_url)

    assert await schema(postgres, database) == first
    assert await pending(service, database.app_url) == []


@services
async def test_down_leaves_nothing_behind(
    fresh_database: FreshDatabase, postgres: PostgresServer, service: Service
) -> None:
    database = await fresh_database(service)
    await downgrade(service, database.owner_url)
    connection = await asyncpg.connect(database.owner_url)
    left = [row[0] for row in await connection.fetch(LEFT_BEHIND)]
    await connection.close()

    assert left == ["alembic_version", "alembic_version_pkc"]


@services
async def test_the_tables_are_those_the_model_describes(
    fresh_database: FreshDatabase, service: Service
) -> None:
    """The writer writes by the model's columns; the migration must have made the same."""
    database = await fresh_database(service)
    connection = await asyncpg.connect(database.owner_url)
    for read_models in service.model.read_models.values():
        for read_model in read_models:
            rows = await connection.fetch(
                """SELECT column_name, is_nullable = 'YES' AS nullable
                   FROM information_schema.columns WHERE table_name = $1""",
                read_model.name,
            )
            described = {
                column.name: column.nullable
                for column in read_model.table.__table__.columns  # type: ignore[attr-defined]
            }
            assert {row["column_name"]: row["nullable"] for row in rows} == described
    await connection.close()
