"""Which tickets a client of Open311 may see, and their history as folded from the log.

Texts of a ticket stand in no list of ours, so its request is folded from its events; a long list is
folded in portions, so that other requests are served between them.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Final

import asyncpg
import msgspec
from sqlalchemy import ColumnElement, Select, Text, any_, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import col

from services.tickets.model import REGISTRY, TICKET
from services.tickets.open311.updates import Step
from services.tickets.queries import fetch, only_own
from services.tickets.state import Ticket
from services.tickets.tables import TicketRow
from shared.kernel.actor import Role
from shared.web.caller import Caller
from shared.web.permissions import Scope

_PORTION: Final = 100
_EVENTS: Final = """SELECT stream_id::text, version, name, schema_version, data, recorded_at
    FROM event WHERE stream_id = ANY($1::uuid[]) ORDER BY stream_id, version"""


class RequestFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What a list is narrowed to; None narrows nothing. With `numbers` nothing else is asked.

    first, before  instants of receipt: from the one, up to and without the other
    """

    numbers: tuple[str, ...] | None = None
    categories: tuple[str, ...] | None = None
    open: bool | None = None
    first: datetime | None = None
    before: datetime | None = None


class Found(msgspec.Struct, frozen=True):
    """A ticket with its history."""

    ticket: Ticket
    steps: tuple[Step, ...]

    @property
    def last_event_at(self) -> datetime:
        return self.steps[-1].recorded_at


async def find(
    pool: asyncpg.Pool, caller: Caller, narrowed: RequestFilter, *, limit: int, offset: int = 0
) -> list[Found]:
    """The caller's tickets, the latest received first."""
    received = col(TicketRow.received_at)
    query = _visible(select(col(TicketRow.id)), caller)
    query = _narrow(query, narrowed)
    query = query.order_by(received.desc(), col(TicketRow.id).desc()).limit(limit).offset(offset)
    ids = [str(row[0]) for row in await fetch(pool, query)]
    found: dict[str, Found] = {}
    for start in range(0, len(ids), _PORTION):
        found.update(await _folded(pool, ids[start : start + _PORTION]))
    return [found[ticket_id] for ticket_id in ids]


def _visible(query: Select[Any], caller: Caller) -> Select[Any]:
    """The caller's own where its grant says so; a confidential one only the platform's that
    submitted it (T-19): whoever else may see it has our own interface for that.
    """
    if caller.scope is Scope.OWN:
        query = only_own(query, caller.actor)
    if caller.actor.role is Role.PLATFORM:
        return query
    return query.where(~col(TicketRow.confidential))


def _narrow(query: Select[Any], narrowed: RequestFilter) -> Select[Any]:
    if narrowed.numbers is not None:
        return query.where(_among(TicketRow.number, narrowed.numbers))
    if narrowed.categories is not None:
        query = query.where(_among(TicketRow.category, narrowed.categories))
    if narrowed.open is not None:
        query = query.where(col(TicketRow.open) == narrowed.open)
    if narrowed.first is not None:
        query = query.where(col(TicketRow.received_at) >= narrowed.first)
    if narrowed.before is not None:
        query = query.where(col(TicketRow.received_at) < narrowed.before)
    return query


def _among(column: str, values: tuple[str, ...]) -> ColumnElement[bool]:
    return col(column) == any_(literal(list(values), ARRAY(Text)))


async def _folded(pool: asyncpg.Pool, ids: Sequence[str]) -> dict[str, Found]:
    rows = await pool.fetch(_EVENTS, ids)
    return {
        stream_id: _found(
            [Step(row[1], REGISTRY.decode(row[2], row[3], row[4]), row[5]) for row in own]
        )
        for stream_id, own in groupby(rows, key=lambda row: row[0])
    }


def _found(steps: Sequence[Step]) -> Found:
    state = TICKET.fold(step.event for step in steps)
    if not isinstance(state, Ticket):
        raise TypeError("a row of the read model has a ticket behind it")
    return Found(state, tuple(steps))
