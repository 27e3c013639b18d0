"""Comparing a log with its JetStream copy, event by event."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Final

import asyncpg
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

from shared.eventstore.findings import FINDINGS_LIMIT, Finding
from shared.eventstore.folding import Progress
from shared.eventstore.log import Recorded
from shared.messaging.cloudevents import MESSAGE_ID, MalformedMessage, event_id, recorded, subject
from shared.messaging.streams import declared, stream_name

PAGE: Final = 500
PATIENCE_SECONDS: Final = 10.0
_PAGE_SQL: Final = """SELECT position, stream_id::text, version, name, schema_version, recorded_at,
        data, meta, hash
    FROM event WHERE position > $1 AND position <= $2 ORDER BY position"""


async def compare(
    service: str,
    connection: asyncpg.Connection,
    nats: Client,
    progress: Progress,
    *,
    patience: float = PATIENCE_SECONDS,
) -> list[Finding]:
    """What differs between the log and its stream, oldest first, at most 20 findings.

    Waits at most `patience` seconds for the relay to catch up with the head as it is when called.
    """
    head: int = await connection.fetchval("SELECT position FROM log_head")
    jetstream, last = await _caught_up(nats, service, head, patience)
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


async def _caught_up(
    nats: Client, service: str, head: int, patience: float
) -> tuple[JetStreamContext, int]:
    deadline = asyncio.get_running_loop().time() + patience
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
    position, pending = 0, info.num_pending or 0
    while position < upto and len(findings) < FINDINGS_LIMIT:
        messages = await pull.fetch(min(PAGE, pending), timeout=10) if pending else []
        pending = messages[-1].metadata.num_pending if messages else 0
        reached = min(_sequence(messages[-1]), upto) if pending else upto
        rows = await connection.fetch(_PAGE_SQL, position, reached)
        events = [Recorded(*row) for row in rows]
        findings += _differences(service, position, reached, events, messages)
        progress(reached - position)
        position = reached
    await pull.unsubscribe()
    await jetstream.delete_consumer(name, info.name)


def _sequence(message: Msg) -> int:
    return message.metadata.sequence.stream


def _differences(
    service: str,
    after: int,
    upto: int,
    events: Sequence[Recorded],
    messages: Sequence[Msg],
) -> list[Finding]:
    """Compare the positions behind `after` up to and including `upto`, both sides by number."""
    own: Mapping[int, Recorded] = {event.position: event for event in events}
    copies: Mapping[int, Msg] = {_sequence(message): message for message in messages}
    found = []
    for position in range(after + 1, upto + 1):
        fault = _difference(service, position, own.get(position), copies.get(position))
        if fault is not None:
            found.append(Finding("jetstream", position, fault))
    return found


def _difference(
    service: str, position: int, event: Recorded | None, message: Msg | None
) -> str | None:
    if event is None:
        return "the log lacks this event"
    if message is None:
        return "the stream lacks this event"
    try:
        copy = recorded(message.headers, message.data)
    except MalformedMessage as fault:
        return str(fault)
    identity = (message.headers or {}).get(MESSAGE_ID)
    if identity != event_id(service, position):
        return f"message id {identity} stands at sequence {position}"
    same = copy == event and message.subject == subject(service, event)
    return None if same else "the stream's copy is not the log's event"
