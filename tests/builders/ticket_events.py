"""One example of every event the tickets service stores, by stored name and version.

They are what the golden files under `tests/golden/events/tickets/` must decode to.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from services.tickets.calendar.events import CalendarPublished
from services.tickets.events import (
    Basis,
    CallBackOutcome,
    ClosedBecause,
    DeadlineClock,
    Firm,
    Kind,
    TicketCalledBack,
    TicketClosed,
    TicketContactErased,
    TicketCycleStarted,
    TicketDeadlineRecalculated,
    TicketDispatched,
    TicketRegistered,
    TicketReplied,
    TicketSubmitted,
    TicketSupervised,
    TicketTakenOver,
)
from shared.kernel.calendar_lists import CalendarList
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Event
from shared.testing.specs import instant

CONTACT_ID = "01836ce8-3a00-7000-8000-0000000000c1"


def _due(at: str, last_day: str, start_day: str, version: int, *, provisional: bool) -> Deadline:
    return Deadline(
        at=instant(at),
        last_day=date.fromisoformat(last_day),
        workdays=5,
        start_day=date.fromisoformat(start_day),
        calendar_version=version,
        provisional=provisional,
    )


FIRMS_DUE = _due("2022-09-30T16:00Z", "2022-09-30", "2022-09-24", 5, provisional=False)
DEPARTMENTS_DUE = _due("2022-10-08T16:00Z", "2022-10-08", "2022-09-26", 5, provisional=False)
SECOND_DUE = _due("2022-10-11T16:00Z", "2022-10-11", "2022-09-29", 5, provisional=False)
FIRST_TOLD = _due("2027-01-05T16:00Z", "2027-01-05", "2026-12-28", 5, provisional=True)
CALCULATED = _due("2027-01-04T16:00Z", "2027-01-04", "2026-12-28", 6, provisional=False)
IN_FORCE = _due("2027-01-05T16:00Z", "2027-01-05", "2026-12-28", 5, provisional=False)

EXAMPLES: Final[Mapping[tuple[str, int], Event]] = {
    ("ticket_submitted", 1): TicketSubmitted(
        number="LX-T-2022-000001",
        sequence=1,
        firm=Firm(
            uscc="91530902MA6XTXT19B",
            name="临翔区昔归茶业有限公司",
            township_code="530902208",
            industry_code="1530",
            size="micro",
        ),
        contact_id=CONTACT_ID,
        channel="hotline_12345",
        upstream_number="LC12345-2022-0917",
        category="financing",
        title="流动资金贷款展期困难",
        description="受疫情影响，流动资金贷款到期难以归还。\n“展期”一事已问过银行。",
        desired_result="协调延期还本付息",
        confidential=True,
        client="hotline-12345",
        unit=None,
        received_at=instant("2022-09-24T02:00:00.000001Z"),
        due=FIRMS_DUE,
    ),
    ("ticket_registered", 1): TicketRegistered(registered_at=instant("2022-09-26T01:00Z")),
    ("ticket_dispatched", 1): TicketDispatched(
        lead="FINOFF",
        helpers=("FIN", "TAX"),
        kind=Kind.GENERAL,
        dispatched_at=instant("2022-09-26T01:00Z"),
        department_due=DEPARTMENTS_DUE,
    ),
    ("ticket_taken_over", 1): TicketTakenOver(
        department="FINOFF", taken_over_by="finoff-1", taken_over_at=instant("2022-09-26T02:30Z")
    ),
    ("ticket_replied", 1): TicketReplied(
        department="FINOFF",
        text="已协调承贷银行办理展期六个月。",
        basis=Basis.POLICY,
        provisions=("A03-P02",),
        evidence=("展期协议（复印件）",),
        replied_by="finoff-1",
        replied_at=instant("2022-09-28T07:00Z"),
    ),
    ("ticket_called_back", 1): TicketCalledBack(
        outcome=CallBackOutcome.NOT_DONE,
        attempt=2,
        note="企业表示展期尚未办妥。",
        called_by="office-1",
        called_at=instant("2022-09-29T01:30Z"),
    ),
    ("ticket_cycle_started", 1): TicketCycleStarted(
        cycle=2,
        started_at=instant("2022-09-29T01:30Z"),
        due=SECOND_DUE,
        department_due=SECOND_DUE,
    ),
    ("ticket_closed", 1): TicketClosed(
        because=ClosedBecause.SATISFIED,
        closed_by="office-1",
        closed_at=instant("2022-10-08T01:30Z"),
    ),
    ("ticket_supervised", 1): TicketSupervised(
        level=1,
        due_at=instant("2022-09-30T16:00Z"),
        noticed_at=instant("2022-09-30T16:00:01Z"),
    ),
    ("ticket_deadline_recalculated", 1): TicketDeadlineRecalculated(
        clock=DeadlineClock.FIRM,
        before=FIRST_TOLD,
        calculated=CALCULATED,
        in_force=IN_FORCE,
        documents=("国办发明电〔2026〕12号",),
    ),
    ("ticket_contact_erased", 1): TicketContactErased(
        contact_id=CONTACT_ID,
        ground="本人申请删除，个人信息保护法第四十七条",
        erased_at=instant("2022-10-31T01:00Z"),
    ),
    ("calendar_published", 1): CalendarPublished(
        notice=CalendarList(
            year=2027,
            status="final",
            holidays=(date(2027, 1, 1), date(2027, 1, 2)),
            workdays=(date(2027, 1, 3),),
            document_no="国办发明电〔2026〕12号",
            source="国务院办公厅关于2027年部分节假日安排的通知",
            published_on=date(2026, 12, 2),
            adcode="100000",
        )
    ),
}
