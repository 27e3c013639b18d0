"""The one way back: once a department, in time, with a reason; then designation (5.3, T-5, T-10)."""

from datetime import date

import pytest
from msgspec.structs import replace

from services.tickets.commands import DecideReturn, DesignateLead, TakeOverTicket
from services.tickets.events import (
    ReturnReason,
    TicketDesignated,
    TicketDispatched,
    TicketReturnDecided,
    TicketReturnRequested,
)
from services.tickets.refusals import (
    DesignationBinds,
    NoReturnRequested,
    ReturnOnlyOnce,
    ReturnTooLate,
)
from services.tickets.state import Status
from shared.testing.specs import instant
from tests.builders.ticket_situations import (
    DECIDED,
    RETURN_ASKED,
    complex_dispatched,
    decide_return,
    request_return,
    return_requested,
    second_return_requested,
    ticket_of,
)
from tests.builders.tickets import (
    FINANCE_BUREAU,
    FINANCIAL_OFFICE,
    OFFICE,
    dispatched,
    in_progress,
)

DESIGNATION = DesignateLead(
    lead="FINOFF", helpers=(), leader="领导小组办公室主任", reason="两次申请退回，指定主办。"
)
DESIGNATED = "2022-09-27T10:00+08:00"


def test_the_lead_asks_for_a_return_with_basis_and_proposal() -> None:
    after = (
        dispatched()
        .when(request_return(), at=RETURN_ASKED, actor=FINANCIAL_OFFICE)
        .then(
            TicketReturnRequested(
                department="FINOFF",
                reason=ReturnReason.OUTSIDE_DUTY,
                legal_basis="区政府金融办职能配置规定第三条",
                proposed_unit="FIN",
                duplicate_of=None,
                explanation="所反映事项为财政贴息资金拨付。",
                requested_by="finoff-1",
                requested_at=instant(RETURN_ASKED),
                target_at=instant("2022-09-28T00:00+08:00"),
                policy_version=1,
            )
        )
    )
    assert ticket_of(after).status is Status.RETURN_REQUESTED


@pytest.mark.parametrize(
    "reason", [r for r in ReturnReason if r is not ReturnReason.NOT_ENOUGH_INFORMATION]
)
def test_each_reason_but_missing_information_is_one(reason: ReturnReason) -> None:
    order = request_return(reason=reason, duplicate_of="LX-T-2022-000009")
    decision = dispatched().when(order, at=RETURN_ASKED, actor=FINANCIAL_OFFICE)
    assert decision.refusal is None


@pytest.mark.parametrize(
    ("at", "in_time"),
    [("2022-09-27T23:59:59+08:00", True), ("2022-09-28T00:00+08:00", False)],
    ids=["the last instant", "24:00 of the next working day"],
)
def test_a_return_is_asked_for_within_one_working_day_of_dispatch(
    at: str, *, in_time: bool
) -> None:
    decision = in_progress().when(request_return(), at=at, actor=FINANCIAL_OFFICE)
    if in_time:
        assert decision.facts
    else:
        decision.then_refused(ReturnTooLate, workdays=1, last_day="2022-09-27")


def test_t_5_no_step_of_a_return_touches_the_firms_clock() -> None:
    due = ticket_of(dispatched()).clock
    spec = second_return_requested()
    assert ticket_of(spec).clock == due
    assert ticket_of(spec.given(DESIGNATION, at=DESIGNATED)).clock == due


def test_t_2_an_approved_return_starts_the_clock_of_the_next_lead() -> None:
    decision = return_requested().when(decide_return("FIN"), at="2022-09-27T15:00+08:00")
    assert [type(fact) for fact in decision.facts] == [TicketReturnDecided, TicketDispatched]
    ticket = ticket_of(decision.done())
    assert ticket.dispatch is not None
    assert (ticket.dispatch.lead, ticket.dispatch.due.start_day) == ("FIN", date(2022, 9, 27))
    assert ticket.returns[0].approved is True


def test_an_approved_return_without_a_lead_waits_in_the_office_again() -> None:
    ticket = ticket_of(return_requested().given(decide_return(), at=DECIDED))
    assert (ticket.status, ticket.dispatch) == (Status.REGISTERED, None)
    assert ticket.goal is not None
    assert ticket.goal.at == instant("2022-09-27T00:00+08:00")


def test_a_refused_return_binds_and_leaves_the_departments_clock_alone() -> None:
    before = ticket_of(return_requested())
    spec = return_requested().given(decide_return(approved=False), at=DECIDED)
    after = ticket_of(spec)
    assert (after.status, after.dispatch) == (Status.IN_PROGRESS, before.dispatch)
    again = spec.when(
        request_return(legal_basis="另有规定"), at="2022-09-27T09:00+08:00", actor=FINANCIAL_OFFICE
    )
    again.then_refused(ReturnOnlyOnce, department="FINOFF")


def test_the_same_decision_twice_is_one() -> None:
    refused = return_requested().given(decide_return(approved=False), at=DECIDED)
    refused.when(decide_return(approved=False), at=DECIDED).then_nothing()
    approved = return_requested().given(decide_return("FIN"), at=DECIDED)
    approved.when(decide_return("FIN"), at=DECIDED).then_nothing()


def test_after_a_second_request_the_leading_group_designates_for_good() -> None:
    decision = second_return_requested().when(DESIGNATION, at=DESIGNATED, actor=OFFICE)
    [fact] = decision.facts
    assert isinstance(fact, TicketDesignated)
    assert (fact.lead, fact.leader) == ("FINOFF", "领导小组办公室主任")
    spec = decision.done()
    ticket = ticket_of(spec)
    assert (ticket.status, ticket.non_returnable) == (Status.IN_PROGRESS, True)
    spec.when(DESIGNATION, at=DESIGNATED).then_nothing()
    spec.when(request_return(), at=DESIGNATED, actor=FINANCIAL_OFFICE).then_refused(
        DesignationBinds
    )
    other = replace(DESIGNATION, lead="MIIT")
    spec.when(other, at=DESIGNATED).then_refused(DesignationBinds)


def test_a_designation_is_no_adjudication_that_could_be_repeated() -> None:
    spec = second_return_requested().given(DESIGNATION, at=DESIGNATED)
    order = DecideReturn(approved=True, reason=DESIGNATION.reason)
    spec.when(order, at=DESIGNATED).then_refused(NoReturnRequested)


def test_a_lead_that_is_confirmed_by_designation_keeps_its_clock() -> None:
    spec = second_return_requested()
    before = ticket_of(spec).dispatch
    confirmed = replace(DESIGNATION, lead="FIN")
    after = ticket_of(spec.given(confirmed, at="2022-09-30T10:00+08:00")).dispatch
    assert before is not None
    assert after is not None
    assert after.clock == before.clock


def test_no_department_can_ask_twice_even_when_the_ticket_comes_back_to_it() -> None:
    """FINOFF gave it back, FIN asks to give it back: FINOFF designated, or refused again."""
    spec = second_return_requested()
    assert [each.department for each in ticket_of(spec).returns] == ["FINOFF", "FIN"]
    taken = spec.given(DESIGNATION, at=DESIGNATED)
    for actor in (FINANCIAL_OFFICE, FINANCE_BUREAU):
        assert taken.when(request_return(), at=DESIGNATED, actor=actor).refusal is not None


def test_an_approved_return_keeps_a_complex_problem_complex() -> None:
    spec = (
        complex_dispatched()
        .given(request_return(proposed_unit="MIIT"), at=RETURN_ASKED, actor=FINANCIAL_OFFICE)
        .given(decide_return("MIIT"), at=DECIDED)
    )
    order = ticket_of(spec).dispatch
    assert order is not None
    assert order.kind == "complex"
    by_miit = replace(FINANCIAL_OFFICE, id="miit-1", unit="MIIT")
    taken = spec.given(TakeOverTicket(), at="2022-09-27T09:00+08:00", actor=by_miit)
    assert ticket_of(taken).status is Status.PLAN_PENDING
