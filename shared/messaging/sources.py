"""Where a subscription's events come from: one's own log, or another service's stream."""

from collections.abc import Sequence
from typing import Final, Protocol

import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js import JetStreamContext

from shared.eventstore.log import Recorded
from shared.eventstore.reader import Reader
from shared.messaging.cloudevents import recorded
from shared.messaging.deliveries import Deliveries, Interrupted, aligned_consumer
from shared.messaging.leadership import Term
from shared.messaging.streams import stream_name

log = structlog.get_logger()

PAGE: Final = 500


class Source(Protocol):
    """Gives events in order. `take` may repeat events; `between` fills a gap."""

    async def open(self, after: int, term: Term) -> None: ...

    async def take(self, after: int) -> Sequence[Recorded]: ...

    async def between(self, after: int, before: int) -> Sequence[Recorded]: ...

    async def settled(self) -> None: ...

    async def close(self) -> None: ...


class OwnLog:
    """The service's own log, read by position.

    `prompt` wakes it with every commit; without, it looks every `poll_seconds`, which is gentler
    where few of the events matter.
    """

    def __init__(self, reader: Reader, *, poll_seconds: float = 1.0, prompt: bool = True) -> None:
        self._reader = reader
        self._poll_seconds = poll_seconds
        self._prompt = prompt
        self._term: Term | None = None

    async def open(self, after: int, term: Term) -> None:  # noqa: ARG002  the protocol's
        self._term = term
        if self._prompt:
            await term.listen()

    async def take(self, after: int) -> Sequence[Recorded]:
        page = await self._reader.after(after, PAGE)
        if not page and self._term is not None:
            await self._term.wait(self._poll_seconds)
        return page

    async def between(self, after: int, before: int) -> Sequence[Recorded]:
        return await self._reader.after(after, before - after - 1)

    async def settled(self) -> None:
        """Nothing to acknowledge: the checkpoint is all there is."""

    async def close(self) -> None:
        """Nothing is held open: the listening ends with the term."""


class ForeignStream:
    """Another service's JetStream stream, through a durable pull consumer.

    The consumer only delivers; what was applied is known from the subscription's own checkpoint,
    and the consumer is set to it whenever the two differ. When the consumer falls silent or is gone
    it is bound again, or made anew from the checkpoint on.

    It reads, and keeps its own consumer. The stream is its owner's to declare: while there is none
    yet, `open` raises and the subscription begins again.
    """

    def __init__(self, nats: Client, service: str, durable: str) -> None:
        self._nats = nats
        self._service = service
        self._durable = durable
        self._jetstream: JetStreamContext | None = None
        self._deliveries: Deliveries | None = None
        self._unsettled: list[Msg] = []

    async def open(self, after: int, term: Term) -> None:  # noqa: ARG002  the protocol's
        await self._bind(after)

    async def take(self, after: int) -> Sequence[Recorded]:
        try:
            deliveries = self._deliveries or await self._bind(after)
            self._unsettled = await deliveries.take()
        except Interrupted as cause:
            log.warning("deliveries broke off", durable=self._durable, cause=str(cause))
            await self.close()
            return []
        return [recorded(message.headers, message.data) for message in self._unsettled]

    async def between(self, after: int, before: int) -> Sequence[Recorded]:
        """Read the missing range straight from the stream, whose sequence is the position."""
        if self._jetstream is None:
            raise RuntimeError("the source is not open")
        found = []
        for sequence in range(after + 1, before):
            message = await self._jetstream.get_msg(
                stream_name(self._service), seq=sequence, direct=True
            )
            found.append(recorded(message.headers, message.data or b""))
        return found

    async def settled(self) -> None:
        """Acknowledge what was taken last; it is applied and behind the checkpoint."""
        messages, self._unsettled = self._unsettled, []
        for message in messages:
            await message.ack()

    async def close(self) -> None:
        deliveries, self._deliveries = self._deliveries, None
        self._unsettled = []
        if deliveries is not None:
            await deliveries.close()

    async def _bind(self, after: int) -> Deliveries:
        await self.close()
        name = stream_name(self._service)
        self._jetstream = self._nats.jetstream(timeout=5)
        info = await self._jetstream.stream_info(name)
        applied = min(after, info.state.last_seq)
        await aligned_consumer(self._jetstream, name, self._durable, applied)
        self._deliveries = Deliveries(self._nats, name, self._durable)
        await self._deliveries.open()
        return self._deliveries
