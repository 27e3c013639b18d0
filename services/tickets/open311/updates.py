"""A ticket's history as the firm may read it: the extension `/requests/{id}/updates` (5.5).

Told are the steps that concern the firm. Left out are those between officials: requests for a return
or another class and their decisions, helpers' contributions, targets, reminders and supervision,
recusals, and what another ticket brought. Nobody is named; departments are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from services.tickets import events
from services.tickets.model import TICKET
from services.tickets.open311.mapping import open_or_closed, w3
from services.tickets.open311.notes import (
    answer_zh,
    day_zh,
    declined_zh,
    lead_zh,
    merged_zh,
    until_zh,
)
from services.tickets.open311.shapes import RequestUpdate
from services.tickets.rules.names import CASE_ZH, CLOSED_BECAUSE_ZH
from services.tickets.rules.people import department_zh
from services.tickets.state import INITIAL, State, Ticket


class Step(NamedTuple):
    """A recorded event of a ticket."""

    version: int
    event: Any
    recorded_at: datetime


def updates(steps: Iterable[Step]) -> Iterator[RequestUpdate]:
    """What is told of a whole stream, oldest first; `status` as of the step."""
    state: State = INITIAL
    for step in steps:
        state = TICKET.evolve(state, step.event)
        tell = _TOLD.get(type(step.event))
        told = tell(step.event, state) if tell and isinstance(state, Ticket) else None
        if told and isinstance(state, Ticket):
            yield RequestUpdate(
                update_id=f"{state.number}-{step.version}",
                service_request_id=state.number,
                status=open_or_closed(state),
                updated_datetime=w3(step.recorded_at),
                description=told,
                media_url=None,
            )


def _dispatched(event: events.TicketDispatched, ticket: Ticket) -> str:
    helpers = "、".join(map(department_zh, event.helpers))
    told = f"已交办{lead_zh(ticket)}" + (f"，{helpers}协办。" if helpers else "。")
    if event.legal_limit is not None:
        limit = event.legal_limit
        told += f"{limit.source}规定的办理期限至{day_zh(limit.until)}。"
    return told


def _reclassified(event: events.TicketReclassificationDecided, ticket: Ticket) -> str | None:
    if not event.approved:
        return None
    return f"经研究，属复杂问题，由{lead_zh(ticket)}在原期限内制定办理方案。"


def _planned(event: events.TicketPlanned, ticket: Ticket) -> str:
    steps = "；".join(f"{each.title}（{day_zh(each.due_on)}前）" for each in event.milestones)
    return f"{lead_zh(ticket)}已制定办理方案：{steps}。计划于{day_zh(event.final_on)}前办结。"


def _milestone_done(event: events.TicketMilestoneDone, ticket: Ticket) -> str | None:
    if ticket.plan is None:
        return None
    return f"办理方案中的“{ticket.plan.milestones[event.number - 1].title}”已完成。"


def _extended(event: events.TicketExtensionDecided, ticket: Ticket) -> str | None:
    """5.3: the reason that the lead gave is shown to the firm."""
    if not event.approved:
        return None
    return f"办理期限延长至{day_zh(event.until)}，原因：{ticket.extensions[-1].reason}"


def _supplement_asked(event: events.TicketSupplementAsked, _ticket: Ticket) -> str:
    items = "、".join(event.items)
    return (
        f"请于{day_zh(event.until.last_day)}前补充材料：{items}。原因：{event.reason}"
        "等待补充材料的时间不计入办理期限。"
    )


def _supplement_given(event: events.TicketSupplementGiven, ticket: Ticket) -> str:
    return f"已收到补充材料，办理期限相应顺延{event.added_workdays}个工作日。{until_zh(ticket.due)}"


def _recalculated(event: events.TicketDeadlineRecalculated, ticket: Ticket) -> str | None:
    """CAL-8: only where the date that the firm was told moves, or stops being provisional."""
    same = (event.before.at, event.before.provisional) == (
        event.in_force.at,
        event.in_force.provisional,
    )
    if event.clock is not events.DeadlineClock.FIRM or same:
        return None
    return f"节假日安排已公布，{until_zh(ticket.due)}"


def _closed(event: events.TicketClosed, ticket: Ticket) -> str:
    return f"已销号（{CLOSED_BECAUSE_ZH[event.because]}）。{ticket.closing_note}"


def _case_linked(event: events.TicketCaseLinked, _ticket: Ticket) -> str:
    return f"已转入{CASE_ZH[event.case]}办理，编号{event.case_number}。"


_TOLD: Final[Mapping[type, Callable[[Any, Ticket], str | None]]] = {
    events.TicketSubmitted: lambda _, ticket: f"已收到诉求，{until_zh(ticket.due)}",
    events.TicketRegistered: lambda _event, _: "已受理。",
    events.TicketDeclined: lambda _, ticket: declined_zh(ticket),
    events.TicketMerged: lambda _, ticket: merged_zh(ticket),
    events.TicketRepeated: lambda event, _: (
        f"同一事项再次反映，没有新的事实和理由，原办理结果：{event.answer}"
    ),
    events.TicketWithdrawn: lambda _event, _: "企业已撤回诉求。",
    events.TicketCaseLinked: _case_linked,
    events.TicketDispatched: _dispatched,
    events.TicketDesignated: lambda _, ticket: f"已确定由{lead_zh(ticket)}办理。",
    events.TicketTakenOver: lambda _, ticket: f"{lead_zh(ticket)}已开始办理。",
    events.TicketReclassificationDecided: _reclassified,
    events.TicketPlanned: _planned,
    events.TicketMilestoneDone: _milestone_done,
    events.TicketExtensionDecided: _extended,
    events.TicketSupplementAsked: _supplement_asked,
    events.TicketSupplementGiven: _supplement_given,
    events.TicketSupplementLapsed: lambda _event, _: "未在期限内收到补充材料，办理期限继续计算。",
    events.TicketReplied: lambda _, ticket: answer_zh(ticket.reply) if ticket.reply else None,
    events.TicketCycleStarted: lambda _, ticket: (
        f"经回访，问题尚未解决，由{lead_zh(ticket)}继续办理，{until_zh(ticket.due)}"
    ),
    events.TicketClosed: _closed,
    events.TicketReopened: lambda _, ticket: f"已重新办理，{until_zh(ticket.due)}",
    events.TicketDeadlineRecalculated: _recalculated,
}
