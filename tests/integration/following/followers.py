"""A service that follows the calendar: the toy accounts, and a deposit for each notice as CAL-8.

A deposit is not idempotent by itself: an account judged twice by one notice, or not at all, shows
in its balance.

    python -m tests.integration.following.followers

runs one in a process of its own, by the settings in its environment.
"""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

import asyncpg
from fastapi import FastAPI

from shared.eventstore.codec import EventRegistry, EventType
from shared.eventstore.model import Model
from shared.kernel.calendars import CALENDAR
from shared.kernel.followed_calendar import FOLLOWED_CALENDAR, CalendarPublished
from shared.parts.calendar_following import calendar_seeds, follow_calendar
from shared.parts.recalculation import recalculate_deadlines
from shared.runtime import Runtime
from shared.settings import Settings
from shared.testing.accounts import SERVICE
from shared.testing.accounts import model as accounts
from shared.testing.accounts.model import Deposit

MODEL: Final = Model(
    service=SERVICE.name,
    registry=EventRegistry(
        *accounts.REGISTRY.types, EventType("calendar_published", 1, CalendarPublished)
    ),
    aggregates=(accounts.ACCOUNT, FOLLOWED_CALENDAR),
    read_models=accounts.MODEL.read_models,
    policies={CALENDAR: FOLLOWED_CALENDAR},
)


async def open_accounts(
    pool: asyncpg.Pool, opened_until: datetime, after_id: str | None, limit: int
) -> Sequence[str]:
    rows = await pool.fetch(
        "SELECT id::text FROM account WHERE opened_at <= $1 "
        "AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3",
        opened_until,
        after_id,
        limit,
    )
    return [row[0] for row in rows]


def when_published(_event: Any) -> Iterable[Deposit]:
    yield Deposit(amount=1)


async def judge_again(runtime: Runtime) -> None:
    await recalculate_deadlines(runtime, open_accounts, when_published)


def runtime_of(settings: Settings) -> Runtime:
    return Runtime(
        settings,
        MODEL,
        SERVICE.migrations,
        seeds=calendar_seeds(),
        work=(follow_calendar, judge_again),
    )


async def main() -> None:
    """Runs until it is killed."""
    async with runtime_of(Settings()).lifespan(FastAPI()):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
