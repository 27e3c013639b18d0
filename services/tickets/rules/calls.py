"""回访 and 评价: what the firm's word means."""

from datetime import date, timedelta
from typing import Final

from services.tickets.events import CallBackOutcome, Rating, Satisfaction
from services.tickets.policy.state import Numbers
from services.tickets.state import Call, Ticket
from shared.kernel.clock import shanghai_date
from shared.kernel.workdays import WorkCalendar

UNSATISFIED_FOR_LEVEL_3: Final = 2  # T-11: the second "not satisfied"

_CONTENT: Final = frozenset({CallBackOutcome.SATISFIED, CallBackOutcome.BASICALLY_SATISFIED})
SATISFIED: Final = frozenset(
    {Satisfaction.VERY_SATISFIED, Satisfaction.SATISFIED, Satisfaction.BASICALLY_SATISFIED}
)


def is_content(outcome: CallBackOutcome) -> bool:
    """Satisfied and basically satisfied both close (5.3)."""
    return outcome in _CONTENT


def tried_long_enough(calendar: WorkCalendar, numbers: Numbers, calls: tuple[Call, ...]) -> bool:
    """5.3: so many unanswered calls on so many different working days."""
    return (
        len(unanswered(calls)) >= numbers.call_attempts
        and call_days(calendar, calls) >= numbers.call_days
    )


def unanswered(calls: tuple[Call, ...]) -> tuple[Call, ...]:
    return tuple(call for call in calls if call.outcome is CallBackOutcome.UNREACHABLE)


def call_days(calendar: WorkCalendar, calls: tuple[Call, ...]) -> int:
    """On how many working days unanswered calls were made."""
    days = {shanghai_date(call.at) for call in unanswered(calls)}
    return sum(calendar.is_workday(day) for day in days)


def ratings_of(ticket: Ticket, cycle: int) -> tuple[Rating, ...]:
    """What the firm said about a cycle, first to last (T-15: all of it is kept)."""
    return tuple(rating for rating in ticket.ratings if rating.cycle == cycle)


def satisfied(ticket: Ticket, cycle: int) -> bool | None:
    """T-16: None is "not rated" and outside every denominator; it never counts as satisfied."""
    ratings = ratings_of(ticket, cycle)
    return ratings[-1].satisfaction in SATISFIED if ratings else None


def rating_may_change(numbers: Numbers, first: Rating, today: date) -> bool:
    """T-15: a later change within 7 days of the first word; the day itself is not counted."""
    last_day = shanghai_date(first.at) + timedelta(days=numbers.rating_change_days)
    return today <= last_day
