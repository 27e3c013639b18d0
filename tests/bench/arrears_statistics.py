"""What a question for the clearing rates costs over a ledger of some size.

    python -m tests.bench.arrears_statistics --items 10000

Plays the campaign of 2022 with that many items through the real writer and timer, then asks, each
question as often as `--rounds` says. Prints the log's size and the seconds of each answer.
"""

import argparse
import asyncio
from datetime import date
from statistics import median
from time import perf_counter
from types import SimpleNamespace
from typing import Any, Final

import asyncpg
from prometheus_client import CollectorRegistry
from rich.console import Console
from rich.progress import track

from deploy.local.postgres import PostgresServer
from services.arrears.model import MODEL
from services.arrears.seeds import seeds
from services.arrears.service import SERVICE
from services.arrears.statistics import Dimension
from services.arrears.statistics_reading import Question, report
from services.arrears.work import watch_due_dates
from shared.eventstore.store import Store
from shared.kernel.clock import SimulatedClock
from shared.messaging.timers import TimerMetrics
from shared.testing.orders import order
from shared.testing.progress import beside
from shared.testing.servers import Templates, scratch_folder
from shared.testing.specs import instant
from shared.testing.stores import opened
from tests.bench.machine import machine
from tests.builders.arrears_year import CampaignYear, turns

_SEED: Final = 56
_TIMER_SECONDS: Final = 900.0  # thousands of items come to be due at once
_console: Final = Console()


async def _play(store: Store, clock: SimulatedClock, items: int) -> None:
    for seed in seeds():
        await store.writer.submit(order(seed.command, seed.stream_id))
    no_api: Any = None
    year = CampaignYear(store, clock, no_api, _SEED, timer_seconds=_TIMER_SECONDS)
    days = list(turns(date(2022, 1, 5), date(2022, 12, 28), 30))
    found = items // (len(days) // 2)
    for number, at in enumerate(track(days, "playing the campaign", console=_console)):
        await year.turn(at, found=found if number < len(days) // 2 else 0)


async def _ask(store: Store, question: Question, rounds: int) -> list[float]:
    seconds = []
    for _ in range(rounds):
        begun = perf_counter()
        await report(store, question)
        seconds.append(perf_counter() - begun)
    return seconds


async def _measure(items: int, rounds: int) -> None:
    with scratch_folder() as folder:
        server = PostgresServer(folder / "data")
        server.start()
        admin = await asyncpg.connect(server.url("postgres"))
        try:
            database = await Templates(server, admin).copy(SERVICE)
            clock = SimulatedClock(folder / "clock.json")
            clock.start_at(instant("2022-01-04T09:00+08:00"), speed=0)
            async with opened(MODEL, database.app_url, clock=clock, queue_limit=items + 1) as store:
                runtime: Any = SimpleNamespace(
                    store=store, clock=clock, timer_metrics=TimerMetrics(CollectorRegistry())
                )
                async with beside(watch_due_dates(runtime)):
                    await _play(store, clock, items)
                await _tell(store, clock, rounds)
        finally:
            await admin.close()
            server.stop()


async def _tell(store: Store, clock: SimulatedClock, rounds: int) -> None:
    [(events, size)] = await store.pool.fetch(
        "SELECT count(*), pg_size_pretty(sum(octet_length(data) + octet_length(meta))) FROM event"
    )
    items = await store.pool.fetchval("SELECT count(*) FROM arrears")
    _console.print(f"{items:,} items, {events:,} events, {size} in the log; {machine()}")
    now = clock.now()
    questions = {
        "today": Question(as_of=date(2022, 12, 28), known_at=now),
        "by department": Question(as_of=date(2022, 12, 28), known_at=now, by=Dimension.DEPARTMENT),
        "as known in summer": Question(
            as_of=date(2022, 6, 30), known_at=instant("2022-07-01T00:00+08:00")
        ),
    }
    for name, question in questions.items():
        seconds = await _ask(store, question, rounds)
        _console.print(
            f"{name}: {median(seconds):.2f} s ({min(seconds):.2f} to {max(seconds):.2f})"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    told = parser.parse_args()
    asyncio.run(_measure(told.items, told.rounds))


if __name__ == "__main__":
    main()
