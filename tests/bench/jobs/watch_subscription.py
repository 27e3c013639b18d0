"""Another service's subscription to the tickets stream; notes when its handler gets each event."""

from pathlib import Path
from time import monotonic_ns

import msgspec
import uvloop
from prometheus_client import CollectorRegistry

from shared.eventstore.connection import connector, create_pool
from shared.eventstore.log import Recorded
from shared.messaging.connection import connect_nats
from shared.messaging.dead_letters import DeadLetters
from shared.messaging.sources import ForeignStream
from shared.messaging.subscription import Subscription, SubscriptionMetrics
from shared.testing.progress import beside, until
from tests.bench.jobs.watch_stream import Result, end_of_input

START_SECONDS = 30.0


class Parameters(msgspec.Struct, frozen=True, kw_only=True):
    """`url` is the subscriber's own database. Watching ends with standard input."""

    url: str
    nats_url: str
    nats_seed_file: str


async def _run(parameters: Parameters) -> Result:
    seen: dict[str, int] = {}
    seed = Path(parameters.nats_seed_file)
    nats = await connect_nats(parameters.nats_url, "bench-subscriber", seed)
    pool = await create_pool(parameters.url, "bench")

    async def handle(event: Recorded) -> None:
        seen.setdefault(event.stream_id, monotonic_ns())

    subscription = Subscription(
        "bench",
        ForeignStream(nats, "tickets", "bench-subscriber"),
        handle,
        connector(parameters.url, "bench"),
        DeadLetters(pool),
        SubscriptionMetrics(CollectorRegistry()),
    )
    async with beside(subscription.run()):
        await until(lambda: bool(seen), seconds=START_SECONDS)
        await end_of_input()
    await nats.close()
    await pool.close()
    return Result(seen_ns=seen)


def measure(parameters: Parameters) -> Result:
    return uvloop.run(_run(parameters))
