"""The given/when/then of `shared.testing.specs` fails when a story does not hold."""

import pytest

from services.tickets.commands import TakeOverTicket
from services.tickets.events import TicketRegistered
from services.tickets.refusals import NotLeadDepartment, TicketNotAwaitingTakeOver, TicketNotFound
from shared.kernel.decider import Held
from shared.testing.specs import instant
from tests.builders.tickets import (
    DISPATCHED,
    FINANCIAL_OFFICE,
    LABOUR_BUREAU,
    RECEIVED,
    TAKEN_OVER,
    dispatch_ticket,
    dispatched,
    in_progress,
    registered,
    submit_ticket,
    submitted,
    tickets,
)

REGISTERED = TicketRegistered(registered_at=instant(DISPATCHED))
TAKE_OVER = TakeOverTicket()


def test_other_facts_than_expected_fail() -> None:
    decision = registered().when(dispatch_ticket(), at=DISPATCHED)
    with pytest.raises(AssertionError):
        decision.then(REGISTERED)
    with pytest.raises(AssertionError):
        decision.then_nothing()


def test_a_refusal_where_facts_were_expected_is_raised() -> None:
    decision = submitted().when(TAKE_OVER, at=TAKEN_OVER, actor=FINANCIAL_OFFICE)
    for told in (decision.done, decision.then_nothing, lambda: decision.then(REGISTERED)):
        with pytest.raises(TicketNotAwaitingTakeOver):
            told()


def test_facts_where_a_refusal_was_expected_fail() -> None:
    decision = dispatched().when(TAKE_OVER, at=TAKEN_OVER, actor=FINANCIAL_OFFICE)
    with pytest.raises(AssertionError, match="not refused; it follows"):
        decision.then_refused(NotLeadDepartment)


def test_another_refusal_or_other_parameters_fail() -> None:
    decision = dispatched().when(TAKE_OVER, at=TAKEN_OVER, actor=LABOUR_BUREAU)
    decision.then_refused(NotLeadDepartment, lead="FINOFF")
    with pytest.raises(AssertionError):
        decision.then_refused(TicketNotFound)
    with pytest.raises(AssertionError):
        decision.then_refused(NotLeadDepartment, lead="HRSS")


def test_after_a_refusal_the_story_goes_on_where_it_was() -> None:
    before = dispatched()
    after = before.when(TAKE_OVER, at=TAKEN_OVER, actor=LABOUR_BUREAU).then_refused(
        NotLeadDepartment
    )
    assert after == before


def test_a_situation_that_cannot_come_about_is_raised() -> None:
    with pytest.raises(TicketNotFound):
        tickets().given(TAKE_OVER, at=RECEIVED)


def test_time_runs_forward_and_has_an_offset() -> None:
    with pytest.raises(ValueError, match="time runs backwards"):
        in_progress().when(TAKE_OVER, at=RECEIVED)
    with pytest.raises(ValueError, match="has no offset"):
        submitted().when(TAKE_OVER, at="2022-09-26T10:30")
    with pytest.raises(ValueError, match="needs an instant"):
        tickets().when(submit_ticket())


def test_an_order_without_an_instant_is_given_at_the_last_one() -> None:
    facts = submitted().when(dispatch_ticket()).facts
    assert facts[0] == TicketRegistered(registered_at=instant(RECEIVED))


def test_a_claim_nobody_holds_is_free_and_one_that_is_told_of_is_held() -> None:
    free = tickets().when(submit_ticket(), at=RECEIVED).done()
    busy = tickets().when(
        submit_ticket(), at=RECEIVED, claims={"ticket_number/2022": Held("another", 41)}
    )
    assert free.claims["ticket_number/2022"].value == 1
    assert busy.done().claims["ticket_number/2022"].value == 42
