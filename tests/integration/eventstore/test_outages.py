"""PostgreSQL going away under the writer: one effect, one answer, or an honest "not known"."""

import asyncio
import time
from functools import partial

import asyncpg
import pytest

from deploy.local.databases import Database
from shared.eventstore.log import Order, Outcome
from shared.eventstore.refusals import StorageUnavailable
from shared.eventstore.store import Store
from shared.kernel.ids import new_id
from shared.testing.accounts.model import MODEL, Deposit, OpenAccount
from shared.testing.orders import order
from shared.testing.progress import until
from shared.testing.proxy import proxied
from shared.testing.stores import events_of, findings, opened, waiting_for_a_lock

END_ALL_OTHERS = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


async def account_and_deposits(store: Store, count: int) -> tuple[str, list[Order]]:
    account = new_id()
    await store.writer.submit(order(OpenAccount(), account))
    return account, [order(Deposit(amount=1), account) for _ in range(count)]


async def submit_all(store: Store, orders: list[Order]) -> list[Outcome]:
    return await asyncio.gather(*map(store.writer.submit, orders))


async def test_a_commit_whose_answer_was_lost_has_one_effect_and_is_answered(
    database: Database,
) -> None:
    async with proxied(database.app_url) as proxy, opened(MODEL, proxy.url) as store:
        _, deposits = await account_and_deposits(store, 30)
        proxy.lose_answer_to_commit()
        answers = await submit_all(store, deposits)

        assert proxy.lost_commits == 1
        assert [answer.version for answer in answers] == list(range(2, 32))
        assert [answer.state.balance for answer in answers] == list(range(1, 31))  # type: ignore[attr-defined]
        assert await store.pool.fetchval("SELECT balance FROM account") == 30
    assert await findings(MODEL, database.owner_url) == []


async def test_answers_lost_again_and_again_still_have_one_effect(database: Database) -> None:
    async with proxied(database.app_url) as proxy, opened(MODEL, proxy.url) as store:
        _, deposits = await account_and_deposits(store, 30)
        proxy.lose_answer_to_commit(times=3)
        answers = await submit_all(store, deposits)

        assert proxy.lost_commits == 3
        assert [answer.version for answer in answers] == list(range(2, 32))
        assert await store.pool.fetchval("SELECT balance FROM account") == 30


async def test_backends_that_are_terminated_cost_nobody_an_answer(
    database: Database, superuser: asyncpg.Connection
) -> None:
    async with opened(MODEL, database.app_url, batch_limit=10) as store:
        _, deposits = await account_and_deposits(store, 400)
        work = asyncio.gather(*map(store.writer.submit, deposits))
        for reached in (50, 150, 250, 350):
            await until(partial(_head_at, superuser, reached))
            await until(lambda: superuser.fetchval(END_ALL_OTHERS))
        answers = await work

        assert [answer.version for answer in answers] == list(range(2, 402))
        assert await store.pool.fetchval("SELECT balance FROM account") == 400
    assert await findings(MODEL, database.owner_url) == []


async def _head_at(connection: asyncpg.Connection, position: int) -> bool:
    head: int = await connection.fetchval("SELECT position FROM log_head")
    return head >= position


async def test_a_session_that_dies_inside_its_transaction_leaves_nothing_behind(
    database: Database, superuser: asyncpg.Connection
) -> None:
    """The writer waits for the head; its session is ended there, and it begins again."""
    holder = await asyncpg.connect(database.app_url)
    async with opened(MODEL, database.app_url) as store:
        _, deposits = await account_and_deposits(store, 5)
        async with holder.transaction():
            await holder.fetch("SELECT * FROM log_head FOR UPDATE")
            work = asyncio.gather(*map(store.writer.submit, deposits))
            [pid] = await until(lambda: waiting_for_a_lock(superuser))
            assert await superuser.fetchval("SELECT pg_terminate_backend($1)", pid)
            await until(lambda: _another_waits(superuser, pid))
        answers = await work

        assert [answer.version for answer in answers] == list(range(2, 7))
    await holder.close()
    assert await findings(MODEL, database.owner_url) == []


async def _another_waits(superuser: asyncpg.Connection, than: int) -> bool:
    return bool(set(await waiting_for_a_lock(superuser)) - {than})


async def test_an_outage_longer_than_patience_is_told_and_the_id_settles_it_later(
    database: Database,
) -> None:
    async with proxied(database.app_url) as proxy, opened(MODEL, proxy.url, patience=0.4) as store:
        _, deposits = await account_and_deposits(store, 5)
        proxy.cut()
        began = time.monotonic()
        answers = await asyncio.gather(*map(store.writer.submit, deposits), return_exceptions=True)
        assert {type(answer) for answer in answers} == {StorageUnavailable}
        assert time.monotonic() - began < 3

        proxy.mend()
        settled = await submit_all(store, deposits)
        assert [answer.version for answer in settled] == list(range(2, 7))
        assert not any(answer.replayed for answer in settled)


async def test_a_commit_lost_before_a_long_outage_is_settled_by_its_id(database: Database) -> None:
    async with proxied(database.app_url) as proxy, opened(MODEL, proxy.url, patience=0.4) as store:
        _, [deposit] = await account_and_deposits(store, 1)
        proxy.lose_answer_to_commit()
        work = asyncio.create_task(store.writer.submit(deposit))
        await until(lambda: proxy.lost_commits)
        proxy.cut()
        with pytest.raises(StorageUnavailable):
            await work

        proxy.mend()
        settled = await store.writer.submit(deposit)
        assert (settled.version, settled.replayed) == (2, True)
        assert len(await events_of(store, deposit)) == 1


async def test_a_database_that_hangs_does_not_hang_its_callers(database: Database) -> None:
    async with proxied(database.app_url) as proxy, opened(MODEL, proxy.url, patience=0.5) as store:
        _, deposits = await account_and_deposits(store, 5)
        proxy.freeze()
        began = time.monotonic()
        answers = await asyncio.gather(*map(store.writer.submit, deposits), return_exceptions=True)

        assert {type(answer) for answer in answers} == {StorageUnavailable}
        assert time.monotonic() - began < 3
        proxy.mend()
        assert [a.version for a in await submit_all(store, deposits)] == list(range(2, 7))


async def test_a_caller_that_gives_up_does_not_disturb_the_others(store: Store) -> None:
    _, deposits = await account_and_deposits(store, 20)
    tasks = [asyncio.create_task(store.writer.submit(deposit)) for deposit in deposits]
    await asyncio.sleep(0)
    tasks[3].cancel()
    answers = await asyncio.gather(*tasks, return_exceptions=True)

    assert isinstance(answers[3], asyncio.CancelledError)
    assert len([a for a in answers if isinstance(a, Outcome)]) == 19
    await store.writer.submit(deposits[3])
    assert len(await events_of(store, deposits[3])) == 1


async def test_a_replica_that_finds_another_past_forgets_its_own(
    database: Database, superuser: asyncpg.Connection
) -> None:
    """A standby took over that lacks the last commits, and others have written to it since.

    The replica's session ended with the old server. What it remembers never happened.
    """
    async with opened(MODEL, database.app_url) as one, opened(MODEL, database.app_url) as other:
        account, [first, second, third] = await account_and_deposits(one, 3)
        for deposit in (first, second):
            await one.writer.submit(deposit)
        await superuser.execute(
            f"""DELETE FROM event WHERE position > 1;
                DELETE FROM command_record WHERE position > 1;
                UPDATE account SET version = 1, balance = 0 WHERE id = '{account}';
                UPDATE log_head SET (position, hash, recorded_at) =
                    (SELECT position, hash, recorded_at FROM event WHERE position = 1);
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()"""
        )
        await submit_all(other, [order(OpenAccount()) for _ in range(4)])
        answer = await one.writer.submit(third)

        assert (answer.version, answer.position) == (2, 6)
        assert answer.state.balance == 1  # type: ignore[attr-defined]
    assert await findings(MODEL, database.owner_url) == []
