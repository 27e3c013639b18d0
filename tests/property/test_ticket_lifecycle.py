"""Any orders, in any order, by anybody, while time goes on and calendars are published.

Each order goes through the real decider; a naive model says whether it happens, is quiet or is
refused. Anything but facts or a refusal fails the run by itself.
"""

from datetime import UTC, date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule
from msgspec.structs import replace

from services.tickets.calendar.commands import PublishCalendar
from services.tickets.calendar.state import CALENDAR as CALENDAR_ID
from services.tickets.commands import (
    CloseTicket,
    EraseContact,
    RecalculateDeadline,
    ReplyToTicket,
    SuperviseOverdueTicket,
    TakeOverTicket,
)
from services.tickets.events import (
    Basis,
    CallBackOutcome,
    DeadlineClock,
    Kind,
    TicketContactErased,
    TicketCycleStarted,
    TicketDispatched,
    TicketSubmitted,
)
from services.tickets.model import CALENDAR, REGISTRY, TICKET
from services.tickets.state import NoTicket, State, Ticket
from shared.kernel.actor import Actor, Role
from shared.kernel.calendar_lists import CalendarList
from shared.kernel.calendars import official_lists
from shared.kernel.decider import Command, Event, Held
from shared.kernel.ids import derived_id
from shared.kernel.workdays import WorkCalendar
from shared.testing.specs import Decision, Spec, instant
from tests.builders.ticket_model import Days, TicketModel
from tests.builders.tickets import (
    COLLEAGUE,
    FINANCE_BUREAU,
    FINANCIAL_OFFICE,
    FIRM,
    HOTLINE,
    LABOUR_BUREAU,
    OFFICE,
    TIMER,
    call_back,
    dispatch_ticket,
    reply_to_ticket,
    submit_ticket,
)

TURNCOAT = Actor(id=FINANCIAL_OFFICE.id, role=Role.COORDINATOR, client="console")
ACTORS = st.sampled_from(
    (OFFICE, COLLEAGUE, FINANCIAL_OFFICE, FINANCE_BUREAU, LABOUR_BUREAU, HOTLINE, TURNCOAT, TIMER)
)
DEPARTMENTS = st.sampled_from(("FINOFF", "FINOFF", "FIN", "HRSS", "NASA"))
PHONE = "13812345678"
TICKETS_MAX = 3
LEADS_ORDERS = (TakeOverTicket, ReplyToTicket)

SUBMISSIONS = st.builds(
    submit_ticket,
    firm=st.sampled_from(("530902208", "530902001", "530902102", "530921101")).map(
        lambda code: replace(FIRM, township_code=code)
    ),
    channel=st.sampled_from(("hotline_12345", "letter")),
    upstream_number=st.sampled_from((None, "1", "2")),
    confidential=st.booleans(),
    title=st.text(max_size=20),
)
DISPATCHES = st.builds(
    lambda lead, helpers, kind: dispatch_ticket(lead, *helpers, kind=kind),
    DEPARTMENTS,
    st.lists(DEPARTMENTS, max_size=2),
    st.sampled_from(Kind),
)
REPLIES = st.builds(
    reply_to_ticket,
    basis=st.sampled_from(Basis),
    provisions=st.sampled_from(((), ("A03-P02",))),
    evidence=st.sampled_from(((), ("展期协议",))),
)
WORDS = st.sampled_from(
    (*CallBackOutcome, *[CallBackOutcome.UNREACHABLE] * 3, *[CallBackOutcome.NOT_DONE] * 2)
)
CALLS = st.builds(call_back, st.sampled_from(CallBackOutcome), st.sampled_from(("", "已通话")))
ORDERS = st.one_of(
    DISPATCHES,
    st.just(TakeOverTicket()),
    REPLIES,
    CALLS,
    st.just(CloseTicket()),
    st.builds(EraseContact, ground=st.just("本人申请删除")),
    st.builds(RecalculateDeadline, clock=st.sampled_from(DeadlineClock)),
)


@st.composite
def notices(draw: st.DrawFn) -> CalendarList:
    """A notice about days around New Year, sensible or not."""
    days = draw(st.sets(st.dates(date(2026, 12, 18), date(2027, 2, 20)), min_size=1, max_size=12))
    off = {day for day in days if draw(st.booleans())}
    return CalendarList(
        year=draw(st.sampled_from((2026, 2027))),
        status=draw(st.sampled_from(("final", "provisional"))),
        holidays=tuple(sorted(off)),
        workdays=tuple(sorted(days - off)),
        document_no=draw(st.sampled_from(("甲", "乙"))),
    )


class TicketLives(RuleBasedStateMachine):
    """A few tickets in one log, from the middle of December 2026 on."""

    tickets = Bundle("tickets")

    def __init__(self) -> None:
        super().__init__()
        self.now = instant("2026-12-21T09:00+08:00")
        self.notices = list(official_lists())
        seeds = [PublishCalendar(notice=each) for each in self.notices]
        self.calendar = Spec(CALENDAR).given(*seeds, at=self.now.isoformat())
        self.calendars: dict[int, WorkCalendar] = {5: self.calendar.state}
        self.claims: dict[str, Held] = {}
        self.taken: set[tuple[str, str]] = set()
        self.specs: dict[str, Spec[State]] = {}
        self.live: dict[str, State] = {}
        self.models: dict[str, TicketModel] = {}
        self.changed: set[str] = set()

    # What may happen.

    @precondition(lambda self: len(self.specs) < TICKETS_MAX)
    @rule(target=tickets, order=SUBMISSIONS, actor=ACTORS)
    def a_firm_submits(self, order: Command, actor: Actor) -> str:
        ticket = derived_id("ticket", str(len(self.specs)))
        self.specs[ticket] = Spec(TICKET, stream_id=ticket)
        self.live[ticket] = TICKET.initial
        self.models[ticket] = TicketModel()
        self.give(ticket, order, actor)
        return ticket

    @rule(ticket=tickets, order=SUBMISSIONS, actor=ACTORS)
    def a_firm_submits_under_the_same_id(self, ticket: str, order: Command, actor: Actor) -> None:
        self.give(ticket, order, actor)

    @rule(ticket=tickets, orders=st.lists(ORDERS, min_size=1, max_size=6), actor=ACTORS)
    def anybody_orders_anything(self, ticket: str, orders: list[Command], actor: Actor) -> None:
        for order in orders:
            self.give(ticket, order, actor)

    @rule(ticket=tickets, orders=st.lists(ORDERS, min_size=1, max_size=6), times=st.integers(1, 2))
    def the_right_ones_order_anything(self, ticket: str, orders: list[Command], times: int) -> None:
        for order in orders:
            actor = self.lead_of(ticket) if isinstance(order, LEADS_ORDERS) else OFFICE
            for _ in range(times):
                self.give(ticket, order, actor)

    @rule(ticket=tickets, judges=st.lists(ACTORS, min_size=1, max_size=4), order=CALLS)
    def people_judge_a_reply(self, ticket: str, judges: list[Actor], order: Command) -> None:
        for judge in judges:
            self.give(ticket, order, judge)
            self.give(ticket, CloseTicket(), judge)

    @rule(
        ticket=tickets,
        outcomes=st.lists(WORDS, min_size=1, max_size=5),
        hours=st.sampled_from((1, 20, 24, 50)),
    )
    def the_right_ones_go_on(
        self, ticket: str, outcomes: list[CallBackOutcome], hours: int
    ) -> None:
        """A few days as they should be: each does the next step, the timer comes when due."""
        model = self.models[ticket]
        for outcome in outcomes:
            lead = self.lead_of(ticket)
            steps: dict[str, tuple[Command, Actor]] = {
                "submitted": (dispatch_ticket("FINOFF", "FIN"), OFFICE),
                "dispatched": (TakeOverTicket(), lead),
                "in_progress": (reply_to_ticket(), lead),
                "replied": (call_back(outcome), OFFICE),
            }
            if len(model.calls) >= 3:
                steps["replied"] = (CloseTicket(), OFFICE)
            if model.status in steps:
                self.give(ticket, *steps[model.status])
                self.now += timedelta(hours=hours)
                self.the_timer_comes(ticket, 0, TIMER)

    @rule(ticket=tickets, days=st.sampled_from((0, 0, -1, 1)), actor=ACTORS)
    def the_timer_comes(self, ticket: str, days: int, actor: Actor) -> None:
        """For the due instant in force, or for one it was never set for."""
        if self.models[ticket].status != "none":
            due_at = self.models[ticket].due_at.astimezone(UTC) + timedelta(days=days)
            self.give(ticket, SuperviseOverdueTicket(due_at=due_at), actor)

    @rule(hours=st.sampled_from((1, 7, 24, 72)))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(listed=notices(), judged=st.booleans())
    def a_notice_is_published(self, listed: CalendarList, *, judged: bool) -> None:
        """Open deadlines are judged by it at once, or not before the next notice."""
        decision = self.calendar.when(PublishCalendar(notice=listed), at=self.now.isoformat())
        self.calendar = decision.done()
        self.calendars[self.calendar.state.version] = self.calendar.state
        self.notices += [listed] * len(decision.facts)
        for ticket in self.specs if judged else ():
            for clock in DeadlineClock:
                self.give(ticket, RecalculateDeadline(clock=clock), TIMER)

    def lead_of(self, ticket: str) -> Actor:
        """Somebody of the lead department; from one cycle to the next it is not the same hand."""
        model = self.models[ticket]
        return replace(FINANCIAL_OFFICE, id=f"finoff-{2 - model.cycle % 2}", unit=model.lead)

    def give(self, ticket: str, order: Command, actor: Actor) -> None:
        """Give one order to the real decider and to the model, and compare."""
        latest = self.calendars[max(self.calendars)]
        spec = self.specs[ticket].under({CALENDAR_ID: latest})
        decision = spec.when(order, at=self.now.isoformat(), actor=actor, claims=self.claims)
        model = self.models[ticket]
        was_closed = model.status == "closed"
        expected = model.answer(order, actor, self.now, Days(self.notices), self.taken)
        assert _answer(decision) == expected
        facts = [fact for fact in decision.facts if isinstance(fact, Event)]
        if was_closed:
            assert all(isinstance(fact, TicketContactErased) for fact in facts)
        if decision.refusal is not None:
            assert decision.refusal.sentence("zh-CN")
            return
        self.specs[ticket] = decision.done()
        self.changed.add(ticket)
        for fact in facts:
            before = self.live[ticket]
            after = self.live[ticket] = TICKET.evolve(before, fact)
            if isinstance(before, Ticket) and isinstance(after, Ticket):
                assert after.supervision_level >= before.supervision_level
            for claim in TICKET.claims(fact):
                self.claims[claim.key] = Held(ticket, claim.value)

    # What must always hold.

    @invariant()
    def a_ticket_stands_where_the_model_says(self) -> None:
        for ticket, model in self.models.items():
            state = self.live[ticket]
            if isinstance(state, NoTicket):
                assert model.status == "none"
                continue
            assert (state.status, state.cycle) == (model.status, model.cycle)
            assert state.supervision_level == model.level
            assert state.handled_by == model.handlers

    @invariant()
    def history_gives_the_live_state_also_through_the_stored_bytes(self) -> None:
        while self.changed:
            ticket = self.changed.pop()
            history = self.specs[ticket].history
            stored = [REGISTRY.encode(fact) for fact in history]
            read = [REGISTRY.decode(*each) for each in stored]
            assert read == list(history)
            assert TICKET.fold(read) == TICKET.fold(history) == self.live[ticket]
            assert not any(PHONE.encode() in data for _, _, data in stored)

    @invariant()
    def one_lead_at_a_time(self) -> None:
        for ticket, spec in self.specs.items():
            leads = [fact.lead for fact in spec.history if isinstance(fact, TicketDispatched)]
            state = self.live[ticket]
            assert len(leads) <= 1
            if isinstance(state, Ticket):
                assert leads == ([state.dispatch.lead] if state.dispatch else [])

    @invariant()
    def a_due_date_follows_from_the_cycles_start_and_the_calendar(self) -> None:
        for ticket, model in self.models.items():
            state = self.live[ticket]
            if not isinstance(state, Ticket):
                continue
            assert model.firms_clock is not None
            assert state.due.at == model.due_at
            assert state.due.provisional == model.firms_clock.known[1]
            shown = state.calculated_due or state.due
            assert shown.last_day == model.firms_clock.known[0]
            own = self.calendars[state.due.calendar_version]
            assert own.deadline(state.cycle_started_at, 5).at == state.due.at
            if state.dispatch is not None and model.departments_clock is not None:
                assert state.dispatch.due.last_day == model.departments_clock.told

    @invariant()
    def numbers_run_without_gaps_within_a_year(self) -> None:
        by_year: dict[str, list[int]] = {}
        for spec in self.specs.values():
            for fact in spec.history:
                if isinstance(fact, TicketSubmitted):
                    by_year.setdefault(fact.number[5:9], []).append(fact.sequence)
        for sequence in by_year.values():
            assert sorted(sequence) == list(range(1, len(sequence) + 1))

    @invariant()
    def cycles_are_counted_one_by_one(self) -> None:
        for spec in self.specs.values():
            started = [fact.cycle for fact in spec.history if isinstance(fact, TicketCycleStarted)]
            assert started == list(range(2, 2 + len(started)))


def _answer(decision: Decision[State]) -> str:
    if decision.refusal is not None:
        return "refused"
    return "happens" if decision.facts else "quiet"


TestTicketLives = TicketLives.TestCase
TestTicketLives.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
