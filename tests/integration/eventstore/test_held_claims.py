"""Which claims are held is asked together by all who ask at once, and told to each alone."""

import asyncio

import asyncpg
import pytest

from deploy.local.databases import Database
from services.tickets.model import MODEL
from services.tickets.numbers import matter_key
from services.tickets.service import SERVICE
from shared.eventstore.held_claims import HeldClaims
from shared.kernel.ids import new_id
from shared.testing.orders import order
from shared.testing.servers import FreshDatabase
from shared.testing.stores import opened
from tests.bench.jobs.writer import plant_seeds
from tests.builders.tickets import submit_for_new_firm


class Counting:
    """A pool that counts what is asked of it."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self.asked = 0

    async def fetch(self, sql: str, keys: list[str]) -> list[asyncpg.Record]:
        self.asked += 1
        rows: list[asyncpg.Record] = await self._pool.fetch(sql, keys)
        return rows


@pytest.fixture
async def database(fresh_database: FreshDatabase) -> Database:
    return await fresh_database(SERVICE)


async def test_everybody_is_told_their_own_and_few_questions_are_asked(database: Database) -> None:
    async with opened(MODEL, database.app_url) as store:
        await plant_seeds(store)
        ids, commands = [new_id() for _ in range(20)], [submit_for_new_firm() for _ in range(20)]
        for ticket_id, command in zip(ids, commands, strict=True):
            await store.writer.submit(order(command, ticket_id))
        counting = Counting(store.pool)
        claims = HeldClaims(counting)  # type: ignore[arg-type]
        keys = [matter_key(each.firm.uscc, each.category) for each in commands]
        told = await asyncio.gather(*(claims.of([key, f"{key}/nobody"]) for key in keys))
    assert [(list(held), held[key].stream_id) for key, held in zip(keys, told, strict=True)] == [
        ([key], ticket_id) for key, ticket_id in zip(keys, ids, strict=True)
    ]
    assert counting.asked <= 2


async def test_a_fault_is_everybodys_who_asked_and_nobodys_after(database: Database) -> None:
    async with opened(MODEL, database.app_url) as store:
        claims = HeldClaims(store.pool)
        faults = await asyncio.gather(claims.of(["a\0b"]), claims.of(["c"]), return_exceptions=True)
        assert all(isinstance(fault, asyncpg.PostgresError) for fault in faults)
        assert await claims.of(["c"]) == {}
        assert await claims.of([]) == {}
