"""What the tickets service does beside requests: the overdue timer and the calendar reaction."""

from services.tickets import queries, reactions
from shared.messaging.timers import Timer
from shared.parts.recalculation import recalculate_deadlines
from shared.runtime import Runtime


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
    await recalculate_deadlines(runtime, queries.open_tickets, reactions.when_calendar_published)
