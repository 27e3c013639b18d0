"""What the firm is told about where its ticket stands, in an official's words.

Nothing internal: no staff, no disputes about who is responsible, no reminders.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from services.tickets.rules.names import CLOSED_BECAUSE_ZH, DECLINE_REASON_ZH
from services.tickets.rules.people import department_zh
from services.tickets.state import Status, Ticket
from services.tickets.state.parts import Reply
from shared.kernel.deadlines import Deadline

_LEVEL_ZH: Final = ("", "一级", "二级", "三级")
PROVISIONAL: Final = "因相关年度节假日安排尚未公布，此期限为暂定。"


def day_zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def until_zh(due: Deadline) -> str:
    """By when, and that it may still change (CAL-7)."""
    told = f"办理期限至{day_zh(due.last_day)}。"
    return told + PROVISIONAL if due.provisional else told


def answer_zh(reply: Reply) -> str:
    """The department's answer, with the way to a longer limit where a law sets one (T-9)."""
    told = f"{department_zh(reply.department)}答复：{reply.text}"
    if reply.legal_limit is not None:
        limit = reply.legal_limit
        told += f"（{limit.source}规定的办理期限至{day_zh(limit.until)}。{reply.route}）"
    return told


def status_notes(ticket: Ticket) -> str:
    """5.5: the answer's summary; for a merged ticket the master's number."""
    return _NOTES[ticket.status](ticket)


def service_notice(ticket: Ticket) -> str | None:
    """5.5: by when, and the supervision level; nothing more is expected of a closed ticket."""
    if not ticket.open:
        return None
    parts = [until_zh(ticket.due)]
    if ticket.supplement is not None and ticket.waiting:
        until = day_zh(ticket.supplement.until.last_day)
        items = "、".join(ticket.supplement.items)
        parts.append(f"请于{until}前补充材料：{items}。")
    if ticket.dispatch is not None and ticket.dispatch.legal_limit is not None:
        limit = ticket.dispatch.legal_limit
        parts.append(f"{limit.source}规定的办理期限至{day_zh(limit.until)}。")
    if ticket.supervision_level:
        parts.append(f"本工单已列入{_LEVEL_ZH[ticket.supervision_level]}督办。")
    return "".join(parts)


def lead_zh(ticket: Ticket) -> str:
    return department_zh(ticket.dispatch.lead) if ticket.dispatch else ""


def _planned(ticket: Ticket) -> str:
    final = f"，计划于{day_zh(ticket.plan.final_on)}前办结" if ticket.plan else ""
    return f"{lead_zh(ticket)}正在按办理方案推进{final}。"


def _answered(ticket: Ticket) -> str:
    return answer_zh(ticket.reply) if ticket.reply else "已答复。"


def _closed(ticket: Ticket) -> str:
    because = ticket.closed_because
    told = f"已销号（{CLOSED_BECAUSE_ZH[because]}）。" if because else "已销号。"
    return told + (answer_zh(ticket.reply) if ticket.reply else "")


def _explained(ticket: Ticket) -> str:
    return f"{_closed(ticket)}{ticket.closing_note}"


def declined_zh(ticket: Ticket) -> str:
    reason = DECLINE_REASON_ZH[ticket.declined] if ticket.declined else ""
    return f"不予受理：{reason}。{ticket.closing_note}"


def merged_zh(ticket: Ticket) -> str:
    return f"已并入工单{ticket.master_number}一并办理，办理结果以该工单为准。"


_NOTES: Final[Mapping[Status, Callable[[Ticket], str]]] = {
    Status.SUBMITTED: lambda _: "已收到，待受理。",
    Status.REGISTERED: lambda _: "已受理，待交办。",
    Status.REOPENED: lambda _: "已重新办理，待交办。",
    Status.DISPATCHED: lambda ticket: f"已交办{lead_zh(ticket)}。",
    Status.RETURN_REQUESTED: lambda _: "正在核定承办部门。",
    Status.IN_PROGRESS: lambda ticket: f"{lead_zh(ticket)}正在办理。",
    Status.PLAN_PENDING: lambda ticket: f"属复杂问题，{lead_zh(ticket)}正在制定办理方案。",
    Status.PLAN_ACTIVE: _planned,
    Status.REPLIED: _answered,
    Status.CLOSED: _closed,
    Status.CLOSED_EXPLAINED: _explained,
    Status.NOT_ACCEPTED: declined_zh,
    Status.MERGED: merged_zh,
    Status.WITHDRAWN: lambda _: "企业已撤回诉求。",
}
