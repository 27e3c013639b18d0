"""The read model of the retaliation reports: who may list what."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from services.arrears.retaliation.state import Report, State
from services.arrears.retaliation.values import Status


class RetaliationRow(SQLModel, table=True):
    """One row a report. `about` are the departments that must not learn of it (A-24)."""

    __tablename__ = "retaliation"
    __table_args__ = (Index("retaliation_item_id", "item_id", "id"),)

    id: UUID = Field(primary_key=True)
    version: int
    number: str
    status: str
    open: bool
    item_id: UUID
    item_number: str
    creditor_name: str
    debtor_name: str
    about: list[str] = Field(sa_column=Column(JSONB, nullable=False))
    conduct: str
    reported_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))


def row(state: State, version: int) -> dict[str, Any] | None:
    """The report as its row, by column name, without the id; None before anything was reported."""
    if not isinstance(state, Report):
        return None
    return {
        "version": version,
        "number": state.number,
        "status": state.status.value,
        "open": state.status is not Status.CONCLUDED,
        "item_id": state.item_id,
        "item_number": state.item_number,
        "creditor_name": state.creditor_name,
        "debtor_name": state.debtor_name,
        "about": list(state.about),
        "conduct": state.conduct.value,
        "reported_at": state.reported_at,
    }
