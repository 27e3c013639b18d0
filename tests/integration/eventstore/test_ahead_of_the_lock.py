"""Batches decided ahead of the lock: written only where the log stands as they took it to.

Each test first shows that the quick way was taken, so that it is this way which is tested.
"""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
from msgspec.structs import replace

from deploy.local.databases import Database
from shared.eventstore.cache import Cache
from shared.eventstore.chain import GENESIS
from shared.eventstore.log import Head, Outcome
from shared.eventstore.stage import Stage
from shared.eventstore.statements import WriteStatements
from shared.eventstore.store import Store
from shared.kernel.ids import new_id
from shared.testing.accounts.model import (
    COUNTER,
    MODEL,
    AccountExists,
    Deposit,
    OpenAccount,
    ReferenceTaken,
)
from shared.testing.orders import clock_at, order
from shared.testing.progress import until
from shared.testing.proxy import PostgresProxy, proxied
from shared.testing.stores import DAY, events_of, findings, opened, outcomes, ways, whole_log

NOW = clock_at(DAY).now()
EMPTY = Head(0, GENESIS, NOW)


@pytest.fixture
async def warm(store: Store) -> Store:
    """A store that knows where its log stands: the first order is opened under the lock."""
    await store.writer.submit(order(OpenAccount()))
    return store


@pytest.fixture
async def proxy(database: Database) -> AsyncIterator[PostgresProxy]:
    async with proxied(database.app_url) as proxy:
        yield proxy


async def test_orders_are_decided_and_written_without_opening_the_log(warm: Store) -> None:
    account = new_id()
    await warm.writer.submit(order(OpenAccount(reference="R-1"), account))
    answer = await warm.writer.submit(order(Deposit(amount=5), account))

    assert (answer.version, answer.position) == (2, 3)
    assert ways(warm) == {"locked": 1, "ahead": 2, "turned_back": 0}


async def test_a_reference_that_another_replica_took_is_refused(
    warm: Store, database: Database
) -> None:
    async with opened(MODEL, database.app_url) as other:
        await other.writer.submit(order(OpenAccount(reference="R-1")))
        with pytest.raises(ReferenceTaken):
            await warm.writer.submit(order(OpenAccount(reference="R-1")))

    assert ways(warm)["ahead"] == 0
    assert len(await whole_log(warm)) == 2


async def test_an_account_that_exists_is_not_opened_by_a_replica_that_never_saw_it(
    warm: Store, database: Database
) -> None:
    account = new_id()
    async with opened(MODEL, database.app_url) as other:
        await other.writer.submit(order(OpenAccount(owner="first"), account))
    with pytest.raises(AccountExists):
        await warm.writer.submit(order(OpenAccount(owner="second"), account))

    assert await warm.pool.fetchval("SELECT owner FROM account WHERE id = $1", account) == "first"


async def test_an_account_opened_long_ago_is_not_taken_for_a_fresh_one(database: Database) -> None:
    """It is in the log and no longer in memory; only the key of the log tells."""
    account = new_id()
    async with opened(MODEL, database.app_url, cache_limit=2) as store:
        await store.writer.submit(order(OpenAccount(), account))
        for _ in range(5):
            await store.writer.submit(order(OpenAccount()))
        with pytest.raises(AccountExists):
            await store.writer.submit(order(OpenAccount(), account))
        assert ways(store)["turned_back"] == 1
    assert await findings(MODEL, database.owner_url) == []


async def test_a_repeat_of_an_old_command_is_turned_back_and_answered_as_before(
    warm: Store,
) -> None:
    account = new_id()
    await warm.writer.submit(order(OpenAccount(), account))
    deposit = order(Deposit(amount=5), account)
    first = await warm.writer.submit(deposit)
    others = [order(Deposit(amount=1), account) for _ in range(5)]
    answers = await asyncio.gather(*map(warm.writer.submit, [*others, deposit]))

    assert answers[-1] == replace(first, replayed=True, events=())
    assert [answer.version for answer in answers[:-1]] == [3, 4, 5, 6, 7]
    assert ways(warm)["turned_back"] == 1


async def test_a_repeat_that_would_be_refused_by_now_is_answered_as_before(warm: Store) -> None:
    """A refusal writes nothing that its command id could clash with; its neighbours do."""
    account = new_id()
    await warm.writer.submit(order(OpenAccount(reference="R-1"), account))
    deposit = order(Deposit(amount=5), account, expected_version=1)
    first = await warm.writer.submit(deposit)
    again, other = await asyncio.gather(
        warm.writer.submit(deposit), warm.writer.submit(order(OpenAccount()))
    )

    assert again == replace(first, replayed=True, events=())
    assert other.version == 1
    assert ways(warm)["turned_back"] == 1


async def test_the_next_batch_is_decided_while_one_is_on_its_way(
    proxy: PostgresProxy, database: Database
) -> None:
    async with opened(MODEL, proxy.url) as store:
        account = new_id()
        await store.writer.submit(order(OpenAccount(), account))
        flying, twin, following = await _in_the_air(store, proxy, account)
        proxy.mend()
        first, again, second = await asyncio.gather(flying, twin, following)

        assert (first.version, second.version) == (2, 3)
        assert again == replace(first, replayed=True, events=())
        assert ways(store) == {"locked": 1, "ahead": 2, "turned_back": 0}
    assert await findings(MODEL, database.owner_url) == []


async def test_a_batch_lost_in_the_air_takes_the_next_one_with_it_and_both_are_settled(
    proxy: PostgresProxy, database: Database
) -> None:
    async with opened(MODEL, proxy.url) as store:
        account = new_id()
        await store.writer.submit(order(OpenAccount(), account))
        flying, twin, following = await _in_the_air(store, proxy, account)
        proxy.cut()
        proxy.mend()
        first, again, second = await asyncio.gather(flying, twin, following)

        assert {(a.version, a.state.balance) for a in (first, again)} == {(2, 10)}  # type: ignore[attr-defined]
        assert (second.version, second.state.balance) == (3, 110)  # type: ignore[attr-defined]
        assert [e.name for e in await whole_log(store)] == [
            "account_opened", "deposited", "deposited",
        ]  # fmt: skip
    assert await findings(MODEL, database.owner_url) == []


async def _in_the_air(
    store: Store, proxy: PostgresProxy, account: str
) -> tuple["asyncio.Task[Outcome]", "asyncio.Task[Outcome]", "asyncio.Task[Outcome]"]:
    """A deposit of 10 that is sent and not answered, its repeat, and a deposit of 100 behind it."""
    proxy.freeze()
    deposit = order(Deposit(amount=10), account)
    flying = asyncio.create_task(store.writer.submit(deposit))
    await until(lambda: proxy.held_back)
    twin = asyncio.create_task(store.writer.submit(deposit))
    following = asyncio.create_task(store.writer.submit(order(Deposit(amount=100), account)))
    await asyncio.sleep(0)
    return flying, twin, following


async def test_poison_in_the_air_fails_alone(warm: Store, database: Database) -> None:
    accounts = [new_id() for _ in range(20)]
    await asyncio.gather(*(warm.writer.submit(order(OpenAccount(), a)) for a in accounts))
    poison = order(Deposit(amount=2**31), accounts[3])
    batch = [order(Deposit(amount=1), account) for account in accounts]
    answers = await asyncio.gather(
        *map(warm.writer.submit, [*batch[:10], poison, *batch[10:]]), return_exceptions=True
    )

    assert isinstance(answers[10], Exception)
    assert [answer.version for answer in outcomes(answers)] == [2] * 20
    assert await events_of(warm, poison) == []
    assert ways(warm)["turned_back"] == 1
    assert await findings(MODEL, database.owner_url) == []


HELD = "INSERT INTO claim (key, stream_id, value) VALUES ($1, gen_random_uuid(), 1)"
WRITTEN = """SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM command_record),
    (SELECT count(*) FROM account), (SELECT position FROM log_head)"""


@pytest.mark.parametrize(
    ("base", "held", "events"),
    [
        (EMPTY, [], 1),
        (Head(1, GENESIS, NOW), [], 0),
        (Head(0, b"\x01" * 32, NOW), [], 0),
        (EMPTY, [COUNTER], 0),
    ],
    ids=["as assumed", "another position", "another past", "a claim that is held"],
)
async def test_nothing_is_written_unless_the_log_stands_as_assumed(
    database: Database, superuser: asyncpg.Connection, base: Head, held: list[str], events: int
) -> None:
    for key in held:
        await superuser.execute(HELD, key)
    stage = Stage(MODEL, Cache(MODEL, 10), base, NOW, simulated=False, records={})
    stage.free[COUNTER] = None
    stage.take(order(OpenAccount()))
    statements = WriteStatements(MODEL)
    sql, arguments = statements.append(stage)
    connection = await asyncpg.connect(database.app_url)
    status = await connection.execute(sql, *arguments)
    await connection.close()

    assert statements.appended(stage, status) == bool(events)
    written = await superuser.fetchrow(WRITTEN)
    assert written is not None
    assert set(written) == {events}
