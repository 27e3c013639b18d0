"""Any orders, in any order, by anybody, while time goes on and calendars are published.

Each order goes through the real decider; a naive model says whether it happens, is quiet or is
refused. Anything but facts or a refusal fails the run by itself.
"""

from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule
from msgspec.structs import replace

from services.tickets import commands as orders
from services.tickets.calendar.commands import PublishCalendar
from services.tickets.events import (
    Basis,
    CallBackOutcome,
    Candidate,
    CaseKind,
    ClosedBecause,
    ComplexGround,
    DeadlineClock,
    DeclineReason,
    DuplicateGround,
    Kind,
    Milestone,
    ReopenGround,
    ReturnReason,
    Satisfaction,
    Study,
    StudyForm,
    TicketContactErased,
    TicketCycleStarted,
    TicketDesignated,
    TicketDispatched,
    TicketRated,
    TicketReopened,
    TicketRepeated,
    TicketReturnDecided,
    TicketStaffRecused,
    TicketSubmitted,
    TicketSupervised,
)
from services.tickets.model import CALENDAR, REGISTRY, TICKET
from services.tickets.rules.alarms import timer_at
from services.tickets.rules.due import reckon
from services.tickets.state import NoTicket, State, Ticket
from services.tickets.tables import TicketRow, row
from shared.kernel.actor import Actor, Role
from shared.kernel.calendar_lists import CalendarList
from shared.kernel.calendars import official_lists
from shared.kernel.decider import Command, Event, Held, On
from shared.kernel.ids import derived_id
from shared.kernel.workdays import WorkCalendar
from shared.testing.specs import Decision, Spec, instant
from tests.builders.ticket_model import Days, District, TicketModel, day_of
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
    under,
)

TURNCOAT = Actor(id=FINANCIAL_OFFICE.id, role=Role.COORDINATOR, client="console")
ACTORS = st.sampled_from(
    (OFFICE, COLLEAGUE, FINANCIAL_OFFICE, FINANCE_BUREAU, LABOUR_BUREAU, HOTLINE, TURNCOAT, TIMER)
)
DEPARTMENTS = st.sampled_from(("FINOFF", "FINOFF", "FIN", "HRSS", "NASA"))
PHONE = "13812345678"
TICKETS_MAX = 3
IDS = [derived_id("ticket", str(number)) for number in range(TICKETS_MAX)]
OTHER_CODE = "91530902MA6K00014K"
LEADS_ORDERS = (
    orders.TakeOverTicket,
    orders.RequestReturn,
    orders.RequestReclassification,
    orders.SubmitPlan,
    orders.CompleteMilestone,
    orders.RequestExtension,
    orders.AskSupplement,
    orders.ReplyToTicket,
)
FIRMS_ORDERS = (orders.GiveSupplement, orders.RateTicket, orders.ReopenTicket)
# What may still be recorded about a ticket that is finished.
AFTERWARDS = (
    TicketContactErased,
    TicketStaffRecused,
    TicketRepeated,
    TicketRated,
    TicketReopened,
    TicketDispatched,
)

SUBMISSIONS = st.builds(
    submit_ticket,
    firm=st.sampled_from(("530902208", "530902208", "530902001", "530902102", "530921101")).map(
        lambda code: replace(
            FIRM, uscc=OTHER_CODE if code == "530902001" else FIRM.uscc, township_code=code
        )
    ),
    channel=st.sampled_from(("hotline_12345", "letter")),
    upstream_number=st.sampled_from((None, "1", "2")),
    confidential=st.booleans(),
    title=st.text(max_size=20),
)
RULINGS = st.builds(
    orders.RuleOutDuplicates,
    candidates=st.lists(st.sampled_from(IDS), min_size=1, max_size=2, unique=True).map(tuple),
    reason=st.sampled_from(("系另一笔贷款", "系另一笔贷款", "另一银行", " ")),
)
DISPATCHES = st.builds(
    lambda lead, helpers, kind, ruled_out: replace(
        dispatch_ticket(lead, *helpers, kind=kind), ruled_out=ruled_out
    ),
    DEPARTMENTS,
    st.lists(DEPARTMENTS, max_size=2),
    st.sampled_from(Kind),
    st.none() | RULINGS,
)
REPLIES = st.builds(
    reply_to_ticket,
    basis=st.sampled_from(Basis),
    provisions=st.sampled_from(((), ("A03-P02",))),
    evidence=st.sampled_from(((), ("展期协议",))),
    study=st.sampled_from((None, Study(StudyForm.STUDY_NOTE, "研究意见"))),
)
WORDS = st.sampled_from(
    (*CallBackOutcome, *[CallBackOutcome.UNREACHABLE] * 3, *[CallBackOutcome.NOT_DONE] * 2)
)
CALLS = st.builds(
    orders.CallBackFirm,
    outcome=st.sampled_from(CallBackOutcome),
    note=st.sampled_from(("", "已通话")),
    explanation=st.sampled_from(("利率由银行自主确定。", "")),
    leader=st.just("办公室主任"),
)
REASON = "经研究决定。"
TEXTS = st.sampled_from(("甲", "乙"))
DATES = st.dates(date(2026, 12, 21), date(2027, 3, 1))
PLANS = st.builds(
    lambda days, head: orders.SubmitPlan(
        milestones=tuple(Milestone("会商", "银行股", day) for day in days[:-1])
        or (Milestone("会商", "银行股", days[-1]),),
        final_on=days[-1],
        approved_by=head,
    ),
    st.lists(DATES, min_size=1, max_size=3).map(sorted),
    st.sampled_from(("finoff-head", "finoff-1")),
)
ACCEPTANCES = st.builds(
    orders.AcceptTicket, duplicates_checked=st.booleans(), ruled_out=st.none() | RULINGS
)
MERGES = st.builds(
    orders.MergeTicket,
    master_id=st.sampled_from((*IDS[:2], *IDS)),
    group_case=st.booleans(),
    reason=st.sampled_from(("同一件事", "同一件事", "同一件事", "")),
)
COMPARING = st.one_of(MERGES, ACCEPTANCES, RULINGS, DISPATCHES)
INTAKE = st.one_of(
    ACCEPTANCES,
    RULINGS,
    MERGES,
    st.builds(
        orders.DeclineTicket,
        reason=st.sampled_from((DeclineReason.COURT, DeclineReason.SUPPLEMENT_NOT_GIVEN)),
        advice=st.just("请通过诉讼途径解决。"),
    ),
    st.just(orders.RecordRepeat(channel="phone", upstream_number=None)),
    st.builds(
        orders.WithdrawTicket,
        free_will=st.sampled_from((True, False, False)),
        statement=st.just("不再反映。"),
        proof=st.sampled_from(("", "申请书")),
    ),
    st.builds(
        orders.RecuseStaff,
        person=st.sampled_from(("fin-1", "office-3", "office-2")),
        ground=st.just("近亲属"),
    ),
    st.builds(orders.EraseContact, ground=st.just("本人申请删除")),
    st.builds(orders.RequestCase, case=st.sampled_from(CaseKind)),
)
RETURNS = st.one_of(
    st.builds(
        orders.RequestReturn,
        reason=st.just(ReturnReason.WRONG_UNIT),
        legal_basis=st.just("职能配置规定"),
        proposed_unit=st.sampled_from(("MIIT", "FIN", "FINOFF")),
        explanation=st.just("不属于本部门职责。"),
    ),
    st.builds(
        orders.DecideReturn,
        approved=st.booleans(),
        reason=st.just(REASON),
        lead=st.sampled_from((None, "FIN", "FINOFF", "NASA")),
    ),
    st.builds(
        orders.DesignateLead,
        lead=st.sampled_from(("FIN", "FINOFF", "HRSS", "NASA")),
        helpers=st.just(()),
        leader=st.sampled_from(("办公室主任", "")),
        reason=st.just(REASON),
    ),
)
HANDLING = st.one_of(
    st.just(orders.RequestReclassification(grounds=(ComplexGround.DECISION_ABOVE,), reason=REASON)),
    st.builds(orders.DecideReclassification, approved=st.booleans(), reason=st.just(REASON)),
    PLANS,
    st.builds(orders.CompleteMilestone, number=st.integers(0, 3), note=st.just("")),
    st.builds(orders.RequestExtension, until=DATES, reason=st.just(REASON)),
    st.builds(orders.DecideExtension, approved=st.booleans(), reason=st.just(REASON)),
    st.just(orders.AskSupplement(items=("贷款合同",), reason=REASON)),
    st.builds(orders.GiveSupplement, text=TEXTS),
    st.builds(orders.ReplyAsHelper, text=TEXTS, evidence=st.just(())),
)
CLOSING = st.one_of(
    CALLS,
    st.builds(
        orders.CloseTicket,
        because=st.sampled_from((ClosedBecause.UNREACHABLE, ClosedBecause.SUPPLEMENT_NOT_GIVEN)),
    ),
    st.builds(orders.RateTicket, satisfaction=st.sampled_from(Satisfaction)),
    st.builds(orders.ReopenTicket, ground=st.sampled_from(ReopenGround), statement=TEXTS),
)
ORDERS = st.one_of(
    DISPATCHES,
    st.just(orders.TakeOverTicket()),
    INTAKE,
    RETURNS,
    HANDLING,
    REPLIES,
    CLOSING,
    st.builds(orders.RecalculateDeadline, clock=st.sampled_from(DeadlineClock)),
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
        self.district = District()
        self.specs: dict[str, Spec[State]] = {}
        self.live: dict[str, State] = {}
        self.models = self.district.cards
        self.changed: set[str] = set()

    # What may happen.

    @precondition(lambda self: len(self.specs) < TICKETS_MAX)
    @rule(
        target=tickets,
        order=SUBMISSIONS,
        actor=ACTORS,
        alike=st.lists(st.sampled_from((0, 1599, 1600, 9000)), min_size=2, max_size=2),
        overtaken=st.sampled_from((False, False, False, True)),
    )
    def a_firm_submits(
        self, order: orders.SubmitTicket, actor: Actor, alike: list[int], *, overtaken: bool
    ) -> str:
        """After a look for duplicates, which another ticket may have overtaken (T-12)."""
        return self.submit(order, actor, alike, overtaken=overtaken)

    def submit(
        self, order: orders.SubmitTicket, actor: Actor, alike: list[int], *, overtaken: bool = False
    ) -> str:
        ticket = IDS[len(self.specs)]
        self.specs[ticket] = Spec(TICKET, stream_id=ticket)
        self.live[ticket] = TICKET.initial
        self.models[ticket] = TicketModel(id=ticket)
        looked = orders.Looked() if overtaken else self.look(order, alike)
        self.give(ticket, replace(order, looked=looked), actor)
        return ticket

    @precondition(lambda self: 0 < len(self.specs) < TICKETS_MAX)
    @rule(
        target=tickets,
        order=SUBMISSIONS,
        steps=st.lists(st.tuples(COMPARING, ACTORS | st.just(OFFICE)), min_size=1, max_size=4),
        absorbs=st.booleans(),
    )
    def a_matter_comes_in_again_and_is_compared(
        self, order: orders.SubmitTicket, steps: list[tuple[Command, Actor]], *, absorbs: bool
    ) -> str:
        order = replace(order, firm=FIRM, upstream_number=None)
        ticket = self.submit(order, HOTLINE, [9000, 9000])
        if absorbs:
            merge = orders.MergeTicket(master_id=ticket, group_case=False, reason=REASON)
            self.give(IDS[0], merge, OFFICE)
        for step, actor in steps:
            self.give(ticket, step, actor)
        return ticket

    @rule(ticket=tickets, steps=st.lists(COMPARING, min_size=1, max_size=3))
    def the_office_compares(self, ticket: str, steps: list[Command]) -> None:
        for step in steps:
            self.give(ticket, step, OFFICE)

    def look(self, order: orders.SubmitTicket, alike: list[int]) -> orders.Looked:
        """What is open of the firm or under the number, as like as it is told to be."""
        candidates = []
        for (ticket, model), similarity in zip(self.models.items(), alike, strict=False):
            state = self.live[ticket]
            if not isinstance(state, Ticket) or not model.open:
                continue
            same_number = order.upstream_number is not None and (
                model.upstream == order.upstream_number
            )
            if same_number or (model.uscc, model.category) == (order.firm.uscc, order.category):
                ground = DuplicateGround("same_upstream_number" if same_number else "similar_text")
                candidates.append(Candidate(ticket, state.number, ground, similarity))
        last = self.district.last
        return orders.Looked(
            last_of_firm=last.get((order.firm.uscc, order.category)),
            last_of_number=last.get((order.upstream_number or "",)),
            candidates=tuple(candidates),
        )

    def dispatching(self, ticket: str, *helpers: str, kind: Kind = Kind.GENERAL) -> Command:
        """交办, with whatever is undecided ruled out."""
        left = tuple(other for other, said in self.models[ticket].proposed.items() if said is None)
        order = dispatch_ticket("FINOFF", *helpers, kind=kind)
        ruled_out = orders.RuleOutDuplicates(candidates=left, reason=REASON)
        return replace(order, ruled_out=ruled_out) if left else order

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
            for _ in range(times):
                self.give(ticket, order, self.right_one(ticket, order))

    @rule(ticket=tickets, judges=st.lists(ACTORS, min_size=1, max_size=4), order=CALLS)
    def people_judge_a_reply(self, ticket: str, judges: list[Actor], order: Command) -> None:
        for judge in judges:
            self.give(ticket, order, judge)
            self.give(ticket, orders.CloseTicket(), judge)

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
            steps: dict[str, Command] = {
                "submitted": self.dispatching(ticket, "FIN"),
                "registered": self.dispatching(ticket, "FIN", kind=Kind.COMPLEX),
                "dispatched": orders.TakeOverTicket(),
                "plan_pending": orders.SubmitPlan(
                    milestones=(Milestone("会商", "银行股", day_of(self.now)),),
                    final_on=day_of(self.now) + timedelta(days=9),
                    approved_by="head",
                ),
                "plan_active": reply_to_ticket(),
                "in_progress": reply_to_ticket(),
                "replied": call_back(outcome),
            }
            if len(model.calls) >= 3:
                steps["replied"] = orders.CloseTicket()
            if model.status in steps:
                order = steps[model.status]
                self.give(ticket, order, self.right_one(ticket, order))
                self.now += timedelta(hours=hours)
                self.the_timer_comes(ticket)

    @rule(
        ticket=tickets,
        status=st.sampled_from(("dispatched", "in_progress", "plan_active", "replied", "closed")),
        steps=st.lists(st.one_of(RETURNS, HANDLING, CLOSING, INTAKE), min_size=1, max_size=6),
        kind=st.sampled_from(Kind),
    )
    def once_a_ticket_has_come_so_far_the_right_ones_go_on(
        self, ticket: str, status: str, steps: list[Command], kind: Kind
    ) -> None:
        self.bring_to(ticket, status, kind)
        for order in steps:
            self.give(ticket, order, self.right_one(ticket, order))

    def bring_to(self, ticket: str, status: str, kind: Kind = Kind.GENERAL) -> None:
        """The straight way, without time passing, as far as it leads to a status."""
        model = self.models[ticket]
        for _ in range(6):
            way: dict[str, Command] = {
                "submitted": self.dispatching(ticket, "FIN", kind=kind),
                "registered": self.dispatching(ticket, "FIN", kind=kind),
                "dispatched": orders.TakeOverTicket(),
                "plan_pending": orders.SubmitPlan(
                    milestones=(Milestone("会商", "银行股", day_of(self.now)),),
                    final_on=day_of(self.now) + timedelta(days=9),
                    approved_by="head",
                ),
                "plan_active": reply_to_ticket(),
                "in_progress": reply_to_ticket(),
                "replied": call_back(CallBackOutcome.SATISFIED),
            }
            if model.status == status or model.status not in way:
                break
            order = way[model.status]
            self.give(ticket, order, self.right_one(ticket, order))

    @rule(ticket=tickets, approved=st.booleans(), days=st.integers(1, 5), number=st.integers(0, 3))
    def what_is_asked_for_is_decided(
        self, ticket: str, days: int, number: int, *, approved: bool
    ) -> None:
        """A request of one sort, put by the lead in its time and then decided by the office."""
        if number == 3:
            self.bring_to(ticket, "plan_active", Kind.COMPLEX)
        else:
            self.bring_to(ticket, "in_progress")
        clock = self.models[ticket].firms_clock
        if clock is None:
            return
        returned = orders.RequestReturn(
            reason=ReturnReason.WRONG_UNIT,
            legal_basis="职能配置规定",
            proposed_unit="MIIT",
            explanation="不属于本部门职责。",
        )
        way: tuple[tuple[Command, ...], ...] = (
            (
                orders.RequestExtension(until=clock.told + timedelta(days=days), reason=REASON),
                orders.DecideExtension(approved=approved, reason=REASON),
            ),
            (
                orders.RequestReclassification(
                    grounds=(ComplexGround.DECISION_ABOVE,), reason=REASON
                ),
                orders.DecideReclassification(approved=approved, reason=REASON),
            ),
            (
                returned,
                orders.DecideReturn(approved=approved, reason=REASON, lead="FIN"),
                returned,
                orders.DesignateLead(
                    lead="FINOFF" if days > 2 else "FIN",
                    helpers=(),
                    leader="办公室主任",
                    reason=REASON,
                ),
            ),
            (
                orders.CompleteMilestone(number=1, note="已会商。"),
                orders.RequestExtension(until=clock.told + timedelta(days=40), reason=REASON),
                orders.DecideExtension(approved=approved, reason=REASON),
            ),
        )
        for order in way[number]:
            self.give(ticket, order, self.right_one(ticket, order))

    @rule(
        ticket=tickets,
        steps=st.lists(st.one_of(RETURNS, HANDLING), min_size=1, max_size=5),
        hours=st.sampled_from((0, 1, 20)),
    )
    def the_right_ones_handle_it(self, ticket: str, steps: list[Command], hours: int) -> None:
        for order in steps:
            self.give(ticket, order, self.right_one(ticket, order))
            self.now += timedelta(hours=hours)

    @rule(ticket=tickets)
    def the_timer_comes(self, ticket: str) -> None:
        """Whenever it comes, it says all there is to say, and then nothing more."""
        if self.models[ticket].status == "none":
            return
        before = self.live[ticket]
        assert isinstance(before, Ticket)
        at = timer_at(before)
        order = orders.NoteTimePassed(at=self.now)
        facts = self.give(ticket, order, TIMER)
        assert bool(facts) == (at is not None and at <= self.now)
        assert not self.give(ticket, order, TIMER)
        after = self.live[ticket]
        assert isinstance(after, Ticket)
        self.models[ticket].paused = after.waiting
        later = timer_at(after)
        assert later is None or later > self.now

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
                self.give(ticket, orders.RecalculateDeadline(clock=clock), TIMER)

    def right_one(self, ticket: str, order: Command) -> Actor:
        """Who such an order is to come from; the lead's hands change from cycle to cycle."""
        model = self.models[ticket]
        if isinstance(order, LEADS_ORDERS):
            if not model.lead:
                return OFFICE
            return replace(FINANCIAL_OFFICE, id=f"finoff-{2 - model.cycle % 2}", unit=model.lead)
        if isinstance(order, orders.ReplyAsHelper):
            return FINANCE_BUREAU
        return HOTLINE if isinstance(order, FIRMS_ORDERS) else OFFICE

    def give(self, ticket: str, order: Command, actor: Actor) -> list[Event]:
        """Give one order to the real decider and to the model, and compare."""
        latest = self.calendars[max(self.calendars)]
        spec = self.specs[ticket].under(under(latest))
        others = {}
        if isinstance(order, orders.MergeTicket):
            others = {order.master_id: self.live.get(order.master_id, TICKET.initial)}
        decision = spec.when(
            order, at=self.now.isoformat(), actor=actor, claims=self.claims, others=others
        )
        model = self.models[ticket]
        was_finished = model.status != "none" and not model.open
        expected = model.answer(order, actor, self.now, Days(self.notices), self.district)
        assert expected in {None, _answer(decision)}, (expected, decision.facts, decision.refusal)
        facts = [fact for fact in decision.facts if isinstance(fact, Event)]
        if was_finished:
            assert all(isinstance(fact, AFTERWARDS) for fact in facts)
        if decision.refusal is not None:
            assert decision.refusal.sentence("zh-CN")
            return []
        self.specs[ticket] = decision.done()
        self.changed.add(ticket)
        for fact in decision.facts:
            if isinstance(fact, On):
                self.specs[fact.stream_id] = self.specs[fact.stream_id].after((fact.event,))
                self.live[fact.stream_id] = TICKET.evolve(self.live[fact.stream_id], fact.event)
                self.changed.add(fact.stream_id)
        for fact in facts:
            before = self.live[ticket]
            after = self.live[ticket] = TICKET.evolve(before, fact)
            if isinstance(before, Ticket) and isinstance(after, Ticket):
                assert after.supervision_level >= before.supervision_level
            for claim in TICKET.claims(fact):
                self.claims[claim.key] = Held(ticket, claim.value)
        self.follow_steps(ticket)
        return facts

    def follow_steps(self, ticket: str) -> None:
        """Where a clock has pauses, extensions or a plan, the model reads its date from it."""
        state, model = self.live[ticket], self.models[ticket]
        if isinstance(state, Ticket) and model.firms_clock and model.firms_clock.stepped:
            model.firms_clock.told = state.due.last_day

    # What must always hold.

    @invariant()
    def a_ticket_stands_where_the_model_says(self) -> None:
        for ticket, model in self.models.items():
            state = self.live[ticket]
            if isinstance(state, NoTicket):
                assert model.status == "none"
                continue
            assert (state.status, state.cycle) == (model.status, model.cycle)
            assert state.handled_by == model.handlers
            assert state.recused == model.recused
            assert len(state.returns) == len(set(model.returned_by))
            assert state.waiting == model.paused
            assert (state.master_id, len(state.absorbed)) == (model.master, len(model.absorbed))

    @invariant()
    def what_is_proposed_stands_as_it_was_decided_and_nothing_undecided_is_dispatched(self) -> None:
        for ticket, model in self.models.items():
            state = self.live[ticket]
            if not isinstance(state, Ticket):
                continue
            stands = {
                each.candidate.ticket_id: (each.ruling, each.reason) if each.ruling else None
                for each in state.duplicates
            }
            assert stands == model.proposed
            assert not state.duplicates_undecided or state.status in {"submitted", "registered"}

    @invariant()
    def a_row_has_exactly_its_columns_and_wakes_the_timer_rightly(self) -> None:
        columns = {column.name for column in TicketRow.__table__.columns}  # type: ignore[attr-defined]
        for state in self.live.values():
            flattened = row(state, 1)
            if isinstance(state, Ticket):
                assert flattened is not None
                assert {*flattened, "id"} == columns
                assert flattened["timer_at"] == timer_at(state)

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
    def one_lead_at_any_time(self) -> None:
        """Told from the history alone: who was given the ticket last, unless it was taken back."""
        for ticket, spec in self.specs.items():
            lead = None
            for fact in spec.history:
                if isinstance(fact, TicketDispatched | TicketDesignated):
                    lead = fact.lead
                elif isinstance(fact, TicketReopened) or (
                    isinstance(fact, TicketReturnDecided) and fact.approved
                ):
                    lead = None
            state = self.live[ticket]
            if isinstance(state, Ticket):
                assert lead == (state.dispatch.lead if state.dispatch else None)
                assert state.dispatch is None or lead not in state.dispatch.helpers

    @invariant()
    def no_department_asks_for_a_return_twice(self) -> None:
        for model in self.models.values():
            assert len(model.returned_by) == len(set(model.returned_by))

    @invariant()
    def a_due_date_follows_from_start_steps_and_calendar(self) -> None:
        for ticket, model in self.models.items():
            state = self.live[ticket]
            if not isinstance(state, Ticket):
                continue
            assert model.firms_clock is not None
            assert state.due.at == model.due_at
            clock = state.clock
            if clock.steps:
                own = self.calendars[state.due.calendar_version]
                assert reckon(own, clock.start, 5, clock.steps).at <= state.due.at
                continue
            assert state.due.provisional == model.firms_clock.known[1]
            shown = state.calculated_due or state.due
            assert shown.last_day == model.firms_clock.known[0]
            own = self.calendars[state.due.calendar_version]
            assert own.deadline(state.cycle_started_at, 5).at == state.due.at
            order = state.dispatch
            if order is not None and model.departments_clock is not None and not order.clock.steps:
                assert order.due.last_day == model.departments_clock.told

    @invariant()
    def each_missed_instant_of_a_deadline_is_recorded_once(self) -> None:
        for spec in self.specs.values():
            said = [
                (fact.clock, fact.subject, fact.due_at, fact.step, fact.cause)
                for fact in spec.history
                if isinstance(fact, TicketSupervised) and fact.cause == "overdue"
            ]
            assert len(said) == len(set(said))

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
            started = [
                fact.cycle
                for fact in spec.history
                if isinstance(fact, TicketCycleStarted | TicketReopened)
            ]
            assert started == list(range(2, 2 + len(started)))


def _answer(decision: Decision[State]) -> str:
    if decision.refusal is not None:
        return "refused"
    return "happens" if decision.facts else "quiet"


TestTicketLives = TicketLives.TestCase
TestTicketLives.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
