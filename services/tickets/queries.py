"""The SELECTs that the routes, the timer and the calendar reaction need."""

from datetime import datetime
from typing import Any, Final, Literal

import asyncpg
import msgspec
from sqlalchemy import ColumnElement, Select, and_, false, select, text
from sqlmodel import col

from services.tickets.tables import TicketRow
from shared.kernel.actor import Actor, Role
from shared.parts.cases import CaseTable
from shared.parts.selecting import fetch

CASES: Final = CaseTable("ticket", begun="received_at")


class TicketFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What a list is narrowed to; None narrows nothing.

    number             the ticket's own, or one that was merged into it (T-12)
    due_before         an instant, exclusive
    target_missed      dispatch, take-over or a decision on a return should have been there by now
    supervision_level  this level at least (T-11)
    duplicates         proposed duplicates wait for a decision (T-12)
    """

    number: str | None = None
    status: str | None = None
    lead: str | None = None
    township_code: str | None = None
    firm_uscc: str | None = None
    category: str | None = None
    channel: str | None = None
    kind: str | None = None
    waiting: bool | None = None
    target_missed: bool | None = None
    supervision_level: int | None = None
    duplicates: Literal["undecided"] | None = None
    overdue: bool | None = None
    due_before: datetime | None = None


async def list_tickets(
    pool: asyncpg.Pool,
    narrowed: TicketFilter,
    viewer: Actor | None,
    now: datetime,
    *,
    before_id: str | None,
    limit: int,
) -> list[asyncpg.Record]:
    """Newest first; only the viewer's own tickets when a viewer is given."""
    query = newest_first(narrowed, viewer, now)
    if before_id is not None:
        query = query.where(col(TicketRow.id) < before_id)
    return await fetch(pool, query.limit(limit))


def newest_first(narrowed: TicketFilter, viewer: Actor | None, now: datetime) -> Select[Any]:
    """A list; only the viewer's own tickets when a viewer is given."""
    query = select(TicketRow.__table__).order_by(col(TicketRow.id).desc())  # type: ignore[attr-defined]
    query = _narrow(query, narrowed, now)
    if viewer is None:
        return query
    if narrowed.duplicates is not None:
        query = query.where(false())  # proposals are not theirs to see (rules.people)
    return only_own(query, viewer)


def _narrow(query: Select[Any], narrowed: TicketFilter, now: datetime) -> Select[Any]:
    equal = {
        col(TicketRow.status): narrowed.status,
        col(TicketRow.lead): narrowed.lead,
        col(TicketRow.township_code): narrowed.township_code,
        col(TicketRow.firm_uscc): narrowed.firm_uscc,
        col(TicketRow.category): narrowed.category,
        col(TicketRow.channel): narrowed.channel,
        col(TicketRow.kind): narrowed.kind,
        col(TicketRow.waiting): narrowed.waiting,
    }
    for column, value in equal.items():
        if value is not None:
            query = query.where(column == value)
    if narrowed.number is not None:
        query = query.where(_numbered(narrowed.number))
    late = {
        col(TicketRow.due_at): narrowed.overdue,
        col(TicketRow.target_at): narrowed.target_missed,
    }
    for instant, wanted in late.items():
        if wanted is not None:
            query = query.where(_passed(instant, now) if wanted else ~_passed(instant, now))
    if narrowed.supervision_level is not None:
        level = col(TicketRow.supervision_level)
        query = query.where(level > 0, level >= narrowed.supervision_level)
    if narrowed.duplicates is not None:
        query = query.where(text("duplicates_undecided > 0"))  # as the index says it
    if narrowed.due_before is not None:
        query = query.where(col(TicketRow.open), col(TicketRow.due_at) < narrowed.due_before)
    return query


def _passed(instant: Any, now: datetime) -> ColumnElement[bool]:
    """Whether the ticket is open and the instant has come; never null, so that it can be denied."""
    return and_(col(TicketRow.open), instant.is_not(None), instant <= now)


def _numbered(number: str) -> ColumnElement[bool]:
    """The ticket of this number and the master it went into; each arm has an index of its own."""
    merged = col(TicketRow.merged_numbers)
    return (col(TicketRow.number) == number) | (
        (merged != text("'[]'::jsonb")) & merged.op("?")(number)
    )


def only_own(query: Select[Any], viewer: Actor) -> Select[Any]:
    """The same cases as `rules.people.owned_by`."""
    if viewer.role is Role.DEPARTMENT:
        return query.where(
            (col(TicketRow.lead) == viewer.unit)
            | col(TicketRow.helpers).op("?")(viewer.unit)
            | (col(TicketRow.unit) == viewer.unit),
            col(TicketRow.hidden_from).is_distinct_from(viewer.unit),
        )
    return query.where(col(TicketRow.client) == viewer.client)


async def contact_card(pool: asyncpg.Pool, contact_id: str) -> dict[str, str] | None:
    """The contact's card, None once it was erased."""
    content = await pool.fetchval("SELECT content FROM card WHERE id = $1", contact_id)
    return msgspec.json.decode(content, type=dict[str, str]) if content else None
