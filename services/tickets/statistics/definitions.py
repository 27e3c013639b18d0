"""What each rate counts, and in which month (T-24; T-9, T-15 to T-18, 5.3).

Days are Asia/Shanghai days of the events' own instants (business time). What was recorded after
`known_at` is not known (knowledge time), so that a report is reproducible and a later fact, a
reopening above all, makes a restatement of it.

response    Orders (交办) given in the month, each order by itself, a second one after a return or a
            reopening too. In time: taken over by the order's lead before its take-over target
            (5.3). An order to a wrong lead counts like any other; one that set no target, as
            early ones did not, has no "in time" and stays out.
on_time     Deadlines of the firm's clock (T-3) with their last day in the month that have passed.
            One that was not yet due as of `known_at` stays out. In time: closed or, for a complex
            problem, planned before it (T-8); where a law sets a longer limit, answered with route
            and limit before it (T-9). The plan's final day is a deadline of its own. What pauses,
            extensions and notices made of a deadline counts. A deadline that ended before it was
            due, because the ticket was sent back, merged, declined or withdrawn, is nobody's.
solved      Closings (销号) of the month. Solved: the firm said at the call-back that it is content.
            Closed unreached, explained or for silence is not solved. A closing that was reopened
            by `known_at` leaves the count (T-17).
solved_with_policy, solved_without_policy
            The same closings on the plan's two paths apart, by the closed cycle's last answer
            (T-18); one without any answer is on neither.
satisfied   Cycles that ended in the month, closed or sent back, and were rated: the last word about
            the cycle (T-15). Unrated is outside (T-16). A cycle closed as explained counts as
            unsatisfied, rated or not (5.3). A first cycle stays when the ticket is reopened (T-17).
returned    The month's orders. Counted: those whose lead asked to return them.
reopened    Closings of the month, those reopened by `known_at` among them. Counted: those.
supervised  Tickets received in the month (T-1). Counted: those that came under supervision (T-11).

A department answers for its own orders; for a deadline when it had the ticket in hand as it was
met or missed; for a cycle as it ended; for a supervised ticket when the first supervision was about
it, for any other when it had it last. Tickets in nobody's hand are the office's (UNDISPATCHED).
"""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from msgspec import Struct

from services.tickets.events import Basis, ClosedBecause
from services.tickets.rules.calls import SATISFIED
from services.tickets.statistics.facts import CycleEnd, Dispatching, Duty, TicketFacts
from shared.kernel.clock import shanghai_date


class Indicator(StrEnum):
    RESPONSE = "response"
    ON_TIME = "on_time"
    SOLVED = "solved"
    SOLVED_WITH_POLICY = "solved_with_policy"
    SOLVED_WITHOUT_POLICY = "solved_without_policy"
    SATISFIED = "satisfied"
    RETURNED = "returned"
    REOPENED = "reopened"
    SUPERVISED = "supervised"


class Point(Struct, frozen=True, gc=False):
    """One in a denominator on a day of a department's; in the numerator as well when `counted`."""

    indicator: Indicator
    on: date
    department: str
    counted: bool


_PATH: Final = {
    Basis.POLICY: Indicator.SOLVED_WITH_POLICY,
    Basis.NO_POLICY: Indicator.SOLVED_WITHOUT_POLICY,
}


def points(facts: TicketFacts, known_at: datetime) -> Iterator[Point]:
    """Everything a ticket contributes; `facts` hold what was recorded until `known_at`."""
    for order in facts.orders:
        yield from _of_order(order)
    for duty in facts.duties:
        yield from _of_duty(duty, facts, known_at)
    for end in facts.ends:
        yield from _of_cycle(end, facts)
    yield _of_supervision(facts, known_at)


def _of_order(order: Dispatching) -> Iterator[Point]:
    day, target, taken = shanghai_date(order.at), order.target_at, order.taken_over_at
    if target is not None:
        in_time = taken is not None and taken < target
        yield Point(Indicator.RESPONSE, day, order.lead, in_time)
    yield Point(Indicator.RETURNED, day, order.lead, order.returned)


def _of_duty(duty: Duty, facts: TicketFacts, known_at: datetime) -> Iterator[Point]:
    in_time = duty.ended_at is not None and duty.ended_at < duty.due_at
    if duty.due_at > known_at or (in_time and not duty.done):
        return
    settled_at = duty.ended_at if in_time and duty.ended_at else duty.due_at
    yield Point(Indicator.ON_TIME, duty.due_on, facts.lead_at(settled_at), in_time)


def _of_cycle(end: CycleEnd, facts: TicketFacts) -> Iterator[Point]:
    day, department = shanghai_date(end.at), facts.lead_at(end.at)
    if end.because is not None:
        yield Point(Indicator.REOPENED, day, department, end.reopened)
        if not end.reopened:
            solved = end.because is ClosedBecause.SATISFIED
            yield Point(Indicator.SOLVED, day, department, solved)
            if end.basis is not None:
                yield Point(_PATH[end.basis], day, department, solved)
    rating = facts.rating_of(end.cycle)
    if end.because is ClosedBecause.EXPLAINED:
        yield Point(Indicator.SATISFIED, day, department, counted=False)
    elif rating is not None:
        yield Point(Indicator.SATISFIED, day, department, rating in SATISFIED)


def _of_supervision(facts: TicketFacts, known_at: datetime) -> Point:
    day, department = shanghai_date(facts.received_at), facts.supervised_of
    if department is None:
        return Point(Indicator.SUPERVISED, day, facts.lead_at(known_at), counted=False)
    return Point(Indicator.SUPERVISED, day, department, counted=True)
