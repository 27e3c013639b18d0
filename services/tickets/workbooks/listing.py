"""企业诉求工单清单: a list of tickets as a workbook, with what the list itself shows and no more."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import msgspec

from services.tickets.codes import CATEGORY_ZH, CHANNEL_ZH
from services.tickets.events import Kind as TicketKind
from services.tickets.queries import TicketFilter
from services.tickets.routes.filters import filtered
from services.tickets.rules.names import STATUS_ZH, TARGET_ZH
from shared.kernel.actor import Actor
from shared.kernel.clock import shanghai_date
from shared.kernel.departments import DEPARTMENTS
from shared.kernel.divisions import find_division
from shared.parts.listing import by_code, conditions, told
from shared.workbooks.sheets import Column, Kind, Report

TITLE: Final = "企业诉求工单清单"
KIND_ZH: Final = {TicketKind.GENERAL: "一般问题", TicketKind.COMPLEX: "复杂问题"}
SUPERVISION_ZH: Final = {0: "", 1: "一级督办", 2: "二级督办", 3: "三级督办"}


COLUMNS: Final = (
    Column(key="number", heading="工单编号", kind=Kind.ID, width=18),
    Column(key="status", heading="状态", kind=Kind.CHOICE, width=12, choices=by_code(STATUS_ZH)),
    Column(key="kind", heading="问题类型", kind=Kind.CHOICE, width=10, choices=by_code(KIND_ZH)),
    Column(key="category", heading="诉求类别", kind=Kind.CHOICE, width=10, choices=CATEGORY_ZH),
    Column(key="title", heading="诉求标题", kind=Kind.TEXT, width=40),
    Column(key="firm_name", heading="企业名称", kind=Kind.TEXT, width=32),
    Column(key="firm_uscc", heading="统一社会信用代码", kind=Kind.ID, width=20),
    Column(key="township", heading="乡镇（街道）", kind=Kind.TEXT, width=22),
    Column(key="channel", heading="来源渠道", kind=Kind.CHOICE, width=22, choices=CHANNEL_ZH),
    Column(key="lead", heading="主办部门", kind=Kind.CHOICE, width=22, choices=DEPARTMENTS),
    Column(key="received_at", heading="收件时间", kind=Kind.DATE_TIME, width=17),
    Column(key="due_last_day", heading="办理期限（截止日）", kind=Kind.DATE, width=18),
    Column(key="due_provisional", heading="期限待核定", kind=Kind.YES_NO, width=10),
    Column(key="overdue", heading="是否逾期", kind=Kind.YES_NO, width=10),
    Column(key="waiting", heading="等待补正", kind=Kind.YES_NO, width=10),
    Column(
        key="target", heading="当前环节", kind=Kind.CHOICE, width=10, choices=by_code(TARGET_ZH)
    ),
    Column(key="target_at", heading="环节时限", kind=Kind.DATE_TIME, width=17),
    Column(key="supervision", heading="督办级别", kind=Kind.ID, width=10),
    Column(key="closed_at", heading="办结时间", kind=Kind.DATE_TIME, width=17),
    Column(key="merged_numbers", heading="并入工单编号", kind=Kind.TEXT, width=22),
)
_AS_THEY_ARE: Final = (
    "number", "status", "kind", "category", "title", "firm_name", "firm_uscc", "channel", "lead",
    "received_at", "due_last_day", "due_provisional", "waiting", "target", "target_at",
    "closed_at",
)  # fmt: skip


def listing(narrowed: TicketFilter, actor: Actor, now: datetime, *, only_own: bool) -> Report:
    """The workbook's description, with what was asked, by whom, and as of when."""
    return Report(
        name="工单清单",
        title=TITLE,
        columns=COLUMNS,
        told=told(
            title=TITLE,
            known_at=now,
            asked=conditions(narrowed, filtered.titles, _LABELS, none="无（全部工单）"),
            reach="仅限本单位提交、主办或者协办的工单" if only_own else "全区工单",
            actor=actor,
            personal="本表不含联系人姓名和电话；企业信息仅供办理诉求使用，请妥善保管。",
        ),
    )


def cells(row: Any, now: datetime) -> dict[str, Any]:
    """A row of the read model by the keys of the columns; `overdue` is judged at `now` (CAL-4)."""
    received_on = shanghai_date(row["received_at"])
    township = find_division(row["township_code"], received_on)
    return {
        **{key: row[key] for key in _AS_THEY_ARE},
        "township": township.name if township else row["township_code"],
        "overdue": row["open"] and row["due_at"] <= now,
        "supervision": SUPERVISION_ZH[row["supervision_level"]],
        "merged_numbers": "、".join(msgspec.json.decode(row["merged_numbers"], type=list[str])),
    }


_LABELS: Final[Mapping[str, Mapping[Any, str]]] = {
    "status": STATUS_ZH,
    "lead": DEPARTMENTS,
    "category": CATEGORY_ZH,
    "channel": CHANNEL_ZH,
    "kind": KIND_ZH,
    "supervision_level": {1: "一级以上", 2: "二级以上", 3: "三级"},
}
