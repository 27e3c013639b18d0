"""A quarter of the district, played through the real writer on a clock set by hand.

Four times a day some firms submit, the timer does its work and every open ticket may take a step of
a seeded random walk. An order that the rules refuse is no step. The same seed plays the same quarter
but for the tickets' ids.
"""

import asyncio
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from msgspec.structs import replace

from services.tickets import commands, queries
from services.tickets.calendar.commands import PublishCalendar
from services.tickets.calendar.events import CalendarPublished
from services.tickets.calendar.state import CALENDAR
from services.tickets.codes import CATEGORY_ZH, CHANNEL_ZH
from services.tickets.events import (
    Basis,
    CallBackOutcome,
    ClosedBecause,
    ComplexGround,
    DeclineReason,
    Firm,
    Kind,
    LegalLimit,
    Milestone,
    ReopenGround,
    ReturnReason,
    Satisfaction,
    Study,
    StudyForm,
)
from services.tickets.reactions import when_calendar_published, when_due
from services.tickets.seeds import seeds
from services.tickets.state import Status, Ticket
from shared.eventstore.log import Order, Outcome
from shared.eventstore.store import Store
from shared.kernel.actor import Actor, Role
from shared.kernel.calendar_lists import CalendarList
from shared.kernel.clock import SHANGHAI, FixedClock, shanghai_date
from shared.kernel.decider import Command
from shared.kernel.refusal import Refusal
from shared.testing.orders import order
from tests.builders.firms import new_credit_code
from tests.builders.tickets import HOTLINE, OFFICE, TIMER, reply_to_ticket, submit_ticket

LEADS: Final = ("FINOFF", "FIN", "TAX", "HRSS", "MIIT", "COM")
TOWNSHIPS: Final = ("530902208", "530902001", "530902002", "530902102")
INDUSTRIES: Final = ("1530", "5211", "6110", "0164", "4700", "99")
CATEGORIES: Final = tuple(CATEGORY_ZH)
CHANNELS: Final = tuple(CHANNEL_ZH)
HOURS: Final = ((9, 10), (11, 20), (14, 40), (17, 5))

Step = tuple[Command, Actor, tuple[str, ...]]


def department(code: str) -> Actor:
    return Actor(id=f"{code}-1", role=Role.DEPARTMENT, unit=code, client="console")


class Quarter:
    """`tickets` are those submitted so far, each as its last outcome left it."""

    def __init__(self, store: Store, clock: FixedClock, seed: int) -> None:
        self.store = store
        self.clock = clock
        self.random = Random(seed)
        self.tickets: dict[str, Ticket] = {}

    async def begin(self) -> None:
        """The policy facts of every installation."""
        for seed in seeds():
            await self.store.writer.submit(order(seed.command, seed.stream_id))

    async def play(self, first: date, last: date, *, tickets: int) -> None:
        """Submit so many tickets on the days from first to last, some at every turn."""
        instants = list(_instants(first, last))
        for number, at in enumerate(instants):
            share = tickets * (number + 1) // len(instants) - tickets * number // len(instants)
            await self._turn(at, share)

    async def _turn(self, at: datetime, share: int) -> None:
        self.clock.at = at
        await self._timer()
        begun = [self._submission() for _ in range(share)]
        walk = [self._order(ticket_id, *step) for ticket_id, step in self._steps()]
        await self._carry_out([*begun, *walk])

    async def _timer(self) -> None:
        """What `watch_due_dates` does, in one go."""
        due = await queries.CASES.due(self.store.pool, self.clock.at, 10_000)
        orders = [self._order(d.stream_id, when_due(d.at), TIMER, ()) for d in due]
        await self._carry_out(orders)

    async def publish(self, notice: CalendarList) -> None:
        """A calendar notice, and what `follow_calendar` makes of it (CAL-8)."""
        await self.store.writer.submit(order(PublishCalendar(notice=notice), CALENDAR))
        for command in when_calendar_published(CalendarPublished(notice=notice)):
            await self._carry_out([self._order(each, command, TIMER, ()) for each in self.tickets])

    async def _carry_out(self, orders: list[Order]) -> None:
        submit = self.store.writer.submit
        for outcome in await asyncio.gather(*map(submit, orders), return_exceptions=True):
            if isinstance(outcome, Outcome):
                if isinstance(outcome.state, Ticket):
                    self.tickets[outcome.stream_id] = outcome.state
            elif not isinstance(outcome, Refusal):
                raise outcome

    def _order(
        self, ticket_id: str, command: Command, actor: Actor, others: tuple[str, ...]
    ) -> Order:
        return order(command, ticket_id, *others, actor=actor)

    def _submission(self) -> Order:
        pick = self.random.choice
        firm = Firm(
            uscc=new_credit_code(),
            name="临翔区昔归茶业有限公司",
            township_code=pick(TOWNSHIPS),
            industry_code=pick(INDUSTRIES),
            size="micro",
        )
        command = submit_ticket(firm=firm, category=pick(CATEGORIES), channel=pick(CHANNELS))
        return order(command, actor=HOTLINE)

    def _steps(self) -> Iterator[tuple[str, Step]]:
        for ticket_id, ticket in list(self.tickets.items()):
            chooser = _CHOOSERS.get(ticket.status)
            step = chooser(self, ticket) if chooser else None
            if step is not None:
                yield ticket_id, step

    # What may happen next, by the ticket's state.

    def received(self, ticket: Ticket) -> Step | None:  # noqa: PLR0911  one way out a step
        chance = self.random.random()
        if ticket.waiting:
            return self._supplement(chance)
        if chance < 0.5:
            return self._dispatch()
        if chance < 0.52:
            decline = commands.DeclineTicket(reason=DeclineReason.COURT, advice="请起诉。")
            return decline, OFFICE, ()
        if chance < 0.54:
            return commands.WithdrawTicket(free_will=True, statement="已解决。"), HOTLINE, ()
        if chance < 0.56:
            return commands.AskSupplement(items=("贷款合同",), reason="核实。"), OFFICE, ()
        if chance < 0.58:
            master = self.random.choice(list(self.tickets))
            return (
                commands.MergeTicket(master_id=master, group_case=True, reason="同一事项"),
                OFFICE,
                (master,),
            )
        return None

    def _dispatch(self) -> Step:
        lead, helper = self.random.sample(LEADS, 2)
        chance, limit = self.random.random(), None
        is_complex = chance < 0.3
        if chance < 0.08:
            limit = LegalLimit("行政许可法第四十二条", self._day(20))
        order_ = commands.DispatchTicket(
            lead=lead,
            helpers=(helper,) if 0.08 < chance < 0.3 else (),
            kind=Kind.COMPLEX if is_complex else Kind.GENERAL,
            grounds=(ComplexGround.MONEY_OR_POLICY,) if is_complex else (),
            legal_limit=limit,
        )
        return order_, OFFICE, ()

    def dispatched(self, ticket: Ticket) -> Step | None:
        chance, lead = self.random.random(), self._lead(ticket)
        if chance < 0.6:
            return commands.TakeOverTicket(), lead, ()
        if chance < 0.75:
            return self._return(ticket)
        if chance < 0.77:
            return commands.WithdrawTicket(free_will=True, statement="已解决。"), HOTLINE, ()
        return None

    def _return(self, ticket: Ticket) -> Step:
        command = commands.RequestReturn(
            reason=ReturnReason.OTHER_LEVEL,
            legal_basis="职能配置规定第三条",
            proposed_unit="市级主管部门",
            explanation="不属于本部门职责。",
        )
        return command, self._lead(ticket), ()

    def returning(self, ticket: Ticket) -> Step | None:
        chance, lead = self.random.random(), self.random.choice(LEADS)
        if len(ticket.returns) > 1:
            designate = commands.DesignateLead(
                lead=lead, helpers=(), leader="办公室主任", reason="指定办理。"
            )
            return designate, OFFICE, ()
        if chance < 0.7:
            decision = commands.DecideReturn(
                approved=chance < 0.45,
                reason="经研究决定。",
                lead=lead if chance < 0.3 else None,
            )
            return decision, OFFICE, ()
        return None

    def working(self, ticket: Ticket) -> Step | None:  # noqa: PLR0911  one way out a step
        chance, lead = self.random.random(), self._lead(ticket)
        if ticket.waiting:
            return self._supplement(chance)
        if ticket.extension_pending:
            decision: Command = commands.DecideExtension(approved=chance < 0.7, reason="情况属实。")
            return decision, OFFICE, ()
        if ticket.reclassification_pending:
            decision = commands.DecideReclassification(approved=chance < 0.7, reason="情况属实。")
            return decision, OFFICE, ()
        if chance < 0.12:
            return self._reply(ticket)
        if chance < 0.14:
            return commands.RequestExtension(until=self._day(12), reason="尚需时日。"), lead, ()
        if chance < 0.16:
            return commands.AskSupplement(items=("合同",), reason="核实。"), lead, ()
        if chance < 0.18:
            grounds = (ComplexGround.DECISION_ABOVE,)
            return commands.RequestReclassification(grounds=grounds, reason="需请示。"), lead, ()
        if chance < 0.2:
            return self._return(ticket)
        if ticket.supplement is not None and ticket.supplement.lapsed and chance < 0.6:
            return commands.CloseTicket(because=ClosedBecause.SUPPLEMENT_NOT_GIVEN), OFFICE, ()
        return None

    def planning(self, ticket: Ticket) -> Step | None:
        chance = self.random.random()
        if ticket.waiting:
            return self._supplement(chance)
        if chance > 0.1:
            return None
        plan = commands.SubmitPlan(
            milestones=(Milestone("会商", "业务股", self._day(4)),),
            final_on=self._day(self.random.randrange(5, 20)),
            approved_by="head-of-department",
        )
        return plan, self._lead(ticket), ()

    def planned(self, ticket: Ticket) -> Step | None:
        if self.random.random() < 0.1:
            return commands.CompleteMilestone(number=1, note="已会商。"), self._lead(ticket), ()
        return self.working(ticket)

    def replied(self, _ticket: Ticket) -> Step | None:
        chance = self.random.random()
        if chance < 0.06:
            return self._rating()
        if chance < 0.1:
            return commands.CloseTicket(), OFFICE, ()
        if chance > 0.5:
            return None
        [outcome] = self.random.choices(list(_CALLS), list(_CALLS.values()))
        called = commands.CallBackFirm(
            outcome=outcome, note=f"{chance}", explanation="依法只能如此。", leader="办公室主任"
        )
        return called, OFFICE, ()

    def closed(self, _ticket: Ticket) -> Step | None:
        chance = self.random.random()
        if chance < 0.01:
            return self._rating()
        if chance < 0.012:
            ground = self.random.choice(list(ReopenGround))
            return commands.ReopenTicket(ground=ground, statement=f"{chance}"), HOTLINE, ()
        return None

    def _supplement(self, chance: float) -> Step | None:
        return (commands.GiveSupplement(text="已补正。"), HOTLINE, ()) if chance < 0.04 else None

    def _reply(self, ticket: Ticket) -> Step:
        reply = reply_to_ticket(text=f"答复{self.random.random()}", route="向主管部门申请")
        if self.random.random() < 0.35:
            study = Study(self.random.choice(list(StudyForm)), "临翔研〔2022〕3号")
            reply = replace(reply, basis=Basis.NO_POLICY, provisions=(), study=study)
        return reply, self._lead(ticket), ()

    def _rating(self) -> Step:
        said = self.random.choice(list(Satisfaction))
        return commands.RateTicket(satisfaction=said), HOTLINE, ()

    def _lead(self, ticket: Ticket) -> Actor:
        return department(ticket.dispatch.lead if ticket.dispatch else LEADS[0])

    def _day(self, ahead: int) -> date:
        return shanghai_date(self.clock.at) + timedelta(days=ahead)


_CALLS: Final = {
    CallBackOutcome.SATISFIED: 40,
    CallBackOutcome.BASICALLY_SATISFIED: 15,
    CallBackOutcome.NOT_DONE: 15,
    CallBackOutcome.LAWFUL_LIMIT: 8,
    CallBackOutcome.UNREACHABLE: 22,
}
_CHOOSERS: Final[dict[Status, Callable[[Quarter, Ticket], Step | None]]] = {
    Status.SUBMITTED: Quarter.received,
    Status.REGISTERED: Quarter.received,
    Status.DISPATCHED: Quarter.dispatched,
    Status.RETURN_REQUESTED: Quarter.returning,
    Status.IN_PROGRESS: Quarter.working,
    Status.PLAN_PENDING: Quarter.planning,
    Status.PLAN_ACTIVE: Quarter.planned,
    Status.REPLIED: Quarter.replied,
    Status.CLOSED: Quarter.closed,
    Status.CLOSED_EXPLAINED: Quarter.closed,
}


def _instants(first: date, last: date) -> Iterator[datetime]:
    """Some instants of every day, days off too: firms and the timer know no weekend."""
    day = first
    while day <= last:
        for hour, minute in HOURS:
            yield datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)
        day += timedelta(days=1)
