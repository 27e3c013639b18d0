"""NATS for tests: connections, a server of one's own, a relay beside the test, what a stream holds."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.api import AckPolicy, ConsumerConfig
from nats.js.errors import NotFoundError
from prometheus_client import CollectorRegistry

from deploy.local.nats import OPS, NatsServer
from shared.eventstore.store import Store
from shared.messaging.connection import connect_nats
from shared.messaging.relay import Relay, RelayMetrics
from shared.messaging.streams import stream_name
from shared.settings import SERVICES
from shared.testing.progress import beside, until
from shared.testing.servers import scratch_folder

PAGE = 1_000


@asynccontextmanager
async def connected(server: NatsServer, user: str = OPS) -> AsyncIterator[Client]:
    """A client of `server`, signed in as `user`; quick to look for a server that went away."""
    client = await connect_nats(
        server.url, f"test-{user}", server.seed_file(user), reconnect_time_wait=0.05
    )
    try:
        yield client
    finally:
        await client.close()


@pytest.fixture
async def own_nats() -> AsyncIterator[NatsServer]:
    """A NATS server that the test may stop, kill and rob of its store."""
    with scratch_folder() as folder:
        server = NatsServer(folder / "data", users=SERVICES)
        server.start()
        yield server
        server.stop()


class RelayedStore:
    """A store whose relay runs beside the test; `metrics` are the relay's own."""

    def __init__(self, store: Store, nats: Client) -> None:
        self.store = store
        self.nats = nats
        self.service = store.model.service
        self.registry = CollectorRegistry()
        metrics = RelayMetrics(self.registry)
        self.relay = Relay(self.service, store.connect, store.reader, nats, metrics)

    def metric(self, name: str) -> float:
        return self.registry.get_sample_value(f"shukun_relay_{name}") or 0.0

    async def caught_up(self, seconds: float = 10.0) -> int:
        """Wait until the stream ends where the log does; the position of both."""
        return int(await until(self._same_end, seconds=seconds))

    async def _same_end(self) -> int:
        head = (await self.store.reader.head()).position
        return head if await last_sequence(self.nats, self.service) == head else 0


@asynccontextmanager
async def relayed(store: Store, nats: Client) -> AsyncIterator[RelayedStore]:
    """Run a relay of the store's log beside the test."""
    running = RelayedStore(store, nats)
    async with beside(running.relay.run()):
        yield running


async def messages_of(nats: Client, service: str) -> list[Msg]:
    """Every message of the service's stream, in order."""
    jetstream = nats.jetstream()
    name = stream_name(service)
    info = await jetstream.stream_info(name)
    if not info.state.messages:
        return []
    consumer = await jetstream.add_consumer(name, ConsumerConfig(ack_policy=AckPolicy.NONE))
    pull = await jetstream.pull_subscribe_bind(consumer.name, stream=name)
    found: list[Msg] = []
    while len(found) < info.state.messages:
        found += await pull.fetch(min(PAGE, info.state.messages - len(found)), timeout=5)
    await pull.unsubscribe()
    await jetstream.delete_consumer(name, consumer.name)
    return found


async def last_sequence(nats: Client, service: str) -> int:
    """The number of the stream's last message; -1 when there is no stream."""
    try:
        info = await nats.jetstream().stream_info(stream_name(service))
    except NotFoundError:
        return -1
    last: int = info.state.last_seq
    return last
