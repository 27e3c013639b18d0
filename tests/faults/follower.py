"""A service that follows the tickets log through JetStream: each event is worth one deposit.

The effect is not idempotent by itself, so that whatever is applied twice, left out or out of turn
shows in the follower's own log: its n-th deposit must be caused by the n-th event.

    python -m tests.faults.follower DATABASE_URL NATS_URL SEED_FILE
"""

import asyncio
import sys
from pathlib import Path
from typing import Final

from prometheus_client import CollectorRegistry

from shared.eventstore.log import Order, Recorded
from shared.eventstore.store import open_store
from shared.kernel.actor import Actor, Role
from shared.kernel.clock import SystemClock
from shared.kernel.decider import Command
from shared.kernel.ids import derived_id
from shared.messaging.cloudevents import event_id
from shared.messaging.connection import connect_nats
from shared.messaging.dead_letters import DeadLetters
from shared.messaging.sources import ForeignStream
from shared.messaging.subscription import Subscription, SubscriptionMetrics
from shared.testing.accounts.model import MODEL, Deposit, OpenAccount

SOURCE: Final = "tickets"
SUBSCRIPTION: Final = "follower"
ACCOUNT: Final = derived_id("follower", "account")
ACTOR: Final = Actor(id="reaction:follower", role=Role.SYSTEM, client="reaction")


async def follow(database_url: str, nats_url: str, seed_file: Path) -> None:
    """Runs until it is cancelled."""
    registry = CollectorRegistry()
    nats = await connect_nats(nats_url, "follower", seed_file)
    async with open_store(MODEL, database_url, SystemClock(), registry) as store:
        await store.writer.submit(_order(OpenAccount(), "open"))

        async def deposit(event: Recorded) -> None:
            cause = event_id(SOURCE, event.position)
            await store.writer.submit(_order(Deposit(amount=1), cause))

        subscription = Subscription(
            SUBSCRIPTION,
            ForeignStream(nats, SOURCE, SUBSCRIPTION),
            deposit,
            store.connect,
            DeadLetters(store.pool),
            SubscriptionMetrics(registry),
        )
        await subscription.run()


def _order(command: Command, cause: str) -> Order:
    command_id = derived_id("follower", cause)
    return Order(
        command_id=command_id,
        fingerprint=b"",
        streams=(ACCOUNT,),
        command=command,
        operation="reaction.follower",
        actor=ACTOR,
        correlation_id=command_id,
        causation_id=cause,
    )


def main() -> None:
    database_url, nats_url, seed_file = sys.argv[1:]
    asyncio.run(follow(database_url, nats_url, Path(seed_file)))


if __name__ == "__main__":
    main()
