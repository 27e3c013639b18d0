"""Comparing a log with its JetStream copy, event by event."""

import asyncio
from typing import Final

import asyncpg
from nats.aio.client import Client
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

from shared.eventstore.folding import Progress
from shared.eventstore.log import Recorded
from shared.eventstore.verify import FINDINGS_LIMIT, Finding
from shared.messaging.cloudevents import MESSAGE_ID, MalformedMessage, event_id, recorded, subject
from shared.messaging.streams import declared, stream_name

PAGE: Final = 500
PATIENCE_SECONDS: Final = 10.0
_PAGE_SQL: Final = """SELECT position, stream_id::text, version, name, schema_version, recorded_at,
        data, meta, hash
    FROM event WHERE position > $1 AND position <= $2 ORDER BY position LIMIT $3"""


async def compare(
    service: str, connection: asyncpg.Connection, nats: Client, progress: Progress
) -> list[Finding]:
    """What differs between the log and its stream, oldest first, at most 20 findings.

    Waits a bounded time for the relay to catch up with the head as it is when called.
    """
    head: int = await connection.fetchval("SELECT position FROM log_head")
    jetstream, last = await _caught_up(nats, service, head)
    findings: list[Finding] = []
    if last < head:
        findings.append(Finding("jetstream", last + 1, f"the stream ends at {last}, not {head}"))
    if last > head:
        newest = await connection.fetchval("SELECT position FROM log_head")
        if last > newest:
            findings.append(
                Finding("jetstream", newest + 1, f"the stream has {last} events, the log {newest}")
            )
    await _compare_messages(service, connection, jetstream, min(head, last), findings, progress)
    return sorted(findings, key=lambda finding: finding.position or 0)[:FINDINGS_LIMIT]


async def _caught_up(nats: Client, service: str, head: int) -> tuple[JetStreamContext, int]:
    deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
    while True:
        jetstream, info = await declared(nats, service)
        last: int = info.state.last_seq
        if last >= head or asyncio.get_running_loop().time() > deadline:
            return jetstream, last
        await asyncio.sleep(0.1)


async def _compare_messages(
    service: str,
    connection: asyncpg.Connection,
    jetstream: JetStreamContext,
    upto: int,
    findings: list[Finding],
    progress: Progress,
) -> None:
    if upto == 0:
        return
    name = stream_name(service)
    info = await jetstream.add_consumer(
        name,
        ConsumerConfig(
            deliver_policy=DeliverPolicy.ALL,
            ack_policy=AckPolicy.NONE,
            inactive_threshold=60,
            mem_storage=True,
        ),
    )
    pull = await jetstream.pull_subscribe_bind(info.name, stream=name)
    position = 0
    while position < upto and len(findings) < FINDINGS_LIMIT:
        messages = await pull.fetch(min(PAGE, upto - position), timeout=10)
        rows = await connection.fetch(_PAGE_SQL, position, upto, len(messages))
        events = {row["position"]: Recorded(*row) for row in rows}
        for message in messages:
            position += 1
            fault = _difference(service, position, events.get(position), message)
            if fault is not None:
                findings.append(Finding("jetstream", position, fault))
        progress(len(messages))
    await pull.unsubscribe()


def _difference(service: str, position: int, event: Recorded | None, message: object) -> str | None:
    if event is None:
        return "the stream has an event that the log lacks"
    headers, data = message.headers, message.data  # type: ignore[attr-defined]
    try:
        copy = recorded(headers, data)
    except MalformedMessage as fault:
        return str(fault)
    if headers.get(MESSAGE_ID) != event_id(service, position):
        return f"message id {headers.get(MESSAGE_ID)} stands at sequence {position}"
    if copy != event:
        return "the stream's copy is not the log's event"
    if message.subject != subject(service, event):  # type: ignore[attr-defined]
        return "the stream's copy has another subject"
    return None
