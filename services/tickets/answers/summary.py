"""A ticket in a list, drawn from its row of the read model."""

from datetime import datetime
from typing import Any

import msgspec

from services.tickets.answers.ticket import links
from services.tickets.codes import CATEGORY_ZH
from services.tickets.rules.names import STATUS_ZH
from services.tickets.rules.people import sees_duplicates
from services.tickets.state import Status
from shared.kernel.actor import Actor
from shared.web.answers import Answer, shown
from shared.web.deadlines import when


class TicketSummary(Answer, kw_only=True):
    """A ticket in a list; no contact, no free text."""

    id: str
    number: str
    status: str
    status_zh: str
    version: int
    firm_uscc: str
    firm_name: str
    township_code: str
    category: str
    category_zh: str
    title: str
    lead: str | None
    received_at: datetime
    due_at: datetime
    due_provisional: bool
    overdue: bool
    supervision_level: int
    closed_at: datetime | None
    channel: str
    kind: str | None
    waiting: bool
    target: str | None
    target_at: datetime | None
    merged_numbers: list[str]
    duplicates_undecided: int
    links: dict[str, str]


def summary(row: Any, now: datetime, viewer: Actor) -> TicketSummary:
    """A row of the read model in a list; `overdue` is judged at `now` (CAL-4)."""
    ticket_id = str(row["id"])
    return TicketSummary(
        id=ticket_id,
        number=row["number"],
        status=row["status"],
        status_zh=STATUS_ZH[Status(row["status"])],
        version=row["version"],
        firm_uscc=row["firm_uscc"],
        firm_name=row["firm_name"],
        township_code=row["township_code"],
        category=row["category"],
        category_zh=CATEGORY_ZH[row["category"]],
        title=row["title"],
        lead=row["lead"],
        received_at=shown(row["received_at"]),
        due_at=shown(row["due_at"]),
        due_provisional=row["due_provisional"],
        overdue=row["open"] and row["due_at"] <= now,
        supervision_level=row["supervision_level"],
        closed_at=when(row["closed_at"]),
        channel=row["channel"],
        kind=row["kind"],
        waiting=row["waiting"],
        target=row["target"],
        target_at=when(row["target_at"]),
        merged_numbers=msgspec.json.decode(row["merged_numbers"], type=list[str]),
        duplicates_undecided=row["duplicates_undecided"] if sees_duplicates(viewer) else 0,
        links=links(ticket_id),
    )
