"""A subscription applies another service's events in order, each with one effect."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from functools import partial

import asyncpg
import pytest
from nats.aio.client import Client
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

from deploy.local.databases import Database
from deploy.local.nats import NatsServer
from deploy.local.postgres import PostgresServer
from shared.eventstore.log import Recorded
from shared.eventstore.store import Store
from shared.messaging.sources import ForeignStream
from shared.messaging.streams import stream_name
from shared.testing.accounts import SERVICE
from shared.testing.accounts.history import some_events
from shared.testing.accounts.model import MODEL
from shared.testing.progress import beside, until
from shared.testing.proxy import proxied
from shared.testing.servers import FreshDatabase
from shared.testing.stores import findings, opened
from shared.testing.streams import RelayedStore, connected, relayed
from tests.integration.messaging.mirror import SUBSCRIPTION, Mirror, by_stream, foreign

END_LEADERS = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_locks
    WHERE locktype = 'advisory' AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""
STREAM = stream_name(SERVICE.name)


@pytest.fixture
async def target_database(fresh_database: FreshDatabase) -> Database:
    return await fresh_database(SERVICE)


@pytest.fixture
async def target(target_database: Database) -> AsyncIterator[Store]:
    """The store that follows; `store` is the one that is followed."""
    async with opened(MODEL, target_database.app_url) as target:
        yield target


@pytest.fixture
async def source(store: Store, nats: Client) -> AsyncIterator[RelayedStore]:
    async with relayed(store, nats) as source:
        yield source


async def caught_up(mirror: Mirror, source: Store, *, seconds: float = 10.0) -> None:
    """Wait until the checkpoint is the source's head; then each event must have had one effect."""
    head = (await source.reader.head()).position
    await until(lambda: mirror.has_come_to(head), seconds=seconds)
    assert await by_stream(mirror.target) == await by_stream(source)


async def test_every_event_has_one_effect_in_order(
    source: RelayedStore, target: Store, nats: Client, target_database: Database
) -> None:
    mirror = Mirror(target, foreign(nats))
    await some_events(source.store, 200)
    async with beside(mirror.subscription.run()):
        await caught_up(mirror, source.store)
        await some_events(source.store, 300)
        await caught_up(mirror, source.store)

    assert mirror.applied == list(range(1, 501))
    assert mirror.metric("gaps_total") == 0
    assert mirror.metric("position") == mirror.metric("events_total") == 500
    assert await findings(MODEL, target_database.owner_url) == []


async def test_an_event_after_a_silence_is_applied_at_once(
    source: RelayedStore, target: Store, nats: Client
) -> None:
    """Not only when a page of events is full or a request has run out of time."""
    mirror = Mirror(target, foreign(nats))
    async with beside(mirror.subscription.run()):
        for _ in range(8):
            await some_events(source.store, 1)
            await caught_up(mirror, source.store, seconds=2.0)


async def test_a_subscription_stopped_anywhere_goes_on_where_it_was(
    source: RelayedStore, target: Store, nats: Client
) -> None:
    await some_events(source.store, 200)
    applied: list[int] = []
    for stop_at in (25, 26, 90, 150):
        mirror = Mirror(target, foreign(nats))
        async with beside(mirror.subscription.run()):
            await until(partial(mirror.has_applied, stop_at))
        applied += mirror.applied
    mirror = Mirror(target, foreign(nats))
    async with beside(mirror.subscription.run()):
        await caught_up(mirror, source.store)

    assert len(applied) + len(mirror.applied) >= 200


async def test_a_checkpoint_set_back_repeats_events_without_effect(
    source: RelayedStore, target: Store, nats: Client
) -> None:
    """Also when nothing new comes that would show the gap."""
    await some_events(source.store, 60)
    mirror = Mirror(target, foreign(nats))
    async with beside(mirror.subscription.run()):
        await caught_up(mirror, source.store)
    await target.pool.execute("UPDATE checkpoint SET position = 20")
    again = Mirror(target, foreign(nats))
    async with beside(again.subscription.run()):
        await caught_up(again, source.store)

    assert again.applied == list(range(21, 61))


async def test_a_consumer_made_to_start_later_skips_nothing(
    source: RelayedStore, target: Store, nats: Client
) -> None:
    await some_events(source.store, 40)
    await source.caught_up()
    await nats.jetstream().add_consumer(
        STREAM,
        ConsumerConfig(
            durable_name=SUBSCRIPTION,
            deliver_policy=DeliverPolicy.BY_START_SEQUENCE,
            opt_start_seq=30,
            ack_policy=AckPolicy.EXPLICIT,
        ),
    )
    mirror = Mirror(target, foreign(nats))
    async with beside(mirror.subscription.run()):
        await caught_up(mirror, source.store)
    assert mirror.applied == list(range(1, 41))


class Careless(ForeignStream):
    """A stream whose deliveries skip events, repeat them, and come out of order."""

    async def take(self, after: int) -> Sequence[Recorded]:
        events = list(await super().take(after))
        return [*events[3:5], *events[2:9:3], *events[20:], *events[20:23]]


async def test_a_gap_is_fetched_and_repeats_are_dropped(
    source: RelayedStore, target: Store, nats: Client
) -> None:
    await some_events(source.store, 300)
    await source.caught_up()
    mirror = Mirror(target, Careless(nats, SERVICE.name, SUBSCRIPTION))
    async with beside(mirror.subscription.run()):
        await caught_up(mirror, source.store)

    assert mirror.applied == list(range(1, 301))
    assert mirror.metric("gaps_total") > 0


async def test_of_two_replicas_one_applies_and_the_other_takes_over(
    source: RelayedStore, target_database: Database, target: Store, nats: Client
) -> None:
    async with opened(MODEL, target_database.app_url) as other:
        one, two = Mirror(target, foreign(nats)), Mirror(other, foreign(nats))
        async with beside(two.subscription.run()):
            async with beside(one.subscription.run()):
                await some_events(source.store, 100)
                await caught_up(one, source.store)
                assert sorted(one.applied + two.applied) == list(range(1, 101))
            await some_events(source.store, 50)
            await caught_up(two, source.store)


async def test_a_leader_whose_session_ended_stops_applying(
    source: RelayedStore, target_database: Database, target: Store, nats: Client, superuser_of: str
) -> None:
    superuser = await asyncpg.connect(superuser_of)
    async with opened(MODEL, target_database.app_url) as other:
        one, two = Mirror(target, foreign(nats)), Mirror(other, foreign(nats))
        async with beside(one.subscription.run()), beside(two.subscription.run()):
            for _ in range(3):
                await some_events(source.store, 60)
                await until(lambda: superuser.fetchval(END_LEADERS))
                await some_events(source.store, 60)
                await caught_up(one, source.store)
    await superuser.close()


@pytest.fixture
def superuser_of(target_database: Database, postgres: PostgresServer) -> str:
    return postgres.url(target_database.name)


async def test_a_consumer_deleted_under_the_subscription_is_made_again(
    source: RelayedStore, target: Store, nats: Client
) -> None:
    mirror = Mirror(target, foreign(nats))
    async with beside(mirror.subscription.run()):
        await some_events(source.store, 30)
        await caught_up(mirror, source.store)
        for _ in range(2):
            await nats.jetstream().delete_consumer(STREAM, SUBSCRIPTION)
            await some_events(source.store, 30)
            await caught_up(mirror, source.store)
    assert mirror.applied == list(range(1, 91))


async def test_a_stream_rebuilt_under_the_subscription_repeats_and_loses_nothing(
    source: RelayedStore, target: Store, nats: Client
) -> None:
    mirror = Mirror(target, foreign(nats))
    async with beside(mirror.subscription.run()):
        await some_events(source.store, 100)
        await caught_up(mirror, source.store)
        await nats.jetstream().delete_stream(STREAM)
        await some_events(source.store, 50)
        await source.caught_up()
        await caught_up(mirror, source.store, seconds=15)
        await some_events(source.store, 50)
        await caught_up(mirror, source.store)
    assert mirror.applied == list(range(1, 201))


async def test_a_nats_that_restarts_or_lost_everything_is_followed_on(
    store: Store, target: Store, own_nats: NatsServer
) -> None:
    async with (
        connected(own_nats) as ours,
        connected(own_nats) as theirs,
        relayed(store, theirs),
    ):
        mirror = Mirror(target, foreign(ours))
        async with beside(mirror.subscription.run()):
            await some_events(store, 100)
            await caught_up(mirror, store)
            await asyncio.to_thread(own_nats.kill)
            await some_events(store, 100)
            await asyncio.to_thread(own_nats.start)
            await caught_up(mirror, store, seconds=20)

            await asyncio.to_thread(own_nats.kill)
            shutil.rmtree(own_nats.store / "jetstream")
            await asyncio.to_thread(own_nats.start)
            await some_events(store, 100)
            await caught_up(mirror, store, seconds=20)


async def test_an_unavailable_database_parks_nothing(
    source: RelayedStore, target_database: Database, target: Store, nats: Client
) -> None:
    """What is not the event's fault is waited for, however long it takes."""
    async with (
        proxied(target_database.app_url) as proxy,
        opened(MODEL, proxy.url, patience=0.1) as far,
    ):
        mirror = Mirror(target, foreign(nats), through=far)
        async with beside(mirror.subscription.run()):
            await some_events(source.store, 20)
            await caught_up(mirror, source.store)
            proxy.cut()
            await some_events(source.store, 20)
            await until(lambda: mirror.attempts.count(21) > 4)
            proxy.mend()
            await caught_up(mirror, source.store)
        assert await mirror.letters.listed() == []


async def test_a_message_that_is_no_event_stops_nothing_for_good(
    source: RelayedStore, target: Store, nats: Client
) -> None:
    """Whoever wrote it spoilt the stream; rebuilt from the log, it is followed on."""
    mirror = Mirror(target, foreign(nats))
    async with beside(mirror.subscription.run()) as running:
        await some_events(source.store, 10)
        await caught_up(mirror, source.store)
        await nats.jetstream().publish(f"shukun.{SERVICE.name}.nonsense", b"{}")
        await until(lambda: "LogBehindStream" in str(source.relay.fault))
        assert not running.done()

        await nats.jetstream().delete_stream(STREAM)
        await some_events(source.store, 10)
        await caught_up(mirror, source.store, seconds=15)
    assert mirror.applied == list(range(1, 21))
