"""Append-only by privilege: what the service's own role may not do, PostgreSQL refuses."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from deploy.local.databases import Database
from shared.eventstore.rebuild import rebuild
from shared.eventstore.store import Store
from shared.testing.accounts.model import MODEL, OpenAccount
from shared.testing.orders import order

FORBIDDEN = [
    "UPDATE event SET data = data",
    "UPDATE event SET hash = hash WHERE position = 1",
    "DELETE FROM event",
    "TRUNCATE event",
    "TRUNCATE event, command_record",
    "UPDATE command_record SET version = version",
    "DELETE FROM command_record",
    "TRUNCATE command_record",
    "DELETE FROM log_head",
    "TRUNCATE log_head",
    "INSERT INTO log_head (singleton, position, hash, recorded_at) VALUES (false, 0, '', now())",
    "DELETE FROM claim",
    "DELETE FROM card",
    "DELETE FROM checkpoint",
    "DELETE FROM leader",
    "DELETE FROM dead_letter",
    "DROP TABLE event",
    "DROP TABLE account",
    "ALTER TABLE event DROP COLUMN hash",
    "ALTER TABLE event RENAME TO past",
    "ALTER TABLE event DISABLE TRIGGER ALL",
    "DROP FUNCTION log_open",
    "DROP TRIGGER log_head_notify ON log_head",
    "CREATE OR REPLACE FUNCTION notify_log_head() RETURNS trigger LANGUAGE sql AS ''",
    "CREATE TABLE mine (id int)",
    "CREATE RULE nothing AS ON INSERT TO event DO INSTEAD NOTHING",
    "CREATE TRIGGER mine BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION notify_log_head()",
    "CREATE POLICY mine ON event USING (false)",
    "SET ROLE shukun_accounts_owner",
    "SET session_replication_role = replica",
    "UPDATE alembic_version SET version_num = '9999'",
]


@pytest.fixture
async def service(database: Database, store: Store) -> AsyncIterator[asyncpg.Connection]:
    """A connection as the service has it, to a log with one event."""
    await store.writer.submit(order(OpenAccount()))
    connection = await asyncpg.connect(database.app_url)
    yield connection
    await connection.close()


async def test_the_service_can_neither_change_nor_remove_what_is_recorded(
    service: asyncpg.Connection, store: Store
) -> None:
    before = await store.reader.after(0, 10)
    await service.execute("GRANT ALL ON event TO PUBLIC")  # PostgreSQL warns and grants nothing
    allowed = []
    for statement in FORBIDDEN:
        try:
            await service.execute(statement)
        except asyncpg.InsufficientPrivilegeError:
            continue
        except asyncpg.PostgresError as otherwise:
            allowed.append(f"{statement}: {otherwise!r}")
        else:
            allowed.append(statement)

    assert allowed == []
    assert await store.reader.after(0, 10) == before


async def test_the_service_can_read_and_append(service: asyncpg.Connection, store: Store) -> None:
    await store.writer.submit(order(OpenAccount()))

    assert await service.fetchval("SELECT count(*) FROM event") == 2
    readable = await service.fetchrow("SELECT * FROM event_readable WHERE position = 1")
    assert readable is not None
    assert '"owner"' in readable["data"]
    assert '"command_id"' in readable["meta"]


async def test_a_rebuild_works_as_owner_and_is_refused_to_the_service(
    service: asyncpg.Connection, database: Database
) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await rebuild(MODEL, service, lambda _count: None)
    owner = await asyncpg.connect(database.owner_url)
    report = await rebuild(MODEL, owner, lambda _count: None)
    await owner.close()

    assert report.rows == {"account": 1}
