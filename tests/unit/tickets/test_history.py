"""A ticket is folded from its facts; the fold judges nothing but that they begin rightly."""

import pytest
from msgspec.structs import replace

from services.tickets.events import Target, TicketRegistered, TicketSubmitted
from services.tickets.model import TICKET
from services.tickets.state import INITIAL, Ticket, evolve
from services.tickets.state.parts import Goal
from shared.kernel.decider import Event
from shared.testing.specs import instant
from tests.builders import ticket_course_events as course
from tests.builders import ticket_events as straight
from tests.builders.ticket_situations import (
    case_requested,
    duplicates_proposed,
    extension_pending,
    plan_active,
    reclassification_pending,
    return_requested,
    ticket_of,
    waiting,
)
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


def everything_at_once() -> Ticket:
    """No ticket that can come about, but one on which every fact has something to change."""
    goal = Goal(Target.TAKE_OVER, instant("2022-09-26T15:30+08:00"))
    return replace(
        ticket_of(plan_active()),
        goal=goal,
        returns=ticket_of(return_requested()).returns,
        reclassification=ticket_of(reclassification_pending()).reclassification,
        extensions=ticket_of(extension_pending()).extensions,
        supplement=ticket_of(waiting()).supplement,
        links=ticket_of(case_requested()).links,
        duplicates=ticket_of(duplicates_proposed()).duplicates,
    )


def test_every_fact_of_a_ticket_has_a_step_that_changes_it() -> None:
    examples = {**straight.EXAMPLES, **course.EXAMPLES}
    facts = [fact for fact in examples.values() if type(fact) in TICKET.events]
    assert {type(fact) for fact in facts} == TICKET.events
    ticket = everything_at_once()
    unchanged = [
        fact
        for fact in facts
        if not isinstance(fact, TicketSubmitted) and TICKET.evolve(ticket, fact) == ticket
    ]
    assert unchanged == []


@pytest.mark.parametrize(
    "fact",
    [
        fact
        for name in (
            "ticket_designated",
            "ticket_reclassification_decided",
            "ticket_milestone_done",
            "ticket_supplement_given",
            "ticket_helper_replied",
        )
        for fact in [course.EXAMPLES[name, 1]]
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_a_history_that_answers_what_was_never_asked_is_no_history(fact: Event) -> None:
    with pytest.raises(ValueError, match="ticket LX-T-2022-000001"):
        TICKET.evolve(submitted().state, fact)
