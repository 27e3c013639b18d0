"""The state table of domain rules 5.3, as far as this service goes, read from its README.

Every row is carried out; every order that a state does not list is refused there.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import services.tickets
from services.tickets.calendar.state import CALENDAR
from services.tickets.commands import (
    CloseTicket,
    EraseContact,
    RecalculateDeadline,
    SuperviseOverdueTicket,
    TakeOverTicket,
)
from services.tickets.events import CallBackOutcome, DeadlineClock
from services.tickets.state import State, Status, Ticket
from shared.kernel.actor import Actor
from shared.kernel.calendars import seeded_calendar
from shared.kernel.decider import Command
from shared.testing.specs import Decision, Spec, instant
from tests.builders.tickets import (
    FINANCIAL_OFFICE,
    HOTLINE,
    OFFICE,
    TIMER,
    call_back,
    closed,
    dispatch_ticket,
    dispatched,
    in_progress,
    notice,
    registered,
    replied,
    reply_to_ticket,
    submit_ticket,
    submitted,
    tickets,
)

LATER = "2022-10-31T09:00+08:00"
MOVED = {CALENDAR: seeded_calendar().publish(notice(2022, off="2022-09-28 2022-09-29"))}


def unreachable() -> Spec[State]:
    spec = replied()
    for day in ("2022-09-29", "2022-09-30", "2022-10-08"):
        spec = spec.given(call_back(CallBackOutcome.UNREACHABLE), at=f"{day}T09:00+08:00")
    return spec


SITUATIONS: dict[str, Callable[[], Spec[State]]] = {
    "none": tickets,
    "submitted": submitted,
    "registered": registered,
    "dispatched": dispatched,
    "in_progress": in_progress,
    "replied": replied,
    "replied, unreachable": unreachable,
    "closed": closed,
}
OPEN = ("submitted", "registered", "dispatched", "in_progress", "replied")
GROUPS = {"any open": OPEN, "any": (*OPEN, "closed")}

PERSONS: dict[str, tuple[Command, Actor]] = {
    "submit": (submit_ticket(), HOTLINE),
    "dispatch": (dispatch_ticket(), OFFICE),
    "take over": (TakeOverTicket(), FINANCIAL_OFFICE),
    "reply": (reply_to_ticket(), FINANCIAL_OFFICE),
    "call back: satisfied": (call_back(CallBackOutcome.SATISFIED), OFFICE),
    "call back: basically satisfied": (call_back(CallBackOutcome.BASICALLY_SATISFIED), OFFICE),
    "call back: not done": (call_back(CallBackOutcome.NOT_DONE), OFFICE),
    "call back: unreachable": (call_back(CallBackOutcome.UNREACHABLE), OFFICE),
    "close": (CloseTicket(), OFFICE),
    "erase contact": (EraseContact(ground="本人申请删除"), OFFICE),
}
MACHINES: dict[str, tuple[Command, Actor]] = {
    "overdue": (SuperviseOverdueTicket(due_at=instant("2022-10-01T00:00+08:00")), TIMER),
    "recalculate": (RecalculateDeadline(clock=DeadlineClock.FIRM), TIMER),
}
ORDERS = {**PERSONS, **MACHINES}


class Row(NamedTuple):
    """One row of the table: from a situation, by an order, to a status or `same`."""

    situation: str
    order: str
    to: str
    guard: str

    @property
    def quiet(self) -> bool:
        return self.guard.endswith("nothing happens")


def rows() -> Iterator[Row]:
    """The README's table, the rows for any state written out."""
    readme = Path(services.tickets.__file__).with_name("README.md").read_text(encoding="utf-8")
    lines = iter(readme.splitlines())
    while next(lines) != "| From | Order | To | Who | Guard | Article |":
        pass
    next(lines)
    for line in lines:
        if not line.startswith("|"):
            return
        situation, order, to, _who, guard, _article = (c.strip() for c in line.split("|")[1:-1])
        for each in GROUPS.get(situation, (situation,)):
            yield Row(each, order, to, guard)


ROWS = list(rows())


def carry_out(situation: str, order: str) -> Decision[State]:
    command, actor = ORDERS[order]
    spec = SITUATIONS[situation]()
    return spec.under(MOVED if order == "recalculate" else {}).when(command, at=LATER, actor=actor)


def status_of(spec: Spec[State]) -> Status:
    assert isinstance(spec.state, Ticket)
    return spec.state.status


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.situation} | {row.order} | {row.to}")
def test_the_table_is_carried_out(row: Row) -> None:
    decision = carry_out(row.situation, row.order)
    after = decision.done()
    to = status_of(decision.before) if row.to.startswith("same") else Status(row.to)
    assert status_of(after) is to
    assert (not decision.facts) is row.quiet


LISTED = {(row.situation, row.order) for row in ROWS}
NOT_LISTED = [
    (situation, order)
    for situation in SITUATIONS
    if situation != "replied, unreachable"
    for order in PERSONS
    if (situation, order) not in LISTED
]


@pytest.mark.parametrize(("situation", "order"), NOT_LISTED, ids=str)
def test_what_the_table_does_not_list_is_refused(situation: str, order: str) -> None:
    assert carry_out(situation, order).refusal is not None


@pytest.mark.parametrize("order", MACHINES)
def test_a_closed_ticket_is_beyond_time_and_calendar(order: str) -> None:
    carry_out("closed", order).then_nothing()


def test_the_table_knows_every_status_and_every_order() -> None:
    assert {row.situation for row in ROWS} == set(SITUATIONS)
    assert {row.order for row in ROWS} == set(ORDERS)
    assert {row.to for row in ROWS if not row.to.startswith("same")} == set(Status) - {
        Status.REGISTERED
    }
