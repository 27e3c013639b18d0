"""Without HTTP: orders straight into the writer, beside pgbench and the library."""

from collections.abc import Callable
from typing import Final

import msgspec

from tests.bench.jobs import library_save
from tests.bench.jobs import writer as writer_job
from tests.bench.library import library_environment
from tests.bench.pgbench import EVENT, ROW, TABLES, one_row_inserts
from tests.bench.plan import CONCURRENCY, Plan
from tests.bench.results import Board, Sample, sample_of
from tests.bench.rounds import rotated
from tests.bench.running import run_job
from tests.bench.stage import Stage

GROUP: Final = "writer"
LIBRARY_THREADS: Final = (1, 8)


async def measure(stage: Stage, plan: Plan, board: Board) -> None:
    """Per round: each load level with its contestants, then the library by threads."""
    tickets = await stage.tickets_database()
    database = await stage.plain_database()
    stage.postgres.execute(TABLES, database=database)
    plain = stage.postgres.url(database)
    locking = library_environment(stage, await stage.plain_database())
    functions = library_environment(stage, await stage.plain_database(), functions=True)

    def ours(in_flight: int) -> Sample:
        return _writer(plan, tickets.app_url, in_flight)

    def rows(clients: int) -> Sample:
        return one_row_inserts(stage.folder, plain, ROW, clients, plan)

    def event_rows(clients: int) -> Sample:
        return one_row_inserts(stage.folder, plain, EVENT, clients, plan)

    def library(threads: int) -> Sample:
        return _library(plan, locking, threads)

    def library_functions(threads: int) -> Sample:
        return _library(plan, functions, threads)

    cases: list[tuple[str, int, Callable[[int], Sample]]] = []
    for load in CONCURRENCY:
        cases += [
            ("shukun", load, ours),
            ("pgbench", load, rows),
            ("pgbench event", load, event_rows),
        ]
    for threads in LIBRARY_THREADS:
        cases += [
            ("library", threads, library),
            ("library functions", threads, library_functions),
        ]
    for number in range(plan.rounds):
        await stage.settle()
        for name, load, measured in rotated(cases, number):
            board.add(GROUP, name, str(load), "commits/s", measured(load))


def _writer(plan: Plan, url: str, in_flight: int) -> Sample:
    parameters = writer_job.Parameters(
        url=url,
        in_flight=in_flight,
        warm_seconds=plan.warm_seconds,
        seconds=plan.writer_seconds,
    )
    result, foreign = run_job("writer", parameters, writer_job.Result)
    return msgspec.structs.replace(sample_of(result.latencies, result.seconds), foreign=foreign)


def _library(plan: Plan, environment: dict[str, str], threads: int) -> Sample:
    parameters = library_save.Parameters(
        threads=threads, warm_seconds=plan.warm_seconds, seconds=plan.writer_seconds
    )
    result, foreign = run_job("library_save", parameters, library_save.Result, **environment)
    return msgspec.structs.replace(sample_of(result.latencies, result.seconds), foreign=foreign)
