"""承办: the lead department begins to work on its ticket (T-10, 首接负责)."""

import pytest

from services.tickets.commands import TakeOverTicket
from services.tickets.events import TicketTakenOver
from services.tickets.refusals import (
    NotLeadDepartment,
    TicketNotAwaitingTakeOver,
    TicketNotFound,
)
from services.tickets.state import Status, Ticket
from shared.kernel.actor import Actor, Role
from shared.testing.specs import Spec, instant
from tests.builders.tickets import (
    FINANCE_BUREAU,
    FINANCIAL_OFFICE,
    HOTLINE,
    LABOUR_BUREAU,
    OFFICE,
    RECEIVED,
    TAKEN_OVER,
    closed,
    dispatched,
    in_progress,
    registered,
    replied,
    second_cycle,
    submitted,
    tickets,
)


def test_the_lead_department_takes_its_ticket_over() -> None:
    after = (
        dispatched()
        .when(TakeOverTicket(), at=TAKEN_OVER, actor=FINANCIAL_OFFICE)
        .then(
            TicketTakenOver(
                department="FINOFF", taken_over_by="finoff-1", taken_over_at=instant(TAKEN_OVER)
            )
        )
    )
    assert isinstance(after.state, Ticket)
    assert after.state.status is Status.IN_PROGRESS
    assert after.state.taken_over_at == instant(TAKEN_OVER)


@pytest.mark.parametrize(
    "actor",
    [
        LABOUR_BUREAU,
        pytest.param(FINANCE_BUREAU, id="a helper"),
        OFFICE,
        HOTLINE,
        pytest.param(Actor("x", Role.LANDLORD, "FINOFF"), id="the same code in another role"),
    ],
    ids=str,
)
def test_nobody_but_the_lead_department_takes_over(actor: Actor) -> None:
    decision = dispatched("FIN").when(TakeOverTicket(), at=TAKEN_OVER, actor=actor)
    decision.then_refused(NotLeadDepartment, lead="FINOFF", lead_zh="区政府金融办")


@pytest.mark.parametrize(
    ("situation", "status_zh"),
    [
        (submitted(), "待受理"),
        (registered(), "已受理"),
        (replied(), "已答复"),
        (closed(), "已销号"),
    ],
    ids=["submitted", "registered", "replied", "closed"],
)
def test_only_a_dispatched_ticket_is_taken_over(situation: Spec[object], status_zh: str) -> None:
    decision = situation.when(TakeOverTicket(), at="2022-10-08T09:00+08:00", actor=FINANCIAL_OFFICE)
    decision.then_refused(TicketNotAwaitingTakeOver, status_zh=status_zh)


@pytest.mark.parametrize(
    "situation", [in_progress(), second_cycle()], ids=["in progress", "back for a second cycle"]
)
def test_taking_over_twice_is_taking_over_once(situation: Spec[object]) -> None:
    decision = situation.when(TakeOverTicket(), at="2022-09-29T10:00+08:00", actor=FINANCIAL_OFFICE)
    decision.then_nothing()


def test_a_ticket_that_was_never_submitted_cannot_be_taken_over() -> None:
    tickets().when(TakeOverTicket(), at=RECEIVED, actor=FINANCIAL_OFFICE).then_refused(
        TicketNotFound
    )
