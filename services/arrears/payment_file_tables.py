"""The read model of the payment files: one row each; what they state is in their events."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, Index
from sqlmodel import Field, SQLModel

from services.arrears.payment_files.state import Confirmed, PaymentFile, SetAside, State


class PaymentFileRow(SQLModel, table=True):
    """How far a file has come: `open` as long as a row of it waits for a person. Money in fen."""

    __tablename__ = "payment_file"
    __table_args__ = (Index("payment_file_received", "received_at", "id"),)

    id: UUID = Field(primary_key=True)
    version: int
    name: str
    digest: str
    format: str
    source: str
    account_holder: str | None
    open: bool
    rows: int
    total_fen: int = Field(sa_column=Column(BigInteger, nullable=False))
    confirmed: int
    set_aside: int
    received_by: str
    received_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))


def row(state: State, version: int) -> dict[str, Any] | None:
    """The file as its row, by column name, without the id; None before it was received."""
    if not isinstance(state, PaymentFile):
        return None
    return {
        "version": version,
        "name": state.name,
        "digest": state.digest,
        "format": state.format.value,
        "source": state.source.value,
        "account_holder": state.account_holder,
        "open": len(state.decisions) < state.row_count,
        "rows": state.row_count,
        "total_fen": state.total_fen,
        "confirmed": len(state.decided(Confirmed)),
        "set_aside": len(state.decided(SetAside)),
        "received_by": state.received_by,
        "received_at": state.received_at,
    }
