"""Builders of the tickets service: who acts, what is ordered, and the situations a ticket gets into.

The situations tell one story: received on Saturday 2022-09-24, so due on Friday the 30th;
dispatched to the financial office on Monday the 26th, whose own clock, over the holiday, runs to
the make-up Saturday 2022-10-08; taken over the same day and answered on the 28th.
"""

from datetime import date
from typing import Any

from msgspec.structs import replace

from services.tickets.calendar.state import CALENDAR
from services.tickets.commands import (
    CallBackFirm,
    DispatchTicket,
    ReplyToTicket,
    SubmitTicket,
    TakeOverTicket,
)
from services.tickets.events import Basis, CallBackOutcome, Firm, Kind, TicketRegistered
from services.tickets.model import TICKET
from services.tickets.policy import state as policy_state
from services.tickets.policy.commands import PublishPolicy
from services.tickets.policy.events import PolicyPublished
from services.tickets.policy.state import POLICY, Policies
from services.tickets.routing.state import ROUTING, Tables
from services.tickets.seeds import FIRST_POLICY
from services.tickets.state import State
from shared.kernel.actor import Actor, Role
from shared.kernel.calendar_lists import CalendarList
from shared.kernel.calendars import seeded_calendar
from shared.kernel.ids import new_id
from shared.kernel.workdays import WorkCalendar
from shared.testing.orders import COORDINATOR
from shared.testing.specs import Spec, instant
from tests.builders.firms import new_credit_code

OFFICE = COORDINATOR
COLLEAGUE = Actor(id="office-2", role=Role.COORDINATOR, client="console")
HOTLINE = Actor(id="hotline", role=Role.PLATFORM, client="hotline-12345")
FINANCIAL_OFFICE = Actor(id="finoff-1", role=Role.DEPARTMENT, unit="FINOFF", client="console")
FINANCE_BUREAU = Actor(id="fin-1", role=Role.DEPARTMENT, unit="FIN", client="console")
LABOUR_BUREAU = Actor(id="hrss-1", role=Role.DEPARTMENT, unit="HRSS", client="console")
TIMER = Actor(id="timer:overdue", role=Role.SYSTEM, client="timer")

FIRM = Firm(
    uscc="91530902MA6XTXT19B",
    name="临翔区昔归茶业有限公司",
    township_code="530902208",
    industry_code="1530",
    size="micro",
)
CONTACT = "01836ce8-3a00-7000-8000-0000000000c1"

RECEIVED = "2022-09-24T10:00+08:00"
DISPATCHED = "2022-09-26T09:00+08:00"
TAKEN_OVER = "2022-09-26T10:30+08:00"
REPLIED = "2022-09-28T15:00+08:00"
CALLED_BACK = "2022-09-29T09:30+08:00"


def submit_ticket(**changes: Any) -> SubmitTicket:
    """A firm's difficulty as the plan's example tells it."""
    fields: dict[str, Any] = {
        "firm": FIRM,
        "contact_id": new_id(),
        "contact": {"name": "张三", "phone": "13812345678"},
        "channel": "enterprise_platform",
        "upstream_number": None,
        "category": "financing",
        "title": "流动资金贷款展期困难",
        "description": "受疫情影响，流动资金贷款到期难以归还。",
        "desired_result": "协调延期还本付息",
        "confidential": False,
    }
    return SubmitTicket(**{**fields, **changes})


def submit_for_new_firm(**changes: Any) -> SubmitTicket:
    """The same, of a firm that has no other ticket."""
    return submit_ticket(firm=replace(FIRM, uscc=new_credit_code()), **changes)


def dispatch_ticket(
    lead: str = "FINOFF", *helpers: str, kind: Kind = Kind.GENERAL
) -> DispatchTicket:
    """交办 to the financial office, unless another lead is named."""
    return DispatchTicket(lead=lead, helpers=helpers, kind=kind)


def reply_to_ticket(**changes: Any) -> ReplyToTicket:
    """An answer that rests on the plan's third action."""
    fields: dict[str, Any] = {
        "text": "已协调承贷银行办理展期六个月。",
        "basis": Basis.POLICY,
        "provisions": ("A03-P02",),
        "evidence": ("展期协议（复印件）",),
    }
    return ReplyToTicket(**{**fields, **changes})


def call_back(outcome: CallBackOutcome, note: str = "") -> CallBackFirm:
    return CallBackFirm(outcome=outcome, note=note)


def notice(year: int, *, off: str = "", worked: str = "", **changes: Any) -> CalendarList:
    """A calendar notice; its days as `2027-01-01 2027-01-02`."""
    fields: dict[str, Any] = {
        "year": year,
        "status": "final",
        "holidays": tuple(map(date.fromisoformat, off.split())),
        "workdays": tuple(map(date.fromisoformat, worked.split())),
        "document_no": f"国办发明电〔{year - 1}〕12号",
        "source": f"国务院办公厅关于{year}年部分节假日安排的通知",
        "published_on": date(year - 1, 12, 2),
    }
    return CalendarList(**{**fields, **changes})


def tickets() -> Spec[State]:
    """No ticket yet, under the official calendar as shipped."""
    return Spec(TICKET, policies=under())


def under(
    calendar: WorkCalendar | None = None,
    policy: Policies | None = None,
    routing: Tables | None = None,
) -> dict[str, Any]:
    """The policies in force: as shipped, where nothing else is said."""
    return {
        CALENDAR: calendar or seeded_calendar(),
        POLICY: policy or seeded_policy(),
        ROUTING: routing or Tables(),
    }


def seeded_policy() -> Policies:
    """The first version, as every installation starts with it."""
    return policy_state.evolve(Policies(), published(FIRST_POLICY))


def published(order: PublishPolicy) -> PolicyPublished:
    """The fact that follows from a version that is in order."""
    return PolicyPublished(
        numbers=order.numbers,
        effective_on=order.effective_on,
        document_no=order.document_no,
        author=order.author,
    )


def submitted(**changes: Any) -> Spec[State]:
    """待受理"""
    order = submit_ticket(**{"contact_id": CONTACT, **changes})
    return tickets().given(order, at=RECEIVED, actor=HOTLINE)


def registered() -> Spec[State]:
    """已受理"""
    return submitted().given(TicketRegistered(registered_at=instant(DISPATCHED)))


def dispatched(*helpers: str) -> Spec[State]:
    """已交办"""
    return submitted().given(dispatch_ticket("FINOFF", *helpers), at=DISPATCHED)


def in_progress(*helpers: str) -> Spec[State]:
    """承办中"""
    return dispatched(*helpers).given(TakeOverTicket(), at=TAKEN_OVER, actor=FINANCIAL_OFFICE)


def replied(*helpers: str) -> Spec[State]:
    """已答复"""
    return in_progress(*helpers).given(reply_to_ticket(), at=REPLIED, actor=FINANCIAL_OFFICE)


def closed(*helpers: str) -> Spec[State]:
    """已销号"""
    return replied(*helpers).given(call_back(CallBackOutcome.SATISFIED), at=CALLED_BACK)


def second_cycle() -> Spec[State]:
    """承办中, for the second time: the firm said on 2022-09-29 that the work was not done."""
    return replied().given(call_back(CallBackOutcome.NOT_DONE), at=CALLED_BACK)
