"""Which part of the debt is due when, after anything that happened to the amounts. Pure.

Where the debt has days of its own (the lower class by its final day, any item by its approved
plan), the duties not yet met add up to what is undisputed and not repaid, whatever happens; where
it has none, there are no duties and a plan is owed (A-5 to A-11).
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from services.arrears.events import (
    Alarm,
    Duty,
    DutyCause,
    Instalment,
    Mark,
    PlanDuty,
    Schedule,
)
from services.arrears.programme.state import Programme
from services.arrears.rules.due import (
    World,
    counted_anew,
    duty_alarms,
    ends_with_the_programme,
    never_earlier,
    plan_alarms,
    plan_duty,
    within,
)
from services.arrears.state import Amounts, Item
from shared.kernel.deadlines import Deadline

FINAL_DUTY: Final = "final"


def unpaid(schedule: Schedule, repaid_fen: int) -> tuple[tuple[Duty, int], ...]:
    """Each duty with what of it is not paid, in the order of their days."""
    return tuple(_filled(schedule, repaid_fen))


def unpaid_fen(schedule: Schedule, repaid_fen: int) -> int:
    return sum(fen for _, fen in _filled(schedule, repaid_fen))


def _filled(schedule: Schedule, repaid_fen: int) -> Iterator[tuple[Duty, int]]:
    left = max(0, repaid_fen - schedule.before_fen)
    for one in sorted(schedule.duties, key=_instant):
        paid = min(left, one.amount_fen)
        left -= paid
        yield one, one.amount_fen - paid


def first_schedule(
    amounts: Amounts, size_class: str, registered_on: date, world: World
) -> Schedule:
    """A-8, A-9: the final day for the lower class; by when a plan is owed for either."""
    if not amounts.payable_fen:
        return Schedule()
    final = _final_duty(amounts.payable_fen, size_class, world)
    return Schedule(
        duties=() if final is None else (final,), plan=plan_duty(world, registered_on, size_class)
    )


def _final_duty(fen: int, size_class: str, world: World) -> Duty | None:
    programme = world.programme
    if size_class != programme.within:
        return None
    due = world.calendar.until(min(world.today, programme.final_on), programme.final_on)
    return _duty(world, FINAL_DUTY, fen, due, DutyCause.FINAL, size_class)


def planned(
    instalments: tuple[Instalment, ...], number: int, item: Item, size_class: str, world: World
) -> Schedule:
    """A-7, A-8: the instalments of an approved plan are the duties; nothing else is."""
    return Schedule(
        before_fen=item.money.repaid_fen,
        duties=tuple(
            _duty(
                world,
                f"plan-{number}/{place}",
                instalment.amount_fen,
                world.calendar.until(min(world.today, instalment.due_on), instalment.due_on),
                DutyCause.INSTALMENT,
                size_class,
            )
            for place, instalment in enumerate(instalments, 1)
        ),
    )


def is_scheduled(item: Item, size_class: str, programme: Programme) -> bool:
    """Whether the debt has days of its own."""
    return size_class == programme.within or item.plan is not None


def last_day_of(item: Item, size_class: str, programme: Programme) -> date | None:
    """The final day (A-8): the programme's for the lower class, else the plan's last date."""
    if size_class == programme.within:
        return programme.final_on
    if item.plan is not None:
        return max(instalment.due_on for instalment in item.plan.instalments)
    return None


class Arising(Struct, frozen=True, kw_only=True, gc=False):
    """Why more is payable than before, and since when: it gets a day of its own."""

    cause: DutyCause
    since: date


def rescheduled(
    item: Item, amounts: Amounts, size_class: str, arising: Arising, world: World
) -> Schedule:
    """The schedule after the amounts or the class have changed.

    What is no longer payable leaves the duties from the last day backwards. What has become
    payable since `arising.since` is due on the final day; where that had passed by then, or
    there is none in force, within the programme's days (A-11), and where the item has no days of
    its own a plan is owed for it (A-9). In another class every day is judged anew (A-4).
    """
    schedule, programme = item.schedule, world.programme
    if size_class != item.size_class:
        schedule = _reclassed(schedule, size_class, arising.since, world)
    plan = _plan_after(item, amounts, schedule.plan or plan_duty(world, arising.since, size_class))
    if not is_scheduled(item, size_class, programme):
        return Schedule(before_fen=amounts.repaid_fen, plan=plan)
    schedule = replace(schedule, before_fen=min(schedule.before_fen, amounts.repaid_fen), plan=plan)
    gap = amounts.payable_fen - unpaid_fen(schedule, amounts.repaid_fen)
    if gap <= 0:
        return _shortened(schedule, -gap)
    return _with_duty(schedule, amounts, _arising_duty(item, gap, size_class, arising, world))


def _plan_after(item: Item, amounts: Amounts, owed: PlanDuty) -> PlanDuty | None:
    """A plan is owed while something is payable and none is in force; a day once set stays."""
    return owed if item.plan is None and amounts.payable_fen else None


def _reclassed(schedule: Schedule, size_class: str, since: date, world: World) -> Schedule:
    """A-4: the days of an item that has come into `size_class`.

    The day for a plan is counted from where it was (A-9). Instalments of the lower class end by
    the final day, or, where that has passed, within the programme's days (A-7, A-8); only its
    duties are looked at when the year has ended (1.7).
    """
    plan, programme, calendar = schedule.plan, world.programme, world.calendar
    if plan is not None:
        plan = plan_duty(world, plan.due.start_day, size_class)
    last = within(calendar, since, programme.resolved_workdays)
    in_time = since <= programme.final_on
    if in_time:
        last = calendar.until(since, programme.final_on)

    def judged(one: Duty) -> Duty:
        if size_class == programme.within and one.fixed and one.due.last_day > last.last_day:
            one = replace(one, id=f"{one.id}/{size_class}", due=last, fixed=in_time)
        final_day = not one.excused and ends_with_the_programme(programme, size_class, one.due)
        alarms = duty_alarms(world, one.due, final_day=final_day)
        return replace(one, alarms=alarms, programme_version=world.programme_version)

    return replace(schedule, duties=tuple(map(judged, schedule.duties)), plan=plan)


def _arising_duty(item: Item, fen: int, size_class: str, arising: Arising, world: World) -> Duty:
    programme, calendar = world.programme, world.calendar
    final_on = last_day_of(item, size_class, programme)
    name = f"{arising.cause}-{item.duties_made + 1}"
    if final_on is not None and arising.since <= final_on:
        due = calendar.until(arising.since, final_on)
        return _duty(world, name, fen, due, arising.cause, size_class)
    due = within(calendar, arising.since, programme.resolved_workdays)
    one = _duty(world, name, fen, due, arising.cause, size_class)
    return replace(one, fixed=False, excused=arising.cause is DutyCause.RESOLVED)


def _duty(
    world: World, name: str, fen: int, due: Deadline, cause: DutyCause, size_class: str
) -> Duty:
    """A part of the debt on a fixed day, with everything the timer will have to look at."""
    final_day = ends_with_the_programme(world.programme, size_class, due)
    return Duty(
        id=name,
        amount_fen=fen,
        due=due,
        cause=cause,
        fixed=True,
        alarms=duty_alarms(world, due, final_day=final_day),
        programme_version=world.programme_version,
    )


def _with_duty(schedule: Schedule, amounts: Amounts, one: Duty) -> Schedule:
    """The schedule with one more duty; what was repaid beyond the others does not fill it."""
    owed = sum(other.amount_fen for other in schedule.duties)
    beyond = max(0, amounts.repaid_fen - schedule.before_fen - owed)
    return replace(
        schedule,
        before_fen=schedule.before_fen + beyond,
        duties=tuple(sorted((*schedule.duties, one), key=_instant)),
    )


def _shortened(schedule: Schedule, fen: int) -> Schedule:
    """`fen` less, taken from the last days first."""
    kept: list[Duty] = []
    for one in sorted(schedule.duties, key=_instant, reverse=True):
        taken = min(fen, one.amount_fen)
        fen -= taken
        if one.amount_fen > taken:
            kept.append(replace(one, amount_fen=one.amount_fen - taken))
    return replace(schedule, duties=tuple(reversed(kept)))


def after_court(
    schedule: Schedule, item: Item, filed_on: date, effective_on: date, world: World
) -> Schedule:
    """A-12: days that passed while the court had the matter are no default.

    What was to be paid on them is due within the programme's days after the ruling took effect.
    """
    due = within(world.calendar, effective_on, world.programme.resolved_workdays)
    open_duties = {one.id for one, fen in unpaid(schedule, item.money.repaid_fen) if fen}

    def moved(one: Duty) -> Duty:
        if one.id not in open_duties or not filed_on <= one.due.last_day < effective_on:
            return one
        return replace(
            one,
            id=f"{one.id}/court",
            due=due,
            cause=DutyCause.RESOLVED,
            fixed=False,
            excused=True,
            alarms=duty_alarms(world, due, final_day=False),
            programme_version=world.programme_version,
        )

    return replace(schedule, duties=tuple(sorted(map(moved, schedule.duties), key=_instant)))


def recounted(schedule: Schedule, world: World) -> Schedule:
    """CAL-8: the same duties on the calendar in force; a counted day moves later, never earlier.

    Fixed days stay (A-10); what the timer looks at before and after them is counted anew, but for
    what has come to pass already.
    """
    plan = schedule.plan
    if plan is not None:
        due = _judged(plan.due, world, fixed=plan.fixed)
        alarms = _still_to_come(plan.alarms, plan_alarms(world, due), world)
        plan = replace(plan, due=due, alarms=alarms)
    return replace(
        schedule, duties=tuple(_recounted(one, world) for one in schedule.duties), plan=plan
    )


def _recounted(one: Duty, world: World) -> Duty:
    due = _judged(one.due, world, fixed=one.fixed)
    final_day = any(alarm.mark is Mark.FINAL_DAY for alarm in one.alarms)
    anew = duty_alarms(world, due, final_day=final_day)
    return replace(one, due=due, alarms=_still_to_come(one.alarms, anew, world))


def _still_to_come(
    told: tuple[Alarm, ...], anew: tuple[Alarm, ...], world: World
) -> tuple[Alarm, ...]:
    """Warnings that were told stay: at their new instant where that lies ahead, else as they are, for
    the timer may be late. Everything else follows the day.
    """
    ahead = {one.workdays: one for one in anew if one.mark is Mark.WARNING}
    warnings = tuple(
        one if one.at <= world.now else ahead.get(one.workdays, one)
        for one in told
        if one.mark is Mark.WARNING
    )
    known = {one.workdays for one in warnings}
    added = (one for one in anew if one.mark is not Mark.WARNING or one.workdays not in known)
    return (*warnings, *added)


def _judged(told: Deadline, world: World, *, fixed: bool) -> Deadline:
    """What the calendar in force makes of a day once told; it is never taken back."""
    if fixed:
        return never_earlier(told, world.calendar.until(told.start_day, told.last_day))
    return counted_anew(told, world.calendar)


def _instant(one: Duty) -> datetime:
    return one.due.at
