"""An item in a list, drawn from its row of the read model."""

from datetime import date, datetime
from typing import Any

import msgspec

from services.arrears.answers.item import links
from services.arrears.rules.names import DISPUTE_ZH, STATUS_ZH
from services.arrears.state import DisputeState, Status
from shared.web.answers import Answer, shown
from shared.web.deadlines import when
from shared.web.money import MoneyAnswer, money


class ArrearsSummary(Answer, kw_only=True):
    """An item in a list; no contact, no free text. `due_at` is the next day not yet paid for."""

    id: str
    number: str
    status: str
    status_zh: str
    version: int
    programme: str
    size_class: str | None
    new: bool
    debtor_uscc: str
    debtor_name: str
    department: str
    township_code: str
    creditor_uscc: str
    creditor_name: str
    channel: str
    registered_at: datetime
    principal: MoneyAnswer | None
    repaid: MoneyAnswer | None
    outstanding: MoneyAnswer | None
    disputed: MoneyAnswer | None
    overpaid: MoneyAnswer | None
    dispute: str
    dispute_zh: str
    due_at: datetime | None
    due_last_day: date | None
    overdue: bool
    plan_due_at: datetime | None
    plan: str | None
    correction_pending: bool
    steps_due: list[str]
    clearance_until: datetime | None
    cleared_at: datetime | None
    links: dict[str, str]


def summary(row: Any, now: datetime) -> ArrearsSummary:
    """A row of the read model in a list; `overdue` is judged at `now` (CAL-4)."""
    arrears_id, due_at = str(row["id"]), row["due_at"]
    return ArrearsSummary(
        id=arrears_id,
        number=row["number"],
        status=row["status"],
        status_zh=STATUS_ZH[Status(row["status"])],
        version=row["version"],
        programme=row["programme"],
        size_class=row["size_class"],
        new=row["new"],
        debtor_uscc=row["debtor_uscc"],
        debtor_name=row["debtor_name"],
        department=row["supervising"],
        township_code=row["township_code"],
        creditor_uscc=row["creditor_uscc"],
        creditor_name=row["creditor_name"],
        channel=row["channel"],
        registered_at=shown(row["registered_at"]),
        principal=_money(row["principal_fen"]),
        repaid=_money(row["repaid_fen"]),
        outstanding=_money(row["outstanding_fen"]),
        disputed=_money(row["disputed_fen"]),
        overpaid=_money(row["overpaid_fen"]),
        dispute=row["dispute"],
        dispute_zh=DISPUTE_ZH[DisputeState(row["dispute"])],
        due_at=when(due_at),
        due_last_day=row["due_last_day"],
        overdue=row["status"] == Status.OPEN and due_at is not None and due_at <= now,
        plan_due_at=when(row["plan_due_at"]),
        plan=row["plan"],
        correction_pending=row["correction_pending"],
        steps_due=msgspec.json.decode(row["steps_due"], type=list[str]),
        clearance_until=when(row["clearance_until"]),
        cleared_at=when(row["cleared_at"]),
        links=links(arrears_id),
    )


def _money(amount_fen: int | None) -> MoneyAnswer | None:
    return None if amount_fen is None else money(amount_fen)
