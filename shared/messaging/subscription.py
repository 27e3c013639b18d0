"""A subscription: another log's events, or one's own, applied in order, each with one effect.

The checkpoint is the source position applied last. What lies at or before it is a duplicate and
dropped; what lies further than one ahead shows a gap, which is fetched from the source first. The
effect is a set of own commands whose ids are derived from the source event, so that applying an
event twice (a crash between effect and checkpoint) is answered from the command records.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge

from shared.eventstore.connection import CONNECTION_LOST, Connect
from shared.eventstore.log import Recorded
from shared.kernel.refusal import Refusal, RefusalKind
from shared.messaging.cloudevents import MalformedMessage
from shared.messaging.dead_letters import DeadLetter, DeadLetters
from shared.messaging.leadership import Deposed, Term, lead
from shared.messaging.sources import Source
from shared.messaging.streams import NATS_FAILURES

log = structlog.get_logger()

Handle = Callable[[Recorded], Awaitable[None]]

ATTEMPT_PAUSES: Final = (0.1, 0.5, 2.0)
RESTART_SECONDS: Final = 0.5
GAP_PAGE: Final = 500


class GapUnfilled(Exception):
    """The source did not give the events between the checkpoint and what it delivered."""


_BROKEN_OFF: Final = (
    *NATS_FAILURES,
    *CONNECTION_LOST,
    Deposed,
    GapUnfilled,
    MalformedMessage,
    Refusal,
)


class SubscriptionMetrics:
    """Checkpoint, dead letters and restarts of each subscription."""

    def __init__(self, registry: CollectorRegistry) -> None:
        labels = ["subscription"]
        self.position = Gauge(
            "shukun_subscription_position", "Source position applied", labels, registry=registry
        )
        self.applied = Counter(
            "shukun_subscription_events", "Events applied", labels, registry=registry
        )
        self.gaps = Counter("shukun_subscription_gaps", "Gaps filled", labels, registry=registry)
        self.dead = Counter(
            "shukun_subscription_dead_letters", "Events parked", labels, registry=registry
        )


class Subscription:
    """Runs until cancelled; among replicas only the leader applies."""

    def __init__(
        self,
        name: str,
        source: Source,
        handle: Handle,
        connect: Connect,
        letters: DeadLetters,
        metrics: SubscriptionMetrics,
        *,
        pauses: Sequence[float] = ATTEMPT_PAUSES,
    ) -> None:
        self.name = name
        self._source = source
        self._handle = handle
        self._connect = connect
        self._letters = letters
        self._metrics = metrics
        self._pauses = pauses
        self._blocked: set[str] = set()

    async def run(self) -> None:
        """Lead, apply, and begin again after whatever broke off."""
        while True:
            try:
                async with lead(self._connect, f"subscription:{self.name}") as term:
                    await self._follow(term)
            except _BROKEN_OFF as broken:
                log.warning("subscription begins again", subscription=self.name, cause=repr(broken))
                await asyncio.sleep(RESTART_SECONDS)

    async def _follow(self, term: Term) -> None:
        position = await term.checkpoint()
        try:
            await self._source.open(position, term)
            while True:
                term.check()
                await self._retry_letters()
                events = await self._source.take(position)
                position = await self._apply_all(events, position)
                if events:
                    await term.save(position)
                    await self._source.settled()
                    self._metrics.position.labels(self.name).set(position)
        finally:
            await self._source.close()

    async def _apply_all(self, events: Sequence[Recorded], position: int) -> int:
        for event in events:
            if event.position <= position:
                continue
            if event.position > position + 1:
                position = await self._fill_gap(position, event.position)
            await self._apply(event)
            position = event.position
        return position

    async def _fill_gap(self, position: int, before: int) -> int:
        while position + 1 < before:
            upto = min(before, position + 1 + GAP_PAGE)
            missing = await self._source.between(position, upto)
            if [event.position for event in missing] != list(range(position + 1, upto)):
                raise GapUnfilled(f"{self.name}: events {position + 1} to {upto - 1} are missing")
            for event in missing:
                await self._apply(event)
            position = upto - 1
        self._metrics.gaps.labels(self.name).inc()
        return position

    async def _apply(self, event: Recorded) -> None:
        if event.stream_id in self._blocked:
            await self._letters.put_behind(self.name, event)
            return
        fault = await self._attempt(event)
        if fault is None:
            self._metrics.applied.labels(self.name).inc()
        elif await self._park(event, fault):
            self._blocked.add(event.stream_id)
            self._metrics.dead.labels(self.name).inc()

    async def _park(self, event: Recorded, fault: Exception) -> bool:
        """False when a person has given this event up before."""
        log.error("event parked", subscription=self.name, position=event.position, exc_info=fault)
        return await self._letters.park(self.name, event, repr(fault), len(self._pauses) + 1)

    async def _attempt(self, event: Recorded) -> Exception | None:
        """Apply one event, with a few more tries; the fault when none succeeded.

        What is not the event's fault (no database, a full queue, no NATS) is raised instead, and
        the subscription begins again from its checkpoint.
        """
        fault: Exception | None = None
        for pause in (*self._pauses, None):
            try:
                await self._handle(event)
            except (*NATS_FAILURES, *CONNECTION_LOST):
                raise
            except Exception as error:
                if isinstance(error, Refusal) and error.kind is RefusalKind.UNAVAILABLE:
                    raise
                fault = error
            else:
                return None
            if pause is not None:
                await asyncio.sleep(pause)
        return fault

    async def _retry_letters(self) -> None:
        for letter in await self._letters.due(self.name):
            await self._work_off(letter)
        self._blocked = await self._letters.open_aggregates(self.name)

    async def _work_off(self, letter: DeadLetter) -> None:
        """Apply a letter and, if that goes well, what waits behind it, in order."""
        for waiting in (letter, *await self._letters.behind(letter)):
            [event] = await self._source.between(waiting.position - 1, waiting.position + 1)
            fault = await self._attempt(event)
            if fault is not None:
                await self._park(event, fault)
                return
            await self._letters.done(waiting)
