"""Whose ticket it is, for permissions that reach one's own cases only."""

import pytest

from services.tickets.model import TICKET
from shared.kernel.actor import Actor, Role
from tests.builders.tickets import (
    FINANCE_BUREAU,
    FINANCIAL_OFFICE,
    HOTLINE,
    LABOUR_BUREAU,
    OFFICE,
    RECEIVED,
    dispatched,
    submit_ticket,
    submitted,
    tickets,
)


@pytest.mark.parametrize(
    ("actor", "own"),
    [
        (HOTLINE, True),
        (Actor("other", Role.PLATFORM, client="other-platform"), False),
        (FINANCIAL_OFFICE, True),
        (FINANCE_BUREAU, True),
        (LABOUR_BUREAU, False),
        (OFFICE, False),
        (Actor("hotline", Role.AUDITOR, client="hotline-12345"), False),
        (Actor("x", Role.LANDLORD, "FINOFF"), False),
        (Actor("x", Role.DEPARTMENT, None), False),
    ],
    ids=str,
)
def test_a_ticket_belongs_to_its_platform_its_lead_and_its_helpers(
    actor: Actor, *, own: bool
) -> None:
    assert TICKET.owned_by(dispatched("FIN").state, actor) is own


def test_before_the_dispatch_no_department_owns_a_ticket_of_a_platform() -> None:
    assert TICKET.owned_by(submitted().state, HOTLINE)
    assert not TICKET.owned_by(submitted().state, FINANCIAL_OFFICE)


def test_a_department_owns_what_it_submitted_for_a_firm() -> None:
    spec = tickets().given(submit_ticket(), at=RECEIVED, actor=LABOUR_BUREAU)
    assert TICKET.owned_by(spec.state, LABOUR_BUREAU)
    assert not TICKET.owned_by(spec.state, FINANCE_BUREAU)


def test_a_platform_without_client_owns_nothing() -> None:
    nameless = Actor("x", Role.PLATFORM)
    spec = tickets().given(submit_ticket(), at=RECEIVED, actor=nameless)
    assert not TICKET.owned_by(spec.state, nameless)


@pytest.mark.parametrize("actor", [HOTLINE, FINANCIAL_OFFICE, OFFICE], ids=str)
def test_nobody_owns_a_ticket_that_is_not_there(actor: Actor) -> None:
    assert not TICKET.owned_by(tickets().state, actor)
