"""One command, several streams, one commit: an amount moved between two accounts."""

import asyncio
import random

import pytest

from deploy.local.databases import Database
from shared.eventstore.log import Order
from shared.eventstore.refusals import StaleVersion
from shared.eventstore.store import Store
from shared.kernel.ids import new_id
from shared.testing.accounts.model import (
    MODEL,
    Deposit,
    Move,
    NoSuchAccount,
    NotEnough,
    OpenAccount,
)
from shared.testing.orders import order
from shared.testing.stores import events_of, findings, outcomes, whole_log


async def account_with(store: Store, balance: int) -> str:
    account = new_id()
    await store.writer.submit(order(OpenAccount(), account))
    await store.writer.submit(order(Deposit(amount=balance), account))
    return account


async def balances(store: Store) -> dict[str, int]:
    return {
        str(row[0]): row[1] for row in await store.pool.fetch("SELECT id, balance FROM account")
    }


async def test_both_streams_are_written_in_one_commit(store: Store) -> None:
    source, target = await account_with(store, 10), await account_with(store, 0)
    move = order(Move(amount=4, to=target), source, target)
    answer = await store.writer.submit(move)

    first, second = await events_of(store, move)
    assert (first.name, first.stream_id, first.version, first.position) == (
        "moved_out", source, 3, 5,
    )  # fmt: skip
    assert (second.name, second.stream_id, second.version, second.position) == (
        "moved_in", target, 3, 6,
    )  # fmt: skip
    assert first.recorded_at == second.recorded_at
    assert (answer.stream_id, answer.version, answer.position) == (source, 3, 6)
    assert await balances(store) == {source: 6, target: 4}


async def test_a_stream_the_command_did_not_name_is_refused_and_nothing_stored(
    store: Store,
) -> None:
    source, target = await account_with(store, 10), await account_with(store, 0)
    move = order(Move(amount=4, to=target), source)

    with pytest.raises(LookupError, match=target):
        await store.writer.submit(move)
    assert await events_of(store, move) == []
    assert await balances(store) == {source: 10, target: 0}


async def test_a_refused_move_leaves_both_streams_alone(store: Store) -> None:
    source, target = await account_with(store, 10), await account_with(store, 0)

    with pytest.raises(NotEnough):
        await store.writer.submit(order(Move(amount=11, to=target), source, target))
    nowhere = new_id()
    with pytest.raises(NoSuchAccount):
        await store.writer.submit(order(Move(amount=1, to=nowhere), source, nowhere))
    assert await balances(store) == {source: 10, target: 0}


async def test_the_expected_version_is_that_of_the_first_stream(store: Store) -> None:
    source, target = await account_with(store, 10), await account_with(store, 0)
    await store.writer.submit(order(Deposit(amount=1), target))

    move = Move(amount=1, to=target)
    answer = await store.writer.submit(order(move, source, target, expected_version=2))
    assert answer.version == 3
    with pytest.raises(StaleVersion):
        await store.writer.submit(order(move, source, target, expected_version=2))


async def test_a_move_to_oneself_keeps_the_balance(store: Store, database: Database) -> None:
    account = await account_with(store, 10)
    answer = await store.writer.submit(order(Move(amount=4, to=account), account))

    assert answer.version == 4
    assert await balances(store) == {account: 10}
    assert await findings(MODEL, database.owner_url) == []


async def test_amounts_moved_at_random_are_neither_made_nor_lost(
    store: Store, database: Database
) -> None:
    chance = random.Random(7)
    accounts = [await account_with(store, 20) for _ in range(6)]

    def some_move() -> Order:
        source, target = chance.sample(accounts, 2)
        return order(Move(amount=chance.randint(1, 15), to=target), source, target)

    moves = [some_move() for _ in range(300)]
    answers = await asyncio.gather(*map(store.writer.submit, moves), return_exceptions=True)

    done = outcomes(answers)
    assert 0 < len(done) < 300
    assert {type(answer) for answer in answers} - {type(done[0])} == {NotEnough}
    assert sum((await balances(store)).values()) == 120
    assert len(await whole_log(store)) == 12 + 2 * len(done)
    assert await findings(MODEL, database.owner_url) == []
