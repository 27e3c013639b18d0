"""Rows after a migration: made anew once, by the fold."""

import asyncio

import pytest

from deploy.local.databases import Database
from deploy.local.migrations import migrate
from services.tickets.model import MODEL
from services.tickets.service import SERVICE
from shared.eventstore import refreshing
from shared.eventstore.migrating import downgrade
from shared.testing.orders import order
from shared.testing.servers import FreshDatabase
from shared.testing.stores import findings, opened
from tests.builders.tickets import submit_for_new_firm


@pytest.fixture
async def older(fresh_database: FreshDatabase) -> Database:
    """A database of an earlier release: three tickets in the log, rows without the new columns."""
    database = await fresh_database(SERVICE)
    async with opened(MODEL, database.app_url) as store:
        for _ in range(3):
            await store.writer.submit(order(submit_for_new_firm(upstream_category="融资服务")))
    await downgrade(SERVICE, database.owner_url, "0001")
    return database


async def migrated(database: Database) -> None:
    """As `shukun migrate` and `shukun up` do it."""
    await asyncio.to_thread(migrate, SERVICE.name, database.owner_url)


async def cut_off(*_: object) -> None:
    """In the place of the rebuild."""
    raise ConnectionResetError


async def test_a_migration_fills_the_new_columns_once(
    older: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await migrated(older)
    assert await findings(MODEL, older.owner_url) == []
    async with opened(MODEL, older.app_url) as store:
        rows = await store.pool.fetch("SELECT upstream_category FROM ticket")
    assert [row[0] for row in rows] == ["融资服务"] * 3

    monkeypatch.setattr(refreshing, "rebuild", cut_off)
    await migrated(older)  # there is nothing left to rebuild


async def test_a_rebuild_that_was_cut_off_is_made_up_for_by_the_next_migration(
    older: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(refreshing, "rebuild", cut_off)
        with pytest.raises(Exception, match="cannot be reached"):
            await migrated(older)
    assert await findings(MODEL, older.owner_url) != []

    await migrated(older)
    assert await findings(MODEL, older.owner_url) == []
