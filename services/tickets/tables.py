"""The ticket's read model: one row per ticket, its folded state flattened."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from services.tickets.state import State, Ticket


class TicketRow(SQLModel, table=True):
    """Times are instants (UTC); `timer_at` is when the timer next has to look at the ticket."""

    __tablename__ = "ticket"
    __table_args__ = (
        Index("ticket_lead_id", "lead", "id"),
        Index("ticket_firm_id", "firm_uscc", "id"),
        Index("ticket_due_open", "due_at", postgresql_where=text("open")),
        Index("ticket_timer", "timer_at", postgresql_where=text("timer_at IS NOT NULL")),
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


def row(state: State, version: int) -> dict[str, Any] | None:
    """The ticket as its row, by column name, without the id; None before it was submitted."""
    if not isinstance(state, Ticket):
        return None
    dispatch = state.dispatch
    return {
        "version": version,
        "number": state.number,
        "status": state.status.value,
        "open": state.open,
        "firm_uscc": state.firm.uscc,
        "firm_name": state.firm.name,
        "township_code": state.firm.township_code,
        "industry_code": state.firm.industry_code,
        "size": state.firm.size,
        "channel": state.channel,
        "upstream_number": state.upstream_number,
        "category": state.category,
        "title": state.title,
        "confidential": state.confidential,
        "client": state.client,
        "unit": state.unit,
        "lead": dispatch.lead if dispatch else None,
        "helpers": list(dispatch.helpers) if dispatch else [],
        "kind": dispatch.kind.value if dispatch else None,
        "received_at": state.received_at,
        "due_at": state.due.at,
        "due_last_day": state.due.last_day,
        "due_provisional": state.due.provisional,
        "due_calendar_version": state.due.calendar_version,
        "department_due_at": dispatch.due.at if dispatch else None,
        "department_due_provisional": bool(dispatch and dispatch.due.provisional),
        "cycle": state.cycle,
        "supervision_level": state.supervision_level,
        "timer_at": _timer_at(state),
        "contact_id": state.contact_id,
        "closed_at": state.closed_at,
        "closed_because": state.closed_because.value if state.closed_because else None,
    }


def _timer_at(ticket: Ticket) -> datetime | None:
    if not ticket.open or ticket.supervised_due_at == ticket.due.at:
        return None
    return ticket.due.at
