"""What the tickets service does beside requests: overdue timer, calendar reaction, links."""

from typing import Final

from services.tickets import queries, reactions
from shared.eventstore.log import Order, Recorded
from shared.kernel.actor import Actor, Role
from shared.kernel.ids import derived_id
from shared.messaging.cloudevents import event_id
from shared.messaging.contracts import ARREARS_REGISTERED
from shared.messaging.sources import ForeignStream
from shared.messaging.subscription import Subscription
from shared.messaging.timers import Timer
from shared.parts.recalculation import recalculate_deadlines
from shared.runtime import Runtime

CASES: Final = "arrears-cases"
_LINKER: Final = Actor(id=f"reaction:{CASES}", role=Role.SYSTEM, client="reaction")


async def watch_due_dates(runtime: Runtime) -> None:
    """Order supervision of every ticket whose due instant has passed (T-11)."""
    store = runtime.store

    timer = Timer(
        "overdue",
        lambda now, limit: queries.CASES.due(store.pool, now, limit),
        reactions.when_due,
        store.connect,
        store.writer,
        runtime.clock,
        runtime.timer_metrics,
    )
    await timer.run()


async def follow_calendar(runtime: Runtime) -> None:
    """Judge open deadlines by each newly published calendar notice (CAL-8)."""
    await recalculate_deadlines(
        runtime, queries.CASES.open_until, reactions.when_calendar_published
    )


async def link_cases(runtime: Runtime) -> None:
    """Link each item of the clearing ledger to the ticket that raised it (T-21)."""
    store = runtime.store

    async def handle(event: Recorded) -> None:
        if event.name == ARREARS_REGISTERED.name:
            opened = ARREARS_REGISTERED.read(event)
            if opened.ticket_id is not None:
                await store.writer.submit(_link(event, opened.ticket_id, opened.number))

    subscription = Subscription(
        CASES,
        ForeignStream(await runtime.nats(), ARREARS_REGISTERED.service, f"tickets-{CASES}"),
        handle,
        store.connect,
        runtime.letters,
        runtime.subscription_metrics,
    )
    await subscription.run()


def _link(event: Recorded, ticket_id: str, number: str) -> Order:
    source = event_id(ARREARS_REGISTERED.service, event.position)
    return Order(
        command_id=derived_id(CASES, source),
        fingerprint=b"",
        streams=(ticket_id,),
        command=reactions.when_arrears_registered(event.stream_id, number),
        operation=f"reaction.{CASES}",
        actor=_LINKER,
        correlation_id=event.envelope.correlation_id,
        causation_id=source,
    )
