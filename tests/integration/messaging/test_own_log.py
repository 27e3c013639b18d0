"""A subscription to one's own log: an event of one's own leads to an own command."""

from functools import partial

import asyncpg
import pytest
from prometheus_client import CollectorRegistry

from shared.eventstore.log import Order, Recorded
from shared.eventstore.store import Store
from shared.kernel.actor import Actor, Role
from shared.kernel.clock import FixedClock
from shared.kernel.ids import derived_id
from shared.messaging.dead_letters import DeadLetters
from shared.messaging.sources import OwnLog
from shared.messaging.subscription import Subscription, SubscriptionMetrics
from shared.testing.accounts.history import some_events
from shared.testing.accounts.model import SetReview
from shared.testing.orders import clock_at
from shared.testing.progress import beside, until
from shared.testing.stores import DAY, whole_log

REACTION = Actor(id="reaction:review", role=Role.SYSTEM, client="reaction")
REVIEW_AT: FixedClock = clock_at(DAY)


def reviewing(store: Store, source: OwnLog) -> Subscription:
    """Each opened account gets an instant of review."""

    async def handle(event: Recorded) -> None:
        if event.name != "account_opened":
            return
        order = Order(
            command_id=derived_id("review", str(event.position)),
            fingerprint=b"",
            streams=(event.stream_id,),
            command=SetReview(due_at=REVIEW_AT.at),
            operation="reaction.review",
            actor=REACTION,
            correlation_id=event.envelope.correlation_id,
            causation_id=f"accounts:{event.position}",
        )
        await store.writer.submit(order)

    letters, metrics = DeadLetters(store.pool), SubscriptionMetrics(CollectorRegistry())
    return Subscription("review", source, handle, store.connect, letters, metrics)


async def reviews(store: Store) -> int:
    return sum(event.name == "review_set" for event in await whole_log(store))


async def comes_to(store: Store, accounts: int) -> bool:
    return await reviews(store) == accounts


async def test_own_events_lead_to_own_commands_once(store: Store) -> None:
    for _ in range(5):
        await some_events(store, 3)
    for _ in range(2):
        async with beside(reviewing(store, OwnLog(store.reader)).run()):
            await some_events(store, 3)
            head = (await store.reader.head()).position
            assert head
            await until(lambda: _all_reviewed(store))
        await store.pool.execute("UPDATE checkpoint SET position = 0")
    async with beside(reviewing(store, OwnLog(store.reader)).run()):
        await until(lambda: _checkpoint_at_head(store))

    assert await reviews(store) == 7
    [caused, *_] = [event for event in await whole_log(store) if event.name == "review_set"]
    assert caused.envelope.causation_id == "accounts:1"
    assert caused.envelope.actor == "reaction:review"


async def _all_reviewed(store: Store) -> bool:
    opened = sum(event.name == "account_opened" for event in await whole_log(store))
    return await comes_to(store, opened)


async def _checkpoint_at_head(store: Store) -> bool:
    same: bool = await store.pool.fetchval(
        "SELECT c.position = h.position FROM checkpoint c, log_head h"
    )
    return same


async def test_a_commit_wakes_the_subscription(store: Store) -> None:
    async with beside(reviewing(store, OwnLog(store.reader, poll_seconds=3_600)).run()):
        for accounts in range(1, 6):
            await some_events(store, 1)
            await until(partial(comes_to, store, accounts), seconds=5)


@pytest.mark.parametrize("prompt", [True, False])
async def test_without_a_notification_the_poll_finds_the_events(
    store: Store, superuser: asyncpg.Connection, *, prompt: bool
) -> None:
    await superuser.execute("ALTER TABLE log_head DISABLE TRIGGER log_head_notify")
    source = OwnLog(store.reader, poll_seconds=0.1, prompt=prompt)
    async with beside(reviewing(store, source).run()):
        for accounts in range(1, 4):
            await some_events(store, 1)
            await until(partial(comes_to, store, accounts), seconds=5)
