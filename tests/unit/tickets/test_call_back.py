"""回访: the office asks the firm about the reply; nobody judges their own work (5.3; T-14)."""

from datetime import date

import pytest
from msgspec.structs import replace

from services.tickets.commands import CallBackFirm, CloseTicket, TakeOverTicket
from services.tickets.events import (
    CallBackOutcome,
    ClosedBecause,
    TicketCalledBack,
    TicketClosed,
    TicketCycleStarted,
)
from services.tickets.refusals import HandlerCannotClose, TicketNotFound, TicketNotReplied
from services.tickets.state import Status, Ticket
from shared.kernel.actor import Actor, Role
from shared.kernel.deadlines import Deadline
from shared.testing.specs import Spec, instant
from tests.builders.tickets import (
    CALLED_BACK,
    COLLEAGUE,
    FINANCE_BUREAU,
    FINANCIAL_OFFICE,
    OFFICE,
    RECEIVED,
    call_back,
    closed,
    dispatch_ticket,
    dispatched,
    in_progress,
    registered,
    replied,
    reply_to_ticket,
    second_cycle,
    submitted,
    tickets,
)

SATISFIED, NOT_DONE = CallBackOutcome.SATISFIED, CallBackOutcome.NOT_DONE
UNREACHABLE = CallBackOutcome.UNREACHABLE


def called(outcome: CallBackOutcome, attempt: int = 1) -> TicketCalledBack:
    return TicketCalledBack(
        outcome=outcome,
        attempt=attempt,
        note="",
        called_by=OFFICE.id,
        called_at=instant(CALLED_BACK),
    )


@pytest.mark.parametrize("outcome", [SATISFIED, CallBackOutcome.BASICALLY_SATISFIED])
def test_a_content_firm_closes_the_ticket_at_once(outcome: CallBackOutcome) -> None:
    after = (
        replied()
        .when(call_back(outcome), at=CALLED_BACK)
        .then(
            called(outcome),
            TicketClosed(
                because=ClosedBecause.SATISFIED,
                closed_by=OFFICE.id,
                closed_at=instant(CALLED_BACK),
                policy_version=1,
            ),
        )
    )
    assert isinstance(after.state, Ticket)
    assert (after.state.status, after.state.open) == (Status.CLOSED, False)
    assert after.state.closed_because is ClosedBecause.SATISFIED


def test_work_not_done_goes_back_to_the_department_with_a_new_clock() -> None:
    due = Deadline(
        at=instant("2022-10-12T00:00+08:00"),
        last_day=date(2022, 10, 11),
        workdays=5,
        start_day=date(2022, 9, 29),
        calendar_version=5,
        provisional=False,
    )
    after = (
        replied()
        .when(call_back(NOT_DONE), at=CALLED_BACK)
        .then(
            called(NOT_DONE),
            TicketCycleStarted(
                cycle=2, started_at=instant(CALLED_BACK), due=due, department_due=due
            ),
        )
    )
    ticket = after.state
    assert isinstance(ticket, Ticket)
    assert ticket.dispatch is not None
    assert (ticket.status, ticket.cycle) == (Status.IN_PROGRESS, 2)
    assert (ticket.due, ticket.dispatch.due) == (due, due)
    assert (ticket.dispatch.lead, ticket.reply, ticket.calls) == ("FINOFF", None, ())
    assert ticket.received_at == instant(RECEIVED)


def test_a_third_cycle_follows_the_second() -> None:
    again = second_cycle().given(
        reply_to_ticket(), at="2022-09-30T09:00+08:00", actor=FINANCIAL_OFFICE
    )
    facts = again.when(call_back(NOT_DONE), at="2022-10-08T09:00+08:00").facts
    assert [fact.cycle for fact in facts if isinstance(fact, TicketCycleStarted)] == [3]


def test_a_firm_that_was_not_reached_leaves_the_ticket_open() -> None:
    after = replied().when(call_back(UNREACHABLE), at=CALLED_BACK).then(called(UNREACHABLE))
    assert isinstance(after.state, Ticket)
    assert after.state.status is Status.REPLIED


def test_every_attempt_to_reach_the_firm_is_counted() -> None:
    once = replied().given(call_back(UNREACHABLE), at=CALLED_BACK)
    once.when(call_back(UNREACHABLE), at=CALLED_BACK).then(called(UNREACHABLE, attempt=2))


def test_a_firm_reached_at_the_second_attempt_is_heard() -> None:
    once = replied().given(call_back(UNREACHABLE), at=CALLED_BACK)
    facts = once.when(call_back(SATISFIED), at=CALLED_BACK).facts
    assert [type(fact) for fact in facts] == [TicketCalledBack, TicketClosed]


def test_attempts_count_from_one_again_in_a_new_cycle() -> None:
    again = (
        replied()
        .given(call_back(UNREACHABLE), call_back(NOT_DONE), at=CALLED_BACK)
        .given(reply_to_ticket(), at=CALLED_BACK, actor=FINANCIAL_OFFICE)
    )
    again.when(call_back(UNREACHABLE), at=CALLED_BACK).then(called(UNREACHABLE, attempt=1))


@pytest.mark.parametrize(
    "actor",
    [
        pytest.param(FINANCIAL_OFFICE, id="the lead"),
        pytest.param(FINANCE_BUREAU, id="a helper"),
        pytest.param(replace(FINANCIAL_OFFICE, id="finoff-2"), id="a colleague in the lead"),
        pytest.param(replace(OFFICE, id=FINANCIAL_OFFICE.id), id="the same person in the office"),
    ],
)
def test_whoever_handled_the_ticket_does_not_call_back(actor: Actor) -> None:
    decision = replied("FIN").when(call_back(SATISFIED), at=CALLED_BACK, actor=actor)
    decision.then_refused(HandlerCannotClose)


def test_whoever_handled_an_earlier_cycle_does_not_call_back_either() -> None:
    second_hand = replace(FINANCIAL_OFFICE, id="finoff-2")
    again = second_cycle().given(reply_to_ticket(), at="2022-09-30T09:00+08:00", actor=second_hand)
    for person in (FINANCIAL_OFFICE.id, second_hand.id):
        actor = Actor(id=person, role=Role.COORDINATOR)
        decision = again.when(call_back(SATISFIED), at="2022-10-08T09:00+08:00", actor=actor)
        decision.then_refused(HandlerCannotClose)


def test_whoever_took_over_what_a_colleague_answered_does_not_call_back() -> None:
    answered = in_progress().given(
        reply_to_ticket(), at=CALLED_BACK, actor=replace(FINANCIAL_OFFICE, id="finoff-2")
    )
    actor = Actor(id=FINANCIAL_OFFICE.id, role=Role.COORDINATOR)
    answered.when(call_back(SATISFIED), at=CALLED_BACK, actor=actor).then_refused(
        HandlerCannotClose
    )


def test_the_office_may_judge_what_another_hand_of_its_own_bureau_handled() -> None:
    by_miit = Actor(id="miit-7", role=Role.DEPARTMENT, unit="MIIT")
    handled = (
        submitted()
        .given(dispatch_ticket("MIIT"), at="2022-09-26T09:00+08:00", actor=OFFICE)
        .given(TakeOverTicket(), reply_to_ticket(), at="2022-09-28T09:00+08:00", actor=by_miit)
    )
    after = handled.when(call_back(SATISFIED), at=CALLED_BACK, actor=OFFICE).done()
    assert isinstance(after.state, Ticket)
    assert after.state.status is Status.CLOSED


@pytest.mark.parametrize(
    ("situation", "status_zh"),
    [
        (submitted(), "待受理"),
        (registered(), "已受理"),
        (dispatched(), "已交办"),
        (in_progress(), "承办中"),
        (second_cycle(), "承办中"),
    ],
    ids=["submitted", "registered", "dispatched", "in progress", "second cycle"],
)
def test_a_firm_is_asked_only_about_a_reply(situation: Spec[object], status_zh: str) -> None:
    decision = situation.when(call_back(SATISFIED), at="2022-10-08T09:00+08:00")
    decision.then_refused(TicketNotReplied, status_zh=status_zh)


def test_the_same_word_of_the_firm_closes_once() -> None:
    closed().when(call_back(SATISFIED), at="2022-10-08T09:00+08:00", actor=COLLEAGUE).then_nothing()


@pytest.mark.parametrize(
    "order",
    [
        call_back(SATISFIED, "企业另有补充"),
        call_back(CallBackOutcome.BASICALLY_SATISFIED),
        call_back(UNREACHABLE),
        call_back(NOT_DONE),
    ],
    ids=["another note", "another grade", "unreachable", "not done"],
)
def test_a_closed_ticket_is_not_judged_anew(order: CallBackFirm) -> None:
    decision = closed().when(order, at="2022-10-08T09:00+08:00")
    decision.then_refused(TicketNotReplied, status="closed", status_zh="已销号")


def test_a_ticket_closed_unheard_is_not_rung_about_any_more() -> None:
    spec = replied()
    for day in ("2022-09-29", "2022-09-30", "2022-10-08"):
        spec = spec.given(call_back(UNREACHABLE), at=f"{day}T09:00+08:00")
    unheard = spec.given(CloseTicket(), at="2022-10-08T10:00+08:00")
    decision = unheard.when(call_back(UNREACHABLE), at="2022-10-09T09:00+08:00")
    decision.then_refused(TicketNotReplied, status_zh="已销号")


def test_work_not_done_said_twice_starts_one_cycle() -> None:
    decision = second_cycle().when(call_back(NOT_DONE), at=CALLED_BACK)
    decision.then_refused(TicketNotReplied, status="in_progress")


def test_a_ticket_that_was_never_submitted_has_nobody_to_call() -> None:
    tickets().when(call_back(SATISFIED), at=RECEIVED).then_refused(TicketNotFound)
