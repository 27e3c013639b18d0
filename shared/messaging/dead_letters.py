"""Events a subscription could not apply, kept in the order of their aggregate.

An event that fails for good is parked; later events of the same aggregate wait behind it, others go
on. A person retries or skips (with a reason); the subscription then works off what waits behind.

Nothing but a parked letter holds up its aggregate: whatever else is open is due, the oldest first,
so that no crash between two steps leaves a letter behind that nobody will ever try again.
"""

from enum import StrEnum
from typing import Final

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


_COLUMNS: Final = (
    "subscription, position, aggregate_id::text, event_name, reason, attempts, status, note"
)
_OPEN: Final = "status IN ('parked', 'behind', 'retrying')"
_DUE: Final = f"""SELECT * FROM (
        SELECT DISTINCT ON (aggregate_id) {_COLUMNS} FROM dead_letter
        WHERE subscription = $1 AND {_OPEN} ORDER BY aggregate_id, position) AS oldest
    WHERE status <> 'parked' ORDER BY position"""  # noqa: S608  own text only
_BEHIND: Final = f"""SELECT {_COLUMNS} FROM dead_letter
    WHERE subscription = $1 AND aggregate_id = $2 AND position > $3 AND {_OPEN}
    ORDER BY position"""  # noqa: S608  own text only
_OPEN_AGGREGATES: Final = f"""SELECT DISTINCT aggregate_id::text FROM dead_letter
    WHERE subscription = $1 AND {_OPEN}"""  # noqa: S608  own text only
_LISTED: Final = f"""SELECT {_COLUMNS} FROM dead_letter
    WHERE ({_OPEN}) <> $1 ORDER BY subscription, position"""  # noqa: S608  own text only
_REASON_LIMIT: Final = 2000


class DeadLetters:
    """The dead letters of one service's subscriptions."""

    def __init__(self, pool: asyncpg.Pool | asyncpg.Connection) -> None:
        self._pool = pool

    async def open_aggregates(self, subscription: str) -> set[str]:
        """The aggregates with an unsettled letter: their later events must wait."""
        rows = await self._pool.fetch(_OPEN_AGGREGATES, subscription)
        return {row[0] for row in rows}

    async def park(self, subscription: str, event: Recorded, reason: str, attempts: int) -> bool:
        """Keep an event that failed. False for one that was skipped before: it stays skipped."""
        parked = await self._pool.fetchval(
            """INSERT INTO dead_letter (subscription, position, aggregate_id, event_name, reason,
                                        attempts, status, recorded_at)
               VALUES ($1, $2, $3, $4, $5, $6, 'parked', now())
               ON CONFLICT (subscription, position) DO UPDATE
               SET reason = $5, attempts = dead_letter.attempts + $6, status = 'parked'
               WHERE dead_letter.status <> 'skipped' RETURNING true""",
            subscription,
            event.position,
            event.stream_id,
            event.name,
            reason[:_REASON_LIMIT],
            attempts,
        )
        return bool(parked)

    async def put_behind(self, subscription: str, event: Recorded) -> None:
        """Let an event wait for an earlier one of its aggregate.

        One that is kept already, because the checkpoint was not saved, stays as it is.
        """
        await self._pool.execute(
            """INSERT INTO dead_letter (subscription, position, aggregate_id, event_name, reason,
                                        attempts, status, recorded_at)
               VALUES ($1, $2, $3, $4, 'an earlier event of the case waits', 0, 'behind', now())
               ON CONFLICT (subscription, position) DO NOTHING""",
            subscription,
            event.position,
            event.stream_id,
            event.name,
        )

    async def due(self, subscription: str) -> list[DeadLetter]:
        """The oldest open letter of each aggregate, unless it is parked; oldest first."""
        return await self._select(_DUE, subscription)

    async def behind(self, letter: DeadLetter) -> list[DeadLetter]:
        """What waits for this letter, in order."""
        return await self._select(
            _BEHIND, letter.subscription, letter.aggregate_id, letter.position
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
        return await self._select(_LISTED, settled)

    async def retry(self, subscription: str, position: int, *, by: str) -> None:
        """Order a parked letter to be tried again. Raises NoSuchLetter."""
        await self._settle(subscription, position, LetterStatus.RETRYING, by, None)

    async def skip(self, subscription: str, position: int, *, by: str, note: str) -> None:
        """Give a parked letter up, with a reason; what waits behind it is due at once.

        Raises NoSuchLetter.
        """
        await self._settle(subscription, position, LetterStatus.SKIPPED, by, note)

    async def _settle(
        self, subscription: str, position: int, status: LetterStatus, by: str, note: str | None
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

    async def _select(self, query: str, *arguments: object) -> list[DeadLetter]:
        rows = await self._pool.fetch(query, *arguments)
        return [msgspec.convert(dict(row), DeadLetter) for row in rows]
