"""A long log: folded, rebuilt and verified, beside a bare read and the library's ways."""

from collections.abc import Callable
from typing import Final

import msgspec

from tests.bench.jobs import history, library_history, library_read, log_walk
from tests.bench.library import library_environment
from tests.bench.plan import Plan
from tests.bench.results import Board, Sample
from tests.bench.rounds import rotated
from tests.bench.running import run_job
from tests.bench.stage import Stage

GROUP: Final = "fold"
UNIT: Final = "events/s"


async def measure(stage: Stage, plan: Plan, board: Board) -> None:
    """The first rebuild makes the read model's rows, so that every verification finds them."""
    tickets = await stage.tickets_database()
    written, _ = run_job(
        "history",
        history.Parameters(url=tickets.owner_url, events=plan.fold_events),
        history.Result,
    )
    database = await stage.plain_database()
    environment = library_environment(stage, database)
    peers, _ = run_job(
        "library_history",
        library_history.Parameters(url=stage.postgres.url(database), events=written.events),
        library_history.Result,
        **environment,
    )
    step = max(1, len(peers.aggregates) // plan.loaded_aggregates)
    loaded = peers.aggregates[::step][: plan.loaded_aggregates]

    def walk(name: str) -> Callable[[], Sample]:
        return lambda: _job("log_walk", log_walk.Parameters(walk=name, url=tickets.owner_url))

    def library(aggregates: list[str]) -> Callable[[], Sample]:
        parameters = msgspec.convert({"aggregates": aggregates}, library_read.Parameters)
        return lambda: _job("library_read", parameters, **environment)

    _job("log_walk", log_walk.Parameters(walk="rebuild", url=tickets.owner_url))
    contestants = [
        ("fold", walk("fold")),
        ("rebuild", walk("rebuild")),
        ("verify", walk("verify")),
        ("cursor", walk("cursor")),
        ("library replay", library([])),
        ("library loading", library(loaded)),
    ]
    for number in range(plan.fold_rounds):
        await stage.settle()
        for name, measured in rotated(contestants, number):
            events = len(loaded) * 7 if name == "library loading" else written.events
            board.add(GROUP, name, f"{events:,} events", UNIT, measured())


def _job(name: str, parameters: msgspec.Struct, **environment: str) -> Sample:
    result, foreign = run_job(name, parameters, log_walk.Result, **environment)
    return Sample(rate=result.events / result.seconds, rss_mb=result.rss_mb, foreign=foreign)
