"""Fills the `eventsourcing` library's table with as many events as our log has.

One ticket's stored events are made by the library itself; the others are COPYed under ids of their
own, interleaved like ours.
"""

from collections.abc import Sequence

import asyncpg
import msgspec
import uvloop
from eventsourcing.postgres import PostgresApplicationRecorder

from shared.kernel.ids import new_id
from tests.bench.history import OPEN_AT_ONCE
from tests.bench.peers.library_ticket import Tickets, closed
from tests.builders.bodies import submission


class Parameters(msgspec.Struct, frozen=True, kw_only=True):
    url: str
    events: int


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """`aggregates` are the ids of all tickets written."""

    events: int
    aggregates: list[str]


async def _run(url: str, table: str, events: int, stored: Sequence[tuple[str, bytes]]) -> Result:
    connection = await asyncpg.connect(url)
    aggregates: list[str] = []
    written = 0
    while written < events:
        block = [new_id() for _ in range(OPEN_AT_ONCE)]
        places = (
            (aggregate, version, topic, state)
            for version, (topic, state) in enumerate(stored, 1)
            for aggregate in block
        )
        rows = [(*place, written + number) for number, place in enumerate(places, 1)]
        await connection.copy_records_to_table(
            table,
            columns=("originator_id", "originator_version", "topic", "state", "notification_id"),
            records=rows,
        )
        written += len(rows)
        aggregates += block
    await connection.execute(f"ANALYZE {table}")
    await connection.close()
    return Result(events=written, aggregates=aggregates)


def measure(parameters: Parameters) -> Result:
    with Tickets() as tickets:
        pending = closed(submission()).collect_events()
        events = [tickets.mapper.to_stored_event(event) for event in pending]
        stored = [(event.topic, event.state) for event in events]
        recorder = tickets.recorder
        assert isinstance(recorder, PostgresApplicationRecorder)
        table = recorder.events_table_name
    return uvloop.run(_run(parameters.url, table, parameters.events, stored))
