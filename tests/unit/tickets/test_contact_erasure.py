"""The contact's card is emptied for good (PIPL art. 47); the case itself stays."""

import pytest

from services.tickets.commands import EraseContact
from services.tickets.events import TicketContactErased
from services.tickets.model import TICKET
from services.tickets.refusals import TicketNotFound
from services.tickets.state import Ticket
from shared.kernel.decider import Card
from shared.testing.specs import Spec, instant
from tests.builders.tickets import CONTACT, RECEIVED, closed, dispatched, submitted, tickets

LATER = "2022-10-08T09:00+08:00"
ERASE = EraseContact(ground="本人申请删除，个人信息保护法第四十七条")


@pytest.mark.parametrize(
    "situation",
    [submitted(), dispatched(), closed()],
    ids=["submitted", "dispatched", "closed"],
)
def test_the_contact_is_erased_in_every_state(situation: Spec[object]) -> None:
    before = situation.state
    erased = TicketContactErased(contact_id=CONTACT, ground=ERASE.ground, erased_at=instant(LATER))
    after = situation.when(ERASE, at=LATER).then(erased)
    assert isinstance(before, Ticket)
    assert isinstance(after.state, Ticket)
    assert after.state.contact_erased
    assert after.state.status == before.status
    assert list(TICKET.cards(ERASE, [erased])) == [Card(CONTACT, None)]


def test_what_is_erased_is_erased_once() -> None:
    spec = submitted().given(ERASE, at=LATER)
    again = EraseContact(ground="再次申请")
    spec.when(again, at=LATER).then_nothing()
    assert list(TICKET.cards(again, [])) == []


def test_a_ticket_that_was_never_submitted_has_no_contact() -> None:
    tickets().when(ERASE, at=RECEIVED).then_refused(TicketNotFound)
