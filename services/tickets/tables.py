"""The ticket's read model: one row per ticket, its folded state flattened."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from services.tickets.rules.alarms import timer_at
from services.tickets.rules.calls import ratings_of
from services.tickets.rules.people import hidden_from
from services.tickets.state import State, Ticket


class TicketRow(SQLModel, table=True):
    """Times are instants (UTC); `timer_at` is when the timer next has to look at the ticket."""

    __tablename__ = "ticket"
    __table_args__ = (
        Index("ticket_lead_id", "lead", "id"),
        Index("ticket_firm_id", "firm_uscc", "id"),
        Index("ticket_due_open", "due_at", postgresql_where=text("open")),
        Index("ticket_timer", "timer_at", postgresql_where=text("timer_at IS NOT NULL")),
        Index("ticket_number", "number"),
        Index(
            "ticket_merged_numbers",
            "merged_numbers",
            postgresql_using="gin",
            postgresql_where=text("merged_numbers <> '[]'"),
        ),
        Index("ticket_waiting", "id", postgresql_where=text("waiting")),
        Index(
            "ticket_target", "target_at", postgresql_where=text("open AND target_at IS NOT NULL")
        ),
        Index(
            "ticket_upstream_open",
            "upstream_number",
            postgresql_where=text("open AND upstream_number IS NOT NULL"),
        ),
        Index("ticket_duplicates", "id", postgresql_where=text("duplicates_undecided > 0")),
        Index(
            "ticket_import",
            "import_id",
            "import_row",
            postgresql_where=text("import_id IS NOT NULL"),
        ),
        Index("ticket_supervised", "id", postgresql_where=text("supervision_level > 0")),
    )

    id: UUID = Field(primary_key=True)
    version: int
    number: str
    status: str
    open: bool
    firm_uscc: str
    firm_name: str
    township_code: str
    industry_code: str
    size: str
    channel: str
    upstream_number: str | None
    category: str
    title: str
    confidential: bool
    client: str
    unit: str | None
    lead: str | None
    helpers: list[str] = Field(sa_column=Column(JSONB, nullable=False))
    kind: str | None
    received_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    due_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    due_last_day: date
    due_provisional: bool
    due_calendar_version: int
    department_due_at: datetime | None = Field(sa_column=Column(DateTime(timezone=True)))
    department_due_provisional: bool
    cycle: int
    supervision_level: int
    timer_at: datetime | None = Field(sa_column=Column(DateTime(timezone=True)))
    contact_id: UUID
    closed_at: datetime | None = Field(sa_column=Column(DateTime(timezone=True)))
    closed_because: str | None
    upstream_category: str
    hidden_from: str | None
    registered_at: datetime | None = Field(sa_column=Column(DateTime(timezone=True)))
    dispatched_at: datetime | None = Field(sa_column=Column(DateTime(timezone=True)))
    taken_over_at: datetime | None = Field(sa_column=Column(DateTime(timezone=True)))
    replied_at: datetime | None = Field(sa_column=Column(DateTime(timezone=True)))
    target: str | None
    target_at: datetime | None = Field(sa_column=Column(DateTime(timezone=True)))
    waiting: bool
    extension_pending: bool
    reclassification_pending: bool
    non_returnable: bool
    returns: int
    extensions: int
    plan_final_on: date | None
    basis: str | None
    unsatisfied: int
    rating: str | None
    repeats: int
    master_id: UUID | None
    merged_numbers: list[str] = Field(sa_column=Column(JSONB, nullable=False))
    duplicates_undecided: int
    links: list[dict[str, str | None]] = Field(sa_column=Column(JSONB, nullable=False))
    import_id: UUID | None
    import_row: int | None


def row(state: State, version: int) -> dict[str, Any] | None:
    """The ticket as its row, by column name, without the id; None before it was submitted."""
    if not isinstance(state, Ticket):
        return None
    columns = _subject(state)
    columns["version"] = version
    columns.update(_clocks(state))
    columns.update(_course(state))
    return columns


def _subject(ticket: Ticket) -> dict[str, Any]:
    """What it is about and where it came from."""
    firm, source = ticket.firm, ticket.imported_from
    return {
        "number": ticket.number,
        "status": ticket.status.value,
        "open": ticket.open,
        "firm_uscc": firm.uscc,
        "firm_name": firm.name,
        "township_code": firm.township_code,
        "industry_code": firm.industry_code,
        "size": firm.size,
        "channel": ticket.channel,
        "upstream_number": ticket.upstream_number,
        "upstream_category": ticket.upstream_category,
        "category": ticket.category,
        "title": ticket.title,
        "confidential": ticket.confidential,
        "hidden_from": hidden_from(ticket),
        "client": ticket.client,
        "unit": ticket.unit,
        "contact_id": ticket.contact_id,
        "import_id": source.import_id if source else None,
        "import_row": source.row if source else None,
    }


def _clocks(ticket: Ticket) -> dict[str, Any]:
    """By when what is due, and when the timer has to look."""
    due, dispatch, goal = ticket.due, ticket.dispatch, ticket.goal
    return {
        "received_at": ticket.received_at,
        "due_at": due.at,
        "due_last_day": due.last_day,
        "due_provisional": due.provisional,
        "due_calendar_version": due.calendar_version,
        "department_due_at": dispatch.due.at if dispatch else None,
        "department_due_provisional": bool(dispatch and dispatch.due.provisional),
        "target": goal.target.value if goal else None,
        "target_at": goal.at if goal else None,
        "waiting": ticket.waiting,
        "plan_final_on": ticket.plan.final_on if ticket.plan else None,
        "supervision_level": ticket.supervision_level,
        "timer_at": timer_at(ticket),
    }


def _course(ticket: Ticket) -> dict[str, Any]:
    """How far it has come, and by whom."""
    dispatch, reply, because = ticket.dispatch, ticket.reply, ticket.closed_because
    ratings = ratings_of(ticket, ticket.cycle) if ticket.ratings else ()
    return {
        "lead": dispatch.lead if dispatch else None,
        "helpers": list(dispatch.helpers) if dispatch else [],
        "kind": dispatch.kind.value if dispatch else None,
        "cycle": ticket.cycle,
        "registered_at": ticket.registered_at,
        "dispatched_at": dispatch.at if dispatch else None,
        "taken_over_at": ticket.taken_over_at,
        "replied_at": reply.at if reply else None,
        "basis": str(reply.basis) if reply else None,
        "extension_pending": ticket.extension_pending,
        "reclassification_pending": ticket.reclassification_pending,
        "non_returnable": ticket.non_returnable,
        "returns": len(ticket.returns),
        "extensions": sum(extension.approved is True for extension in ticket.extensions),
        "unsatisfied": ticket.unsatisfied,
        "rating": ratings[-1].satisfaction.value if ratings else None,
        "repeats": ticket.repeats,
        "master_id": ticket.master_id,
        "merged_numbers": list(ticket.absorbed),
        "duplicates_undecided": len(ticket.duplicates_undecided),
        "links": [
            {"case": link.case.value, "case_id": link.case_id, "case_number": link.case_number}
            for link in ticket.links
        ],
        "closed_at": ticket.closed_at,
        "closed_because": because.value if because else None,
    }
