"""The relay, catching up with a backlog under `sync_interval: always`."""

from typing import Final

from services.tickets.service import SERVICE
from tests.bench.jobs import history, relay
from tests.bench.jobs.log_walk import Result
from tests.bench.plan import Plan
from tests.bench.results import Board, Sample
from tests.bench.running import run_job
from tests.bench.stage import Stage

GROUP: Final = "relay"


async def measure(stage: Stage, plan: Plan, board: Board) -> None:
    """Each round begins with no stream and ends when JetStream has acknowledged every event."""
    tickets = await stage.tickets_database()
    written, _ = run_job(
        "history",
        history.Parameters(url=tickets.owner_url, events=plan.relay_events),
        history.Result,
    )
    parameters = relay.Parameters(
        url=tickets.app_url,
        nats_url=stage.nats.url,
        nats_seed_file=str(stage.nats.seed_file(SERVICE.name)),
    )
    for _ in range(plan.relay_rounds):
        await stage.settle()
        await stage.drop_stream()
        result, foreign = run_job("relay", parameters, Result)
        sample = Sample(rate=result.events / result.seconds, rss_mb=result.rss_mb, foreign=foreign)
        board.add(GROUP, "catching up", f"{written.events:,} events", "events/s", sample)
    await stage.drop_stream()
