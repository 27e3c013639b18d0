"""Reading the log by position, by stream, as of a version and as of an instant."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from deploy.local.databases import Database
from shared.eventstore.chain import GENESIS, chain_hash, microseconds
from shared.eventstore.folding import FoldedStream
from shared.eventstore.store import Store
from shared.kernel.actor import Actor, Role
from shared.kernel.clock import FixedClock
from shared.kernel.ids import new_id
from shared.testing.accounts.model import ACCOUNT, MODEL, Deposit, OpenAccount
from shared.testing.orders import clock_at, order
from shared.testing.stores import opened, whole_log

TICK = timedelta(microseconds=1)


async def ten_deposits(store: Store, clock: FixedClock | None = None) -> str:
    """One account with deposits of 1 to 10, a minute apart when there is a clock to move."""
    account = new_id()
    await store.writer.submit(order(OpenAccount(), account))
    for amount in range(1, 11):
        if clock is not None:
            clock.at += timedelta(minutes=1)
        await store.writer.submit(order(Deposit(amount=amount), account))
    return account


async def test_an_empty_log_reads_as_empty(store: Store) -> None:
    head = await store.reader.head()

    assert (head.position, head.hash) == (0, GENESIS)
    assert await store.reader.after(0, 10) == []
    assert await whole_log(store) == []
    assert await store.reader.stream(new_id()) == []
    assert await store.reader.state(ACCOUNT, new_id()) == (None, 0)


async def test_the_log_is_read_by_position_in_pages(store: Store) -> None:
    await ten_deposits(store)

    assert [e.position for e in await store.reader.after(0, 4)] == [1, 2, 3, 4]
    assert [e.position for e in await store.reader.after(9, 4)] == [10, 11]
    assert await store.reader.after(11, 4) == []
    pages = [page async for page in store.reader.pages_after(2, size=4)]
    assert [[e.position for e in page] for page in pages] == [[3, 4, 5, 6], [7, 8, 9, 10], [11]]
    assert (await store.reader.head()).position == 11


async def test_many_streams_are_folded_with_one_question(store: Store) -> None:
    accounts = sorted([await ten_deposits(store), await ten_deposits(store)])

    states = await store.reader.states(ACCOUNT, [*reversed(accounts), new_id()])
    assert list(states) == accounts
    for account in accounts:
        assert states[account] == (await store.reader.state(ACCOUNT, account))[0]
    other_kind = replace(ACCOUNT, events=frozenset())
    assert await store.reader.states(other_kind, accounts) == {}
    assert await store.reader.states(ACCOUNT, []) == {}


async def test_a_stream_is_read_by_version_in_pages(store: Store) -> None:
    await ten_deposits(store)
    account = await ten_deposits(store)

    whole = await store.reader.stream(account)
    assert [(e.stream_id, e.version) for e in whole] == [(account, n) for n in range(1, 12)]
    part = await store.reader.stream(account, after_version=3, upto_version=9, limit=4)
    assert [e.version for e in part] == [4, 5, 6, 7]
    assert await store.reader.stream(account, upto_version=0) == []


@pytest.mark.parametrize(("version", "balance"), [(1, 0), (2, 1), (5, 10), (11, 55), (99, 55)])
async def test_a_state_is_read_as_of_a_version(store: Store, version: int, balance: int) -> None:
    account = await ten_deposits(store)
    state, found = await store.reader.state(ACCOUNT, account, upto_version=version)

    assert (state.balance, found) == (balance, min(version, 11))


async def test_a_state_as_of_version_zero_is_the_beginning(store: Store) -> None:
    account = await ten_deposits(store)

    assert await store.reader.state(ACCOUNT, account, upto_version=0) == (None, 0)


async def test_a_state_is_read_as_of_an_instant_to_the_microsecond(database: Database) -> None:
    clock = clock_at("2022-09-24T10:00+08:00")
    async with opened(MODEL, database.app_url, clock=clock) as store:
        account = await ten_deposits(store, clock)
        log = await whole_log(store)
        at = log[4].recorded_at

        async def balance(as_of: object) -> tuple[int, int]:
            state, version = await store.reader.state(ACCOUNT, account, as_of=as_of)  # type: ignore[arg-type]
            return state.balance, version

        assert await balance(at) == (10, 5)
        assert await balance(at - TICK) == (6, 4)
        assert await balance(log[-1].recorded_at + timedelta(days=400)) == (55, 11)
        before = log[0].recorded_at - TICK
        assert await store.reader.state(ACCOUNT, account, as_of=before) == (None, 0)


async def test_a_recorded_event_says_who_what_and_why(store: Store) -> None:
    actor = Actor(id="clerk-7", role=Role.DEPARTMENT, unit="HRSS", client="console")
    command = order(OpenAccount(), actor=actor)
    await store.writer.submit(command)
    [event] = await whole_log(store)
    envelope = event.envelope

    assert (envelope.actor, envelope.role, envelope.unit) == ("clerk-7", "department", "HRSS")
    assert (envelope.client, envelope.operation) == ("console", "test")
    assert envelope.command_id == envelope.correlation_id == command.command_id
    assert not envelope.simulated


async def test_the_chain_can_be_recomputed_from_what_the_reader_gives(store: Store) -> None:
    await ten_deposits(store)
    previous = GENESIS
    for event in await whole_log(store):
        previous = chain_hash(
            previous, event.position, event.stream_id, event.version, event.name,
            event.schema_version, microseconds(event.recorded_at), event.data, event.meta,
        )  # fmt: skip
        assert event.hash == previous
    assert (await store.reader.head()).hash == previous


async def test_the_position_as_of_an_instant_is_the_last_one_recorded_by_then(
    database: Database,
) -> None:
    clock = clock_at("2022-09-24T10:00+08:00")
    async with opened(MODEL, database.app_url, clock=clock) as store:
        assert await store.reader.position_as_of(clock.at) == (0, False)
        begun = clock.at
        await ten_deposits(store, clock)

        assert await store.reader.position_as_of(begun - TICK) == (0, True)
        for minute in range(10):
            at = begun + timedelta(minutes=minute)
            assert await store.reader.position_as_of(at) == (minute + 1, True)
            assert await store.reader.position_as_of(at + TICK) == (minute + 1, True)
        last = begun + timedelta(minutes=10)
        assert await store.reader.position_as_of(last - TICK) == (10, True)
        # The clock may still stand there: more can be recorded at the very same instant.
        assert await store.reader.position_as_of(last) == (11, False)


async def test_of_several_events_of_one_instant_the_position_is_the_last(
    database: Database,
) -> None:
    clock = clock_at("2022-09-24T10:00+08:00")
    async with opened(MODEL, database.app_url, clock=clock) as store:
        await ten_deposits(store)
        together = clock.at
        clock.at += timedelta(minutes=1)
        await ten_deposits(store)

        assert await store.reader.position_as_of(together) == (11, True)


class Slow:
    """A question whose answer takes its time, with the connection in its hands."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.go_on = asyncio.Event()
        self.taken = 0

    def take(self, _stream: FoldedStream) -> None:
        self.taken += 1

    async def flush(self) -> None:
        self.begun.set()
        await self.go_on.wait()


async def test_questions_of_the_whole_log_leave_connections_to_all_others(store: Store) -> None:
    await store.writer.submit(order(OpenAccount()))
    head = (await store.reader.head()).position
    asked = Slow()
    questions = [asyncio.create_task(store.fold(MODEL, head, asked)) for _ in range(8)]
    await asked.begun.wait()
    meanwhile = await asyncio.wait_for(store.reader.head(), timeout=5)
    assert meanwhile.position == head
    asked.go_on.set()
    await asyncio.gather(*questions)
    assert asked.taken == len(questions)
