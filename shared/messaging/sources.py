"""Where a subscription's events come from: one's own log, or another service's stream."""

import contextlib
from collections.abc import Sequence
from typing import Final, Protocol

import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import TimeoutError as NatsTimeoutError
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy
from nats.js.errors import NotFoundError

from shared.eventstore.log import Recorded
from shared.eventstore.reader import Reader
from shared.messaging.cloudevents import recorded
from shared.messaging.leadership import Term
from shared.messaging.streams import declared, stream_name

log = structlog.get_logger()

PAGE: Final = 500
SILENCE_SECONDS: Final = 5.0
REDELIVERY_SECONDS: Final = 30.0


class Source(Protocol):
    """Gives events in order. `take` may repeat events; `between` fills a gap."""

    async def open(self, after: int, term: Term) -> None: ...

    async def take(self, after: int) -> Sequence[Recorded]: ...

    async def between(self, after: int, before: int) -> Sequence[Recorded]: ...

    async def settled(self) -> None: ...


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

    async def open(self, after: int, term: Term) -> None:
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


class ForeignStream:
    """Another service's JetStream stream, through a durable pull consumer.

    The consumer only delivers; what was applied is known from the subscription's own checkpoint.
    When nothing comes for a while the consumer is looked up again and, if it is gone or the stream
    was rebuilt, made anew from the checkpoint on.
    """

    def __init__(self, nats: Client, service: str, durable: str) -> None:
        self._nats = nats
        self._service = service
        self._durable = durable
        self._jetstream: JetStreamContext | None = None
        self._pull: JetStreamContext.PullSubscription | None = None
        self._unsettled: list[Msg] = []

    async def open(self, after: int, term: Term) -> None:
        await self._bind(after)

    async def take(self, after: int) -> Sequence[Recorded]:
        if self._pull is None:
            await self._bind(after)
        assert self._pull is not None
        try:
            self._unsettled = await self._pull.fetch(PAGE, timeout=SILENCE_SECONDS)
        except (TimeoutError, NatsTimeoutError):
            await self._watch(after)
            return []
        return [recorded(message.headers, message.data) for message in self._unsettled]

    async def between(self, after: int, before: int) -> Sequence[Recorded]:
        """Read the missing range straight from the stream, whose sequence is the position."""
        assert self._jetstream is not None
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
            with contextlib.suppress(Exception):
                await message.ack()

    async def _bind(self, after: int) -> None:
        self._jetstream, info = await declared(self._nats, self._service)
        first = min(after, info.state.last_seq) + 1
        try:
            await self._jetstream.consumer_info(stream_name(self._service), self._durable)
        except NotFoundError:
            await self._jetstream.add_consumer(
                stream_name(self._service),
                ConsumerConfig(
                    durable_name=self._durable,
                    deliver_policy=DeliverPolicy.BY_START_SEQUENCE,
                    opt_start_seq=first,
                    ack_policy=AckPolicy.EXPLICIT,
                    ack_wait=REDELIVERY_SECONDS,
                    max_ack_pending=PAGE * 2,
                ),
            )
        self._pull = await self._jetstream.pull_subscribe_bind(
            self._durable, stream=stream_name(self._service)
        )

    async def _watch(self, after: int) -> None:
        """Silence: bind again when the consumer is gone or sits on messages it does not deliver."""
        assert self._jetstream is not None
        try:
            info = await self._jetstream.consumer_info(stream_name(self._service), self._durable)
        except NotFoundError:
            log.warning("consumer is gone, made again", durable=self._durable)
            await self._rebind(after)
            return
        if info.num_pending:
            log.warning("consumer is silent, bound again", durable=self._durable)
            await self._rebind(after)

    async def _rebind(self, after: int) -> None:
        pull, self._pull = self._pull, None
        if pull is not None:
            with contextlib.suppress(Exception):
                await pull.unsubscribe()
        await self._bind(after)
