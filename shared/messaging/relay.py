"""The relay: every event of the log to JetStream, in order, once.

The event table is the outbox. JetStream's own last sequence says how far the relay has come, for
sequence and position are the same number; each publish names the sequence it must follow, so that
neither a second relay nor a repeated publish can put an event in twice or out of order.
"""

import asyncio
import contextlib
import json
from collections.abc import Coroutine, Sequence
from typing import Any, Final, TypeVar

import structlog
from nats.aio.client import Client
from nats.errors import StaleConnectionError
from nats.js import JetStreamContext
from nats.js.errors import APIError, NotFoundError
from prometheus_client import CollectorRegistry, Counter, Gauge

from shared.eventstore.connection import CONNECTION_LOST, Connect
from shared.eventstore.log import Recorded
from shared.eventstore.log_reader import LogReader
from shared.kernel.ids import new_id
from shared.messaging.cloudevents import MESSAGE_ID, event_id, headers, subject
from shared.messaging.leadership import Deposed, Term, lead
from shared.messaging.streams import NATS_FAILURES, declared, stream_name

log = structlog.get_logger()

T = TypeVar("T")

BATCH_LIMIT: Final = 1_000
BATCH_BYTES: Final = 4_000_000
POLL_SECONDS: Final = 1.0
# Under load a page gathers for this long: every publish costs JetStream a disk sync, however small.
PACE_SECONDS: Final = 0.02
# JetStream knows itself how far it is; the checkpoint only tells others, and need not be the latest.
SAVE_SECONDS: Final = 0.2
RESTART_SECONDS: Final = 0.5
PUBLISH_SECONDS: Final = 10.0
LOOK_SECONDS: Final = 0.2
_EXPECTED: Final = "Nats-Expected-Last-Sequence"


class LogBehindStream(Exception):
    """JetStream holds events this log does not: the log was restored from an older backup."""


class StreamChanged(Exception):
    """JetStream does not end where this relay left it: it was lost or set back."""


_BROKEN_OFF: Final = (
    *NATS_FAILURES,
    *CONNECTION_LOST,
    Deposed,
    LogBehindStream,
    StreamChanged,
)


async def stream_end(nats: Client, service: str, reader: LogReader) -> tuple[JetStreamContext, int]:
    """Where JetStream stands. Raises LogBehindStream when its last message is not the log's event
    at that place.
    """
    jetstream, info = await declared(nats, service)
    last: int = info.state.last_seq
    if last == 0:
        return jetstream, 0
    with contextlib.suppress(NotFoundError):
        message = await jetstream.get_msg(stream_name(service), seq=last)
        own = await reader.after(last - 1, 1)
        copied = message.headers or {}
        if (
            not own
            or copied.get(MESSAGE_ID) != event_id(service, last)
            or copied.get("shukun-hash") != own[0].hash.hex()
        ):
            raise LogBehindStream(
                f"message {last} of {stream_name(service)} is not event {last} of the log"
            )
    return jetstream, last


class RelayMetrics:
    """How far the relay is behind, and how often it had to begin again."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.position = Gauge("shukun_relay_position", "Last position relayed", registry=registry)
        self.lag = Gauge("shukun_relay_lag_events", "Events not yet relayed", registry=registry)
        self.published = Counter("shukun_relay_events", "Events relayed", registry=registry)
        self.restarts = Counter("shukun_relay_restarts", "New beginnings", registry=registry)


class Relay:
    """Runs until cancelled; among replicas only the leader publishes."""

    def __init__(
        self,
        service: str,
        connect: Connect,
        reader: LogReader,
        nats: Client,
        metrics: RelayMetrics,
    ) -> None:
        self._service = service
        self._connect = connect
        self._reader = reader
        self._nats = nats
        self._metrics = metrics
        self.fault: str | None = "not started"

    async def run(self) -> None:
        """Lead, publish, and begin again after whatever broke off."""
        while True:
            try:
                async with lead(self._connect, "relay") as term:
                    await term.listen()
                    await self._relay(term)
            except _BROKEN_OFF as broken:
                self.fault = f"{type(broken).__name__}: {broken}"
                self._metrics.restarts.inc()
                log.warning("relay begins again", service=self._service, cause=self.fault)
                await asyncio.sleep(RESTART_SECONDS)

    async def _relay(self, term: Term) -> None:
        jetstream, last = await stream_end(self._nats, self._service, self._reader)
        await term.save(last)
        self.fault = None
        now = asyncio.get_running_loop().time
        saved, saved_at = last, now()
        while True:
            began = now()
            term.check()
            page = await self._reader.after(last, BATCH_LIMIT)
            if saved != last and (not page or began > saved_at + SAVE_SECONDS):
                await term.save(last)
                saved, saved_at = last, began
            if not page:
                self._metrics.lag.set(0)
                if not await term.wait(POLL_SECONDS):
                    await self._look_after(jetstream, last)
                continue
            for batch in _bounded(page):
                await self._publish(jetstream, batch, last)
                last = batch[-1].position
                self._metrics.published.inc(len(batch))
            self._metrics.position.set(last)
            if len(page) == BATCH_LIMIT:
                self._metrics.lag.set((await self._reader.head()).position - last)
            elif len(page) > 1:
                await asyncio.sleep(began + PACE_SECONDS - now())

    async def _look_after(self, jetstream: JetStreamContext, last: int) -> None:
        """A stream that was lost or set back is noticed also when there is nothing to publish."""
        info = await self._answered(jetstream.stream_info(stream_name(self._service)))
        if info.state.last_seq != last:
            raise StreamChanged(f"the stream ends at {info.state.last_seq}, not {last}")

    async def _answered(self, request: Coroutine[Any, Any, T]) -> T:
        """The answer. A server that went away does not give it, and the client would wait for it
        until the timeout; StaleConnectionError tells at once.
        """
        reconnects = self._nats.stats["reconnects"]
        answer = asyncio.create_task(request)
        try:
            while not (await asyncio.wait([answer], timeout=LOOK_SECONDS))[0]:
                if not self._nats.is_connected or self._nats.stats["reconnects"] != reconnects:
                    raise StaleConnectionError
        finally:
            answer.cancel()
        return answer.result()

    async def _publish(
        self, jetstream: JetStreamContext, batch: Sequence[Recorded], last: int
    ) -> None:
        if len(batch) == 1:
            await self._publish_one(jetstream, batch[0], last)
        else:
            await self._publish_batch(batch, last)

    async def _publish_one(self, jetstream: JetStreamContext, event: Recorded, last: int) -> None:
        await self._answered(
            jetstream.publish(
                subject(self._service, event),
                event.data,
                timeout=PUBLISH_SECONDS,
                headers={**headers(self._service, event), _EXPECTED: str(last)},
            )
        )

    async def _publish_batch(self, batch: Sequence[Recorded], last: int) -> None:
        """One atomic batch (all or nothing, one disk sync), acknowledged at its last message."""
        batch_id = new_id()
        for number, event in enumerate(batch, 1):
            own = headers(self._service, event)
            own["Nats-Batch-Id"] = batch_id
            own["Nats-Batch-Sequence"] = str(number)
            if number == 1:
                own[_EXPECTED] = str(last)
            if number < len(batch):
                await self._nats.publish(subject(self._service, event), event.data, headers=own)
                continue
            own["Nats-Batch-Commit"] = "1"
            answer = await self._answered(
                self._nats.request(
                    subject(self._service, event), event.data, timeout=PUBLISH_SECONDS, headers=own
                )
            )
            acknowledged = json.loads(answer.data)
            if "error" in acknowledged:
                raise APIError.from_error(acknowledged["error"])


def _bounded(page: Sequence[Recorded]) -> list[list[Recorded]]:
    """Cut a page so that no batch exceeds BATCH_BYTES."""
    batches: list[list[Recorded]] = [[]]
    size = 0
    for event in page:
        size += len(event.data) + len(event.meta)
        if size > BATCH_BYTES and batches[-1]:
            batches.append([])
            size = len(event.data) + len(event.meta)
        batches[-1].append(event)
    return batches
