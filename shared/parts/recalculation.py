"""CAL-8: a newly published calendar notice judges the open deadlines again, case by case."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

import asyncpg

from shared.eventstore.log import Order, Recorded
from shared.kernel.actor import Actor, Role
from shared.kernel.decider import Command
from shared.kernel.ids import derived_id
from shared.messaging.cloudevents import event_id
from shared.messaging.sources import OwnLog
from shared.messaging.subscription import Subscription
from shared.runtime import Runtime

SUBSCRIPTION: Final = "calendar"
PAGE: Final = 200
_RECALCULATOR: Final = Actor(id="reaction:calendar", role=Role.SYSTEM, client="reaction")

# Ids of open cases begun until an instant, in id order: a page of so many behind an id.
OpenCases = Callable[[asyncpg.Pool, datetime, str | None, int], Awaitable[Sequence[str]]]
# What a notice orders of each open case; pure.
WhenPublished = Callable[[Any], Iterable[Command]]


async def recalculate_deadlines(
    runtime: Runtime,
    open_cases: OpenCases,
    when_published: WhenPublished,
    name: str = SUBSCRIPTION,
) -> None:
    """Give the orders for each `calendar_published` of the own log, owned or followed.

    A service with cases of several kinds has a subscription, by its `name`, for each.
    """
    store = runtime.store

    async def handle(recorded: Recorded) -> None:
        if recorded.name == "calendar_published":
            await _recalculate(runtime, recorded, open_cases, when_published)

    subscription = Subscription(
        name,
        OwnLog(store.reader, prompt=False),
        handle,
        store.connect,
        runtime.letters,
        runtime.subscription_metrics,
    )
    await subscription.run()


async def _recalculate(
    runtime: Runtime, recorded: Recorded, open_cases: OpenCases, when_published: WhenPublished
) -> None:
    """Whatever was begun later was judged by this notice from the beginning."""
    store, service = runtime.store, runtime.model.service
    event = runtime.model.registry.decode(recorded.name, recorded.schema_version, recorded.data)
    after_id: str | None = None
    while page := await open_cases(store.pool, recorded.recorded_at, after_id, PAGE):
        orders = [
            _order(service, recorded, case_id, number, command)
            for case_id in page
            for number, command in enumerate(when_published(event))
        ]
        await asyncio.gather(*map(store.writer.submit, orders))
        after_id = page[-1]


def _order(service: str, recorded: Recorded, case_id: str, number: int, command: Command) -> Order:
    source = event_id(service, recorded.position)
    return Order(
        command_id=derived_id("calendar", source, case_id, str(number)),
        fingerprint=b"",
        streams=(case_id,),
        command=command,
        operation="reaction.calendar",
        actor=_RECALCULATOR,
        correlation_id=recorded.envelope.correlation_id,
        causation_id=source,
    )
