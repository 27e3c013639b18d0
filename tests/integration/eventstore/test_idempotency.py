"""The same command id has one effect and one answer, however often and wherever it is sent."""

import asyncio

import pytest
from msgspec.structs import replace

from deploy.local.databases import Database
from shared.eventstore.log import Order, Outcome
from shared.eventstore.refusals import IdempotencyKeyReused
from shared.eventstore.store import Store
from shared.kernel.ids import new_id
from shared.testing.accounts.model import MODEL, Deposit, Move, OpenAccount
from shared.testing.orders import order
from shared.testing.stores import events_of, findings, opened, outcomes


async def opened_account(store: Store) -> str:
    account = new_id()
    await store.writer.submit(order(OpenAccount(), account))
    return account


def answer_of(outcome: Outcome) -> tuple[object, ...]:
    return outcome.stream_id, outcome.version, outcome.state, outcome.position


async def test_a_command_sent_twice_is_answered_as_right_after_the_first(store: Store) -> None:
    account = await opened_account(store)
    deposit = order(Deposit(amount=5), account)
    first = await store.writer.submit(deposit)
    for _ in range(3):
        await store.writer.submit(order(Deposit(amount=1), account))
    again = await store.writer.submit(deposit)

    assert (first.replayed, again.replayed) == (False, True)
    assert answer_of(again) == answer_of(first)
    assert len(await events_of(store, deposit)) == 1


async def test_a_repeat_is_answered_even_when_it_would_be_refused_by_now(store: Store) -> None:
    account = await opened_account(store)
    await store.writer.submit(order(Deposit(amount=5), account))
    target = await opened_account(store)
    move = order(Move(amount=5, to=target), account, target, expected_version=2)
    first = await store.writer.submit(move)

    assert answer_of(await store.writer.submit(move)) == answer_of(first)


async def test_a_command_twice_in_one_batch_has_one_effect(store: Store) -> None:
    account = await opened_account(store)
    deposit = order(Deposit(amount=5), account)
    answers = await asyncio.gather(*(store.writer.submit(deposit) for _ in range(10)))

    assert [answer.replayed for answer in answers] == [False] + [True] * 9
    assert {answer_of(answer)[1] for answer in answers} == {2}
    assert all(answer_of(answer) == answer_of(answers[0]) for answer in answers)
    assert len(await events_of(store, deposit)) == 1


async def test_a_command_on_two_replicas_at_once_has_one_effect(database: Database) -> None:
    async with opened(MODEL, database.app_url) as one, opened(MODEL, database.app_url) as other:
        account = await opened_account(one)
        deposits = [order(Deposit(amount=1), account) for _ in range(50)]
        answers = await asyncio.gather(
            *(one.writer.submit(deposit) for deposit in deposits),
            *(other.writer.submit(deposit) for deposit in reversed(deposits)),
        )
        here, there = answers[:50], answers[50:][::-1]

        assert [answer_of(answer) for answer in here] == [answer_of(answer) for answer in there]
        assert all(a.replayed != b.replayed for a, b in zip(here, there, strict=True))
        assert await one.pool.fetchval("SELECT balance FROM account") == 50
    assert await findings(MODEL, database.owner_url) == []


async def test_the_same_id_for_another_request_is_refused(store: Store) -> None:
    account = await opened_account(store)
    deposit = order(Deposit(amount=5), account, fingerprint=b"five")
    await store.writer.submit(deposit)

    with pytest.raises(IdempotencyKeyReused):
        await store.writer.submit(_asking_for(9, deposit))
    assert await store.pool.fetchval("SELECT balance FROM account") == 5


async def test_the_same_id_for_two_requests_in_one_batch_lets_the_first_win(store: Store) -> None:
    account = await opened_account(store)
    deposit = order(Deposit(amount=5), account, fingerprint=b"five")
    answers = await asyncio.gather(
        store.writer.submit(deposit),
        store.writer.submit(_asking_for(9, deposit)),
        return_exceptions=True,
    )

    assert [answer.version for answer in outcomes(answers)] == [2]
    assert isinstance(answers[1], IdempotencyKeyReused)


def _asking_for(amount: int, first: Order) -> Order:
    return replace(first, command=Deposit(amount=amount), fingerprint=str(amount).encode())
