"""A bounded queue, and an end in good order."""

import asyncio

import pytest

from deploy.local.databases import Database
from shared.eventstore.refusals import QueueFull, ShuttingDown
from shared.kernel.ids import new_id
from shared.testing.accounts.model import MODEL, Deposit, OpenAccount
from shared.testing.orders import order
from shared.testing.proxy import proxied
from shared.testing.stores import findings, opened, outcomes, whole_log


async def test_a_full_queue_refuses_at_once_and_the_rest_is_carried_out(
    database: Database,
) -> None:
    async with opened(MODEL, database.app_url, queue_limit=20, batch_limit=8) as store:
        answers = await asyncio.gather(
            *(store.writer.submit(order(OpenAccount())) for _ in range(500)),
            return_exceptions=True,
        )
        assert len(outcomes(answers)) == 20
        assert {type(answer) for answer in answers[20:]} == {QueueFull}
        assert len(await whole_log(store)) == 20
        assert (await store.writer.submit(order(OpenAccount()))).position == 21


async def test_the_queue_stays_bounded_while_the_database_is_away(database: Database) -> None:
    async with (
        proxied(database.app_url) as proxy,
        opened(MODEL, proxy.url, queue_limit=20, batch_limit=8) as store,
    ):
        await store.writer.submit(order(OpenAccount()))
        proxy.cut()
        under_way = asyncio.gather(*(store.writer.submit(order(OpenAccount())) for _ in range(8)))
        await asyncio.sleep(0)  # the writer takes its batch from the queue
        waiting = asyncio.gather(*(store.writer.submit(order(OpenAccount())) for _ in range(20)))
        await asyncio.sleep(0)
        for _ in range(100):
            with pytest.raises(QueueFull):
                await store.writer.submit(order(OpenAccount()))
        proxy.mend()

        answers = [*await under_way, *await waiting]
        assert sorted(answer.position for answer in answers) == list(range(2, 30))


async def test_closing_carries_out_what_is_queued_and_refuses_what_comes_later(
    database: Database,
) -> None:
    account = new_id()
    async with opened(MODEL, database.app_url, batch_limit=16) as store:
        await store.writer.submit(order(OpenAccount(), account))
        queued = [
            asyncio.create_task(store.writer.submit(order(Deposit(amount=1), account)))
            for _ in range(200)
        ]
        await asyncio.sleep(0)
    answers = await asyncio.gather(*queued)

    assert answers[-1].version == 201
    with pytest.raises(ShuttingDown):
        await store.writer.submit(order(Deposit(amount=1), account))
    assert await findings(MODEL, database.owner_url) == []
