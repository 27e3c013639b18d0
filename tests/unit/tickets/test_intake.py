"""受理, 不予受理, 并案, repeats, withdrawals, recusals, linked cases, secrecy (T-12, T-13, T-19 to T-22)."""

import msgspec
import pytest
from msgspec.structs import replace

from services.tickets.commands import (
    AcceptTicket,
    CloseTicket,
    DispatchTicket,
    LinkCase,
    RecordRepeat,
    RecuseStaff,
    RequestCase,
    TakeOverTicket,
)
from services.tickets.events import (
    CallBackOutcome,
    CaseKind,
    TicketAbsorbed,
    TicketCaseLinked,
    TicketCaseRequested,
    TicketDeclined,
    TicketDispatched,
    TicketMerged,
    TicketRegistered,
    TicketRepeated,
    TicketSubmitted,
    TicketWithdrawn,
)
from services.tickets.model import TICKET
from services.tickets.refusals import (
    DepartmentComplainedAbout,
    HandlerCannotWithdraw,
    MasterNotOpen,
    MasterOfAnotherFirm,
    ProofMissing,
    StaffMustRecuse,
    UpstreamNumberKnown,
)
from services.tickets.rules.people import visible_to
from services.tickets.state import Status
from services.tickets.tables import row
from shared.eventstore.log import Envelope
from shared.kernel.actor import Actor
from shared.kernel.decider import Command, Held, On
from shared.testing.specs import STREAM, instant
from tests.builders.ticket_situations import (
    ASKED,
    MASTER_ID,
    case_requested,
    decline,
    master,
    merge,
    ticket_of,
    withdraw,
)
from tests.builders.tickets import (
    COLLEAGUE,
    DISPATCHED,
    FINANCE_BUREAU,
    FINANCIAL_OFFICE,
    FIRM,
    HOTLINE,
    OFFICE,
    RECEIVED,
    TAKEN_OVER,
    TIMER,
    call_back,
    closed,
    dispatch_ticket,
    dispatched,
    replied,
    submit_ticket,
    submitted,
    tickets,
)

LATE = "2022-10-20T09:00+08:00"
OPEN_MASTER = {MASTER_ID: master()}


def test_t_1_received_is_when_it_is_recorded_whatever_the_channel() -> None:
    for channel in ("phone", "visit", "enterprise_platform"):
        spec = tickets().given(submit_ticket(channel=channel), at=RECEIVED)
        assert ticket_of(spec).received_at == instant(RECEIVED)


def test_the_office_accepts_after_a_look_for_duplicates() -> None:
    order = AcceptTicket(duplicates_checked=True)
    after = (
        submitted()
        .when(order, at=DISPATCHED)
        .then(TicketRegistered(registered_at=instant(DISPATCHED), duplicates_checked=True))
    )
    assert ticket_of(after).goal is not None, "the dispatch target goes on"
    after.when(order, at=DISPATCHED).then_nothing()


def test_a_declined_ticket_is_told_its_route_and_keeps_its_number() -> None:
    decision = submitted().when(decline(), at=DISPATCHED)
    [fact] = decision.facts
    assert isinstance(fact, TicketDeclined)
    assert fact.advice == "请通过诉讼途径解决。"
    ticket = ticket_of(decision.done())
    assert (ticket.number, ticket.open) == ("LX-T-2022-000001", False)
    decision.done().when(decline(), at=DISPATCHED).then_nothing()


def test_t_12_a_duplicate_goes_into_its_master_and_both_know() -> None:
    decision = submitted().when(merge(), at=DISPATCHED, others=OPEN_MASTER)
    own, other = decision.facts
    assert isinstance(own, TicketMerged)
    assert own.master_number == "LX-T-2022-000002"
    assert other == On(
        MASTER_ID, TicketAbsorbed(number="LX-T-2022-000001", absorbed_at=instant(DISPATCHED))
    )
    ticket = ticket_of(decision.done())
    assert ticket.status is Status.MERGED
    columns = row(ticket, 2)
    assert columns is not None
    assert columns["timer_at"] is None, "a merged ticket has no clock of its own"
    decision.done().when(merge(), at=DISPATCHED, others=OPEN_MASTER).then_nothing()


def test_t_12_merged_numbers_stay_searchable_through_a_chain_of_merges() -> None:
    absorbed = TicketAbsorbed(number="LX-T-2022-000009", absorbed_at=instant(RECEIVED))
    decision = submitted().given(absorbed).when(merge(), at=DISPATCHED, others=OPEN_MASTER)
    numbers = [
        fact.event.number
        for fact in decision.facts
        if isinstance(fact, On) and isinstance(fact.event, TicketAbsorbed)
    ]
    assert numbers == ["LX-T-2022-000001", "LX-T-2022-000009"]
    columns = row(ticket_of(submitted().given(absorbed)), 2)
    assert columns is not None
    assert columns["merged_numbers"] == ["LX-T-2022-000009"]


def test_t_12_another_firms_ticket_is_merged_as_a_group_case_only() -> None:
    others = {MASTER_ID: master(firm=replace(FIRM, uscc="91530902MA6K00014K"))}
    submitted().when(merge(), at=DISPATCHED, others=others).then_refused(MasterOfAnotherFirm)
    assert submitted().when(merge(group_case=True), at=DISPATCHED, others=others).facts


def test_t_12_a_master_is_open() -> None:
    over = {MASTER_ID: replace(master(), status=Status.WITHDRAWN)}
    decision = submitted().when(merge(), at=DISPATCHED, others=over)
    decision.then_refused(MasterNotOpen, status_zh="已撤回")


def test_t_13_the_same_matter_after_closing_gets_the_earlier_answer_and_no_clock() -> None:
    order = RecordRepeat(channel="hotline_12345", upstream_number="77")
    decision = closed().when(order, at=LATE)
    assert decision.facts == (
        TicketRepeated(
            channel="hotline_12345",
            upstream_number="77",
            answer="已协调承贷银行办理展期六个月。",
            repeated_at=instant(LATE),
            year=2022,
            sequence=1,
        ),
    )
    spec = decision.done()
    ticket, before = ticket_of(spec), ticket_of(closed())
    assert (ticket.status, ticket.clock, ticket.repeats) == (Status.CLOSED, before.clock, 1)
    assert spec.claims["upstream/hotline_12345/77"] == Held(STREAM, 2022_000_000_001)
    spec.when(order, at=LATE).then_nothing()
    again = submit_ticket(channel="hotline_12345", upstream_number="77")
    refused = tickets().when(again, at=LATE, claims=spec.claims)
    refused.then_refused(UpstreamNumberKnown, number="LX-T-2022-000001")


def test_t_13_a_number_of_another_ticket_is_no_repeat_of_this_one() -> None:
    other = {"upstream/phone/5": Held("another", 2022_000_000_042)}
    order = RecordRepeat(channel="phone", upstream_number="5")
    closed().when(order, at=LATE, claims=other).then_refused(
        UpstreamNumberKnown, number="LX-T-2022-000042"
    )
    assert list(TICKET.asks(order)) == ["upstream/phone/5"]


def test_a_firm_withdraws_of_its_own_free_will() -> None:
    decision = dispatched().when(withdraw(), at=ASKED, actor=HOTLINE)
    [fact] = decision.facts
    assert isinstance(fact, TicketWithdrawn)
    assert ticket_of(decision.done()).status is Status.WITHDRAWN
    decision.done().when(withdraw(), at=ASKED, actor=HOTLINE).then_nothing()


def test_staff_withdraw_for_a_firm_with_proof_and_never_their_own_work() -> None:
    replied().when(withdraw(), at=LATE).then_refused(ProofMissing)
    assert replied().when(withdraw(proof="申请书"), at=LATE).facts
    by_lead = replied().when(withdraw(proof="申请书"), at=LATE, actor=FINANCIAL_OFFICE)
    by_lead.then_refused(HandlerCannotWithdraw)


def test_t_19_a_confidential_complaint_does_not_exist_for_the_department_it_is_about() -> None:
    spec = tickets().given(
        submit_ticket(confidential=True, complained_unit="FIN"), at=RECEIVED, actor=FINANCE_BUREAU
    )
    state = spec.state
    assert not visible_to(state, FINANCE_BUREAU)
    assert not TICKET.owned_by(state, FINANCE_BUREAU), "not even when it submitted the ticket"
    for actor in (FINANCIAL_OFFICE, OFFICE, HOTLINE):
        assert visible_to(state, actor)
    columns = row(state, 1)
    assert columns is not None
    assert columns["hidden_from"] == "FIN"


def test_t_19_an_open_complaint_is_visible_to_whom_it_is_about() -> None:
    state = submitted(complained_unit="FIN").state
    assert visible_to(state, FINANCE_BUREAU)


@pytest.mark.parametrize("order", [dispatch_ticket("FIN"), dispatch_ticket("FINOFF", "FIN")])
def test_t_19_nor_does_it_lead_or_help(order: DispatchTicket) -> None:
    spec = submitted(confidential=True, complained_unit="FIN")
    spec.when(order, at=DISPATCHED).then_refused(DepartmentComplainedAbout)


@pytest.mark.parametrize(
    ("order", "actor"),
    [
        (TakeOverTicket(), FINANCIAL_OFFICE),
        (CloseTicket(), replace(OFFICE, id="finoff-1")),
        (withdraw(proof="申请书"), replace(OFFICE, id="finoff-1")),
    ],
    ids=["as the lead", "from the office's chair", "for the firm"],
)
def test_t_20_a_person_named_in_the_matter_takes_no_part(order: Command, actor: Actor) -> None:
    spec = submitted(named_staff=("finoff-1",)).given(dispatch_ticket(), at=DISPATCHED)
    spec.when(order, at=TAKEN_OVER, actor=actor).then_refused(StaffMustRecuse)
    colleague = replace(FINANCIAL_OFFICE, id="finoff-2")
    assert spec.when(TakeOverTicket(), at=TAKEN_OVER, actor=colleague).facts


def test_t_20_whoever_recuses_is_out_from_then_on() -> None:
    order = RecuseStaff(person="office-2", ground="与企业负责人系近亲属")
    spec = replied().given(order, at=LATE, actor=COLLEAGUE)
    spec.when(order, at=LATE, actor=COLLEAGUE).then_nothing()
    satisfied = call_back(CallBackOutcome.SATISFIED)
    spec.when(satisfied, at=LATE, actor=COLLEAGUE).then_refused(StaffMustRecuse)
    assert spec.when(satisfied, at=LATE, actor=OFFICE).facts


@pytest.mark.parametrize("category", ["arrears", "rent"])
def test_t_21_t_22_an_arrears_or_rent_problem_opens_a_case_when_it_is_registered(
    category: str,
) -> None:
    decision = submitted(category=category).when(dispatch_ticket(), at=DISPATCHED)
    assert [type(fact) for fact in decision.facts] == [
        TicketRegistered,
        TicketCaseRequested,
        TicketDispatched,
    ]
    [link] = ticket_of(decision.done()).links
    assert (link.case, link.case_id) == (CaseKind(category), None)
    again = decision.done().when(RequestCase(case=CaseKind(category)), at=DISPATCHED)
    again.then_nothing()


def test_t_21_another_problem_opens_none_by_itself() -> None:
    assert not ticket_of(dispatched()).links


def test_t_21_the_other_ledger_fills_in_its_case_once() -> None:
    order = LinkCase(case=CaseKind.ARREARS, case_id="a", case_number="LX-A-2022-000007")
    decision = case_requested().when(order, at=LATE, actor=TIMER)
    assert [type(fact) for fact in decision.facts] == [TicketCaseLinked]
    spec = decision.done()
    spec.when(order, at=LATE, actor=TIMER).then_nothing()
    columns = row(spec.state, 9)
    assert columns is not None
    assert columns["links"] == [
        {"case": "arrears", "case_id": "a", "case_number": "LX-A-2022-000007"}
    ]


def test_t_23_the_envelope_of_every_fact_names_actor_department_role_reason_time_and_trace() -> (
    None
):
    fields = {field.name for field in msgspec.structs.fields(Envelope)}
    assert {"actor", "unit", "role", "reason", "client", "correlation_id", "traceparent"} <= fields


def test_a_ticket_carries_what_5_6_lists() -> None:
    order = submit_ticket(
        upstream_category="0312", visit_id=MASTER_ID, notice="2022-08", named_staff=("x",)
    )
    [fact] = tickets().when(order, at=RECEIVED).facts
    assert isinstance(fact, TicketSubmitted)
    assert (fact.upstream_category, fact.visit_id, fact.notice) == ("0312", MASTER_ID, "2022-08")
