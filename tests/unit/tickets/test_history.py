"""A ticket is folded from its facts; the fold judges nothing but that they begin rightly."""

import pytest

from services.tickets.events import TicketRegistered
from services.tickets.model import TICKET
from services.tickets.state import INITIAL, evolve
from shared.testing.specs import instant
from tests.builders.tickets import closed, submitted

REGISTERED = TicketRegistered(registered_at=instant("2022-09-26T09:00+08:00"))


def test_a_ticket_is_the_same_folded_at_once_or_fact_by_fact() -> None:
    history = closed().history
    state = TICKET.initial
    for fact in history:
        state = evolve(state, fact)
    assert state == closed().state == TICKET.fold(history)


def test_history_begins_with_the_submission() -> None:
    with pytest.raises(ValueError, match="TicketRegistered before the ticket was submitted"):
        evolve(INITIAL, REGISTERED)


def test_a_ticket_is_submitted_once() -> None:
    (submission,) = submitted().history
    with pytest.raises(ValueError, match="LX-T-2022-000001 was submitted twice"):
        TICKET.fold((submission, submission))


def test_facts_are_taken_as_they_are_even_where_todays_rules_would_refuse_them() -> None:
    ticket = closed().state
    assert evolve(ticket, REGISTERED) != ticket
