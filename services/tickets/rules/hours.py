"""Targets within a day: dispatch by the clock (T-4), take-over in working hours (5.3)."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from services.tickets.policy.state import Numbers
from shared.kernel.clock import SHANGHAI, shanghai_date
from shared.kernel.deadlines import end_of_day
from shared.kernel.workdays import WorkCalendar

_DAY = timedelta(days=1)
_MIDNIGHT = 24 * 60


def dispatch_target(calendar: WorkCalendar, numbers: Numbers, received: datetime) -> datetime:
    """T-4: the same working day; received after 16:00 or on a day off: 10:00 the next one."""
    day = shanghai_date(received)
    same_day_until = at_minute(day, numbers.dispatch_same_day_until)
    if received <= same_day_until and calendar.is_workday(day):
        return at_minute(day, _MIDNIGHT)
    return at_minute(calendar.next_workday(day), numbers.dispatch_next_day_by)


def takeover_target(calendar: WorkCalendar, numbers: Numbers, dispatched: datetime) -> datetime:
    """So many working hours after dispatch, counted from that moment (2.2: hours run at once)."""
    left = timedelta(hours=numbers.takeover_hours)
    day = calendar.roll_forward(shanghai_date(dispatched))
    while True:
        for stretch in numbers.office_hours:
            begins = max(at_minute(day, stretch.begins), dispatched)
            ends = at_minute(day, stretch.ends)
            if begins >= ends:
                continue
            if ends - begins >= left:
                return begins + left
            left -= ends - begins
        day = calendar.next_workday(day)


@lru_cache(maxsize=4096)
def at_minute(day: date, minute: int) -> datetime:
    """An instant of a Beijing day, in minutes after its midnight."""
    return end_of_day(day - _DAY) + timedelta(minutes=minute)


def time_of_day(minute: int) -> str:
    """Such a minute as a clock shows it."""
    return f"{minute // 60:02}:{minute % 60:02}"


def beijing(at: datetime) -> str:
    """An instant as an official writes it: `2022-09-26 14:30`."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
