"""The lead department answers, on one of the plan's two paths, with evidence (M2-P04; T-18)."""

import pytest

from services.tickets.events import Basis, TicketReplied
from services.tickets.refusals import (
    EvidenceMissing,
    NotLeadDepartment,
    ProvisionMissing,
    TicketNotFound,
    TicketNotInProgress,
)
from services.tickets.state import Status, Ticket
from shared.kernel.actor import Actor
from shared.testing.specs import Spec, instant
from tests.builders.tickets import (
    FINANCE_BUREAU,
    FINANCIAL_OFFICE,
    OFFICE,
    RECEIVED,
    REPLIED,
    closed,
    dispatched,
    in_progress,
    registered,
    replied,
    reply_to_ticket,
    second_cycle,
    submitted,
    tickets,
)


def test_the_lead_department_replies_with_policy_and_evidence() -> None:
    after = (
        in_progress()
        .when(reply_to_ticket(), at=REPLIED, actor=FINANCIAL_OFFICE)
        .then(
            TicketReplied(
                department="FINOFF",
                text="已协调承贷银行办理展期六个月。",
                basis=Basis.POLICY,
                provisions=("A03-P02",),
                evidence=("展期协议（复印件）",),
                replied_by="finoff-1",
                replied_at=instant(REPLIED),
            )
        )
    )
    assert isinstance(after.state, Ticket)
    assert after.state.status is Status.REPLIED
    assert after.state.open


def test_where_there_is_no_policy_a_reply_names_none() -> None:
    order = reply_to_ticket(basis=Basis.NO_POLICY, provisions=())
    after = in_progress().when(order, at=REPLIED, actor=FINANCIAL_OFFICE).done()
    assert isinstance(after.state, Ticket)
    assert after.state.reply is not None
    assert (after.state.reply.basis, after.state.reply.provisions) == (Basis.NO_POLICY, ())


def test_a_reply_that_rests_on_policy_names_the_provision() -> None:
    decision = in_progress().when(
        reply_to_ticket(provisions=()), at=REPLIED, actor=FINANCIAL_OFFICE
    )
    decision.then_refused(ProvisionMissing)


@pytest.mark.parametrize("basis", list(Basis))
def test_a_reply_comes_with_evidence_on_either_path(basis: Basis) -> None:
    order = reply_to_ticket(basis=basis, evidence=())
    in_progress().when(order, at=REPLIED, actor=FINANCIAL_OFFICE).then_refused(EvidenceMissing)


@pytest.mark.parametrize("actor", [FINANCE_BUREAU, OFFICE], ids=["a helper", "the office"])
def test_nobody_replies_in_the_leads_place(actor: Actor) -> None:
    decision = in_progress("FIN").when(reply_to_ticket(), at=REPLIED, actor=actor)
    decision.then_refused(NotLeadDepartment, lead="FINOFF", lead_zh="区政府金融办")


@pytest.mark.parametrize(
    ("situation", "status_zh"),
    [
        (submitted(), "待受理"),
        (registered(), "已受理"),
        (dispatched(), "已交办"),
        (closed(), "已销号"),
    ],
    ids=["submitted", "registered", "dispatched", "closed"],
)
def test_only_a_ticket_in_progress_is_replied_to(situation: Spec[object], status_zh: str) -> None:
    decision = situation.when(
        reply_to_ticket(), at="2022-10-08T09:00+08:00", actor=FINANCIAL_OFFICE
    )
    decision.then_refused(TicketNotInProgress, status_zh=status_zh)


def test_the_same_reply_sent_twice_is_one_reply() -> None:
    replied().when(reply_to_ticket(), at=REPLIED, actor=FINANCIAL_OFFICE).then_nothing()


@pytest.mark.parametrize(
    "change",
    [
        {"text": "另行答复。"},
        {"basis": Basis.NO_POLICY},
        {"provisions": ("A03-P03",)},
        {"evidence": ("会议纪要",)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_reply_is_not_exchanged_for_another_before_the_firm_is_asked(
    change: dict[str, object],
) -> None:
    decision = replied().when(reply_to_ticket(**change), at=REPLIED, actor=FINANCIAL_OFFICE)
    decision.then_refused(TicketNotInProgress, status="replied", status_zh="已答复")


def test_in_a_second_cycle_even_the_same_words_are_a_new_reply() -> None:
    decision = second_cycle().when(
        reply_to_ticket(), at="2022-09-30T09:00+08:00", actor=FINANCIAL_OFFICE
    )
    assert [type(fact) for fact in decision.facts] == [TicketReplied]


def test_a_ticket_that_was_never_submitted_cannot_be_replied_to() -> None:
    tickets().when(reply_to_ticket(), at=RECEIVED, actor=FINANCIAL_OFFICE).then_refused(
        TicketNotFound
    )
