"""What the arrears service does beside requests: its timer, and following the calendar."""

from services.arrears import complaint_queries, queries, reactions
from shared.messaging.timers import Timer, WhenDue
from shared.parts.cases import CaseTable
from shared.parts.recalculation import recalculate_deadlines
from shared.runtime import Runtime


async def watch_due_dates(runtime: Runtime) -> None:
    """Order what time brings of every item whose instant has come (1.7)."""
    await _watch(runtime, "due", queries.CASES, reactions.when_due)


async def watch_complaints(runtime: Runtime) -> None:
    """Order what time brings of every complaint whose instant has come (1.4)."""
    await _watch(runtime, "complaints", complaint_queries.CASES, reactions.when_complaint_due)


async def _watch(runtime: Runtime, name: str, cases: CaseTable, when_due: WhenDue) -> None:
    store = runtime.store
    timer = Timer(
        name,
        lambda now, limit: cases.due(store.pool, now, limit),
        when_due,
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


async def recalculate_complaints(runtime: Runtime) -> None:
    """Judge the running limits of complaints by each notice that was followed (CAL-8)."""
    await recalculate_deadlines(
        runtime,
        complaint_queries.CASES.open_until,
        reactions.when_calendar_moves_complaints,
        name="calendar-complaints",
    )
