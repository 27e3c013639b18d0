"""The read model of the complaints: one row each, the folded state flattened."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, Index, text
from sqlmodel import Field, SQLModel

from services.arrears.complaints.rules import timer_at
from services.arrears.complaints.state import Complaint, State


class ComplaintRow(SQLModel, table=True):
    """`due_at` is the end of the running limit, `timer_at` when the timer next has to look."""

    __tablename__ = "complaint"
    __table_args__ = (
        Index("complaint_handler_id", "handler", "id"),
        Index("complaint_respondent_unit_id", "respondent_unit", "id"),
        Index("complaint_client_id", "client", "id"),
        Index("complaint_item_id", "item_id", "id"),
        Index("complaint_timer", "timer_at", postgresql_where=text("timer_at IS NOT NULL")),
    )

    id: UUID = Field(primary_key=True)
    version: int
    number: str
    status: str
    open: bool
    source: str
    upstream_number: str | None
    received_on: date
    complainant_uscc: str
    complainant_name: str
    respondent_uscc: str
    respondent_name: str
    respondent_unit: str | None
    claimed_fen: int = Field(sa_column=Column(BigInteger, nullable=False))
    handler: str | None
    item_id: UUID | None
    stage: str
    due_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    due_last_day: date
    client: str
    recorded_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    timer_at: datetime | None = Field(sa_column=Column(DateTime(timezone=True)))


def row(state: State, version: int) -> dict[str, Any] | None:
    """The complaint as its row, by column name, without the id; None before it was recorded."""
    if not isinstance(state, Complaint):
        return None
    limit = state.running.limit
    return {
        "version": version,
        "number": state.number,
        "status": state.status.value,
        "open": state.open,
        "source": state.source.value,
        "upstream_number": state.upstream_number,
        "received_on": state.received_on,
        "complainant_uscc": state.complainant.uscc,
        "complainant_name": state.complainant.name,
        "respondent_uscc": state.respondent.uscc,
        "respondent_name": state.respondent.name,
        "respondent_unit": state.respondent.unit,
        "claimed_fen": state.claimed_fen,
        "handler": state.handler,
        "item_id": state.item_id,
        "stage": limit.stage.value,
        "due_at": limit.at,
        "due_last_day": limit.last_day,
        "client": state.client,
        "recorded_at": state.recorded_at,
        "timer_at": timer_at(state),
    }
