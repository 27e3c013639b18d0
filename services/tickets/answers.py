"""What the routes answer: a ticket as its readers see it, drawn from its folded state."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from services.tickets.codes import CATEGORY_ZH, CHANNEL_ZH
from services.tickets.rules.names import STATUS_ZH
from services.tickets.state import Status, Ticket
from shared.kernel.deadlines import DayExplained, Deadline
from shared.kernel.masking import mask_name, mask_phone
from shared.kernel.workdays import WorkCalendar
from shared.web.answers import Answer, shown


class Due(Answer):
    """A deadline: `at` is the first instant that is too late (CAL-4)."""

    at: Annotated[datetime, Field(examples=["2022-10-01T00:00:00+08:00"])]
    last_day: date
    workdays: int
    calendar_version: int
    provisional: Annotated[
        bool, Field(description="A year's official calendar was not yet published (CAL-7).")
    ]


class FirmAnswer(Answer):
    uscc: str
    name: str
    township_code: str
    industry_code: str
    size: str


class ContactAnswer(Answer):
    """Masked (6.3). `erased` says that the card was emptied; name and phone are then null."""

    id: str
    name: str | None
    phone: str | None
    erased: bool


class DispatchAnswer(Answer):
    lead: str
    helpers: tuple[str, ...]
    kind: str
    at: datetime
    due: Due


class ReplyAnswer(Answer):
    department: str
    text: str
    basis: str
    provisions: tuple[str, ...]
    evidence: tuple[str, ...]
    at: datetime


class CallAnswer(Answer):
    outcome: str
    attempt: int
    note: str
    at: datetime


class TicketAnswer(Answer, kw_only=True):
    """A ticket in full. `version` is also its ETag."""

    id: str
    number: Annotated[str, Field(examples=["LX-T-2022-000123"])]
    status: str
    status_zh: str
    version: int
    firm: FirmAnswer
    contact: ContactAnswer
    channel: str
    channel_zh: str
    upstream_number: str | None
    category: str
    category_zh: str
    title: str
    description: str
    desired_result: str
    confidential: bool
    received_at: datetime
    due: Due
    earlier_due: Annotated[
        Due | None,
        Field(description="What a later calendar gives when that is earlier than first told."),
    ]
    dispatch: DispatchAnswer | None
    taken_over_at: datetime | None
    reply: ReplyAnswer | None
    calls: list[CallAnswer]
    cycle: int
    supervision_level: int
    closed_at: datetime | None
    closed_because: str | None
    links: dict[str, str]


class TicketSummary(Answer, kw_only=True):
    """A ticket in a list; no contact, no free text."""

    id: str
    number: str
    status: str
    status_zh: str
    version: int
    firm_uscc: str
    firm_name: str
    township_code: str
    category: str
    category_zh: str
    title: str
    lead: str | None
    received_at: datetime
    due_at: datetime
    due_provisional: bool
    overdue: bool
    supervision_level: int
    closed_at: datetime | None
    links: dict[str, str]


class ClockDay(Answer):
    """One day of a reckoning: counted or not, and why."""

    date: date
    weekday_zh: str
    weekday_en: str
    counted: bool
    number: int | None
    reason_zh: str
    reason_en: str
    provisional: bool
    document_no: str


class ClockStep(Answer):
    """What happened to a clock; `policy_version` is null where no number of the policy was used."""

    text_zh: str
    text_en: str
    policy_version: int | None


class ClockAnswer(Answer):
    """One clock (CAL-5) explained day by day, by the calendar version of its deadline.

    `subject` is the department of a helper's clock, the number of a milestone's.
    """

    clock: str
    subject: str
    rule_zh: str
    rule_en: str
    start: datetime
    due: Due
    note_zh: str | None
    note_en: str | None
    days: list[ClockDay]
    steps: list[ClockStep]


class ClocksAnswer(Answer):
    id: str
    number: str
    version: int
    clocks: list[ClockAnswer]


class CalendarListAnswer(Answer):
    year: int
    status: str
    document_no: str
    source: str
    published_on: date | None
    adcode: str
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]


class CalendarAnswer(Answer):
    """The lists in force, in the order of their publication."""

    id: str
    version: int
    lists: list[CalendarListAnswer]


def due(deadline: Deadline) -> Due:
    return Due(
        at=shown(deadline.at),
        last_day=deadline.last_day,
        workdays=deadline.workdays,
        calendar_version=deadline.calendar_version,
        provisional=deadline.provisional,
    )


def ticket_answer(
    ticket_id: str, version: int, ticket: Ticket, card: dict[str, str] | None
) -> TicketAnswer:
    """The ticket; `card` is its contact's, None when it was erased."""
    return TicketAnswer(
        id=ticket_id,
        number=ticket.number,
        status=ticket.status.value,
        status_zh=STATUS_ZH[ticket.status],
        version=version,
        firm=FirmAnswer(
            ticket.firm.uscc,
            ticket.firm.name,
            ticket.firm.township_code,
            ticket.firm.industry_code,
            ticket.firm.size,
        ),
        contact=_contact(ticket, card),
        channel=ticket.channel,
        channel_zh=CHANNEL_ZH[ticket.channel],
        upstream_number=ticket.upstream_number,
        category=ticket.category,
        category_zh=CATEGORY_ZH[ticket.category],
        title=ticket.title,
        description=ticket.description,
        desired_result=ticket.desired_result,
        confidential=ticket.confidential,
        received_at=shown(ticket.received_at),
        due=due(ticket.due),
        earlier_due=due(ticket.calculated_due) if ticket.calculated_due else None,
        dispatch=_dispatch(ticket),
        taken_over_at=_shown(ticket.taken_over_at),
        reply=_reply(ticket),
        calls=[CallAnswer(c.outcome, c.attempt, c.note, shown(c.at)) for c in ticket.calls],
        cycle=ticket.cycle,
        supervision_level=ticket.supervision_level,
        closed_at=_shown(ticket.closed_at),
        closed_because=ticket.closed_because,
        links=links(ticket_id),
    )


def links(ticket_id: str) -> dict[str, str]:
    own = f"/v1/tickets/{ticket_id}"
    return {"self": own, "events": f"{own}/events", "clock": f"{own}/clock"}


def clock_day(day: DayExplained) -> ClockDay:
    return ClockDay(
        date=day.date,
        weekday_zh=day.weekday_zh,
        weekday_en=day.weekday_en,
        counted=day.counted,
        number=day.number,
        reason_zh=day.reason_zh,
        reason_en=day.reason_en,
        provisional=day.provisional,
        document_no=day.document_no,
    )


def _contact(ticket: Ticket, card: dict[str, str] | None) -> ContactAnswer:
    if card is None:
        return ContactAnswer(ticket.contact_id, None, None, erased=True)
    return ContactAnswer(
        ticket.contact_id, mask_name(card["name"]), mask_phone(card["phone"]), erased=False
    )


def _dispatch(ticket: Ticket) -> DispatchAnswer | None:
    order = ticket.dispatch
    if order is None:
        return None
    return DispatchAnswer(order.lead, order.helpers, order.kind, shown(order.at), due(order.due))


def _reply(ticket: Ticket) -> ReplyAnswer | None:
    reply = ticket.reply
    if reply is None:
        return None
    return ReplyAnswer(
        reply.department,
        reply.text,
        reply.basis,
        reply.provisions,
        reply.evidence,
        shown(reply.at),
    )


def _shown(at: datetime | None) -> datetime | None:
    return shown(at) if at else None


def summary(row: Any, now: datetime) -> TicketSummary:
    """A row of the read model in a list; `overdue` is judged at `now` (CAL-4)."""
    ticket_id = str(row["id"])
    return TicketSummary(
        id=ticket_id,
        number=row["number"],
        status=row["status"],
        status_zh=STATUS_ZH[Status(row["status"])],
        version=row["version"],
        firm_uscc=row["firm_uscc"],
        firm_name=row["firm_name"],
        township_code=row["township_code"],
        category=row["category"],
        category_zh=CATEGORY_ZH[row["category"]],
        title=row["title"],
        lead=row["lead"],
        received_at=shown(row["received_at"]),
        due_at=shown(row["due_at"]),
        due_provisional=row["due_provisional"],
        overdue=row["open"] and row["due_at"] <= now,
        supervision_level=row["supervision_level"],
        closed_at=_shown(row["closed_at"]),
        links=links(ticket_id),
    )


def calendar_answer(calendar_id: str, version: int, calendar: WorkCalendar) -> CalendarAnswer:
    lists = [
        CalendarListAnswer(
            year=notice.year,
            status=notice.status,
            document_no=notice.document_no,
            source=notice.source,
            published_on=notice.published_on,
            adcode=notice.adcode,
            holidays=notice.holidays,
            workdays=notice.workdays,
        )
        for notice in calendar.lists
    ]
    return CalendarAnswer(calendar_id, version, lists)
