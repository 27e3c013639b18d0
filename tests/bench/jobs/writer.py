"""Submissions straight into the writer: ids, decide, hash, rows, commit; no HTTP, no relay."""

import asyncio
import hashlib
import secrets
from itertools import count
from time import perf_counter

import msgspec
import uvloop
from prometheus_client import CollectorRegistry

from services.tickets.model import MODEL
from services.tickets.seeds import seeds
from shared.eventstore.log import Order
from shared.eventstore.store import Store, open_store
from shared.kernel.actor import Actor, Role
from shared.kernel.clock import SystemClock
from shared.kernel.ids import derived_id, new_id
from shared.runtime import SEEDER, calm_collector
from shared.testing.orders import order
from tests.builders.tickets import submit_for_new_firm

PLATFORM = Actor(id="hotline-7", role=Role.PLATFORM, client="hotline_12345")


class Parameters(msgspec.Struct, frozen=True, kw_only=True):
    """`in_flight` callers, each of which orders again as soon as it is answered."""

    url: str
    in_flight: int
    warm_seconds: float
    seconds: float


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """Latencies in seconds of the orders answered within the measured time."""

    latencies: list[float]
    seconds: float


def submission(run: str, number: int) -> Order:
    """A platform's order as the submit route makes it, of a firm that has no other ticket."""
    upstream = f"{run}-{number:012d}"
    command = submit_for_new_firm(channel="hotline_12345", upstream_number=upstream)
    return Order(
        command_id=derived_id(PLATFORM.client, PLATFORM.id, "tickets.submit", upstream),
        fingerprint=hashlib.sha256(upstream.encode()).digest(),
        streams=(new_id(),),
        command=command,
        operation="tickets.submit",
        actor=PLATFORM,
        correlation_id=new_id(),
    )


async def plant_seeds(store: Store) -> None:
    """The policies without which nothing can be decided."""
    for seed in seeds():
        key = derived_id("seed", seed.key)
        await store.writer.submit(order(seed.command, seed.stream_id, actor=SEEDER, command_id=key))


async def _run(parameters: Parameters) -> Result:
    latencies: list[float] = []
    run, numbers = secrets.token_hex(8), count(1)
    async with open_store(MODEL, parameters.url, SystemClock(), CollectorRegistry()) as store:
        await plant_seeds(store)
        begin = perf_counter() + parameters.warm_seconds
        end = begin + parameters.seconds

        async def caller() -> None:
            while (started := perf_counter()) < end:
                await store.writer.submit(submission(run, next(numbers)))
                answered = perf_counter()
                if begin <= answered < end:
                    latencies.append(answered - started)

        await asyncio.gather(*(caller() for _ in range(parameters.in_flight)))
    return Result(latencies=latencies, seconds=parameters.seconds)


def measure(parameters: Parameters) -> Result:
    calm_collector()  # as the served process does
    return uvloop.run(_run(parameters))
