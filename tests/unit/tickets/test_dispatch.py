"""交办: the office gives a ticket to one lead department; that department's clock starts."""

from datetime import date

import pytest

from services.tickets.commands import DispatchTicket
from services.tickets.events import ComplexGround, Kind, TicketDispatched, TicketRegistered
from services.tickets.refusals import (
    HelperNamedTwice,
    LeadAmongHelpers,
    TicketNotDispatchable,
    TicketNotFound,
    UnknownDepartment,
    UnknownHelper,
)
from services.tickets.state import Status, Ticket
from shared.kernel.deadlines import Deadline
from shared.testing.specs import Spec, instant
from tests.builders.tickets import (
    DISPATCHED,
    RECEIVED,
    closed,
    dispatch_ticket,
    dispatched,
    in_progress,
    registered,
    replied,
    submitted,
    tickets,
)

# Monday 2022-09-26, over the holiday of 1 to 7 October, to the make-up Saturday (2.4).
DEPARTMENT_DUE = Deadline(
    at=instant("2022-10-09T00:00+08:00"),
    last_day=date(2022, 10, 8),
    workdays=5,
    start_day=date(2022, 9, 26),
    calendar_version=5,
    provisional=False,
)
HELPERS_DUE = Deadline(
    at=instant("2022-09-30T00:00+08:00"),
    last_day=date(2022, 9, 29),
    workdays=3,
    start_day=date(2022, 9, 26),
    calendar_version=5,
    provisional=False,
)


def test_dispatching_a_submitted_ticket_registers_it_in_the_same_commit() -> None:
    order = dispatch_ticket("FINOFF", "FIN", "TAX", kind=Kind.COMPLEX)
    after = (
        submitted()
        .when(order, at=DISPATCHED)
        .then(
            TicketRegistered(registered_at=instant(DISPATCHED)),
            TicketDispatched(
                lead="FINOFF",
                helpers=("FIN", "TAX"),
                kind=Kind.COMPLEX,
                dispatched_at=instant(DISPATCHED),
                department_due=DEPARTMENT_DUE,
                helper_due=HELPERS_DUE,
                target_at=instant("2022-09-26T15:30+08:00"),
                grounds=(ComplexGround.SEVERAL_DEPARTMENTS,),
                policy_version=1,
            ),
        )
    )
    assert isinstance(after.state, Ticket)
    assert after.state.status is Status.DISPATCHED
    assert after.state.registered_at == instant(DISPATCHED)


def test_a_registered_ticket_is_dispatched_only() -> None:
    facts = registered().when(dispatch_ticket(), at=DISPATCHED).facts
    assert [type(fact) for fact in facts] == [TicketDispatched]


def test_the_two_clocks_start_at_receipt_and_at_dispatch() -> None:
    ticket = dispatched().state
    assert isinstance(ticket, Ticket)
    assert ticket.dispatch is not None
    assert ticket.due.start_day == date(2022, 9, 24)
    assert ticket.due.last_day == date(2022, 9, 30)
    assert ticket.dispatch.due == DEPARTMENT_DUE


def test_the_same_order_given_twice_is_not_a_second_order() -> None:
    dispatched("FIN").when(dispatch_ticket("FINOFF", "FIN"), at=DISPATCHED).then_nothing()


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(dispatch_ticket("HRSS", "FIN"), id="another lead"),
        pytest.param(dispatch_ticket("FINOFF", "TAX"), id="another helper"),
        pytest.param(dispatch_ticket("FINOFF"), id="no helper"),
        pytest.param(dispatch_ticket("FINOFF", "FIN", kind=Kind.COMPLEX), id="another kind"),
    ],
)
def test_a_dispatched_ticket_keeps_its_one_lead(other: DispatchTicket) -> None:
    decision = dispatched("FIN").when(other, at="2022-09-26T11:00+08:00")
    decision.then_refused(TicketNotDispatchable, status="dispatched", status_zh="已交办")


@pytest.mark.parametrize(
    ("situation", "status_zh"),
    [(in_progress(), "承办中"), (replied(), "已答复"), (closed(), "已销号")],
    ids=["in progress", "replied", "closed"],
)
def test_a_ticket_that_was_taken_over_is_not_dispatched_again(
    situation: Spec[object], status_zh: str
) -> None:
    decision = situation.when(dispatch_ticket(), at="2022-10-08T09:00+08:00")
    decision.then_refused(TicketNotDispatchable, status_zh=status_zh)


def test_the_lead_must_be_a_department_of_the_district() -> None:
    decision = submitted().when(dispatch_ticket("NASA"), at=DISPATCHED)
    decision.then_refused(UnknownDepartment, department="NASA")


def test_every_helper_must_be_a_department_of_the_district() -> None:
    decision = submitted().when(dispatch_ticket("FINOFF", "FIN", "NASA"), at=DISPATCHED)
    decision.then_refused(UnknownHelper, department="NASA")


def test_one_lead_is_not_its_own_helper() -> None:
    decision = submitted().when(dispatch_ticket("FINOFF", "FIN", "FINOFF"), at=DISPATCHED)
    decision.then_refused(LeadAmongHelpers, department="FINOFF", department_zh="区政府金融办")


def test_a_helper_is_named_once() -> None:
    decision = submitted().when(dispatch_ticket("FINOFF", "FIN", "TAX", "FIN"), at=DISPATCHED)
    decision.then_refused(HelperNamedTwice, department="FIN", department_zh="区财政局")


def test_a_ticket_that_was_never_submitted_cannot_be_dispatched() -> None:
    tickets().when(dispatch_ticket(), at=RECEIVED).then_refused(TicketNotFound)
