"""The SELECTs about retaliation reports. None gives a reader what is about its own unit (A-24)."""

from collections.abc import Collection

import asyncpg
from sqlalchemy import not_, select
from sqlmodel import col

from services.arrears.retaliation_tables import RetaliationRow
from services.arrears.rules.people import unit_of
from shared.kernel.actor import Actor
from shared.parts.selecting import fetch


async def list_reports(
    pool: asyncpg.Pool,
    viewer: Actor,
    *,
    status: str | None,
    item_id: str | None,
    before_id: str | None,
    limit: int,
) -> list[asyncpg.Record]:
    """Newest first; the same reports as `retaliation.rules.visible_to`, for a role that may list."""
    query = select(RetaliationRow.__table__)  # type: ignore[attr-defined]
    unit = unit_of(viewer)
    if unit is not None:
        query = query.where(not_(col(RetaliationRow.about).op("?")(unit)))
    if status is not None:
        query = query.where(col(RetaliationRow.status) == status)
    if item_id is not None:
        query = query.where(col(RetaliationRow.item_id) == item_id)
    if before_id is not None:
        query = query.where(col(RetaliationRow.id) < before_id)
    return await fetch(pool, query.order_by(col(RetaliationRow.id).desc()).limit(limit))


async def hidden_reports(
    pool: asyncpg.Pool, viewer: Actor, stream_ids: Collection[str]
) -> frozenset[str]:
    """Which of some streams are reports about the viewer's own unit."""
    rows = await pool.fetch(
        "SELECT id::text FROM retaliation WHERE id = ANY($1::uuid[]) AND about ? $2",
        list(stream_ids),
        unit_of(viewer) or "",
    )
    return frozenset(row[0] for row in rows)
