"""Named predicates and deadlines of tickets, each with its article."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from services.tickets.calendar.state import CALENDAR
from services.tickets.events import CallBackOutcome, DeadlineClock
from services.tickets.state import Call, State, Status, Ticket
from shared.kernel.actor import Actor, Role
from shared.kernel.clock import shanghai_date
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Context
from shared.kernel.departments import DEPARTMENTS
from shared.kernel.workdays import WorkCalendar

WORKING_DAYS_TO_ANSWER: Final = 5  # M2-P02, M2-P03; T-3
CALL_ATTEMPTS_TO_CLOSE: Final = 3  # 5.3, CallBack(unreachable) [default]
CALL_DAYS_TO_CLOSE: Final = 2  # the same row: on at least 2 working days [default]

STATUS_ZH: Final = {
    Status.SUBMITTED: "待受理",
    Status.REGISTERED: "已受理",
    Status.DISPATCHED: "已交办",
    Status.IN_PROGRESS: "承办中",
    Status.REPLIED: "已答复",
    Status.CLOSED: "已销号",
}

_CONTENT: Final = frozenset({CallBackOutcome.SATISFIED, CallBackOutcome.BASICALLY_SATISFIED})


def answer_deadline(context: Context, start: datetime) -> Deadline:
    """5 working days after `start`, the day of the event not counted (M2, CAL-2, T-3)."""
    return work_calendar(context).deadline(start, WORKING_DAYS_TO_ANSWER)


def work_calendar(context: Context) -> WorkCalendar:
    return context.policy(CALENDAR, WorkCalendar)


def calculated_deadline(clock: DeadlineClock, ticket: Ticket) -> Deadline | None:
    """What the calendar last gave, when that is earlier than what the ticket is judged by (CAL-8)."""
    if clock is DeadlineClock.FIRM:
        return ticket.calculated_due
    return ticket.dispatch.calculated_due if ticket.dispatch else None


def clock_start(clock: DeadlineClock, ticket: Ticket) -> datetime:
    """When a clock started: receipt or dispatch (T-2); a new cycle restarts both (T-17)."""
    if clock is DeadlineClock.DEPARTMENT and ticket.dispatch is not None:
        return max(ticket.dispatch.at, ticket.cycle_started_at)
    return ticket.cycle_started_at


def judged_by(told: Deadline, calculated: Deadline) -> Deadline:
    """CAL-8: a later date is used; an earlier one is shown, but judged by what was first told.

    A date once told is thus never taken back, however many notices follow. It keeps the calendar
    version that produced it (CAL-6); whether it may still move is for the newest calendar to say.
    """
    if calculated.at >= told.at:
        return calculated
    return replace(told, provisional=calculated.provisional)


def named_twice(departments: Sequence[str]) -> str | None:
    """The first department that stands in the list a second time."""
    seen: set[str] = set()
    for department in departments:
        if department in seen:
            return department
        seen.add(department)
    return None


def is_known_department(code: str) -> bool:
    return code in DEPARTMENTS


def is_content(outcome: CallBackOutcome) -> bool:
    """Satisfied and basically satisfied both close (5.3)."""
    return outcome in _CONTENT


def has_handled(ticket: Ticket, actor: Actor) -> bool:
    """T-14: nobody judges their own work.

    Neither the handling departments, lead or helper, nor a person who took the ticket over or
    replied and now acts in another role.
    """
    return actor.id in ticket.handled_by or _is_involved(ticket, actor)


def _is_involved(ticket: Ticket, actor: Actor) -> bool:
    """Whether the actor's department leads the ticket or helps with it."""
    dispatch = ticket.dispatch
    if actor.role is not Role.DEPARTMENT or dispatch is None:
        return False
    return actor.unit == dispatch.lead or actor.unit in dispatch.helpers


def tried_long_enough(calendar: WorkCalendar, calls: tuple[Call, ...]) -> bool:
    """5.3: three unanswered calls on at least two different working days."""
    return (
        len(unanswered(calls)) >= CALL_ATTEMPTS_TO_CLOSE
        and call_days(calendar, calls) >= CALL_DAYS_TO_CLOSE
    )


def unanswered(calls: tuple[Call, ...]) -> tuple[Call, ...]:
    return tuple(call for call in calls if call.outcome is CallBackOutcome.UNREACHABLE)


def call_days(calendar: WorkCalendar, calls: tuple[Call, ...]) -> int:
    """On how many working days unanswered calls were made."""
    days = {shanghai_date(call.at) for call in unanswered(calls)}
    return sum(calendar.is_workday(day) for day in days)


def owned_by(state: State, actor: Actor) -> bool:
    """Whether the ticket is among the actor's own.

    A platform's are those it submitted; a department's, those it leads, helps with or submitted
    for a firm.
    """
    if not isinstance(state, Ticket):
        return False
    if actor.role is Role.DEPARTMENT:
        submitted = state.unit is not None and state.unit == actor.unit
        return submitted or _is_involved(state, actor)
    return actor.role is Role.PLATFORM and bool(actor.client) and state.client == actor.client
