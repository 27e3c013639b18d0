"""销号 of a ticket whose firm cannot be reached: three attempts on two working days (5.3)."""

import pytest
from msgspec.structs import replace

from services.tickets.commands import CloseTicket
from services.tickets.events import CallBackOutcome, ClosedBecause, TicketClosed
from services.tickets.refusals import (
    FirmNotYetHeard,
    HandlerCannotClose,
    TicketNotFound,
    TicketNotReplied,
)
from services.tickets.state import State, Status, Ticket
from shared.kernel.actor import Actor
from shared.testing.specs import Spec, instant
from tests.builders.tickets import (
    COLLEAGUE,
    FINANCE_BUREAU,
    FINANCIAL_OFFICE,
    OFFICE,
    RECEIVED,
    call_back,
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

LATER = "2022-10-14T09:00+08:00"


def rung(*times: str) -> Spec[State]:
    """A replied ticket whose firm did not answer at these times."""
    spec = replied("FIN")
    for at in times:
        spec = spec.given(call_back(CallBackOutcome.UNREACHABLE), at=at)
    return spec


def rung_long_enough() -> Spec[State]:
    return rung("2022-09-29T09:00+08:00", "2022-09-29T15:00+08:00", "2022-09-30T09:00+08:00")


def test_after_three_attempts_on_two_working_days_the_ticket_is_closed() -> None:
    after = (
        rung_long_enough()
        .when(CloseTicket(), at=LATER, actor=COLLEAGUE)
        .then(
            TicketClosed(
                because=ClosedBecause.UNREACHABLE,
                closed_by=COLLEAGUE.id,
                closed_at=instant(LATER),
                policy_version=1,
            )
        )
    )
    assert isinstance(after.state, Ticket)
    assert after.state.status is Status.CLOSED
    assert after.state.closed_because is ClosedBecause.UNREACHABLE


@pytest.mark.parametrize(
    ("times", "attempts", "days"),
    [
        pytest.param([], 0, 0, id="nobody rang"),
        pytest.param(["2022-09-29T09:00+08:00", "2022-09-30T09:00+08:00"], 2, 2, id="two attempts"),
        pytest.param(
            ["2022-09-29T09:00+08:00", "2022-09-29T11:00+08:00", "2022-09-29T17:00+08:00"],
            3,
            1,
            id="three attempts on one day",
        ),
        pytest.param(
            ["2022-09-30T09:00+08:00", "2022-10-01T09:00+08:00", "2022-10-07T09:00+08:00"],
            3,
            1,
            id="the other days were holidays",
        ),
        pytest.param(
            ["2022-09-29T16:30Z", "2022-09-30T01:00Z", "2022-09-30T15:59Z"],
            3,
            1,
            id="one Beijing day over two UTC days",
        ),
    ],
)
def test_a_firm_not_yet_heard_keeps_its_ticket_open(
    times: list[str], attempts: int, days: int
) -> None:
    rung(*times).when(CloseTicket(), at=LATER).then_refused(
        FirmNotYetHeard, attempts=attempts, days=days, attempts_required=3, days_required=2
    )


def test_a_make_up_saturday_is_a_working_day_to_ring_on() -> None:
    spec = rung("2022-10-08T09:00+08:00", "2022-10-08T15:00+08:00", "2022-10-09T09:00+08:00")
    assert [type(fact) for fact in spec.when(CloseTicket(), at=LATER).facts] == [TicketClosed]


def test_attempts_of_an_earlier_cycle_do_not_count() -> None:
    again = (
        rung_long_enough()
        .given(call_back(CallBackOutcome.NOT_DONE), at="2022-09-30T10:00+08:00")
        .given(reply_to_ticket(), at="2022-10-08T09:00+08:00", actor=FINANCIAL_OFFICE)
    )
    again.when(CloseTicket(), at=LATER).then_refused(FirmNotYetHeard, attempts=0, days=0)


@pytest.mark.parametrize(
    "actor",
    [
        pytest.param(FINANCIAL_OFFICE, id="the lead"),
        pytest.param(FINANCE_BUREAU, id="a helper"),
        pytest.param(replace(OFFICE, id=FINANCIAL_OFFICE.id), id="the same person in the office"),
    ],
)
def test_the_handling_department_cannot_close(actor: Actor) -> None:
    rung_long_enough().when(CloseTicket(), at=LATER, actor=actor).then_refused(HandlerCannotClose)


@pytest.mark.parametrize(
    ("situation", "status_zh"),
    [
        (submitted(), "待受理"),
        (registered(), "已受理"),
        (dispatched(), "已交办"),
        (in_progress(), "承办中"),
        (second_cycle(), "承办中"),
    ],
    ids=["submitted", "registered", "dispatched", "in progress", "second cycle"],
)
def test_a_ticket_without_reply_is_not_closed(situation: Spec[object], status_zh: str) -> None:
    situation.when(CloseTicket(), at=LATER).then_refused(TicketNotReplied, status_zh=status_zh)


@pytest.mark.parametrize(
    "situation",
    [closed(), rung_long_enough().given(CloseTicket(), at=LATER)],
    ids=["closed by a satisfied firm", "closed unheard"],
)
def test_a_closed_ticket_is_closed_once(situation: Spec[object]) -> None:
    situation.when(CloseTicket(), at=LATER, actor=COLLEAGUE).then_nothing()


def test_a_ticket_that_was_never_submitted_cannot_be_closed() -> None:
    tickets().when(CloseTicket(), at=RECEIVED).then_refused(TicketNotFound)
