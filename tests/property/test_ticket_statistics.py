"""The figures of tickets that live any life at all."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from services.tickets import commands
from services.tickets.events import (
    Basis,
    CallBackOutcome,
    ClosedBecause,
    ComplexGround,
    Kind,
    ReopenGround,
    Satisfaction,
    Study,
    StudyForm,
    TicketRated,
)
from services.tickets.state import State
from services.tickets.statistics.definitions import Indicator
from services.tickets.statistics.facts import TicketFacts
from services.tickets.statistics.measure import Grouping, Period, Question, Tally
from shared.kernel.actor import Actor
from shared.kernel.decider import Command, Event
from shared.testing.specs import Spec, instant
from tests.builders.ticket_figures import facts_of
from tests.builders.ticket_situations import (
    ask_supplement,
    decide_return,
    request_return,
    submit_plan,
)
from tests.builders.tickets import (
    COLLEAGUE,
    FINANCE_BUREAU,
    FINANCIAL_OFFICE,
    HOTLINE,
    OFFICE,
    RECEIVED,
    TIMER,
    dispatch_ticket,
    reply_to_ticket,
    submit_ticket,
    tickets,
)

STEPS: Final[tuple[tuple[Command, Sequence[Actor]], ...]] = (
    (commands.DispatchTicket(lead="FINOFF", helpers=(), kind=Kind.GENERAL), [OFFICE]),
    (
        commands.DispatchTicket(
            lead="FIN", helpers=(), kind=Kind.COMPLEX, grounds=(ComplexGround.DECISION_ABOVE,)
        ),
        [OFFICE],
    ),
    (commands.TakeOverTicket(), [FINANCIAL_OFFICE, FINANCE_BUREAU]),
    (request_return(), [FINANCIAL_OFFICE]),
    (request_return(proposed_unit="MIIT"), [FINANCE_BUREAU]),
    (decide_return("FIN"), [COLLEAGUE]),
    (decide_return(), [COLLEAGUE]),
    (decide_return(approved=False), [COLLEAGUE]),
    (submit_plan("2022-12-01", final="2022-12-15"), [FINANCIAL_OFFICE, FINANCE_BUREAU]),
    (ask_supplement(), [FINANCIAL_OFFICE, FINANCE_BUREAU, OFFICE]),
    (commands.GiveSupplement(text="已补正。"), [HOTLINE]),
    (reply_to_ticket(), [FINANCIAL_OFFICE, FINANCE_BUREAU]),
    (
        reply_to_ticket(
            basis=Basis.NO_POLICY,
            provisions=(),
            study=Study(StudyForm.STUDY_NOTE, "临翔金融研〔2022〕3号"),
        ),
        [FINANCIAL_OFFICE, FINANCE_BUREAU],
    ),
    *[(commands.CallBackFirm(outcome=each, note="", explanation="依法", leader="主任"), [COLLEAGUE])
      for each in CallBackOutcome],
    (commands.CloseTicket(because=ClosedBecause.UNREACHABLE), [COLLEAGUE]),
    *[(commands.RateTicket(satisfaction=each), [HOTLINE]) for each in Satisfaction],
    (commands.ReopenTicket(ground=ReopenGround.NEW_FACT, statement="新情况。"), [HOTLINE]),
    (commands.NoteTimePassed(at=instant(RECEIVED)), [TIMER]),
)  # fmt: skip


class Life:
    """A ticket's events, each with the instant it was recorded at."""

    def __init__(self, spec: Spec[State]) -> None:
        self.spec = spec
        self.recorded: list[tuple[datetime, Event]] = []

    def open_steps(self, at: datetime) -> list[tuple[Command, Actor]]:
        """The steps that the rules allow, and that change anything."""
        decisions = [
            (command, actor, self.spec.when(command, at=at.isoformat(), actor=actor))
            for command, actors in STEPS
            for actor in actors
        ]
        return [(c, a) for c, a, decided in decisions if not decided.refusal and decided.facts]

    def step(self, command: Command, actor: Actor, at: datetime) -> None:
        before = len(self.spec.history)
        self.spec = self.spec.given(command, at=at.isoformat(), actor=actor)
        self.recorded += [(at, event) for event in self.spec.history[before:]]

    def facts(self, known_at: datetime) -> TicketFacts:
        """What had been recorded by then."""
        return facts_of(tuple(event for at, event in self.recorded if at <= known_at))


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """Some way down the straight road, and then steps that the rules allow, some hours apart."""
    life = Life(tickets())
    at = instant(RECEIVED)
    channel = draw(st.sampled_from(("phone", "visit")))
    life.step(submit_ticket(channel=channel), HOTLINE, at)
    straight: tuple[tuple[Command, Actor], ...] = (
        (dispatch_ticket(), OFFICE),
        (commands.TakeOverTicket(), FINANCIAL_OFFICE),
        (reply_to_ticket(), FINANCIAL_OFFICE),
    )
    for command, actor in straight[: draw(st.integers(0, 3))]:
        life.step(command, actor, at)
    for hours in draw(st.lists(st.sampled_from((1, 2, 5, 20, 70)), min_size=4, max_size=20)):
        at += timedelta(hours=hours)
        steps = life.open_steps(at)
        if steps:
            life.step(*draw(st.sampled_from(steps)), at)
    return life


INSTANTS = st.integers(0, 1_000).map(lambda hours: instant(RECEIVED) + timedelta(hours=hours))
WHOLE = Period.of(None, instant(RECEIVED).date(), instant("2023-08-31T12:00Z").date())


def tallied(walked: list[Life], known_at: datetime, group_by: Grouping | None = None) -> Tally:
    tally = Tally(Question(period=WHOLE, known_at=known_at, group_by=group_by))
    for life in walked:
        tally.take(life.facts(known_at))
    return tally


@settings(max_examples=150, deadline=None)
@given(st.lists(lives(), min_size=1, max_size=4), INSTANTS, st.sampled_from(Grouping))
def test_groups_sum_to_the_total_and_no_numerator_exceeds_its_denominator(
    walked: list[Life], known_at: datetime, group_by: Grouping
) -> None:
    tally = tallied(walked, known_at, group_by)
    for indicator in Indicator:
        total = tally.total[indicator]
        groups = [counts[indicator] for counts in tally.groups.values()]
        assert 0 <= total.numerator <= total.denominator
        assert all(0 <= count.numerator <= count.denominator for count in groups)
        assert sum(count.numerator for count in groups) == total.numerator
        assert sum(count.denominator for count in groups) == total.denominator


@settings(max_examples=150, deadline=None)
@given(lives(), INSTANTS, INSTANTS)
def test_knowing_more_takes_no_order_closing_or_ticket_away(
    life: Life, one: datetime, other: datetime
) -> None:
    """Nor what was counted of them: a restatement only adds, but for T-17 and new ratings."""
    before, after = (tallied([life], known_at).total for known_at in sorted((one, other)))
    for indicator in (
        Indicator.RESPONSE,
        Indicator.RETURNED,
        Indicator.REOPENED,
        Indicator.SUPERVISED,
    ):
        assert before[indicator].numerator <= after[indicator].numerator
        assert before[indicator].denominator <= after[indicator].denominator


@settings(max_examples=150, deadline=None)
@given(lives(), INSTANTS)
def test_t_17_the_reopened_closings_and_no_others_leave_the_closed_count(
    life: Life, known_at: datetime
) -> None:
    total = tallied([life], known_at).total
    closings, closed = total[Indicator.REOPENED], total[Indicator.SOLVED]
    assert closed.denominator == closings.denominator - closings.numerator


@settings(max_examples=150, deadline=None)
@given(lives(), INSTANTS)
def test_t_18_the_two_paths_apart_are_never_more_than_all(life: Life, known_at: datetime) -> None:
    total = tallied([life], known_at).total
    paths = (total[Indicator.SOLVED_WITH_POLICY], total[Indicator.SOLVED_WITHOUT_POLICY])
    assert sum(path.denominator for path in paths) <= total[Indicator.SOLVED].denominator
    assert sum(path.numerator for path in paths) == total[Indicator.SOLVED].numerator


@settings(max_examples=150, deadline=None)
@given(lives(), INSTANTS)
def test_t_16_nothing_unrated_is_satisfied(life: Life, known_at: datetime) -> None:
    rated = {
        event.cycle
        for at, event in life.recorded
        if at <= known_at and isinstance(event, TicketRated)
    }
    assert tallied([life], known_at).total[Indicator.SATISFIED].numerator <= len(rated)
