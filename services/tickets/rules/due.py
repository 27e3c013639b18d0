"""When a clock runs out: a pure function of its start, what happened to it, and the calendar.

Nothing else enters: not who asked, not when it is computed. T-5 follows: a return, an adjudication
or a reclassification is no step of a clock.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from msgspec.structs import replace

from services.tickets.rules.policies import work_calendar
from services.tickets.state.clocks import Clock, Limit, Pause, Step, Until
from shared.kernel.clock import shanghai_date
from shared.kernel.deadlines import Deadline, end_of_day
from shared.kernel.decider import Context
from shared.kernel.workdays import WorkCalendar

WORKING_DAYS_TO_ANSWER: Final = 5  # M2-P02, M2-P03; T-3

_DAY: Final = timedelta(days=1)
_INSTANT: Final = timedelta(microseconds=1)


def answer_deadline(context: Context, start: datetime) -> Deadline:
    """5 working days after `start`, the day of the event not counted (M2, CAL-2, T-3)."""
    return work_calendar(context).deadline(start, WORKING_DAYS_TO_ANSWER)


def reckon(
    calendar: WorkCalendar, start: datetime, workdays: int, steps: Sequence[Step] = ()
) -> Deadline:
    """`workdays` after `start` (CAL-2), then the steps in their order.

    A pause adds the working days after the asking day up to and including the answering day (T-6);
    an extension and a plan move the last day to theirs, a day off to the next working day (Civil
    Code 203), and never back; the sender's own limit holds when it is the stricter one (5.5).
    """
    if workdays and not steps:
        return calendar.deadline(start, workdays)
    start_day = shanghai_date(start)
    last_day = calendar.deadline(start, workdays).last_day if workdays else start_day
    at = None
    for step in steps:
        if isinstance(step, Limit):
            if step.at < end_of_day(last_day):
                last_day, at = shanghai_date(step.at - _INSTANT), step.at
            continue
        moved = after(calendar, last_day, step)
        if moved != last_day:
            last_day, at = moved, None
    return on(calendar, start_day, last_day, at)


def on(
    calendar: WorkCalendar, start_day: date, last_day: date, at: datetime | None = None
) -> Deadline:
    """The deadline that ends with `last_day`, or at an instant of it."""
    deadline = calendar.until(start_day, last_day)
    return deadline if at is None else replace(deadline, at=at)


def after(calendar: WorkCalendar, last_day: date, step: Pause | Until) -> date:
    """The last day after one more step; never earlier than it was."""
    if isinstance(step, Until):
        return max(last_day, calendar.roll_forward(step.day))
    added = pause_workdays(calendar, step)
    return max(
        workday_after(calendar, last_day, added), calendar.roll_forward(pause_end(calendar, step))
    )


def pause_end(calendar: WorkCalendar, pause: Pause) -> date:
    """The day the firm answered, or the last day it had for it."""
    longest = workday_after(calendar, pause.asked_on, pause.longest)
    return longest if pause.ended_on is None else min(pause.ended_on, longest)


def pause_workdays(calendar: WorkCalendar, pause: Pause) -> int:
    """T-6: working days after the asking day up to and including the answering day."""
    return calendar.workdays_between(pause.asked_on, pause_end(calendar, pause))


def workday_after(calendar: WorkCalendar, day: date, workdays: int) -> date:
    """The N-th working day after `day`; `day` itself for none."""
    if not workdays:
        return day
    return calendar.deadline(end_of_day(day - _DAY), workdays).last_day


def moved(clock: Clock, calendar: WorkCalendar, step: Pause | Until) -> Deadline:
    """What a clock is judged by after one more step (T-6, 5.3, T-8).

    A date once told is not taken back (CAL-8): where it is later than what the calendar gives, it
    moves on by the same step.
    """
    steps, before = clock.steps, clock.due.last_day
    last = steps[-1] if steps else None
    if isinstance(step, Pause) and isinstance(last, Pause) and last.ended_on is None:
        steps = steps[:-1]
        before = _before_pause(calendar, clock, last)
    calculated = reckon(calendar, clock.start, clock.workdays, (*steps, step))
    told = after(calendar, before, step)
    if told <= calculated.last_day:
        return calculated
    return on(calendar, clock.due.start_day, told)


def _before_pause(calendar: WorkCalendar, clock: Clock, pause: Pause) -> date:
    """The last day as it was told before the pause began."""
    day = clock.due.last_day
    for _ in range(pause_workdays(calendar, pause)):
        day = calendar.previous_workday(day)
    return day


def judged_by(told: Deadline, calculated: Deadline) -> Deadline:
    """CAL-8: a later date is used; an earlier one is shown, but judged by what was first told.

    A date once told is thus never taken back, however many notices follow. It keeps the calendar
    version that produced it (CAL-6); whether it may still move is for the newest calendar to say.
    """
    if calculated.at >= told.at:
        return calculated
    return replace(told, provisional=calculated.provisional)


def months_after(day: date, months: int) -> date:
    """Civil Code 202: the corresponding day, or the last of a month that has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
