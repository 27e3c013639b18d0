"""The SELECTs that the routes, the timer and the calendar reaction need."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

import asyncpg
import msgspec
from sqlalchemy import Select, and_, select, table
from sqlalchemy import column as named
from sqlmodel import col

from services.arrears.state import Status
from services.arrears.tables import ArrearsRow
from shared.eventstore.log import Recorded
from shared.kernel.actor import Actor, Role
from shared.parts.cases import CaseTable
from shared.parts.selecting import fetch

SPREAD_MOST: Final = 500  # more open items than two parties will have between them
_EVENT: Final = (
    "position, stream_id::text, version, name, schema_version, recorded_at, data, meta, hash"
)
_CARD: Final = table("card", named("id"), named("content"))
# What is cleared may have a review of a finding that still runs.
CASES: Final = CaseTable("arrears", begun="registered_at", moving="(open OR timer_at IS NOT NULL)")


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
    query = newest_first(narrowed, viewer, now)
    if before_id is not None:
        query = query.where(col(ArrearsRow.id) < before_id)
    return await fetch(pool, query.limit(limit))


def newest_first(narrowed: ArrearsFilter, viewer: Actor | None, now: datetime) -> Select[Any]:
    """A list; only the viewer's own items when a viewer is given."""
    query = select(ArrearsRow.__table__).order_by(col(ArrearsRow.id).desc())  # type: ignore[attr-defined]
    query = _narrow(query, narrowed, now)
    return query if viewer is None else only_own(query, viewer)


def with_contacts(query: Select[Any]) -> Select[Any]:
    """The same items with their contacts' cards, as `debtor_card` and `creditor_card`; null where
    none was named or it was erased.
    """
    debtor, creditor = _CARD.alias("debtor_card"), _CARD.alias("creditor_card")
    return (
        query.outerjoin(debtor, debtor.c.id == col(ArrearsRow.debtor_contact_id))
        .outerjoin(creditor, creditor.c.id == col(ArrearsRow.creditor_contact_id))
        .add_columns(
            debtor.c.content.label("debtor_card"), creditor.c.content.label("creditor_card")
        )
    )


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


async def open_of_class(
    pool: asyncpg.Pool, programme: str, size_class: str, department: str | None, limit: int
) -> list[asyncpg.Record]:
    """A campaign's verified items of one class that are not cleared, the most urgent first.

    `department` narrows to debtors that it is in charge of or that are the department itself, as
    for the rates; what is before a court waits (A-12).
    """
    query = select(ArrearsRow.__table__).where(  # type: ignore[attr-defined]
        col(ArrearsRow.status) == Status.OPEN.value,
        col(ArrearsRow.programme) == programme,
        col(ArrearsRow.size_class) == size_class,
    )
    if department is not None:
        query = query.where(
            (col(ArrearsRow.debtor_unit) == department)
            | (col(ArrearsRow.supervising) == department)
        )
    urgent = (col(ArrearsRow.due_at).asc().nulls_last(), col(ArrearsRow.id).asc())
    return await fetch(pool, query.order_by(*urgent).limit(limit))


async def last_steps(pool: asyncpg.Pool, item_ids: Collection[str]) -> list[Recorded]:
    """The last step of the ladder that was taken about each item (1.7), where one was."""
    rows = await pool.fetch(
        f"""SELECT DISTINCT ON (stream_id) {_EVENT}
            FROM event WHERE stream_id = ANY($1::uuid[]) AND name = 'arrears_step_taken'
            ORDER BY stream_id, version DESC""",  # noqa: S608
        list(item_ids),
    )
    return [Recorded(*row) for row in rows]


async def step_taken(pool: asyncpg.Pool, item_id: str, number: int) -> Recorded | None:
    """The event of an item's `number`-th step of the ladder; they are numbered without gaps."""
    row = await pool.fetchrow(
        f"""SELECT {_EVENT} FROM event WHERE stream_id = $1 AND name = 'arrears_step_taken'
            ORDER BY version OFFSET $2 - 1 LIMIT 1""",  # noqa: S608
        item_id,
        number,
    )
    return Recorded(*row) if row else None


async def contact_cards(
    pool: asyncpg.Pool, contact_ids: Collection[str]
) -> dict[str, dict[str, str]]:
    """Contacts' cards by id; one that was erased is not there."""
    rows = await pool.fetch(
        "SELECT id::text, content FROM card WHERE id = ANY($1::uuid[]) AND content IS NOT NULL",
        list(contact_ids),
    )
    return {row[0]: msgspec.json.decode(row[1], type=dict[str, str]) for row in rows}


async def same_parties(pool: asyncpg.Pool, item_id: str) -> list[str]:
    """The other open items of the same debtor and creditor, oldest first."""
    rows = await pool.fetch(
        """SELECT other.id::text FROM arrears own JOIN arrears other
           ON other.debtor_uscc = own.debtor_uscc AND other.creditor_uscc = own.creditor_uscc
           WHERE own.id = $1 AND other.id <> own.id AND other.status = 'open'
           ORDER BY other.id LIMIT $2""",
        item_id,
        SPREAD_MOST,
    )
    return [row[0] for row in rows]
