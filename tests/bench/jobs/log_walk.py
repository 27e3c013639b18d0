"""Walks over a whole log: the bare read, the fold, the rebuild, the verification."""

from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Final

import asyncpg
import msgspec
import uvloop

from services.tickets.model import MODEL
from shared.eventstore.folding import FoldedStream, fold_log
from shared.eventstore.rebuild import rebuild
from shared.eventstore.verify import verify
from tests.bench.memory import peak_rss_mb

# What a fold has to know of each event, row by row in the order of the log, and nothing done with it.
# The fold itself has its pages as one value each (shared/eventstore/pages.py).
BARE_ROWS: Final = 5_000
BARE_PAGE: Final = """SELECT position, stream_id::text, version, name, schema_version, data
    FROM event WHERE position > $1 AND position <= $2 ORDER BY position LIMIT $3"""


class Parameters(msgspec.Struct, frozen=True, kw_only=True):
    """`walk` is `cursor`, `fold`, `rebuild` or `verify`; `url` the owner's address."""

    walk: str
    url: str


class Result(msgspec.Struct, frozen=True, kw_only=True):
    events: int
    seconds: float
    rss_mb: float


async def _cursor(connection: asyncpg.Connection) -> int:
    head = await _head(connection)
    position = 0
    while position < head:
        page = await connection.fetch(BARE_PAGE, position, head, BARE_ROWS)
        position = page[-1][0]
    return position


class _Counted:
    """Lets the streams go as they come."""

    def __init__(self) -> None:
        self.events = 0

    def take(self, stream: FoldedStream) -> None:
        self.events += stream.version

    async def flush(self) -> None:
        """Nothing is kept."""


async def _fold(connection: asyncpg.Connection) -> int:
    counted = _Counted()
    await fold_log(connection, MODEL, await _head(connection), counted, _no_progress)
    return counted.events


async def _rebuild(connection: asyncpg.Connection) -> int:
    return (await rebuild(MODEL, connection, _no_progress)).position


async def _verify(connection: asyncpg.Connection) -> int:
    report = await verify(MODEL, connection, _no_progress)
    if not report.sound:
        raise AssertionError(f"the log is not sound: {report.findings[:3]}")
    return report.events


WALKS: Final[dict[str, Callable[[asyncpg.Connection], Awaitable[int]]]] = {
    "cursor": _cursor,
    "fold": _fold,
    "rebuild": _rebuild,
    "verify": _verify,
}


async def _run(parameters: Parameters) -> Result:
    connection = await asyncpg.connect(parameters.url)
    try:
        started = perf_counter()
        events = await WALKS[parameters.walk](connection)
        seconds = perf_counter() - started
    finally:
        await connection.close()
    return Result(events=events, seconds=seconds, rss_mb=peak_rss_mb())


async def _head(connection: asyncpg.Connection) -> int:
    head: int = await connection.fetchval("SELECT position FROM log_head")
    return head


def _no_progress(_events: int) -> None:
    """Nobody watches."""


def measure(parameters: Parameters) -> Result:
    return uvloop.run(_run(parameters))
