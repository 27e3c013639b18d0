"""The state table of domain rules 5.3, read from the service's README.

Every row is carried out; every order that a state does not list is refused there.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import services.tickets
from services.tickets.calendar.state import CALENDAR
from services.tickets.commands import (
    AcceptTicket,
    CloseTicket,
    CompleteMilestone,
    DecideExtension,
    DecideReclassification,
    DesignateLead,
    EraseContact,
    GiveSupplement,
    LinkCase,
    NoteTimePassed,
    RateTicket,
    RecalculateDeadline,
    RecordRepeat,
    RecuseStaff,
    ReopenTicket,
    ReplyAsHelper,
    RequestCase,
    TakeOverTicket,
)
from services.tickets.decide import DECISIONS
from services.tickets.events import (
    CallBackOutcome,
    CaseKind,
    ClosedBecause,
    DeadlineClock,
    ReopenGround,
    Satisfaction,
)
from services.tickets.state import State, Status, Ticket
from shared.kernel.actor import Actor
from shared.kernel.calendars import seeded_calendar
from shared.kernel.decider import Command
from shared.testing.specs import Decision, Spec, instant
from tests.builders.ticket_situations import (
    MASTER_ID,
    ask_supplement,
    case_requested,
    closed_explained,
    decide_return,
    decline,
    duplicates_proposed,
    duplicates_ruled_out,
    explain_limit,
    extension_pending,
    master,
    merge,
    merged,
    not_accepted,
    plan_active,
    plan_pending,
    reclassification_pending,
    request_extension,
    request_reclassification,
    request_return,
    return_requested,
    rule_out,
    second_return_requested,
    submit_plan,
    unreachable,
    waiting,
    withdraw,
    withdrawn,
)
from tests.builders.tickets import (
    FINANCE_BUREAU,
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

SOON = instant("2022-09-27T12:00+08:00")  # within the time for a return and an extension
SILENCE = instant("2022-10-10T09:00+08:00")  # the firm's time for its documents is over
LATER = instant("2022-10-31T09:00+08:00")
MOVED = {CALENDAR: seeded_calendar().publish(notice(2022, off="2022-09-28 2022-09-29 2022-10-31"))}

STATUSES: dict[str, Callable[[], Spec[State]]] = {
    "none": tickets,
    "submitted": submitted,
    "registered": registered,
    "dispatched": lambda: dispatched("FIN"),
    "return_requested": return_requested,
    "in_progress": lambda: in_progress("FIN"),
    "plan_pending": plan_pending,
    "plan_active": plan_active,
    "replied": lambda: replied("FIN"),
    "closed": lambda: closed("FIN"),
    "closed_explained": closed_explained,
    "not_accepted": not_accepted,
    "merged": merged,
    "withdrawn": withdrawn,
}
# The same statuses with something else pending.
VARIANTS: dict[str, Callable[[], Spec[State]]] = {
    "duplicates proposed": duplicates_proposed,
    "duplicates ruled out": duplicates_ruled_out,
    "second return_requested": second_return_requested,
    "reclassification pending": reclassification_pending,
    "extension pending": extension_pending,
    "waiting": waiting,
    "silent": waiting,
    "case requested": case_requested,
    "unreachable": unreachable,
}
SITUATIONS = {**STATUSES, **VARIANTS}
OPEN = (
    "submitted",
    "registered",
    "dispatched",
    "return_requested",
    "in_progress",
    "plan_pending",
    "plan_active",
    "replied",
)
FINISHED = ("closed", "closed_explained", "not_accepted", "merged", "withdrawn")
GROUPS = {"any open": OPEN, "any": (*OPEN, *FINISHED)}

PERSONS: dict[str, tuple[Command, Actor]] = {
    "submit": (submit_ticket(), HOTLINE),
    "accept": (AcceptTicket(duplicates_checked=True), OFFICE),
    "decline": (decline(), OFFICE),
    "merge": (merge(), OFFICE),
    "rule out duplicates": (rule_out(), OFFICE),
    "dispatch": (dispatch_ticket("FINOFF", "FIN"), OFFICE),
    "take over": (TakeOverTicket(), FINANCIAL_OFFICE),
    "request return": (request_return(), FINANCIAL_OFFICE),
    "approve return": (decide_return("FIN"), OFFICE),
    "refuse return": (decide_return(approved=False), OFFICE),
    "designate": (
        DesignateLead(lead="FINOFF", helpers=(), leader="领导小组办公室主任", reason="指定主办。"),
        OFFICE,
    ),
    "request reclassification": (request_reclassification(), FINANCIAL_OFFICE),
    "approve reclassification": (DecideReclassification(approved=True, reason="同意。"), OFFICE),
    "refuse reclassification": (DecideReclassification(approved=False, reason="否。"), OFFICE),
    "submit plan": (submit_plan(), FINANCIAL_OFFICE),
    "complete milestone": (CompleteMilestone(number=1, note="已会商。"), FINANCIAL_OFFICE),
    "request extension": (request_extension("2022-10-14"), FINANCIAL_OFFICE),
    "approve extension": (DecideExtension(approved=True, reason="同意。"), OFFICE),
    "refuse extension": (DecideExtension(approved=False, reason="否。"), OFFICE),
    "ask supplement": (ask_supplement(), FINANCIAL_OFFICE),
    "give supplement": (GiveSupplement(text="见附件。"), HOTLINE),
    "help": (ReplyAsHelper(text="可安排贴息。", evidence=()), FINANCE_BUREAU),
    "reply": (reply_to_ticket(), FINANCIAL_OFFICE),
    "call back: satisfied": (call_back(CallBackOutcome.SATISFIED), OFFICE),
    "call back: basically satisfied": (call_back(CallBackOutcome.BASICALLY_SATISFIED), OFFICE),
    "call back: not done": (call_back(CallBackOutcome.NOT_DONE), OFFICE),
    "call back: lawful limit": (explain_limit(), OFFICE),
    "call back: unreachable": (call_back(CallBackOutcome.UNREACHABLE), OFFICE),
    "close": (CloseTicket(), OFFICE),
    "close: silent": (CloseTicket(because=ClosedBecause.SUPPLEMENT_NOT_GIVEN), OFFICE),
    "rate": (RateTicket(satisfaction=Satisfaction.SATISFIED), HOTLINE),
    "reopen": (ReopenTicket(ground=ReopenGround.NEW_FACT, statement="银行另提新条件。"), HOTLINE),
    "repeat": (RecordRepeat(channel="phone", upstream_number=None), OFFICE),
    "withdraw": (withdraw(), HOTLINE),
    "request case": (RequestCase(case=CaseKind.RENT), OFFICE),
    "link case": (LinkCase(case=CaseKind.ARREARS, case_id="a", case_number="1"), TIMER),
    "recuse": (RecuseStaff(person="finoff-9", ground="系企业股东近亲属"), OFFICE),
    "erase contact": (EraseContact(ground="本人申请删除"), OFFICE),
}
MACHINES: dict[str, tuple[Command, Actor]] = {
    "time passes": (NoteTimePassed(at=instant("2022-10-01T00:00+08:00")), TIMER),
    "recalculate": (RecalculateDeadline(clock=DeadlineClock.FIRM), TIMER),
}
ORDERS = {**PERSONS, **MACHINES}
BEFORE_DISPATCH = {"submitted", "registered"}


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
    """The README's table, the rows for several situations written out."""
    readme = Path(services.tickets.__file__).with_name("README.md").read_text(encoding="utf-8")
    lines = iter(readme.splitlines())
    while next(lines) != "| From | Order | To | Who | Guard | Article |":
        pass
    next(lines)
    for line in lines:
        if not line.startswith("|"):
            return
        situation, order, to, _who, guard, _article = (c.strip() for c in line.split("|")[1:-1])
        for each in GROUPS.get(situation, tuple(situation.split(" or "))):
            yield Row(each, order, to, guard)


ROWS = list(rows())


def carry_out(situation: str, order: str) -> Decision[State]:
    command, actor = ORDERS[order]
    if order == "ask supplement" and situation in BEFORE_DISPATCH:
        actor = OFFICE
    if order == "request extension" and situation == "plan_active":
        command = request_extension("2022-11-15")
    spec = SITUATIONS[situation]()
    at = {"silent": SILENCE}.get(situation, SOON)
    if order in MACHINES:
        at = LATER
    elif spec.now is not None and order != "time passes":
        at = max(at, spec.now)
    policies = MOVED if order == "recalculate" else {}
    others = {MASTER_ID: master()}
    return spec.under(policies).when(command, at=at.isoformat(), actor=actor, others=others)


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
    for situation in STATUSES
    for order in PERSONS
    if (situation, order) not in LISTED
]


@pytest.mark.parametrize(("situation", "order"), NOT_LISTED, ids=str)
def test_what_the_table_does_not_list_is_refused(situation: str, order: str) -> None:
    assert carry_out(situation, order).refusal is not None


@pytest.mark.parametrize("situation", FINISHED)
@pytest.mark.parametrize("order", MACHINES)
def test_a_finished_ticket_is_beyond_time_and_calendar(situation: str, order: str) -> None:
    carry_out(situation, order).then_nothing()


def test_the_table_knows_every_status_and_every_order() -> None:
    assert {row.situation for row in ROWS} == set(SITUATIONS)
    assert {row.order for row in ROWS} == set(ORDERS)
    # REOPENED is passed through: a reopened ticket is dispatched in the same commit.
    reached = {row.to for row in ROWS if not row.to.startswith("same")}
    assert reached == set(Status) - {Status.REOPENED}
    assert {type(command) for command, _ in ORDERS.values()} >= set(DECISIONS)
