"""The lead department answers, on one of the plan's two paths, with evidence (M2-P04; T-18)."""

from datetime import date

import pytest

from services.tickets.commands import DispatchTicket, TakeOverTicket
from services.tickets.events import Basis, Kind, LegalLimit, Study, StudyForm, TicketReplied
from services.tickets.provisions import PROVISIONS
from services.tickets.refusals import (
    EvidenceMissing,
    NotLeadDepartment,
    ProvisionMissing,
    RouteMissing,
    StudyMissing,
    TicketNotFound,
    TicketNotInProgress,
    UnknownProvision,
)
from services.tickets.state import Status, Ticket
from shared.kernel.actor import Actor
from shared.testing.specs import Spec, instant
from tests.builders.tickets import (
    DISPATCHED,
    FINANCE_BUREAU,
    FINANCIAL_OFFICE,
    OFFICE,
    RECEIVED,
    REPLIED,
    TAKEN_OVER,
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


STUDY = Study(StudyForm.STUDY_NOTE, "关于茶企转贷的研究意见")
LIMIT = LegalLimit("行政许可法第四十二条", date(2022, 11, 30))


def test_where_there_is_no_policy_a_reply_names_none() -> None:
    order = reply_to_ticket(basis=Basis.NO_POLICY, provisions=(), study=STUDY)
    after = in_progress().when(order, at=REPLIED, actor=FINANCIAL_OFFICE).done()
    assert isinstance(after.state, Ticket)
    assert after.state.reply is not None
    assert (after.state.reply.basis, after.state.reply.provisions) == (Basis.NO_POLICY, ())


@pytest.mark.parametrize("form", list(StudyForm))
def test_t_18_the_path_without_policy_rests_on_a_study_a_proposal_or_an_explanation(
    form: StudyForm,
) -> None:
    study = Study(form, "关于设立茶企转贷资金的建议")
    order = reply_to_ticket(basis=Basis.NO_POLICY, provisions=(), study=study)
    after = in_progress().when(order, at=REPLIED, actor=FINANCIAL_OFFICE).done()
    assert isinstance(after.state, Ticket)
    assert after.state.reply is not None
    assert after.state.reply.study == study


@pytest.mark.parametrize("study", [None, Study(StudyForm.PROPOSAL, " ")], ids=["none", "nameless"])
def test_t_18_without_policy_and_without_study_there_is_no_reply(study: Study | None) -> None:
    order = reply_to_ticket(basis=Basis.NO_POLICY, provisions=(), study=study)
    in_progress().when(order, at=REPLIED, actor=FINANCIAL_OFFICE).then_refused(StudyMissing)


@pytest.mark.parametrize("provision", ["A10-P01", "A03-P06", "A14-P01", "M5-P01", "A3-P02"])
def test_t_18_a_provision_stands_in_the_catalogue_of_the_plan(provision: str) -> None:
    order = reply_to_ticket(provisions=("A03-P02", provision))
    decision = in_progress().when(order, at=REPLIED, actor=FINANCIAL_OFFICE)
    decision.then_refused(UnknownProvision, provision=provision)


def test_t_18_the_catalogue_holds_44_provisions_of_actions_and_14_of_mechanisms() -> None:
    actions = [provision for provision in PROVISIONS if provision.startswith("A")]
    assert (len(actions), len(PROVISIONS)) == (44, 58)


def test_t_9_where_a_law_sets_the_limit_the_reply_tells_route_and_limit() -> None:
    order = DispatchTicket(lead="FINOFF", helpers=(), kind=Kind.COMPLEX, legal_limit=LIMIT)
    given = (
        submitted()
        .given(order, at=DISPATCHED)
        .given(TakeOverTicket(), at=TAKEN_OVER, actor=FINANCIAL_OFFICE)
    )
    assert isinstance(given.state, Ticket)
    assert given.state.status is Status.IN_PROGRESS, "no plan is owed: the law sets the limit"
    silent = given.when(reply_to_ticket(), at=REPLIED, actor=FINANCIAL_OFFICE)
    silent.then_refused(RouteMissing, source="行政许可法第四十二条", until="2022-11-30")
    told = reply_to_ticket(route="向区政务服务中心提出申请")
    after = given.when(told, at=REPLIED, actor=FINANCIAL_OFFICE).done()
    assert isinstance(after.state, Ticket)
    assert after.state.reply is not None
    assert (after.state.reply.legal_limit, after.state.reply.route) == (LIMIT, told.route)


def test_t_9_a_limit_found_while_handling_is_told_with_its_route_too() -> None:
    order = reply_to_ticket(legal_limit=LIMIT)
    in_progress().when(order, at=REPLIED, actor=FINANCIAL_OFFICE).then_refused(RouteMissing)


def test_a_reply_that_rests_on_policy_names_the_provision() -> None:
    decision = in_progress().when(
        reply_to_ticket(provisions=()), at=REPLIED, actor=FINANCIAL_OFFICE
    )
    decision.then_refused(ProvisionMissing)


@pytest.mark.parametrize("basis", list(Basis))
def test_a_reply_comes_with_evidence_on_either_path(basis: Basis) -> None:
    order = reply_to_ticket(basis=basis, evidence=(), study=STUDY)
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
        {"basis": Basis.NO_POLICY, "study": STUDY},
        {"study": STUDY},
        {"provisions": ("A03-P03",)},
        {"evidence": ("会议纪要",)},
    ],
    ids=" ".join,
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
