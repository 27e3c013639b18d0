"""Complex problems are planned, general ones extended at most twice (5.3; T-5, T-7, T-8)."""

from datetime import date

import pytest

from services.tickets.commands import (
    CompleteMilestone,
    DecideExtension,
    DecideReclassification,
    DispatchTicket,
)
from services.tickets.events import (
    ComplexGround,
    Kind,
    LegalLimit,
    TicketExtensionDecided,
    TicketMilestoneDone,
    TicketPlanned,
)
from services.tickets.refusals import ExtensionTooLate, ExtensionTooLong, LimitAlreadyPassed
from services.tickets.rules.due import months_after
from services.tickets.state import Status
from shared.testing.specs import instant
from tests.builders.ticket_situations import (
    ASKED,
    PLANNED,
    extension_pending,
    plan_active,
    plan_pending,
    reclassification_pending,
    request_extension,
    submit_plan,
    ticket_of,
)
from tests.builders.tickets import (
    DISPATCHED,
    FINANCIAL_OFFICE,
    REPLIED,
    in_progress,
    reply_to_ticket,
    submitted,
)

APPROVE = DecideExtension(approved=True, reason="同意延期。")


@pytest.mark.parametrize(
    ("order", "grounds"),
    [
        pytest.param(
            DispatchTicket(lead="FIN", helpers=("TAX",), kind=Kind.COMPLEX),
            (ComplexGround.SEVERAL_DEPARTMENTS,),
            id="two departments",
        ),
        pytest.param(
            DispatchTicket(
                lead="FIN", helpers=(), kind=Kind.COMPLEX, grounds=(ComplexGround.DECISION_ABOVE,)
            ),
            (ComplexGround.DECISION_ABOVE,),
            id="a decision above the department",
        ),
        pytest.param(
            DispatchTicket(
                lead="FIN", helpers=(), kind=Kind.COMPLEX, grounds=(ComplexGround.MONEY_OR_POLICY,)
            ),
            (ComplexGround.MONEY_OR_POLICY,),
            id="money or policy",
        ),
        pytest.param(
            DispatchTicket(
                lead="FIN",
                helpers=(),
                kind=Kind.COMPLEX,
                legal_limit=LegalLimit("行政许可法第四十二条", date(2022, 11, 30)),
            ),
            (ComplexGround.LEGAL_LIMIT,),
            id="a longer legal limit",
        ),
    ],
)
def test_t_7_general_or_complex_is_decided_at_dispatch_on_a_ground(
    order: DispatchTicket, grounds: tuple[ComplexGround, ...]
) -> None:
    dispatch = ticket_of(submitted().given(order, at=DISPATCHED)).dispatch
    assert dispatch is not None
    assert (dispatch.kind, dispatch.grounds) == (Kind.COMPLEX, grounds)


def test_t_8_a_plan_is_made_within_the_same_5_days_and_its_final_day_becomes_the_limit() -> None:
    before = ticket_of(plan_pending())
    assert before.due.last_day == date(2022, 9, 30)
    decision = plan_pending().when(submit_plan(), at=PLANNED, actor=FINANCIAL_OFFICE)
    [fact] = decision.facts
    assert isinstance(fact, TicketPlanned)
    assert [due.last_day for due in fact.milestone_dues] == [date(2022, 10, 14), date(2022, 10, 25)]
    assert (fact.due.last_day, fact.department_due.last_day) == (date(2022, 10, 31),) * 2
    ticket = ticket_of(decision.done())
    assert (ticket.status, ticket.due) == (Status.PLAN_ACTIVE, fact.due)
    assert ticket.plan is not None
    assert ticket.plan.in_time


def test_t_8_a_plan_that_comes_late_is_late() -> None:
    late = plan_pending().given(submit_plan(), at="2022-10-01T00:00+08:00", actor=FINANCIAL_OFFICE)
    plan = ticket_of(late).plan
    assert plan is not None
    assert not plan.in_time


def test_a_plan_that_ends_before_the_promised_day_does_not_take_it_back() -> None:
    early = submit_plan("2022-09-29", final="2022-09-29")
    spec = plan_pending().given(early, at=PLANNED, actor=FINANCIAL_OFFICE)
    assert ticket_of(spec).due.last_day == date(2022, 9, 30)


def test_a_milestone_on_a_day_off_ends_on_the_next_working_day() -> None:
    spec = plan_pending().given(submit_plan("2022-10-03"), at=PLANNED, actor=FINANCIAL_OFFICE)
    plan = ticket_of(spec).plan
    assert plan is not None
    assert plan.milestones[0].clock.due.last_day == date(2022, 10, 8)


def test_a_milestone_is_done_once() -> None:
    order = CompleteMilestone(number=2, note="已签订。")
    at = "2022-10-20T09:00+08:00"
    decision = plan_active().when(order, at=at, actor=FINANCIAL_OFFICE)
    assert decision.facts == (
        TicketMilestoneDone(number=2, note="已签订。", done_by="finoff-1", done_at=instant(at)),
    )
    decision.done().when(order, at=at, actor=FINANCIAL_OFFICE).then_nothing()


def test_t_5_reclassification_moves_no_clock() -> None:
    before = ticket_of(reclassification_pending())
    order = DecideReclassification(approved=True, reason="同意。")
    spec = reclassification_pending().given(order, at=ASKED)
    after = ticket_of(spec)
    assert (after.status, after.clock) == (Status.PLAN_PENDING, before.clock)
    assert after.dispatch is not None
    assert before.dispatch is not None
    assert after.dispatch.clock == before.dispatch.clock
    assert (after.dispatch.kind, after.dispatch.grounds) == (
        Kind.COMPLEX,
        (ComplexGround.MONEY_OR_POLICY,),
    )
    spec.when(order, at=ASKED).then_nothing()


def test_reclassification_is_approved_before_the_limit_or_not_at_all() -> None:
    order = DecideReclassification(approved=True, reason="同意。")
    late = reclassification_pending().when(order, at="2022-10-01T00:00+08:00")
    late.then_refused(LimitAlreadyPassed, last_day="2022-09-30")


def test_an_approved_extension_moves_both_clocks_to_its_date() -> None:
    decision = extension_pending().when(APPROVE, at=ASKED)
    [fact] = decision.facts
    assert isinstance(fact, TicketExtensionDecided)
    assert fact.due is not None
    assert fact.department_due is not None
    assert fact.due.last_day == fact.department_due.last_day == date(2022, 10, 12)
    decision.done().when(APPROVE, at=ASKED).then_nothing()


def test_a_refused_extension_moves_nothing_and_does_not_count() -> None:
    before = ticket_of(extension_pending())
    refuse = DecideExtension(approved=False, reason="理由不充分。")
    spec = extension_pending().given(refuse, at=ASKED)
    assert ticket_of(spec).clock == before.clock
    spec.when(refuse, at=ASKED).then_nothing()
    for until in ("2022-10-10", "2022-10-11"):
        spec = spec.given(request_extension(until), at=ASKED, actor=FINANCIAL_OFFICE)
        spec = spec.given(APPROVE, at=ASKED)
    assert ticket_of(spec).due.last_day == date(2022, 10, 11)


def test_the_same_request_twice_is_one() -> None:
    again = extension_pending().when(request_extension(), at=ASKED, actor=FINANCIAL_OFFICE)
    again.then_nothing()


@pytest.mark.parametrize(
    ("at", "in_time"),
    [("2022-09-29T23:59+08:00", True), ("2022-09-30T00:00+08:00", False)],
    ids=["on the working day before", "on the last day"],
)
def test_an_extension_is_asked_for_a_working_day_before_the_limit(
    at: str, *, in_time: bool
) -> None:
    decision = in_progress().when(request_extension(), at=at, actor=FINANCIAL_OFFICE)
    if in_time:
        assert decision.facts
    else:
        decision.then_refused(ExtensionTooLate, workdays=1, last_day="2022-09-30")


def test_a_general_ticket_takes_at_most_a_month_from_receipt() -> None:
    to_the_day = in_progress().when(
        request_extension("2022-10-24"), at=ASKED, actor=FINANCIAL_OFFICE
    )
    assert to_the_day.facts
    beyond = in_progress().when(request_extension("2022-10-25"), at=ASKED, actor=FINANCIAL_OFFICE)
    beyond.then_refused(ExtensionTooLong, months=1, latest="2022-10-24")


def test_a_complex_ticket_is_extended_beyond_a_month() -> None:
    order = request_extension("2022-11-15")
    spec = plan_active().given(order, at="2022-10-20T09:00+08:00", actor=FINANCIAL_OFFICE)
    extended = spec.given(APPROVE, at="2022-10-21T09:00+08:00")
    assert ticket_of(extended).due.last_day == date(2022, 11, 15)


def test_an_extension_to_a_day_off_ends_on_the_next_working_day() -> None:
    spec = in_progress().given(request_extension("2022-10-15"), at=ASKED, actor=FINANCIAL_OFFICE)
    assert ticket_of(spec.given(APPROVE, at=ASKED)).due.last_day == date(2022, 10, 17)


def test_an_answer_makes_a_pending_extension_void() -> None:
    spec = extension_pending().given(reply_to_ticket(), at=REPLIED, actor=FINANCIAL_OFFICE)
    assert not ticket_of(spec).extensions


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2022-09-24", 1, "2022-10-24"),
        ("2022-01-31", 1, "2022-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2022-12-15", 1, "2023-01-15"),
        ("2022-11-30", 3, "2023-02-28"),
    ],
)
def test_a_month_ends_on_the_corresponding_day_or_the_last(
    day: str, months: int, expected: str
) -> None:
    """Civil Code 202 (2.2)."""
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(expected)
