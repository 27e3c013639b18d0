"""A reaction to test subscriptions with: it repeats every event of one log as a command on another.

What it did can be read off exactly: the mirror's streams must be the source's, event by event.
"""

from collections.abc import Iterable
from typing import Any

from nats.aio.client import Client
from prometheus_client import CollectorRegistry

from shared.eventstore.log import Order, Recorded
from shared.eventstore.store import Store
from shared.kernel.actor import Actor, Role
from shared.kernel.decider import Command
from shared.kernel.ids import derived_id
from shared.messaging.dead_letters import DeadLetters
from shared.messaging.sources import ForeignStream, Source
from shared.messaging.subscription import Subscription, SubscriptionMetrics
from shared.testing.accounts import SERVICE
from shared.testing.accounts.model import AccountOpened, Deposit, Deposited, OpenAccount
from shared.testing.stores import whole_log

SUBSCRIPTION = "mirror"
MIRROR = Actor(id="reaction:mirror", role=Role.SYSTEM, client="reaction")


class Defect(Exception):
    """What a faulty reaction raises."""


class Mirror:
    """The subscription and its reaction; `faulty` positions raise, `attempts` counts each try.

    Commands go to the target's writer, or to that of another store on the same database.
    """

    def __init__(
        self,
        target: Store,
        source: Source,
        *,
        through: Store | None = None,
        pauses: Iterable[float] = (0.01, 0.01),
    ) -> None:
        self.target = target
        self._writer = (through or target).writer
        self.faulty: set[int] = set()
        self.attempts: list[int] = []
        self.applied: list[int] = []
        self.letters = DeadLetters(target.pool)
        self.registry = CollectorRegistry()
        self.subscription = Subscription(
            SUBSCRIPTION,
            source,
            self.handle,
            target.connect,
            self.letters,
            SubscriptionMetrics(self.registry),
            pauses=tuple(pauses),
        )

    async def handle(self, event: Recorded) -> None:
        self.attempts.append(event.position)
        if event.position in self.faulty:
            raise Defect(f"event {event.position}")
        await self._writer.submit(mirrored(self.target, event))
        self.applied.append(event.position)

    def metric(self, name: str) -> float:
        labels = {"subscription": SUBSCRIPTION}
        return self.registry.get_sample_value(f"shukun_subscription_{name}", labels) or 0.0

    async def checkpoint(self) -> int:
        """The position saved, 0 when there is none yet."""
        position: int | None = await self.target.pool.fetchval(
            "SELECT position FROM checkpoint WHERE name = $1", f"subscription:{SUBSCRIPTION}"
        )
        return position or 0

    def has_applied(self, position: int) -> bool:
        return position in self.applied

    async def has_come_to(self, position: int) -> bool:
        return await self.checkpoint() == position


def mirrored(target: Store, event: Recorded) -> Order:
    """The own command of a foreign event; its id says which event it comes from."""
    source = f"{SERVICE.name}:{event.position}"
    return Order(
        command_id=derived_id(SUBSCRIPTION, source),
        fingerprint=b"",
        streams=(event.stream_id,),
        command=_command(target, event),
        operation="reaction.mirror",
        actor=MIRROR,
        correlation_id=event.envelope.correlation_id,
        causation_id=source,
    )


def _command(target: Store, event: Recorded) -> Command:
    fact: Any = target.model.registry.decode(event.name, event.schema_version, event.data)
    match fact:
        case AccountOpened():
            return OpenAccount(owner=fact.owner, reference=fact.reference, tags=fact.tags)
        case Deposited():
            return Deposit(amount=fact.amount)
        case _:
            raise TypeError(f"{event.name} is not mirrored")


def foreign(nats: Client) -> ForeignStream:
    return ForeignStream(nats, SERVICE.name, SUBSCRIPTION)


async def by_stream(store: Store) -> dict[str, list[tuple[int, str]]]:
    """The log's streams: versions and names in order."""
    streams: dict[str, list[tuple[int, str]]] = {}
    for event in await whole_log(store):
        streams.setdefault(event.stream_id, []).append((event.version, event.name))
    return streams
