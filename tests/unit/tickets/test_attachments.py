"""Files come with a submission, a supplement or an answer, and stay with the ticket (5.6)."""

from collections.abc import Callable

import pytest

from services.tickets.commands import GiveSupplement, ReplyAsHelper
from services.tickets.events import (
    Attachment,
    Basis,
    TicketHelperReplied,
    TicketReplied,
    TicketSubmitted,
    TicketSupplementGiven,
)
from services.tickets.model import TICKET
from services.tickets.refusals import NothingAsked, TicketNotInProgress, TooManyAttachments
from services.tickets.rules.attachments import ATTACHMENTS_MAX
from services.tickets.state import CameWith, State
from shared.kernel.actor import Actor
from shared.kernel.decider import Claim, Command
from shared.testing.specs import Spec
from tests.builders.ticket_situations import ticket_of, waiting
from tests.builders.tickets import (
    FINANCE_BUREAU,
    FINANCIAL_OFFICE,
    HOTLINE,
    RECEIVED,
    REPLIED,
    in_progress,
    reply_to_ticket,
    submit_ticket,
    tickets,
)

CONTRACT = Attachment("sha256:00", "合同.pdf", "application/pdf", 1024)
PHOTO = Attachment("sha256:01", "现场.jpg", "image/jpeg", 2048)
LATER = "2022-09-28T09:00+08:00"

Files = tuple[Attachment, ...]
Way = tuple[Callable[[], Spec[State]], Callable[[Files], Command], Actor, str]
WAYS: dict[type, Way] = {
    TicketSubmitted: (tickets, lambda files: submit_ticket(attachments=files), HOTLINE, RECEIVED),
    TicketSupplementGiven: (
        waiting,
        lambda files: GiveSupplement(text="见附件。", attachments=files),
        HOTLINE,
        LATER,
    ),
    TicketHelperReplied: (
        lambda: in_progress("FIN"),
        lambda files: ReplyAsHelper(text="可安排贴息。", evidence=(), attachments=files),
        FINANCE_BUREAU,
        LATER,
    ),
    TicketReplied: (
        in_progress,
        lambda files: reply_to_ticket(attachments=files),
        FINANCIAL_OFFICE,
        REPLIED,
    ),
}
KINDS: dict[type, tuple[CameWith, str | None]] = {
    TicketSubmitted: (CameWith.SUBMISSION, None),
    TicketSupplementGiven: (CameWith.SUPPLEMENT, None),
    TicketHelperReplied: (CameWith.HELPER_REPLY, "FIN"),
    TicketReplied: (CameWith.REPLY, "FINOFF"),
}


@pytest.mark.parametrize("fact", WAYS)
def test_the_fact_names_the_files_and_the_ticket_keeps_what_they_came_with(fact: type) -> None:
    situation, order, actor, at = WAYS[fact]
    after = situation().given(order((CONTRACT, PHOTO)), at=at, actor=actor)
    assert [
        (each.file, each.came_with, each.department) for each in ticket_of(after).attachments
    ] == [
        (CONTRACT, *KINDS[fact]),
        (PHOTO, *KINDS[fact]),
    ]


@pytest.mark.parametrize("fact", WAYS)
def test_a_ticket_takes_so_many_files_and_no_more(fact: type) -> None:
    situation, order, actor, at = WAYS[fact]
    decision = situation().when(order((PHOTO,) * (ATTACHMENTS_MAX + 1)), at=at, actor=actor)
    decision.then_refused(TooManyAttachments, there=0, most=ATTACHMENTS_MAX)


def test_the_files_a_ticket_has_count() -> None:
    full = tickets().given(submit_ticket(attachments=(PHOTO,) * ATTACHMENTS_MAX), at=RECEIVED)
    assert len(ticket_of(full).attachments) == ATTACHMENTS_MAX
    busy = waiting().given(GiveSupplement(text="见附件。", attachments=(PHOTO,) * 18), at=LATER)
    reply = reply_to_ticket(attachments=(CONTRACT,) * 3)
    refused = busy.when(reply, at=REPLIED, actor=FINANCIAL_OFFICE)
    refused.then_refused(TooManyAttachments, there=18, most=20)


@pytest.mark.parametrize("fact", [each for each in WAYS if each is not TicketSubmitted])
def test_the_same_files_again_are_quiet(fact: type) -> None:
    situation, order, actor, at = WAYS[fact]
    after = situation().given(order((CONTRACT,)), at=at, actor=actor)
    after.when(order((CONTRACT,)), at=REPLIED, actor=actor).then_nothing()


def test_other_files_with_the_same_words_are_not_dropped_in_silence() -> None:
    given = waiting().given(GiveSupplement(text="见附件。", attachments=(CONTRACT,)), at=LATER)
    again = GiveSupplement(text="见附件。", attachments=(PHOTO,))
    given.when(again, at=REPLIED, actor=HOTLINE).then_refused(NothingAsked)
    answered = in_progress().given(reply_to_ticket(), at=REPLIED, actor=FINANCIAL_OFFICE)
    more = reply_to_ticket(attachments=(PHOTO,), basis=Basis.POLICY)
    answered.when(more, at=REPLIED, actor=FINANCIAL_OFFICE).then_refused(TicketNotInProgress)


@pytest.mark.parametrize("fact", WAYS)
def test_every_file_is_claimed_so_that_it_is_never_cleaned_away(fact: type) -> None:
    situation, order, actor, at = WAYS[fact]
    [event] = [
        each
        for each in situation().when(order((CONTRACT,)), at=at, actor=actor).done().history
        if isinstance(each, fact)
    ]
    assert Claim("file/sha256:00", 1024) in TICKET.claims(event)
