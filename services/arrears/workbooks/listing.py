"""清欠台账: a list of items as a workbook, with what the list and its items show and no more."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

import msgspec

from services.arrears.codes import CREDITOR_KIND_ZH, DEBTOR_KIND_ZH
from services.arrears.events import Step
from services.arrears.programme.state import Programmes
from services.arrears.queries import ArrearsFilter
from services.arrears.routes.filters import filtered
from services.arrears.rules.names import (
    CHANNEL_ZH,
    DISPUTE_ZH,
    PLAN_STATUS_ZH,
    STATUS_ZH,
    STEP_ZH,
)
from services.arrears.state import Status
from shared.kernel.actor import Actor
from shared.kernel.clock import shanghai_date
from shared.kernel.departments import DEPARTMENTS
from shared.kernel.divisions import find_division
from shared.kernel.masking import mask_name, mask_phone
from shared.kernel.money import FEN_PER_WAN, format_amount
from shared.parts.listing import by_code, conditions, told
from shared.workbooks.sheets import Column, Kind, Report

TITLE: Final = "清欠台账"


def _text(key: str, heading: str, width: int) -> Column:
    return Column(key=key, heading=heading, kind=Kind.TEXT, width=width)


def _id(key: str, heading: str, width: int = 20) -> Column:
    return Column(key=key, heading=heading, kind=Kind.ID, width=width)


def _choice(key: str, heading: str, labels: Mapping[Any, str], width: int = 12) -> Column:
    return Column(key=key, heading=heading, kind=Kind.CHOICE, width=width, choices=by_code(labels))


def _yuan(key: str, heading: str) -> Column:
    return Column(key=key, heading=heading, kind=Kind.MONEY, width=18)


def _day(key: str, heading: str) -> Column:
    return Column(key=key, heading=heading, kind=Kind.DATE, width=14)


_AS_THEY_ARE: Final = (
    "number", "status", "size_class", "new", "debtor_name", "debtor_uscc", "debtor_kind",
    "supervising", "creditor_name", "creditor_uscc", "creditor_kind", "channel", "upstream_number",
    "registered_at", "principal_fen", "repaid_fen", "outstanding_fen", "disputed_fen",
    "overpaid_fen", "dispute", "due_last_day", "plan", "correction_pending", "cleared_at",
)  # fmt: skip
_LABELS: Final[Mapping[str, Mapping[Any, str]]] = {
    "status": STATUS_ZH,
    "dispute": DISPUTE_ZH,
    "department": DEPARTMENTS,
}


def _columns(size_classes: Mapping[str, str]) -> tuple[Column, ...]:
    return (
        _id("number", "项目编号", 18),
        _choice("status", "状态", STATUS_ZH),
        _choice("size_class", "金额档次", size_classes, 14),
        Column(key="new", heading="新增拖欠", kind=Kind.YES_NO, width=10),
        _text("debtor_name", "拖欠单位", 32),
        _id("debtor_uscc", "拖欠单位统一社会信用代码"),
        _choice("debtor_kind", "拖欠单位性质", DEBTOR_KIND_ZH, 16),
        _choice("supervising", "主管部门", DEPARTMENTS, 20),
        _text("township", "所在乡镇（街道）", 20),
        _text("debtor_contact", "拖欠单位联系人", 12),
        _id("debtor_phone", "拖欠单位联系电话", 16),
        _text("creditor_name", "债权企业", 32),
        _id("creditor_uscc", "债权企业统一社会信用代码"),
        _choice("creditor_kind", "债权企业规模", CREDITOR_KIND_ZH),
        _text("creditor_contact", "债权企业联系人", 12),
        _id("creditor_phone", "债权企业联系电话", 16),
        _choice("channel", "发现渠道", CHANNEL_ZH),
        _id("upstream_number", "上级编号", 22),
        Column(key="registered_at", heading="登记时间", kind=Kind.DATE_TIME, width=17),
        _yuan("principal_fen", "核实本金（元）"),
        _yuan("repaid_fen", "已清偿（元）"),
        _yuan("outstanding_fen", "未清偿（元）"),
        _yuan("disputed_fen", "有争议（元）"),
        _yuan("overpaid_fen", "多付待退（元）"),
        _choice("dispute", "争议状态", DISPUTE_ZH),
        _day("due_last_day", "下一还款期限"),
        Column(key="overdue", heading="是否逾期", kind=Kind.YES_NO, width=10),
        _choice("plan", "还款计划", PLAN_STATUS_ZH),
        _day("plan_due_on", "还款计划提交期限"),
        _text("steps_due", "应采取的措施", 16),
        Column(key="correction_pending", heading="更正待审批", kind=Kind.YES_NO, width=10),
        _day("clearance_until_on", "销号异议期限"),
        Column(key="cleared_at", heading="销号时间", kind=Kind.DATE_TIME, width=17),
    )


def listing(
    narrowed: ArrearsFilter, programmes: Programmes, actor: Actor, now: datetime, *, only_own: bool
) -> Report:
    """The workbook's description, with what was asked, by whom, and as of when."""
    size_classes = dict(_size_classes(programmes))
    labels = {**_LABELS, "size_class": size_classes}
    return Report(
        name="台账",
        title=TITLE,
        columns=_columns(size_classes),
        told=told(
            title=TITLE,
            known_at=now,
            asked=conditions(narrowed, filtered.titles, labels, none="无（全部项目）"),
            reach="仅限本单位登记、拖欠或者主管的项目" if only_own else "全区项目",
            actor=actor,
            personal="联系人姓名和电话已作脱敏处理；台账信息仅供办理清欠事项使用，请妥善保管。",
        ),
    )


def _size_classes(programmes: Programmes) -> Iterator[tuple[str, str]]:
    """What the classes of every campaign are called, by the threshold each was published with."""
    for version in programmes.versions:
        programme = version.programme
        wan, rest = divmod(programme.threshold_fen, FEN_PER_WAN)
        line = f"{format_amount(programme.threshold_fen)}元" if rest else f"{wan}万元"
        yield programme.within, f"{line}及以下"
        yield programme.above, f"超过{line}"


def cells(row: Any, now: datetime) -> dict[str, Any]:
    """A row of `queries.with_contacts` by the keys of the columns; contacts masked (6.3), `overdue`
    judged at `now` (CAL-4).
    """
    township = find_division(row["township_code"], shanghai_date(row["registered_at"]))
    due_at = row["due_at"]
    return {
        **{key: row[key] for key in _AS_THEY_ARE},
        "township": township.name if township else row["township_code"],
        "overdue": row["status"] == Status.OPEN and due_at is not None and due_at <= now,
        "plan_due_on": _last_day(row["plan_due_at"]),
        "steps_due": "、".join(STEP_ZH[step] for step in _steps(row["steps_due"])),
        "clearance_until_on": _last_day(row["clearance_until"]),
        **_contact("debtor", row["debtor_card"]),
        **_contact("creditor", row["creditor_card"]),
    }


def _steps(stored: str) -> list[Step]:
    return msgspec.json.decode(stored, type=list[Step])


def _contact(party: str, stored: str | None) -> dict[str, str]:
    """Nothing where no contact was named, or its card was erased."""
    if stored is None:
        return {}
    card = msgspec.json.decode(stored, type=dict[str, str])
    return {
        f"{party}_contact": mask_name(card["name"]),
        f"{party}_phone": mask_phone(card["phone"]),
    }


def _last_day(until: datetime | None) -> date | None:
    """The day whose 24:00 an instant is (CAL-4)."""
    return None if until is None else shanghai_date(until - timedelta(microseconds=1))
