"""Notes when each event of the tickets stream can be seen in JetStream."""

import asyncio
import sys
from time import monotonic_ns

import msgspec
import uvloop
from nats import connect
from nats.aio.msg import Msg
from nats.js.api import ConsumerConfig, DeliverPolicy

from shared.messaging.streams import subjects


class Parameters(msgspec.Struct, frozen=True, kw_only=True):
    """Watching ends with standard input."""

    nats_url: str
    nats_seed_file: str


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """When each ticket's submission was seen, in ns of this machine's monotonic clock."""

    seen_ns: dict[str, int]


async def _run(parameters: Parameters) -> Result:
    seen: dict[str, int] = {}
    nats = await connect(parameters.nats_url, nkeys_seed=parameters.nats_seed_file)

    async def note(message: Msg) -> None:
        now = monotonic_ns()
        seen.setdefault(message.subject.split(".")[2], now)

    await nats.jetstream().subscribe(
        subjects("tickets"),
        cb=note,
        ordered_consumer=True,
        config=ConsumerConfig(deliver_policy=DeliverPolicy.NEW),
    )
    await nats.flush()
    await end_of_input()
    await nats.close()
    return Result(seen_ns=seen)


async def end_of_input() -> None:
    """Say that the watch has begun and wait until whoever started it closes our input."""
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)


def measure(parameters: Parameters) -> Result:
    return uvloop.run(_run(parameters))
