"""Events a subscription could not apply, kept in the order of their aggregate.

An event that fails for good is parked; later events of the same aggregate wait behind it, others go
on. A person retries or skips (with a reason); the subscription then works off what waits behind.
"""

from enum import StrEnum

import asyncpg
import msgspec

from shared.eventstore.log import Recorded


class LetterStatus(StrEnum):
    """`retrying` is a person's order to the running subscription."""

    PARKED = "parked"
    BEHIND = "behind"
    RETRYING = "retrying"
    SKIPPED = "skipped"
    DONE = "done"


class DeadLetter(msgspec.Struct, frozen=True):
    subscription: str
    position: int
    aggregate_id: str
    event_name: str
    reason: str
    attempts: int
    status: LetterStatus
    note: str | None = None


class NoSuchLetter(LookupError):
    """There is no parked letter at that place."""


_COLUMNS = (
    """subscription, position, aggregate_id::text, event_name, reason, attempts, status, note"""
)


class DeadLetters:
    """The dead letters of one service's subscriptions."""

    def __init__(self, pool: asyncpg.Pool | asyncpg.Connection) -> None:
        self._pool = pool

    async def open_aggregates(self, subscription: str) -> set[str]:
        """The aggregates with an unsettled letter: their later events must wait."""
        rows = await self._pool.fetch(
            """SELECT DISTINCT aggregate_id::text FROM dead_letter
               WHERE subscription = $1 AND status IN ('parked', 'behind', 'retrying')""",
            subscription,
        )
        return {row[0] for row in rows}

    async def park(
        self, subscription: str, event: Recorded, reason: str, attempts: int, status: LetterStatus
    ) -> None:
        await self._pool.execute(
            """INSERT INTO dead_letter (subscription, position, aggregate_id, event_name, reason,
                                        attempts, status, recorded_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, now())
               ON CONFLICT (subscription, position) DO UPDATE
               SET reason = $5, attempts = dead_letter.attempts + $6, status = $7""",
            subscription,
            event.position,
            event.stream_id,
            event.name,
            reason[:2000],
            attempts,
            status,
        )

    async def to_retry(self, subscription: str) -> list[DeadLetter]:
        """Letters a person ordered to be tried again, oldest first."""
        return await self._select(
            "subscription = $1 AND status = 'retrying' ORDER BY position", subscription
        )

    async def behind(self, subscription: str, aggregate_id: str) -> list[DeadLetter]:
        return await self._select(
            "subscription = $1 AND aggregate_id = $2 AND status = 'behind' ORDER BY position",
            subscription,
            aggregate_id,
        )

    async def done(self, letter: DeadLetter) -> None:
        await self._pool.execute(
            """UPDATE dead_letter SET status = 'done', settled_at = now()
               WHERE subscription = $1 AND position = $2""",
            letter.subscription,
            letter.position,
        )

    async def listed(self, *, settled: bool = False) -> list[DeadLetter]:
        """All letters that wait for a person or behind another, or those settled."""
        wanted = "('done', 'skipped')" if settled else "('parked', 'behind', 'retrying')"
        return await self._select(f"status IN {wanted} ORDER BY subscription, position")

    async def retry(self, subscription: str, position: int, *, by: str) -> None:
        """Order a parked letter to be tried again. Raises NoSuchLetter."""
        await self._settle(subscription, position, "retrying", by, None)

    async def skip(self, subscription: str, position: int, *, by: str, note: str) -> None:
        """Give a parked letter up, with a reason; the next one behind it is tried at once."""
        await self._settle(subscription, position, "skipped", by, note)
        await self._pool.execute(
            """UPDATE dead_letter SET status = 'retrying' WHERE subscription = $1 AND position = (
                   SELECT min(b.position) FROM dead_letter b JOIN dead_letter s
                   USING (subscription, aggregate_id)
                   WHERE subscription = $1 AND s.position = $2 AND b.status = 'behind')""",
            subscription,
            position,
        )

    async def _settle(
        self, subscription: str, position: int, status: str, by: str, note: str | None
    ) -> None:
        changed = await self._pool.fetchval(
            """UPDATE dead_letter SET status = $3, settled_by = $4, note = $5, settled_at = now()
               WHERE subscription = $1 AND position = $2 AND status = 'parked'
               RETURNING true""",
            subscription,
            position,
            status,
            by,
            note,
        )
        if not changed:
            raise NoSuchLetter(f"no parked letter of '{subscription}' at position {position}")

    async def _select(self, condition: str, *arguments: object) -> list[DeadLetter]:
        rows = await self._pool.fetch(
            f"SELECT {_COLUMNS} FROM dead_letter WHERE {condition}",  # noqa: S608  own text only
            *arguments,
        )
        return [msgspec.convert(dict(row), DeadLetter) for row in rows]
