"""Through HTTP: the full submit command of the tickets service beside four FastAPI routes."""

import json
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Final

import asyncpg

from deploy.local.databases import Database
from services.tickets.service import SERVICE
from shared.testing.progress import until
from shared.testing.running import RunningService
from tests.bench.jobs import http_load
from tests.bench.library import library_environment
from tests.bench.plan import CONCURRENCY, Plan
from tests.bench.results import Board, Sample, sample_of
from tests.bench.rounds import rotated
from tests.bench.running import Peer, run_job
from tests.bench.stage import Stage
from tests.builders.bodies import submission

GROUP: Final = "http"
PATH: Final = "/v1/tickets"
PEERS: Final = ("echo", "bare", "naive", "library", "library functions")
BODY: Final = json.dumps(
    submission(
        firm={**submission()["firm"], "uscc": http_load.FIRM},
        channel="hotline_12345",
        upstream_number=http_load.NUMBER,
    ),
    ensure_ascii=False,
)
_LAG: Final = """SELECT h.position - coalesce(c.position, 0) FROM log_head h
    LEFT JOIN checkpoint c ON c.name = 'relay'"""
_CATCH_UP_SECONDS: Final = 120.0


def submitting_headers(service: RunningService) -> dict[str, str]:
    """What another government platform sends with a submission; `{key}` differs in each."""
    token = service.token("platform", subject="hotline-7", client="hotline_12345")
    return {"Authorization": f"Bearer {token}", "Idempotency-Key": http_load.KEY}


async def measure(stage: Stage, plan: Plan, board: Board) -> None:
    """All contestants run all the time; one at a time is under load."""
    database = await stage.tickets_database()
    service = RunningService(SERVICE, stage.folder, database, stage.nats, relay_beside=True)
    with ExitStack() as stack:
        stack.callback(service.stop)
        service.start()
        ports = {"shukun": service.port}
        for name in PEERS:
            app = name.partition(" ")[0]
            peer = Peer(app, stage.folder, **await _environment(stage, name))
            ports[name] = stack.enter_context(peer).port
        headers = submitting_headers(service)
        for number in range(plan.rounds):
            await stage.settle()
            for clients in CONCURRENCY:
                for name in rotated(list(ports), number):
                    sample = _load(plan, ports[name], headers, clients)
                    if name == "shukun":
                        sample = await _caught_up(database, sample)
                    board.add(GROUP, name, str(clients), "requests/s", sample)
    await stage.drop_stream()


async def _environment(stage: Stage, peer: str) -> Mapping[str, str]:
    if peer == "echo":
        return {}
    database = await stage.plain_database()
    if peer.startswith("library"):
        return library_environment(stage, database, functions=peer == "library functions")
    return {"BENCH_DATABASE_URL": stage.postgres.url(database)}


def _load(plan: Plan, port: int, headers: dict[str, str], clients: int) -> Sample:
    parameters = http_load.Parameters(
        port=port,
        path=PATH,
        headers=headers,
        body=BODY,
        connections=clients,
        warm_seconds=plan.warm_seconds,
        seconds=plan.http_seconds,
    )
    result, foreign = run_job("http_load", parameters, http_load.Result)
    sample = sample_of(result.latencies, result.seconds, result.failed)
    return Sample(
        rate=sample.rate,
        p50_ms=sample.p50_ms,
        p99_ms=sample.p99_ms,
        failed=sample.failed,
        foreign=foreign,
        note=f"statuses {result.statuses}" if sample.failed else "",
    )


async def _caught_up(database: Database, sample: Sample) -> Sample:
    """Let the relay catch up before the next one is measured, and say how far behind it was."""
    connection = await asyncpg.connect(database.owner_url)
    try:
        behind: int = await connection.fetchval(_LAG)
        await until(
            lambda: connection.fetchval(f"SELECT ({_LAG}) <= 0"),
            seconds=_CATCH_UP_SECONDS,
            every=0.05,
        )
    finally:
        await connection.close()
    return Sample(
        rate=sample.rate,
        p50_ms=sample.p50_ms,
        p99_ms=sample.p99_ms,
        failed=sample.failed,
        foreign=sample.foreign,
        note=sample.note or f"relay {behind} events behind at the end",
    )
