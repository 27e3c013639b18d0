"""The SELECTs about complaints."""

from datetime import datetime
from typing import Any, Final

import asyncpg
import msgspec
from sqlalchemy import Select, and_, select
from sqlmodel import col

from services.arrears.complaint_tables import ComplaintRow
from shared.kernel.actor import Actor, Role
from shared.parts.cases import CaseTable
from shared.parts.selecting import fetch

CASES: Final = CaseTable("complaint", begun="recorded_at")


class ComplaintFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What a list is narrowed to; None narrows nothing."""

    status: str | None = None
    source: str | None = None
    handler: str | None = None
    item_id: str | None = None
    overdue: bool | None = None


async def list_complaints(
    pool: asyncpg.Pool,
    narrowed: ComplaintFilter,
    viewer: Actor | None,
    now: datetime,
    *,
    before_id: str | None,
    limit: int,
) -> list[asyncpg.Record]:
    """Newest first; only the viewer's own complaints when a viewer is given."""
    query = _narrow(select(ComplaintRow.__table__), narrowed, now)  # type: ignore[attr-defined]
    if viewer is not None:
        query = _only_own(query, viewer)
    if before_id is not None:
        query = query.where(col(ComplaintRow.id) < before_id)
    return await fetch(pool, query.order_by(col(ComplaintRow.id).desc()).limit(limit))


def _narrow(query: Select[Any], narrowed: ComplaintFilter, now: datetime) -> Select[Any]:
    equal = {
        col(ComplaintRow.status): narrowed.status,
        col(ComplaintRow.source): narrowed.source,
        col(ComplaintRow.handler): narrowed.handler,
        col(ComplaintRow.item_id): narrowed.item_id,
    }
    for column, value in equal.items():
        if value is not None:
            query = query.where(column == value)
    if narrowed.overdue is not None:
        passed = and_(col(ComplaintRow.open), col(ComplaintRow.due_at) <= now)
        query = query.where(passed if narrowed.overdue else ~passed)
    return query


def _only_own(query: Select[Any], viewer: Actor) -> Select[Any]:
    """The same complaints as `complaints.rules.owned_by`."""
    if viewer.role is Role.DEPARTMENT:
        unit = viewer.unit
        return query.where(
            (col(ComplaintRow.handler) == unit) | (col(ComplaintRow.respondent_unit) == unit)
        )
    return query.where(col(ComplaintRow.client) == viewer.client)
