"""What the tickets service does beside requests: overdue timer, calendar reaction, cleaning."""

import asyncio

from services.tickets import queries, reactions
from services.tickets.calendar.events import CalendarPublished
from shared.eventstore.log import Order, Recorded
from shared.files.cleaning import keep_clean
from shared.kernel.actor import Actor, Role
from shared.kernel.ids import derived_id
from shared.messaging.sources import OwnLog
from shared.messaging.subscription import Subscription
from shared.messaging.timers import Timer
from shared.runtime import Runtime

_RECALCULATOR = Actor(id="reaction:calendar", role=Role.SYSTEM, client="reaction")
_PAGE = 200


async def watch_due_dates(runtime: Runtime) -> None:
    """Order supervision of every ticket whose due instant has passed (T-11)."""
    store = runtime.store

    timer = Timer(
        "overdue",
        lambda now, limit: queries.due_tickets(store.pool, now, limit),
        reactions.when_due,
        store.connect,
        store.writer,
        runtime.clock,
        runtime.timer_metrics,
    )
    await timer.run()


async def follow_calendar(runtime: Runtime) -> None:
    """Judge open deadlines by each newly published calendar notice (CAL-8)."""
    store = runtime.store

    async def handle(recorded: Recorded) -> None:
        if recorded.name == "calendar_published":
            await _recalculate(runtime, recorded)

    subscription = Subscription(
        "calendar",
        OwnLog(store.reader, prompt=False),
        handle,
        store.connect,
        runtime.letters,
        runtime.subscription_metrics,
    )
    await subscription.run()


async def clean_uploads(runtime: Runtime) -> None:
    """Delete files that were uploaded and named by no order for some days."""
    store = runtime.store
    days = runtime.settings.files_unnamed_days
    await keep_clean(store.pool, store.connect, runtime.files, runtime.clock, days)


async def _recalculate(runtime: Runtime, recorded: Recorded) -> None:
    """Whatever was received later was judged by this notice from the beginning."""
    event = runtime.model.registry.decode(recorded.name, recorded.schema_version, recorded.data)
    if not isinstance(event, CalendarPublished):
        raise TypeError(f"{recorded.name} is not a calendar notice")
    after_id: str | None = None
    while page := await queries.open_tickets(
        runtime.store.pool, recorded.recorded_at, after_id, _PAGE
    ):
        orders = [
            _order(recorded, ticket_id, number, command)
            for ticket_id in page
            for number, command in enumerate(reactions.when_calendar_published(event))
        ]
        await asyncio.gather(*map(runtime.store.writer.submit, orders))
        after_id = page[-1]


def _order(recorded: Recorded, ticket_id: str, number: int, command: object) -> Order:
    source = f"tickets:{recorded.position}"
    return Order(
        command_id=derived_id("calendar", source, ticket_id, str(number)),
        fingerprint=b"",
        streams=(ticket_id,),
        command=command,
        operation="reaction.calendar",
        actor=_RECALCULATOR,
        correlation_id=recorded.envelope.correlation_id,
        causation_id=source,
    )
