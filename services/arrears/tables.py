"""The ledger's read model: one row per item, its folded state flattened. Money in fen."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from services.arrears.rules.alarms import timer_at
from services.arrears.rules.schedule import unpaid
from services.arrears.state import Amounts, Item, State, Status

_AT_WORK = frozenset({Status.REGISTERED, Status.OPEN, Status.JUDICIAL})


def _instant() -> Any:
    return Field(sa_column=Column(DateTime(timezone=True)))


def _fen() -> Any:
    return Field(sa_column=Column(BigInteger))


class ArrearsRow(SQLModel, table=True):
    """Times are instants (UTC). `open` says that the item is at work, or that its finding may still be
    disputed: its days may move (CAL-8). `due_at` is the next duty that is not paid, `timer_at` when the
    timer next has to look at the item. Amounts are null before the item was verified.
    """

    __tablename__ = "arrears"
    __table_args__ = (
        Index("arrears_supervising_id", "supervising", "id"),
        Index("arrears_debtor_unit_id", "debtor_unit", "id"),
        Index("arrears_debtor_id", "debtor_uscc", "id"),
        Index("arrears_creditor_id", "creditor_uscc", "id"),
        Index("arrears_client_id", "client", "id"),
        Index("arrears_number", "number"),
        Index("arrears_due_open", "due_at", postgresql_where=text("open")),
        Index(
            "arrears_import",
            "import_id",
            "import_row",
            postgresql_where=text("import_id IS NOT NULL"),
        ),
        Index("arrears_timer", "timer_at", postgresql_where=text("timer_at IS NOT NULL")),
    )

    id: UUID = Field(primary_key=True)
    version: int
    number: str
    status: str
    open: bool
    programme: str
    size_class: str | None
    new: bool
    debtor_uscc: str
    debtor_name: str
    debtor_kind: str
    debtor_unit: str | None
    supervising: str
    township_code: str
    creditor_uscc: str
    creditor_name: str
    creditor_kind: str
    channel: str
    upstream_number: str | None
    client: str
    unit: str | None
    registered_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    principal_fen: int | None = _fen()
    repaid_fen: int | None = _fen()
    outstanding_fen: int | None = _fen()
    disputed_fen: int | None = _fen()
    overpaid_fen: int | None = _fen()
    dispute: str
    due_at: datetime | None = _instant()
    due_last_day: date | None
    plan_due_at: datetime | None = _instant()
    plan: str | None
    correction_pending: bool
    steps_due: list[str] = Field(sa_column=Column(JSONB, nullable=False))
    clearance_until: datetime | None = _instant()
    cleared_at: datetime | None = _instant()
    timer_at: datetime | None = _instant()
    creditor_contact_id: UUID | None
    debtor_contact_id: UUID | None
    import_id: UUID | None
    import_row: int | None


def row(state: State, version: int) -> dict[str, Any] | None:
    """The item as its row, by column name, without the id; None before it was registered."""
    if not isinstance(state, Item):
        return None
    columns = _parties(state)
    columns["version"] = version
    columns.update(_amounts(state.amounts))
    columns.update(_course(state))
    return columns


def _parties(item: Item) -> dict[str, Any]:
    """Who owes whom, and where the item came from."""
    debtor, creditor, source = item.debtor, item.creditor, item.imported_from
    return {
        "number": item.number,
        "programme": item.programme,
        "debtor_uscc": debtor.uscc,
        "debtor_name": debtor.name,
        "debtor_kind": debtor.kind.value,
        "debtor_unit": debtor.unit,
        "supervising": debtor.supervising,
        "township_code": debtor.township_code,
        "creditor_uscc": creditor.uscc,
        "creditor_name": creditor.name,
        "creditor_kind": creditor.kind.value,
        "channel": item.channel.value,
        "upstream_number": item.upstream_number,
        "client": item.client,
        "unit": item.unit,
        "registered_at": item.registered_at,
        "creditor_contact_id": item.creditor_contact_id,
        "debtor_contact_id": item.debtor_contact_id,
        "import_id": source.import_id if source else None,
        "import_row": source.row if source else None,
    }


def _amounts(amounts: Amounts | None) -> dict[str, Any]:
    return {
        "principal_fen": amounts and amounts.principal_fen,
        "repaid_fen": amounts and amounts.repaid_fen,
        "outstanding_fen": amounts and amounts.outstanding_fen,
        "disputed_fen": amounts and amounts.disputed_fen,
        "overpaid_fen": amounts and amounts.overpaid_fen,
    }


def _course(item: Item) -> dict[str, Any]:
    """How far it has come, and by when what is due."""
    repaid = item.amounts.repaid_fen if item.amounts else 0
    duty = next((one for one, fen in unpaid(item.schedule, repaid) if fen), None)
    plan, owed = item.plans[-1] if item.plans else None, item.schedule.plan
    return {
        "status": item.status.value,
        "open": item.status in _AT_WORK or any(one.undisputed for one in item.inspections),
        "size_class": item.size_class,
        "new": item.new,
        "dispute": item.dispute.value,
        "due_at": duty.due.at if duty else None,
        "due_last_day": duty.due.last_day if duty else None,
        "plan_due_at": owed.due.at if owed and plan is None else None,
        "plan": plan.status.value if plan else None,
        "correction_pending": item.correction is not None,
        "steps_due": [due.step.value for due in item.steps_due],
        "clearance_until": item.clearance.until.at if item.clearance else None,
        "cleared_at": item.cleared_at,
        "timer_at": timer_at(item),
    }
