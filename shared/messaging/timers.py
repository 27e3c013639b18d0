"""Time passing is a command: a timer asks the read model what is due and orders it.

Only the leader asks. An order's id is derived from the stream, the version it was seen at and the
instant it was due, so that a late, doubled or repeated timer has one effect; after an outage each
missed step is ordered once. What comes to be due later at an instant that had its order already (a
day that a settlement sets back) is seen at a later version, and so is another order.
What is refused or changes nothing stays due: it is put off longer and longer, and never keeps the
others from their turn. What changed nothing (the clock was set back between looking and deciding) is
on record as carried out, so that the next try is another order.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Final

import msgspec
import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge

from shared.eventstore.connection import CONNECTION_LOST, Connect
from shared.eventstore.log import Order, Outcome
from shared.eventstore.writer import Writer
from shared.kernel.actor import Actor, Role
from shared.kernel.clock import Clock
from shared.kernel.ids import derived_id
from shared.kernel.refusal import Refusal, RefusalKind
from shared.messaging.leadership import Deposed, Term, lead

log = structlog.get_logger()

DUE_LIMIT: Final = 200
POLL_SECONDS: Final = 1.0
RESTART_SECONDS: Final = 1.0
PUT_OFF_SECONDS: Final = 60.0


class Due(msgspec.Struct, frozen=True):
    """A stream whose instant `at` has come, and the version it was seen at."""

    stream_id: str
    at: datetime
    version: int = 0


class _Delay(msgspec.Struct, frozen=True):
    """Not before `until` on the loop's clock; `pause` is how long that was, `idle` how many orders
    were carried out so far and changed nothing.
    """

    until: float
    pause: float
    idle: int


FindDue = Callable[[datetime, int], Awaitable[Sequence[Due]]]
WhenDue = Callable[[datetime], object]


class TimerMetrics:
    """Orders given and how late the last one was."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.fired = Counter("shukun_timer_orders", "Orders given", ["timer"], registry=registry)
        self.failed = Counter(
            "shukun_timer_failures", "Orders failed", ["timer"], registry=registry
        )
        self.lateness = Gauge(
            "shukun_timer_lateness_seconds",
            "How long after its instant the last order was given",
            ["timer"],
            registry=registry,
        )


class Timer:
    """`find_due(now, limit)` reads the indexed column, earliest first; `when_due(at)` is pure."""

    def __init__(
        self,
        name: str,
        find_due: FindDue,
        when_due: WhenDue,
        connect: Connect,
        writer: Writer,
        clock: Clock,
        metrics: TimerMetrics,
    ) -> None:
        self.name = name
        self._find_due = find_due
        self._when_due = when_due
        self._connect = connect
        self._writer = writer
        self._clock = clock
        self._metrics = metrics
        self._actor = Actor(id=f"timer:{name}", role=Role.SYSTEM, client="timer")
        self._put_off: dict[Due, _Delay] = {}

    async def run(self) -> None:
        """Lead, order what is due, and begin again after whatever broke off."""
        while True:
            try:
                async with lead(self._connect, f"timer:{self.name}") as term:
                    await self._watch(term)
            except (*CONNECTION_LOST, Deposed) as broken:
                log.warning("timer begins again", timer=self.name, cause=repr(broken))
                await asyncio.sleep(RESTART_SECONDS)

    async def _watch(self, term: Term) -> None:
        while True:
            due = await self._find_due(self._clock.now(), DUE_LIMIT + len(self._put_off))
            self._put_off = {item: self._put_off[item] for item in due if item in self._put_off}
            done = await asyncio.gather(*(self._fire(item) for item in due if self._ready(item)))
            term.check()
            if not any(done):
                await term.wait(POLL_SECONDS)

    def _ready(self, due: Due) -> bool:
        delay = self._put_off.get(due)
        return delay is None or delay.until <= asyncio.get_running_loop().time()

    def _delay(self, due: Due, *, idle: bool) -> None:
        """Put an item off, each time twice as long."""
        known = self._put_off.get(due)
        pause = min(known.pause * 2, PUT_OFF_SECONDS) if known else POLL_SECONDS
        until = asyncio.get_running_loop().time() + pause
        self._put_off[due] = _Delay(until, pause, self._idle(due) + idle)

    def _idle(self, due: Due) -> int:
        known = self._put_off.get(due)
        return known.idle if known else 0

    async def _fire(self, due: Due) -> bool:
        """Order one; True when it had an effect."""
        try:
            outcome = await self._writer.submit(self._order(due))
        except Refusal as refused:
            log.warning("timer order refused", timer=self.name, code=refused.code)
            if refused.kind is not RefusalKind.UNAVAILABLE:
                self._delay(due, idle=False)
        except Exception:
            log.exception("timer order failed", timer=self.name, stream_id=due.stream_id)
            self._delay(due, idle=False)
        else:
            return self._carried_out(due, outcome)
        self._metrics.failed.labels(self.name).inc()
        return False

    def _order(self, due: Due) -> Order:
        seen = (due.stream_id, str(due.version), due.at.isoformat())
        idle = self._idle(due)
        command_id = derived_id("timer", self.name, *seen, *([str(idle)] if idle else []))
        return Order(
            command_id=command_id,
            fingerprint=b"",
            streams=(due.stream_id,),
            command=self._when_due(due.at),
            operation=f"timer.{self.name}",
            actor=self._actor,
            correlation_id=command_id,
        )

    def _carried_out(self, due: Due, outcome: Outcome) -> bool:
        if not outcome.events:
            self._delay(due, idle=True)
            return False
        self._metrics.fired.labels(self.name).inc()
        lateness = (self._clock.now() - due.at).total_seconds()
        self._metrics.lateness.labels(self.name).set(lateness)
        return True
