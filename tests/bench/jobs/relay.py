"""The relay, catching up with a log that JetStream has nothing of yet."""

import asyncio
from pathlib import Path
from time import perf_counter

import msgspec
import uvloop
from nats import connect
from prometheus_client import CollectorRegistry

from services.tickets.model import MODEL
from shared.eventstore.store import open_store
from shared.kernel.clock import SystemClock
from shared.messaging.connection import connect_nats
from shared.messaging.relay import Relay, RelayMetrics
from shared.messaging.streams import stream_name
from shared.testing.progress import beside, until
from tests.bench.jobs.log_walk import Result
from tests.bench.memory import peak_rss_mb

PATIENCE_SECONDS = 300.0


class Parameters(msgspec.Struct, frozen=True, kw_only=True):
    url: str
    nats_url: str
    nats_seed_file: str


async def _run(parameters: Parameters) -> Result:
    seed = Path(parameters.nats_seed_file)
    nats = await connect_nats(parameters.nats_url, "bench-relay", seed)
    registry = CollectorRegistry()
    async with open_store(MODEL, parameters.url, SystemClock(), CollectorRegistry()) as store:
        head = (await store.reader.head()).position
        relay = Relay("tickets", store.connect, store.reader, nats, RelayMetrics(registry))

        def caught_up() -> bool:
            return (registry.get_sample_value("shukun_relay_position") or 0) >= head

        started = perf_counter()
        async with beside(relay.run()):
            await until(caught_up, seconds=PATIENCE_SECONDS, every=0.002)
            seconds = perf_counter() - started
    await nats.close()
    await _require_stream(parameters, head)
    return Result(events=head, seconds=seconds, rss_mb=peak_rss_mb())


async def _require_stream(parameters: Parameters, head: int) -> None:
    """What was acknowledged is in the stream."""
    nats = await connect(parameters.nats_url, nkeys_seed=parameters.nats_seed_file)
    info = await nats.jetstream().stream_info(stream_name("tickets"))
    await nats.close()
    if info.state.messages != head:
        raise AssertionError(f"{info.state.messages} messages in the stream, {head} events")


def measure(parameters: Parameters) -> Result:
    return uvloop.run(asyncio.wait_for(_run(parameters), PATIENCE_SECONDS + 60))
