"""By when what is due: pure from the programme, the calendar and the day something came about."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from services.arrears.events import Alarm, Mark, PlanDuty
from services.arrears.programme.state import Programme
from shared.kernel.clock import shanghai_date
from shared.kernel.deadlines import Deadline, end_of_day
from shared.kernel.workdays import WorkCalendar

_DAY = timedelta(days=1)


class World(Struct, frozen=True, kw_only=True, gc=False):
    """All that days follow from beside the item: its programme in the version in force, the
    calendar, and now.
    """

    programme: Programme
    programme_version: int
    calendar: WorkCalendar
    now: datetime

    @property
    def today(self) -> date:
        return shanghai_date(self.now)


def within(calendar: WorkCalendar, day: date, workdays: int) -> Deadline:
    """`workdays` after `day`, which is not counted (CAL-1, CAL-2)."""
    return calendar.deadline(end_of_day(day - _DAY), workdays)


def never_earlier(told: Deadline, counted: Deadline) -> Deadline:
    """CAL-8: a later day is used; one once told is not taken back, though it may be settled now."""
    return counted if counted.at > told.at else replace(told, provisional=counted.provisional)


def counted_anew(told: Deadline, calendar: WorkCalendar) -> Deadline:
    """CAL-8, for so many working days after a day, such as the time to answer a step."""
    return never_earlier(told, within(calendar, told.start_day, told.workdays))


def plan_duty(world: World, since: date, size_class: str) -> PlanDuty:
    """A-9: the programme's day, or so many working days after `since` where that is later.

    For the lower class never after the final day. A fixed day is not rolled (A-10).
    """
    programme, calendar = world.programme, world.calendar
    due, fixed = within(calendar, since, programme.plan_workdays), False
    if due.last_day <= programme.plan_on:
        due, fixed = calendar.until(since, programme.plan_on), True
    if size_class == programme.within and due.last_day > programme.final_on:
        due, fixed = calendar.until(min(since, programme.final_on), programme.final_on), True
    return PlanDuty(
        id=f"plan-by-{due.last_day.isoformat()}",
        due=due,
        fixed=fixed,
        alarms=plan_alarms(world, due),
        programme_version=world.programme_version,
    )


def plan_alarms(world: World, due: Deadline) -> tuple[Alarm, ...]:
    return (
        *warnings(world, due.last_day, world.programme.plan_warnings),
        Alarm(Mark.NO_PLAN, 0, due.at),
    )


def ends_with_the_programme(programme: Programme, size_class: str, due: Deadline) -> bool:
    """Whatever the lower class owes by the final day is looked at when that day has passed."""
    return size_class == programme.within and due.last_day <= programme.final_on


def duty_alarms(world: World, due: Deadline, *, final_day: bool) -> tuple[Alarm, ...]:
    """Everything the timer will have to look at from now on (1.7)."""
    programme = world.programme
    final = due.last_day == programme.final_on
    before = programme.final_warnings if final else programme.instalment_warnings
    return (
        *warnings(world, due.last_day, before),
        Alarm(Mark.OVERDUE, 0, due.at),
        _after(world, due, Mark.REMINDER, programme.reminder_workdays),
        _after(world, due, Mark.TALK, programme.talk_workdays),
        *([Alarm(Mark.FINAL_DAY, 0, end_of_day(programme.final_on))] if final_day else []),
    )


def warnings(world: World, last_day: date, workdays: Iterable[int]) -> Iterator[Alarm]:
    """At the beginning of the N-th working day before the day (A-10: of 2022-12-31 the 30th).

    A warning whose time is over when the duty comes about is none.
    """
    for number in sorted(workdays, reverse=True):
        day = last_day
        for _ in range(number):
            day = world.calendar.previous_workday(day)
        at = end_of_day(day - _DAY)
        if at > world.now:
            yield Alarm(Mark.WARNING, number, at)


def _after(world: World, due: Deadline, mark: Mark, workdays: int) -> Alarm:
    """Missed by N working days: at the end of the N-th one after the day."""
    return Alarm(mark, workdays, within(world.calendar, due.last_day, workdays).at)
