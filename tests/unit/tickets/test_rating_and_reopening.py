"""评价 and 重新办理: the firm's own word, and its way back (5.3; T-14 to T-17)."""

import pytest

from services.tickets.commands import CallBackFirm, RateTicket, ReopenTicket
from services.tickets.events import (
    CallBackOutcome,
    ClosedBecause,
    ReopenGround,
    Satisfaction,
    TicketCalledBack,
    TicketClosed,
    TicketDispatched,
    TicketRated,
    TicketReopened,
)
from services.tickets.refusals import (
    ExplanationMissing,
    HandlerCannotClose,
    NothingNew,
    OnlyFirmRates,
    RatingFixed,
    ReopeningTooLate,
)
from services.tickets.rules.calls import ratings_of, satisfied
from services.tickets.state import Status
from shared.kernel.actor import Actor
from shared.testing.specs import instant
from tests.builders.ticket_situations import closed_explained, explain_limit, ticket_of
from tests.builders.tickets import (
    CALLED_BACK,
    COLLEAGUE,
    FINANCIAL_OFFICE,
    HOTLINE,
    OFFICE,
    closed,
    in_progress,
    replied,
)

LATE = "2022-10-08T09:00+08:00"
REOPEN = ReopenTicket(ground=ReopenGround.NOT_CARRIED_OUT, statement="银行至今未办理展期。")


def rate(satisfaction: Satisfaction) -> RateTicket:
    return RateTicket(satisfaction=satisfaction)


def test_t_15_the_firm_rates_once_a_cycle() -> None:
    order = rate(Satisfaction.VERY_SATISFIED)
    decision = closed().when(order, at=LATE, actor=HOTLINE)
    assert decision.facts == (
        TicketRated(
            cycle=1,
            satisfaction=Satisfaction.VERY_SATISFIED,
            comment="",
            rated_at=instant(LATE),
            policy_version=1,
        ),
    )
    decision.done().when(order, at=LATE, actor=HOTLINE).then_nothing()


@pytest.mark.parametrize("actor", [OFFICE, FINANCIAL_OFFICE], ids=["the office", "the lead"])
def test_t_15_nobody_rates_in_the_firms_place(actor: Actor) -> None:
    closed().when(rate(Satisfaction.SATISFIED), at=LATE, actor=actor).then_refused(OnlyFirmRates)


def test_t_15_a_rating_changes_within_7_days_and_both_are_kept() -> None:
    spec = closed().given(rate(Satisfaction.SATISFIED), at=LATE, actor=HOTLINE)
    worse = rate(Satisfaction.DISSATISFIED)
    changed = spec.given(worse, at="2022-10-15T23:59+08:00", actor=HOTLINE)
    kept = [rating.satisfaction for rating in ratings_of(ticket_of(changed), 1)]
    assert kept == [Satisfaction.SATISFIED, Satisfaction.DISSATISFIED]
    late = spec.when(worse, at="2022-10-16T00:00+08:00", actor=HOTLINE)
    late.then_refused(RatingFixed, days=7)


@pytest.mark.parametrize(
    ("satisfaction", "counted"),
    [
        (Satisfaction.VERY_SATISFIED, True),
        (Satisfaction.SATISFIED, True),
        (Satisfaction.BASICALLY_SATISFIED, True),
        (Satisfaction.DISSATISFIED, False),
        (Satisfaction.VERY_DISSATISFIED, False),
    ],
)
def test_t_16_what_counts_as_satisfied(satisfaction: Satisfaction, *, counted: bool) -> None:
    spec = closed().given(rate(satisfaction), at=LATE, actor=HOTLINE)
    assert satisfied(ticket_of(spec), 1) is counted


def test_t_16_not_rated_is_neither_satisfied_nor_not() -> None:
    assert satisfied(ticket_of(closed()), 1) is None


def test_t_17_reopening_starts_a_new_cycle_with_a_new_clock_at_the_same_department() -> None:
    decision = closed("FIN").when(REOPEN, at=LATE, actor=HOTLINE)
    assert [type(fact) for fact in decision.facts] == [TicketReopened, TicketDispatched]
    spec = decision.done()
    ticket = ticket_of(spec)
    assert (ticket.status, ticket.cycle, ticket.open) == (Status.DISPATCHED, 2, True)
    assert ticket.due.last_day.isoformat() == "2022-10-13"
    assert ticket.dispatch is not None
    assert (ticket.dispatch.lead, ticket.dispatch.helpers) == ("FINOFF", ("FIN",))
    spec.when(REOPEN, at=LATE, actor=HOTLINE).then_nothing()


def test_t_17_the_first_cycles_rating_stays_what_it_was() -> None:
    rated = closed().given(rate(Satisfaction.DISSATISFIED), at=LATE, actor=HOTLINE)
    ticket = ticket_of(rated.given(REOPEN, at=LATE, actor=HOTLINE))
    assert satisfied(ticket, 1) is False
    assert satisfied(ticket, 2) is None
    assert ticket.handled_by == frozenset({"finoff-1"}), "who handled it stays known (T-14)"


@pytest.mark.parametrize(
    ("at", "in_time"),
    [("2022-10-31T23:59+08:00", True), ("2022-11-01T00:00+08:00", False)],
    ids=["Monday after the 30th day, a Saturday", "the day after"],
)
def test_the_firm_reopens_within_30_days_a_day_off_moved_on(at: str, *, in_time: bool) -> None:
    """Closed on Thursday 2022-09-29; the 30th day is Saturday 2022-10-29."""
    decision = closed().when(REOPEN, at=at, actor=HOTLINE)
    if in_time:
        assert decision.facts
    else:
        decision.then_refused(ReopeningTooLate, last_day="2022-10-31")


def test_the_office_reopens_at_any_time() -> None:
    assert closed().when(REOPEN, at="2023-06-01T09:00+08:00", actor=COLLEAGUE).facts


def test_an_explained_closing_is_reopened_by_a_new_fact_only() -> None:
    closed_explained().when(REOPEN, at=LATE, actor=HOTLINE).then_refused(NothingNew)
    fact = ReopenTicket(ground=ReopenGround.NEW_FACT, statement="银行出台新政策。")
    assert closed_explained().when(fact, at=LATE, actor=HOTLINE).facts


def test_the_lawful_limit_closes_explained_by_a_leader_and_counts_as_unsatisfied() -> None:
    decision = replied().when(explain_limit(), at=CALLED_BACK)
    called, closing = decision.facts
    assert isinstance(called, TicketCalledBack)
    assert isinstance(closing, TicketClosed)
    assert (called.leader, closing.because) == ("领导小组办公室主任", ClosedBecause.EXPLAINED)
    spec = decision.done()
    ticket = ticket_of(spec)
    assert (ticket.status, ticket.unsatisfied) == (Status.CLOSED_EXPLAINED, 1)
    assert ticket.closing_note == "利率由承贷银行依法自主确定。"
    spec.when(explain_limit(), at=CALLED_BACK).then_nothing()
    bare = CallBackFirm(outcome=CallBackOutcome.LAWFUL_LIMIT, note="", explanation="依法。")
    replied().when(bare, at=CALLED_BACK).then_refused(ExplanationMissing)


def test_t_14_the_handling_department_cannot_explain_its_own_limit_away() -> None:
    decision = replied().when(explain_limit(), at=CALLED_BACK, actor=FINANCIAL_OFFICE)
    decision.then_refused(HandlerCannotClose)


def test_before_the_reply_there_is_nothing_to_rate() -> None:
    decision = in_progress().when(rate(Satisfaction.SATISFIED), at=LATE, actor=HOTLINE)
    assert decision.refusal is not None
