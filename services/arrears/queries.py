"""The SELECTs that the routes, the timer and the calendar reaction need."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import asyncpg
import msgspec
from sqlalchemy import Select, and_, select
from sqlmodel import col

from services.arrears.state import Status
from services.arrears.tables import ArrearsRow
from shared.eventstore.log import Recorded
from shared.kernel.actor import Actor, Role
from shared.messaging.timers import Due
from shared.parts.selecting import fetch


class ArrearsFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What a list is narrowed to; None narrows nothing. `due_before` is an instant, exclusive."""

    number: str | None = None
    status: str | None = None
    size_class: str | None = None
    dispute: str | None = None
    new: bool | None = None
    debtor_uscc: str | None = None
    creditor_uscc: str | None = None
    department: str | None = None
    township_code: str | None = None
    overdue: bool | None = None
    due_before: datetime | None = None


async def list_arrears(
    pool: asyncpg.Pool,
    narrowed: ArrearsFilter,
    viewer: Actor | None,
    now: datetime,
    *,
    before_id: str | None,
    limit: int,
) -> list[asyncpg.Record]:
    """Newest first; only the viewer's own items when a viewer is given."""
    query = select(ArrearsRow.__table__)  # type: ignore[attr-defined]
    query = _narrow(query, narrowed, now)
    if viewer is not None:
        query = only_own(query, viewer)
    if before_id is not None:
        query = query.where(col(ArrearsRow.id) < before_id)
    return await fetch(pool, query.order_by(col(ArrearsRow.id).desc()).limit(limit))


def _narrow(query: Select[Any], narrowed: ArrearsFilter, now: datetime) -> Select[Any]:
    equal = {
        col(ArrearsRow.number): narrowed.number,
        col(ArrearsRow.status): narrowed.status,
        col(ArrearsRow.size_class): narrowed.size_class,
        col(ArrearsRow.dispute): narrowed.dispute,
        col(ArrearsRow.new): narrowed.new,
        col(ArrearsRow.debtor_uscc): narrowed.debtor_uscc,
        col(ArrearsRow.creditor_uscc): narrowed.creditor_uscc,
        col(ArrearsRow.supervising): narrowed.department,
        col(ArrearsRow.township_code): narrowed.township_code,
    }
    for column, value in equal.items():
        if value is not None:
            query = query.where(column == value)
    due_at = col(ArrearsRow.due_at)
    if narrowed.overdue is not None:
        open_now = col(ArrearsRow.status) == Status.OPEN.value  # nothing runs before a court
        passed = and_(open_now, due_at.is_not(None), due_at <= now)
        query = query.where(passed if narrowed.overdue else ~passed)
    if narrowed.due_before is not None:
        query = query.where(col(ArrearsRow.open), due_at < narrowed.due_before)
    return query


def only_own(query: Select[Any], viewer: Actor) -> Select[Any]:
    """The same items as `rules.people.owned_by`."""
    if viewer.role is Role.DEPARTMENT:
        unit = viewer.unit
        return query.where(
            (col(ArrearsRow.debtor_unit) == unit)
            | (col(ArrearsRow.supervising) == unit)
            | (col(ArrearsRow.unit) == unit)
        )
    return query.where(col(ArrearsRow.client) == viewer.client)


async def due_items(pool: asyncpg.Pool, now: datetime, limit: int) -> Sequence[Due]:
    """Items whose timer instant has come, earliest first."""
    rows = await pool.fetch(
        "SELECT id::text, timer_at FROM arrears WHERE timer_at <= $1 ORDER BY timer_at LIMIT $2",
        now,
        limit,
    )
    return [Due(*row) for row in rows]


async def open_items(
    pool: asyncpg.Pool, registered_until: datetime, after_id: str | None, limit: int
) -> list[str]:
    """Ids of items at work registered until an instant, in id order, a page behind `after_id`."""
    rows = await pool.fetch(
        "SELECT id::text FROM arrears WHERE open AND registered_at <= $1 "
        "AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3",
        registered_until,
        after_id,
        limit,
    )
    return [row[0] for row in rows]


async def contact_cards(
    pool: asyncpg.Pool, contact_ids: Collection[str]
) -> dict[str, dict[str, str]]:
    """Contacts' cards by id; one that was erased is not there."""
    rows = await pool.fetch(
        "SELECT id::text, content FROM card WHERE id = ANY($1::uuid[]) AND content IS NOT NULL",
        list(contact_ids),
    )
    return {row[0]: msgspec.json.decode(row[1], type=dict[str, str]) for row in rows}


async def events_of_client(
    pool: asyncpg.Pool, client: str, after: int, limit: int
) -> list[Recorded]:
    """The events of the items that one platform registered, in the order of the log."""
    rows = await pool.fetch(
        """SELECT e.position, e.stream_id::text, e.version, e.name, e.schema_version,
                  e.recorded_at, e.data, e.meta, e.hash
           FROM event e JOIN arrears a ON a.id = e.stream_id
           WHERE e.position > $1 AND a.client = $2 ORDER BY e.position LIMIT $3""",
        after,
        client,
        limit,
    )
    return [Recorded(*row) for row in rows]
