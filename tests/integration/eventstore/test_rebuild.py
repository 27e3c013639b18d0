"""A rebuild gives the rows the log says, while reads and commands go on."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from itertools import pairwise
from typing import Any

import asyncpg
import pytest

from deploy.local.databases import Database
from services.tickets.commands import DispatchTicket, TakeOverTicket
from services.tickets.events import Kind
from services.tickets.model import MODEL as TICKETS
from services.tickets.service import SERVICE
from shared.eventstore import rebuild as rebuilding
from shared.eventstore.folding import Unfoldable
from shared.eventstore.rebuild import RebuildReport, rebuild
from shared.eventstore.store import Store
from shared.eventstore.verify import verify
from shared.kernel.actor import Actor, Role
from shared.kernel.ids import new_id
from shared.testing.accounts.model import MODEL, Deposit, Look, Move, OpenAccount
from shared.testing.orders import order
from shared.testing.progress import beside, until
from shared.testing.servers import FreshDatabase
from shared.testing.stores import findings, opened, waiting_for_a_lock
from tests.builders.tickets import submit_for_new_firm

SHAPE = """
    SELECT 'column', attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull
           || ' ' || coalesce(pg_get_expr(adbin, adrelid), ''), attnum
        FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE attrelid = $1::regclass AND attnum > 0
    UNION ALL SELECT 'index', pg_get_indexdef(indexrelid), indisprimary::int
        FROM pg_index WHERE indrelid = $1::regclass
    UNION ALL SELECT 'constraint', conname || ' ' || pg_get_constraintdef(oid), 0
        FROM pg_constraint WHERE conrelid = $1::regclass
    UNION ALL SELECT 'grant', a.grantee::regrole || ' ' || a.privilege_type, 0
        FROM pg_class, aclexplode(relacl) a WHERE oid = $1::regclass
    UNION ALL SELECT 'owner', relowner::regrole::text, 0 FROM pg_class WHERE oid = $1::regclass
    ORDER BY 1, 3, 2"""


@pytest.fixture
async def owner(database: Database) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(database.owner_url)
    yield connection
    await connection.close()


async def rebuilt(connection: asyncpg.Connection) -> RebuildReport:
    return await rebuild(MODEL, connection, lambda _count: None)


async def accounts_with_history(store: Store, count: int) -> list[str]:
    accounts = [new_id() for _ in range(count)]
    submit = store.writer.submit
    await asyncio.gather(*(submit(order(OpenAccount(tags=("早",)), a)) for a in accounts))
    await asyncio.gather(*(submit(order(Deposit(amount=9), a)) for a in accounts))
    pairs = pairwise(accounts)
    await asyncio.gather(*(submit(order(Move(amount=2, to=b), a, b)) for a, b in pairs))
    return accounts


async def table(connection: Any, name: str = "account") -> list[Any]:
    return list(await connection.fetch(f"SELECT * FROM {name} ORDER BY id"))


async def test_rebuilt_rows_equal_live_rows(store: Store, owner: asyncpg.Connection) -> None:
    await accounts_with_history(store, 60)
    live = await table(store.pool)
    report = await rebuilt(owner)

    assert await table(store.pool) == live
    assert (report.position, report.rows) == (60 + 60 + 2 * 59, {"account": 60})


async def test_rebuilt_tickets_equal_live_tickets(fresh_database: FreshDatabase) -> None:
    database = await fresh_database(SERVICE)
    owner = await asyncpg.connect(database.owner_url)
    lead = Actor(id="clerk-1", role=Role.DEPARTMENT, unit="HRSS")
    async with opened(TICKETS, database.app_url) as store:
        tickets = [new_id() for _ in range(12)]
        dispatch = DispatchTicket(lead="HRSS", helpers=("FIN",), kind=Kind.GENERAL)
        for ticket in tickets:
            await store.writer.submit(order(submit_for_new_firm(upstream_number=ticket), ticket))
        for ticket in tickets[:8]:
            await store.writer.submit(order(dispatch, ticket))
        for ticket in tickets[:4]:
            await store.writer.submit(order(TakeOverTicket(), ticket, actor=lead))
        live = await table(store.pool, "ticket")
        await rebuild(TICKETS, owner, lambda _count: None)
        assert await table(store.pool, "ticket") == live
    await owner.close()


async def test_a_damaged_table_is_mended(
    store: Store, owner: asyncpg.Connection, superuser: asyncpg.Connection
) -> None:
    await accounts_with_history(store, 10)
    live = await table(store.pool)
    await superuser.execute("UPDATE account SET owner = 'x' WHERE number < 5")
    await superuser.execute("DELETE FROM account WHERE number = 7")
    assert len((await verify(MODEL, owner, lambda _count: None)).findings) == 5
    await rebuilt(owner)

    assert await table(store.pool) == live
    assert (await verify(MODEL, owner, lambda _count: None)).findings == []


async def test_a_rebuilt_table_has_every_name_the_old_one_had(
    store: Store, owner: asyncpg.Connection
) -> None:
    await owner.execute("GRANT SELECT ON account TO PUBLIC")
    await accounts_with_history(store, 3)
    before = await owner.fetch(SHAPE, "account")
    await rebuilt(owner)
    await rebuilt(owner)

    assert await owner.fetch(SHAPE, "account") == before
    assert {row[0] for row in before} == {"column", "index", "constraint", "grant", "owner"}
    leftover = "SELECT relname FROM pg_class WHERE relname LIKE '%fresh%'"
    assert await owner.fetch(leftover) == []


async def test_an_empty_log_can_be_rebuilt(store: Store, owner: asyncpg.Connection) -> None:
    await store.writer.submit(order(Look()))
    assert (await rebuilt(owner)).rows == {"account": 0}
    await store.writer.submit(order(OpenAccount()))

    assert len(await table(store.pool)) == 1


async def test_reads_go_on_and_never_see_an_empty_table(
    store: Store, owner: asyncpg.Connection
) -> None:
    await accounts_with_history(store, 200)
    counts: list[int] = []

    async def keep_reading(connection: asyncpg.Connection) -> None:
        while True:
            counts.append(await connection.fetchval("SELECT count(*) FROM account"))
            rows = await connection.fetch("SELECT * FROM account WHERE owner = 'office-1' LIMIT 3")
            counts.append(200 if len(rows) == 3 else len(rows))

    readers = [await store.connect() for _ in range(3)]
    async with (
        beside(keep_reading(readers[0])),
        beside(keep_reading(readers[1])),
        beside(keep_reading(readers[2])),
    ):
        for _ in range(6):
            await rebuilt(owner)
        seen = len(counts)
        await until(lambda: len(counts) > seen + 20)
    for reader in readers:
        reader.terminate()

    assert len(counts) > 100
    assert set(counts) == {200}


async def test_commands_during_a_rebuild_are_neither_lost_nor_late(
    store: Store, owner: asyncpg.Connection, database: Database
) -> None:
    accounts = await accounts_with_history(store, 50)
    answers = 0

    async def keep_depositing(account: str) -> None:
        nonlocal answers
        while True:
            await store.writer.submit(order(Deposit(amount=1), account))
            await store.writer.submit(order(OpenAccount()))
            answers += 2

    def reached(number: int) -> bool:
        return answers >= number

    async with beside(keep_depositing(accounts[0])), beside(keep_depositing(accounts[1])):
        for _ in range(6):
            enough = answers + 10
            await rebuilt(owner)
            await until(partial(reached, enough))
    assert await findings(MODEL, database.owner_url) == []


async def test_two_rebuilds_at_once_take_turns(
    store: Store, owner: asyncpg.Connection, database: Database
) -> None:
    await accounts_with_history(store, 50)
    live = await table(store.pool)
    others = [await asyncpg.connect(database.owner_url) for _ in range(3)]
    await asyncio.gather(*(rebuilt(connection) for connection in (owner, *others)))
    for other in others:
        await other.close()

    assert await table(store.pool) == live


async def test_a_rebuild_waits_for_a_check_that_has_taken_its_snapshot(
    store: Store, owner: asyncpg.Connection, database: Database, superuser: asyncpg.Connection
) -> None:
    """A table swapped in behind the check's back would look empty to it.

    The check is held up on its way from the log to the rows, at the claims.
    """
    await accounts_with_history(store, 20)
    holder, checker = [await asyncpg.connect(database.owner_url) for _ in range(2)]
    async with holder.transaction():
        await holder.execute("LOCK TABLE claim")
        check = asyncio.create_task(verify(MODEL, checker, lambda _count: None))
        await until(lambda: waiting_for_a_lock(superuser))
        task = asyncio.create_task(rebuilt(owner))
        await until(lambda: _done_or_waiting(task, superuser))

    assert (await check).findings == []
    assert (await task).rows == {"account": 20}
    await holder.close()
    await checker.close()


async def _done_or_waiting(
    task: asyncio.Task[RebuildReport], superuser: asyncpg.Connection
) -> bool:
    return task.done() or len(await waiting_for_a_lock(superuser)) > 1


async def test_a_long_reading_holds_up_the_swap_but_not_the_writers(
    store: Store, owner: asyncpg.Connection, database: Database, superuser: asyncpg.Connection
) -> None:
    await accounts_with_history(store, 5)
    reader = await asyncpg.connect(database.app_url)
    async with reader.transaction():
        await reader.fetch("SELECT * FROM account")
        task = asyncio.create_task(rebuilt(owner))
        await until(lambda: waiting_for_a_lock(superuser))
        answer = await asyncio.wait_for(store.writer.submit(order(OpenAccount())), 5)
        assert answer.position == 19
    assert (await task).rows == {"account": 6}
    await reader.close()


async def test_rows_are_written_in_pieces(
    store: Store, owner: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A log of several pages, so that there is more than one occasion to write."""
    await accounts_with_history(store, 500)
    live = await table(store.pool)
    monkeypatch.setattr(rebuilding, "ROWS_AT_ONCE", 7)
    await rebuilt(owner)

    assert await table(store.pool) == live


async def test_long_streams_that_grow_under_way_are_not_late_however_often_the_swap_is_tried(
    store: Store,
    owner: asyncpg.Connection,
    database: Database,
    superuser: asyncpg.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each try sees another growth: what an earlier one knew was rolled back with its rows."""
    monkeypatch.setattr(rebuilding, "LONG_STREAM", 1)
    accounts = await accounts_with_history(store, 5)
    reader = await asyncpg.connect(database.app_url)
    async with reader.transaction():
        await reader.fetch("SELECT * FROM account")
        task = asyncio.create_task(rebuilt(owner))
        for account in accounts[:2]:
            await until(lambda: waiting_for_a_lock(superuser))
            await store.writer.submit(order(Deposit(amount=1), account))
            await until(partial(_nobody_waits, superuser))
    assert (await task).rows == {"account": 5}
    await reader.close()

    assert await findings(MODEL, database.owner_url) == []


async def _nobody_waits(superuser: asyncpg.Connection) -> bool:
    return not await waiting_for_a_lock(superuser)


async def test_a_log_that_cannot_be_folded_leaves_everything_as_it_is(
    store: Store, owner: asyncpg.Connection, superuser: asyncpg.Connection
) -> None:
    await accounts_with_history(store, 3)
    live = await table(store.pool)
    await superuser.execute("UPDATE event SET name = 'dissolved' WHERE position = 4")
    with pytest.raises(Unfoldable, match=r"at position 4 .* 'dissolved' in version 1 is not known"):
        await rebuilt(owner)

    assert await table(store.pool) == live
    leftover = "SELECT relname FROM pg_class WHERE relname LIKE '%fresh%'"
    assert await owner.fetch(leftover) == []
