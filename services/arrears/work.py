"""What the arrears service does beside requests: its timer, and following the calendar."""

from services.arrears import queries, reactions
from shared.messaging.timers import Timer
from shared.parts.recalculation import recalculate_deadlines
from shared.runtime import Runtime


async def watch_due_dates(runtime: Runtime) -> None:
    """Order what time brings of every item whose instant has come (1.7)."""
    store = runtime.store

    timer = Timer(
        "due",
        lambda now, limit: queries.CASES.due(store.pool, now, limit),
        reactions.when_due,
        store.connect,
        store.writer,
        runtime.clock,
        runtime.timer_metrics,
    )
    await timer.run()


async def recalculate(runtime: Runtime) -> None:
    """Judge open deadlines by each notice that was followed (CAL-8)."""
    await recalculate_deadlines(
        runtime, queries.CASES.open_until, reactions.when_calendar_published
    )
