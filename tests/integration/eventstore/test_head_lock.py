"""`log_open` reads behind the lock it waited for, not with the snapshot it began with."""

import asyncio

import asyncpg

from deploy.local.databases import Database
from shared.eventstore.statements import OPEN
from shared.eventstore.store import Store
from shared.kernel.ids import new_id
from shared.testing.accounts.model import MODEL, Deposit, OpenAccount
from shared.testing.orders import order
from shared.testing.progress import until
from shared.testing.stores import opened, waiting_for_a_lock

# What one commit leaves: an event, its command's record, a claim, the head.
COMMIT_OF_ANOTHER = """
    INSERT INTO event (stream_id, version, position, name, schema_version, recorded_at,
                       data, meta, hash)
    VALUES ('{stream}', 1, 1, 'account_opened', 1, now(), '{{}}', '{{}}', '\\x01');
    INSERT INTO command_record (command_id, fingerprint, stream_id, version, position, recorded_at)
    VALUES ('{command}', '', '{stream}', 1, 1, now());
    INSERT INTO claim (key, stream_id, value) VALUES ('account_number', '{stream}', 1);
    UPDATE log_head SET position = 1, hash = '\\x01', recorded_at = now();
"""


async def test_whoever_waited_for_the_head_sees_what_was_committed_meanwhile(
    database: Database, superuser: asyncpg.Connection
) -> None:
    stream, command = new_id(), new_id()
    first, second = [await asyncpg.connect(database.app_url) for _ in range(2)]
    async with first.transaction():
        await first.fetch(OPEN, 0, 100, [], [], [])
        opening = asyncio.create_task(
            second.fetch(OPEN, 0, 100, [command], ["account_number"], [stream])
        )
        await until(lambda: waiting_for_a_lock(superuser))
        await first.execute(COMMIT_OF_ANOTHER.format(stream=stream, command=command))
    rows = await opening

    seen = {row["kind"]: (row["id"], row["number"]) for row in rows}
    assert seen == {
        b"h": (None, 1),
        b"c": (command, 1),
        b"k": ("account_number", 1),
        b"e": (stream, 1),
        b"m": (stream, 1),
    }
    await first.close()
    await second.close()


async def test_a_replica_that_waited_folds_what_it_missed(
    database: Database, superuser: asyncpg.Connection
) -> None:
    """Its cached balance is out of date when it gets the lock, and it must not be believed."""
    async with opened(MODEL, database.app_url) as one, opened(MODEL, database.app_url) as other:
        account = new_id()
        await one.writer.submit(order(OpenAccount(), account))
        for store in (one, other):  # both have it in memory, the first not as it is now
            await store.writer.submit(order(Deposit(amount=1), account))
        await _both_at_once(one, other, superuser, account)

        balance = await one.pool.fetchval("SELECT balance FROM account")
        assert balance == 1 + 1 + 10 + 100


async def _both_at_once(
    one: Store, other: Store, superuser: asyncpg.Connection, account: str
) -> None:
    async with superuser.transaction():
        await superuser.execute("SELECT * FROM log_head FOR UPDATE")
        both = asyncio.gather(
            one.writer.submit(order(Deposit(amount=10), account)),
            other.writer.submit(order(Deposit(amount=100), account)),
        )
        locks = "SELECT count(*) = 2 FROM pg_locks WHERE NOT granted"
        await until(lambda: superuser.fetchval(locks))
    first, second = await both
    assert {first.version, second.version} == {4, 5}


async def test_a_replica_far_behind_drops_its_cache_and_reads_anew(
    database: Database,
) -> None:
    """More events than a batch will fold: the streams are read again instead."""
    async with opened(MODEL, database.app_url) as one, opened(MODEL, database.app_url) as other:
        account = new_id()
        await one.writer.submit(order(OpenAccount(reference="R-1"), account))
        await asyncio.gather(
            *(other.writer.submit(order(Deposit(amount=1), account)) for _ in range(2_100))
        )
        answer = await one.writer.submit(order(Deposit(amount=1), account))

        assert answer.version == 2_102
        assert answer.state.balance == 2_101  # type: ignore[attr-defined]
