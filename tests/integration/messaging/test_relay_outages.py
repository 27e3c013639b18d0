"""NATS going away under the relay, also with everything it knew."""

import asyncio
import shutil
from functools import partial

import pytest
from nats.aio.client import Client

from deploy.local.databases import Database
from deploy.local.nats import NatsServer
from shared.eventstore.store import Store
from shared.messaging.cloudevents import recorded
from shared.messaging.comparing import compare
from shared.messaging.streams import declared, stream_name
from shared.testing.accounts import SERVICE
from shared.testing.accounts.history import some_events
from shared.testing.accounts.model import MODEL
from shared.testing.progress import beside, until
from shared.testing.proxy import proxied
from shared.testing.stores import findings, opened, whole_log
from shared.testing.streams import RelayedStore, connected, messages_of, relayed

NAME = SERVICE.name


def lose_everything(server: NatsServer) -> None:
    """Stop NATS, remove what JetStream stored, start it again."""
    server.kill()
    shutil.rmtree(server.store / "jetstream")
    server.start()


async def differences(store: Store, nats: Client) -> list[str]:
    connection = await store.connect()
    found = await compare(NAME, connection, nats, lambda _count: None)
    await connection.close()
    return [finding.what for finding in found]


async def assert_complete(running: RelayedStore) -> None:
    """The stream is the log again, and both checks say so."""
    await running.caught_up(seconds=20)
    messages = await messages_of(running.nats, NAME)
    copies = [recorded(message.headers, message.data) for message in messages]
    assert copies == await whole_log(running.store)
    assert await differences(running.store, running.nats) == []


async def test_a_restart_of_nats_in_the_middle_loses_and_repeats_nothing(
    store: Store, own_nats: NatsServer
) -> None:
    async def keep_writing() -> None:
        while True:
            await some_events(store, 40)

    async with connected(own_nats) as nats, relayed(store, nats) as running:

        def published(number: float) -> bool:
            return running.metric("events_total") >= number

        async with beside(keep_writing()):
            for _ in range(3):
                await until(partial(published, running.metric("events_total") + 200))
                await asyncio.to_thread(own_nats.kill)
                await asyncio.to_thread(own_nats.start)
        await assert_complete(running)


async def test_a_jetstream_that_lost_everything_is_filled_again_though_nothing_happens(
    store: Store, own_nats: NatsServer, database: Database
) -> None:
    async with connected(own_nats) as nats, relayed(store, nats) as running:
        await some_events(store, 1_500)
        await running.caught_up()
        await asyncio.to_thread(lose_everything, own_nats)
        await assert_complete(running)
    assert await findings(MODEL, database.owner_url) == []


async def test_a_jetstream_that_lost_everything_is_filled_again_under_load(
    store: Store, own_nats: NatsServer
) -> None:
    async def keep_writing() -> None:
        while True:
            await some_events(store, 20)

    async with connected(own_nats) as nats, relayed(store, nats) as running:
        async with beside(keep_writing()):
            await until(lambda: running.metric("events_total") > 500)
            await asyncio.to_thread(lose_everything, own_nats)
            published = running.metric("events_total")
            await until(lambda: running.metric("events_total") > published + 600)
        await assert_complete(running)


@pytest.mark.parametrize("remade", [False, True], ids=["and missed", "and made by another"])
async def test_a_stream_removed_by_hand_is_filled_again(
    store: Store, nats: Client, *, remade: bool
) -> None:
    """Whoever needs the stream declares it: it may stand there again, empty, at once."""
    async with relayed(store, nats) as running:
        await some_events(store, 30)
        await running.caught_up()
        await nats.jetstream().delete_stream(stream_name(NAME))
        if remade:
            await declared(nats, NAME)
        await assert_complete(running)


async def test_an_outage_of_nats_is_told_and_over_when_it_is_over(
    store: Store, own_nats: NatsServer
) -> None:
    async with connected(own_nats) as nats, relayed(store, nats) as running:
        await some_events(store, 3)
        await running.caught_up()
        await until(lambda: running.relay.fault is None)
        await asyncio.to_thread(own_nats.stop)
        await some_events(store, 3)
        await until(lambda: running.relay.fault is not None)

        await asyncio.to_thread(own_nats.start)
        await assert_complete(running)
        await until(lambda: running.relay.fault is None)


async def test_a_database_that_goes_away_only_pauses_the_relay(
    database: Database, store: Store, nats: Client
) -> None:
    async with (
        proxied(database.app_url) as proxy,
        opened(MODEL, proxy.url) as far,
        relayed(far, nats) as running,
    ):
        await some_events(store, 3)
        await running.caught_up()
        proxy.cut()
        await some_events(store, 200)
        await until(lambda: running.relay.fault is not None)

        proxy.mend()
        await assert_complete(running)
