"""The messages of a durable pull consumer as they come, and a watch over its silence.

One pull request for a page of messages is always out; the server delivers into it as soon as there
is anything (nats-py's `fetch` of a page waits for the whole page once it had to wait at all). While
it has nothing it sends heartbeats: without those the request is lost, and so is the binding.
"""

import asyncio
import contextlib
import json
from collections import deque
from typing import Final

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, ConsumerInfo, DeliverPolicy
from nats.js.errors import NotFoundError

PAGE: Final = 500
REDELIVERY_SECONDS: Final = 30.0
REQUEST_SECONDS: Final = 30
HEARTBEAT_SECONDS: Final = 1.0
SILENCE_SECONDS: Final = 3 * HEARTBEAT_SECONDS
_NANOSECONDS: Final = 1_000_000_000

_HEARTBEAT: Final = "100"
_REQUEST_IS_OVER: Final = frozenset({"404", "408"})


class Interrupted(Exception):
    """No more will come: the consumer is gone, or nothing is heard of it any more."""


async def aligned_consumer(
    jetstream: JetStreamContext, stream: str, durable: str, applied: int
) -> None:
    """Make the durable consumer, or make it anew when it does not stand right behind `applied`.

    A consumer that stands elsewhere has delivered what a lost process did not apply, or belongs to
    a stream that was rebuilt since.
    """
    with contextlib.suppress(NotFoundError):
        found = await jetstream.consumer_info(stream, durable)
        if _stands_behind(found, applied):
            return
        await jetstream.delete_consumer(stream, durable)
    await jetstream.add_consumer(
        stream,
        ConsumerConfig(
            durable_name=durable,
            deliver_policy=DeliverPolicy.BY_START_SEQUENCE,
            opt_start_seq=applied + 1,
            ack_policy=AckPolicy.EXPLICIT,
            ack_wait=REDELIVERY_SECONDS,
            max_ack_pending=PAGE * 2,
        ),
    )


def _stands_behind(consumer: ConsumerInfo, applied: int) -> bool:
    """Everything delivered is acknowledged, and that is exactly what was applied."""
    delivered = consumer.delivered.stream_seq if consumer.delivered else 0
    return delivered == applied and not consumer.num_ack_pending


class Deliveries:
    """`take` gives what has arrived; it never waits while something is there."""

    def __init__(self, nats: Client, stream: str, durable: str) -> None:
        self._nats = nats
        self._subject = f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{durable}"
        self._inbox = nats.new_inbox()
        self._arrived = asyncio.Event()
        self._queue: deque[Msg] = deque()
        self._requested = 0
        self._subscription: Subscription | None = None

    async def open(self) -> None:
        self._subscription = await self._nats.subscribe(self._inbox, cb=self._receive)

    async def close(self) -> None:
        subscription, self._subscription = self._subscription, None
        if subscription is not None:
            with contextlib.suppress(NatsError):
                await subscription.unsubscribe()

    async def take(self) -> list[Msg]:
        """The messages there are, or none after a heartbeat. Raises Interrupted after silence."""
        if not self._queue and self._requested <= 0:
            await self._request()
        try:
            async with asyncio.timeout(SILENCE_SECONDS):
                await self._arrived.wait()
        except TimeoutError:
            raise Interrupted("silence") from None
        self._arrived.clear()
        messages = []
        while self._queue:
            message = self._queue.popleft()
            if not self._is_status(message):
                self._requested -= 1
                messages.append(message)
        return messages

    async def _request(self) -> None:
        self._requested = PAGE
        request = {
            "batch": PAGE,
            "expires": REQUEST_SECONDS * _NANOSECONDS,
            "idle_heartbeat": int(HEARTBEAT_SECONDS * _NANOSECONDS),
        }
        await self._nats.publish(self._subject, json.dumps(request).encode(), reply=self._inbox)

    async def _receive(self, message: Msg) -> None:
        self._queue.append(message)
        self._arrived.set()

    def _is_status(self, message: Msg) -> bool:
        """Whether it is the server's word about the request and no event."""
        headers = message.headers or {}
        status = headers.get("Status")
        if status is None:
            return False
        if status in _REQUEST_IS_OVER:
            self._requested = 0
        elif status != _HEARTBEAT:
            raise Interrupted(f"{status} {headers.get('Description', '')}")
        return True
