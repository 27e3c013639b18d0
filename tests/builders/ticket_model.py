"""A second, naive telling of a ticket's rules, to hold the real decider against.

Written from domain rules 2 and 5 with sets and loops; it shares no code with the service but the
shapes of orders. It answers only whether an order happens, is quiet or is refused; of what time and
calendars do to a clock with pauses and extensions it says nothing (None): that has properties of its
own in `tests/property/test_ticket_clocks.py`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any, Literal, NamedTuple

from services.tickets import commands as orders
from shared.kernel.actor import Actor
from shared.kernel.calendar_lists import CalendarList

Answer = Literal["happens", "quiet", "refused"]

BEIJING = timezone(timedelta(hours=8))
TOWNSHIPS = {
    f"530902{n}" for n in ("001", "002", "102", "202", "203", "204", "206", "207", "208", "209")
}
KNOWN_DEPARTMENTS = {"FINOFF", "FIN", "HRSS", "MIIT"}
# 2.3: the statutory days of 2027 fall back on, until its list is published (CAL-7).
STATUTORY_2027 = {
    date(2027, month, day)
    for month, days in {1: [1], 2: [5, 6, 7, 8], 4: [5], 5: [1, 2], 6: [9]}.items()
    for day in days
}


def day_of(at: datetime) -> date:
    return at.astimezone(BEIJING).date()


class Days:
    """The calendar as a person reads it: one notice after the other, the later word holds."""

    def __init__(self, notices: Sequence[CalendarList]) -> None:
        self.named: dict[date, bool] = {}
        self.settled: set[int] = set()
        for each in notices:
            self.named |= dict.fromkeys(each.holidays, False) | dict.fromkeys(each.workdays, True)
            if each.status == "final":
                self.settled.add(each.year)

    def worked(self, day: date) -> bool:
        if day in self.named:
            return self.named[day]
        fallback = day.year not in self.settled and day in STATUTORY_2027
        return day.isoweekday() <= 5 and not fallback

    def after(self, start: date, workdays: int) -> date:
        """The N-th working day after `start`."""
        return self._walk(start, workdays)[0]

    def between(self, earlier: date, later: date) -> int:
        """Working days after the one up to and including the other."""
        span = range(1, (later - earlier).days + 1)
        return sum(self.worked(earlier + timedelta(days=n)) for n in span)

    def fifth_after(self, start: date) -> tuple[date, bool]:
        """The fifth working day after `start`, and whether it is provisional."""
        return self._walk(start, 5)

    def _walk(self, start: date, left: int) -> tuple[date, bool]:
        day, provisional = start, False
        while left:
            day += timedelta(days=1)
            left -= self.worked(day)
            provisional |= day.year not in self.settled
        return day, provisional


@dataclass
class Clock:
    """`told` is what the holder was told at last; `known` what the calendar was last found to say."""

    start: date
    told: date
    known: tuple[date, bool]
    stepped: bool = False

    @classmethod
    def from_day(cls, start: date, days: Days) -> "Clock":
        fifth = days.fifth_after(start)
        return cls(start, fifth[0], fifth)

    def judge(self, days: Days) -> Answer | None:
        if self.stepped:
            return None
        fifth = days.fifth_after(self.start)
        if fifth == self.known:
            return "quiet"
        self.known = fifth
        self.told = max(self.told, fifth[0])
        return "happens"


@dataclass
class District:
    """All cards, and who came in last: by firm and category, and by upstream number (T-12)."""

    cards: "dict[str, TicketModel]" = field(default_factory=dict)
    taken: set[tuple[str, str]] = field(default_factory=set)
    last: dict[tuple[str, ...], str] = field(default_factory=dict)


class Given(NamedTuple):
    """An order as it is given."""

    command: Any
    actor: Actor
    today: date
    days: Days
    district: District


@dataclass
class TicketModel:
    """A ticket as a clerk would keep it on a card.

    `proposed` are the ids of likely duplicates, each with what was decided and why, None before.
    """

    id: str = ""
    uscc: str = ""
    category: str = ""
    upstream: str | None = None
    proposed: dict[str, tuple[str, str] | None] = field(default_factory=dict)
    master: str | None = None
    absorbed: list[str] = field(default_factory=list)
    status: str = "none"
    lead: str = ""
    helpers: tuple[str, ...] = ()
    kind: str = ""
    dispatched_on: date | None = None
    handlers: set[str] = field(default_factory=set)
    recused: set[str] = field(default_factory=set)
    firms_clock: Clock | None = None
    departments_clock: Clock | None = None
    cycle: int = 1
    cycle_from: date | None = None
    returned_by: list[str] = field(default_factory=list)
    return_asked: orders.RequestReturn | None = None
    return_decided: tuple[bool, str] | None = None
    final: bool = False
    reclassification: str = ""  # "", "asked", or what was decided
    planned: orders.SubmitPlan | None = None
    done: set[int] = field(default_factory=set)
    extensions: list[list[Any]] = field(default_factory=list)  # until, approved
    asked_on: date | None = None
    silent_after: date | None = None  # the last day the firm was told it has to supplement
    given: str | None = None
    paused: bool = False  # the timer's end of a pause is told by the machine
    helped: dict[str, str] = field(default_factory=dict)
    reply: orders.ReplyToTicket | None = None
    calls: list[tuple[orders.CallBackFirm, date]] = field(default_factory=list)
    closed_on: date | None = None
    closed_by_word: bool = False
    reopened: orders.ReopenTicket | None = None
    ratings: dict[int, list[tuple[str, date]]] = field(default_factory=dict)
    cases: set[str] = field(default_factory=set)
    erased: bool = False
    declined: str = ""

    def answer(
        self, command: Any, actor: Actor, now: datetime, days: Days, district: District
    ) -> Answer | None:
        """What becomes of an order; the card is brought up to date when it happens."""
        today = day_of(now)
        if isinstance(command, orders.SubmitTicket):
            return self._submit(command, today, days, district)
        if self.status == "none":
            return "refused"
        staff = actor.role not in {"platform", "system"}
        if staff and actor.id in self.recused and not isinstance(command, orders.RecuseStaff):
            return "refused"
        name = re.sub("(?<!^)(?=[A-Z])", "_", type(command).__name__).lower()
        tell: Callable[[Given], Answer | None] = getattr(self, f"_{name}")
        return tell(Given(command, actor, today, days, district))

    @property
    def open(self) -> bool:
        finished = {"closed", "closed_explained", "not_accepted", "merged", "withdrawn"}
        return self.status not in finished

    @property
    def due_at(self) -> datetime:
        assert self.firms_clock is not None
        day = self.firms_clock.told + timedelta(days=1)
        return datetime(day.year, day.month, day.day, tzinfo=BEIJING)

    def _submit(
        self, command: orders.SubmitTicket, today: date, days: Days, district: District
    ) -> Answer:
        if self.status != "none" or command.firm.township_code not in TOWNSHIPS:
            return "refused"
        firm, number = (command.firm.uscc, command.category), command.upstream_number
        looked = command.looked
        if district.last.get(firm) != looked.last_of_firm:
            return "refused"
        if number is not None:
            overtaken = district.last.get((number,)) != looked.last_of_number
            if overtaken or (command.channel, number) in district.taken:
                return "refused"
            district.taken.add((command.channel, number))
            district.last[number,] = self.id
        district.last[firm] = self.id
        self.uscc, self.category, self.upstream = command.firm.uscc, command.category, number
        for other in looked.candidates:
            if other.ground == "same_upstream_number" or other.similarity >= 1600:
                self.proposed[other.ticket_id] = None
        self.status, self.cycle_from = "submitted", today
        self.firms_clock = Clock.from_day(today, days)
        return "happens"

    # Who may.

    def _leads(self, actor: Actor) -> bool:
        return actor.role == "department" and actor.unit == self.lead != ""

    def _handled(self, actor: Actor) -> bool:
        departments = {self.lead, *self.helpers} - {""}
        return actor.id in self.handlers or (
            actor.role == "department" and actor.unit in departments
        )

    def _passed(self, today: date) -> bool:
        assert self.firms_clock is not None
        return today > self.firms_clock.told

    def at_work(self) -> str:
        return "plan_pending" if self.kind == "complex" and not self.planned else "in_progress"

    # Intake.

    def _accept_ticket(self, o: Given) -> Answer:
        if self.status == "registered":
            return "quiet"
        if self.status != "submitted" or not o.command.duplicates_checked:
            return "refused"
        if not self._compared(o):
            return "refused"
        self.status = "registered"
        return "happens"

    def _compared(self, o: Given) -> bool:
        """Whether nothing proposed is left undecided; what the order rules out is."""
        order = o.command.ruled_out
        named = order.candidates if order else ()
        if any(said is None and other not in named for other, said in self.proposed.items()):
            return False
        return order is None or self._rule_out_duplicates(o._replace(command=order)) != "refused"

    def _rule_out_duplicates(self, o: Given) -> Answer:
        if self._handled(o.actor) or not o.command.reason.strip():
            return "refused"
        if not set(o.command.candidates) <= set(self.proposed):
            return "refused"
        said = ("not_a_duplicate", o.command.reason)
        if all(self.proposed[other] == said for other in o.command.candidates):
            return "quiet"
        if self.status not in {"submitted", "registered"}:
            return "refused"
        self.proposed |= dict.fromkeys(o.command.candidates, said)
        return "happens"

    def _merge_ticket(self, o: Given) -> Answer:
        if self.status == "merged" and self.master == o.command.master_id:
            return "quiet"
        if self.status not in {"submitted", "registered"} or self._handled(o.actor):
            return "refused"
        master = o.district.cards.get(o.command.master_id)
        if master is None or master is self or master.status == "none" or not master.open:
            return "refused"
        if not o.command.reason or (master.uscc != self.uscc and not o.command.group_case):
            return "refused"
        self.status, self.master = "merged", master.id
        if master.id in self.proposed:
            self.proposed[master.id] = ("merged", o.command.reason)
        gone_in = [self.id, *self.absorbed]
        master.absorbed += gone_in
        master.proposed |= {each: ("merged", "") for each in gone_in if each in master.proposed}
        return "happens"

    def _decline_ticket(self, o: Given) -> Answer:
        if self.status == "not_accepted" and self.declined == o.command.reason:
            return "quiet"
        if self.status not in {"submitted", "registered"} or self._handled(o.actor):
            return "refused"
        if o.command.reason == "supplement_not_given" and not self._silent(o.today):
            return "refused"
        self.status, self.declined = "not_accepted", o.command.reason
        return "happens"

    def _silent(self, today: date) -> bool:
        return self.silent_after is not None and self.given is None and today > self.silent_after

    def _record_repeat(self, _: Given) -> Answer:
        return "happens" if self.status in {"closed", "closed_explained"} else "refused"

    def _withdraw_ticket(self, o: Given) -> Answer:
        if self.status == "withdrawn":
            return "quiet"
        proven = o.actor.role == "platform" or o.command.proof
        if not self.open or not o.command.free_will or self._handled(o.actor) or not proven:
            return "refused"
        self.status = "withdrawn"
        return "happens"

    def _recuse_staff(self, o: Given) -> Answer:
        if o.actor.role == "department" and o.actor.id != o.command.person:
            return "refused"
        if o.command.person in self.recused:
            return "quiet"
        self.recused.add(o.command.person)
        return "happens"

    def _erase_contact(self, _: Given) -> Answer:
        if self.erased:
            return "quiet"
        self.erased = True
        return "happens"

    def _request_case(self, o: Given) -> Answer:
        if o.actor.role == "department" and not self._leads(o.actor):
            return "refused"
        if o.command.case in self.cases:
            return "quiet"
        if not self.open:
            return "refused"
        self.cases.add(o.command.case)
        return "happens"

    # Dispatch and its way back.

    def _dispatch_ticket(self, o: Given) -> Answer:
        named = [o.command.lead, *o.command.helpers]
        if len(set(named)) < len(named) or not set(named) <= KNOWN_DEPARTMENTS:
            return "refused"
        if o.command.kind == "complex" and not o.command.helpers:
            return "refused"
        order = (o.command.lead, o.command.helpers, o.command.kind)
        if self.status == "dispatched" and order == (self.lead, self.helpers, self.kind):
            return "quiet"
        if self.status not in {"submitted", "registered"} or self.paused:
            return "refused"
        if not self._compared(o):
            return "refused"
        self._dispatched(*order, o.today, o.days)
        return "happens"

    def _dispatched(
        self, lead: str, helpers: tuple[str, ...], kind: str, today: date, days: Days
    ) -> None:
        self.lead, self.helpers, self.kind = lead, helpers, kind
        self.status, self.dispatched_on, self.helped = "dispatched", today, {}
        self.departments_clock = Clock.from_day(today, days)

    def _take_over_ticket(self, o: Given) -> Answer:
        if not self._leads(o.actor):
            return "refused"
        if self.status in {"in_progress", "plan_pending"}:
            return "quiet"
        if self.status != "dispatched":
            return "refused"
        self.status = self.at_work()
        self.handlers.add(o.actor.id)
        return "happens"

    def _request_return(self, o: Given) -> Answer:
        if not self._leads(o.actor) or o.command.proposed_unit == self.lead:
            return "refused"
        if self.status == "return_requested":
            return "quiet" if o.command == self.return_asked else "refused"
        if self.status not in {"dispatched", "in_progress", "plan_pending"}:
            return "refused"
        assert self.dispatched_on is not None
        if self.final or self.lead in self.returned_by:
            return "refused"
        if o.today > o.days.after(self.dispatched_on, 1):
            return "refused"
        self.status, self.return_asked = "return_requested", o.command
        self.returned_by.append(self.lead)
        self.handlers.add(o.actor.id)
        return "happens"

    def _decide_return(self, o: Given) -> Answer:
        if self._handled(o.actor):
            return "refused"
        if self.status != "return_requested":
            same = self.return_decided == (o.command.approved, o.command.reason)
            return "quiet" if same and o.command.lead in {None, self.lead} else "refused"
        if len(self.returned_by) > 1:
            return "refused"
        to = o.command.lead if o.command.approved else None
        if to is not None and (to not in KNOWN_DEPARTMENTS or to == self.lead):
            return "refused"
        self.return_decided = (o.command.approved, o.command.reason)
        if not o.command.approved:
            self.status = self.at_work()
        elif to is None:
            self.status, self.lead, self.helpers = "registered", "", ()
            self.departments_clock = None
        else:
            self._dispatched(to, (), "complex" if self.reclassified else "general", o.today, o.days)
        return "happens"

    @property
    def reclassified(self) -> bool:
        """Complex for another reason than its helpers."""
        return self.reclassification == "approved"

    def _designate_lead(self, o: Given) -> Answer:
        if (
            self._handled(o.actor)
            or o.command.lead not in KNOWN_DEPARTMENTS
            or not o.command.leader
        ):
            return "refused"
        if self.status != "return_requested":
            same = self.final and self.lead == o.command.lead and not self.helpers
            return "quiet" if same else "refused"
        if len(self.returned_by) < 2:
            return "refused"
        if o.command.lead != self.lead:
            self.dispatched_on = o.today
            self.departments_clock = Clock.from_day(o.today, o.days)
        self.lead, self.helpers, self.final = o.command.lead, (), True
        self.return_decided = None
        self.status = self.at_work()
        return "happens"

    # Handling.

    def _request_reclassification(self, o: Given) -> Answer:
        if not self._leads(o.actor) or self.status != "in_progress" or self.kind == "complex":
            return "refused"
        if self.reclassification == "asked":
            return "quiet"
        if self._passed(o.today):
            return "refused"
        self.reclassification = "asked"
        self.handlers.add(o.actor.id)
        return "happens"

    def _decide_reclassification(self, o: Given) -> Answer:
        decision = "approved" if o.command.approved else "refused"
        if self._handled(o.actor) or not self.reclassification:
            return "refused"
        if self.reclassification != "asked":
            return "quiet" if self.reclassification == decision else "refused"
        if self.status != "in_progress" or (o.command.approved and self._passed(o.today)):
            return "refused"
        self.reclassification = decision
        if o.command.approved:
            self.kind, self.status = "complex", "plan_pending"
        return "happens"

    def _submit_plan(self, o: Given) -> Answer:
        if not self._leads(o.actor):
            return "refused"
        if self.status == "plan_active" and o.command == self.planned:
            return "quiet"
        owes = self.status in {"plan_pending", "in_progress"} and self.kind == "complex"
        if not owes or self.paused or o.command.approved_by == o.actor.id:
            return "refused"
        if o.command.milestones[0].due_on < o.today:
            return "refused"
        self.planned, self.status, self.done = o.command, "plan_active", set()
        self._stepped()
        self.handlers.add(o.actor.id)
        return "happens"

    def _complete_milestone(self, o: Given) -> Answer:
        if not self._leads(o.actor) or self.status != "plan_active" or self.planned is None:
            return "refused"
        if not 1 <= o.command.number <= len(self.planned.milestones):
            return "refused"
        if o.command.number in self.done:
            return "quiet"
        self.done.add(o.command.number)
        self.handlers.add(o.actor.id)
        return "happens"

    def _request_extension(self, o: Given) -> Answer:
        if not self._leads(o.actor) or self.status not in {"in_progress", "plan_active"}:
            return "refused"
        if self.extensions and self.extensions[-1][1] is None:
            return "quiet" if self.extensions[-1][0] == o.command.until else "refused"
        if self.paused or not self._extendable(o.command.until, o.today):
            return "refused"
        assert self.firms_clock is not None
        if self._passed(o.today) or o.days.between(o.today, self.firms_clock.told) < 1:
            return "refused"
        self.extensions.append([o.command.until, None])
        self.handlers.add(o.actor.id)
        return "happens"

    def _extendable(self, until: date, today: date) -> bool:
        assert self.firms_clock is not None
        assert self.cycle_from is not None
        if sum(approved is True for _, approved in self.extensions) >= 2:
            return False
        if until <= self.firms_clock.told or until < today:
            return False
        begun = self.cycle_from
        month = begun.month % 12 + 1
        year = begun.year + (month == 1)
        last_of_month = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        latest = last_of_month.replace(day=min(begun.day, last_of_month.day))
        return self.kind == "complex" or until <= latest

    def _decide_extension(self, o: Given) -> Answer:
        if self._handled(o.actor):
            return "refused"
        if not self.extensions or self.extensions[-1][1] is not None:
            same = bool(self.extensions) and self.extensions[-1][1] == o.command.approved
            return "quiet" if same else "refused"
        until = self.extensions[-1][0]
        if o.command.approved and (self.paused or not self._extendable(until, o.today)):
            return "refused"
        self.extensions[-1][1] = o.command.approved
        if o.command.approved:
            self._stepped()
        return "happens"

    def _stepped(self) -> None:
        for clock in (self.firms_clock, self.departments_clock):
            if clock is not None:
                clock.stepped = True

    def _ask_supplement(self, o: Given) -> Answer:
        if self.status in {"submitted", "registered"}:
            if o.actor.role == "department":
                return "refused"
        elif not self._leads(o.actor) or self.status not in {
            "dispatched",
            "in_progress",
            "plan_pending",
        }:
            return "refused"
        if self.asked_on is not None:
            return "quiet" if self.paused else "refused"
        if self._passed(o.today):
            return "refused"
        self.asked_on, self.paused = o.today, True
        self.silent_after = o.days.after(o.today, 5)
        self._stepped()
        if self.status not in {"submitted", "registered"}:
            self.handlers.add(o.actor.id)
        return "happens"

    def _give_supplement(self, o: Given) -> Answer:
        if self.asked_on is None or not self.open:
            return "refused"
        if self.given is not None:
            return "quiet" if self.given == o.command.text else "refused"
        self.given, self.paused = o.command.text, False
        return "happens"

    def _reply_as_helper(self, o: Given) -> Answer:
        unit = o.actor.unit or ""
        if o.actor.role != "department" or unit not in self.helpers:
            return "refused"
        if self.helped.get(unit) == o.command.text:
            return "quiet"
        if self.status not in {
            "dispatched",
            "return_requested",
            "in_progress",
            "plan_pending",
            "plan_active",
        }:
            return "refused"
        self.helped[unit] = o.command.text
        self.handlers.add(o.actor.id)
        return "happens"

    def _reply_to_ticket(self, o: Given) -> Answer:
        grounded = o.command.provisions if o.command.basis == "policy" else o.command.study
        if not self._leads(o.actor) or not grounded or not o.command.evidence:
            return "refused"
        if self.status == "replied" and o.command == self.reply:
            return "quiet"
        if self.status not in {"in_progress", "plan_active"} or self.paused:
            return "refused"
        self.status, self.reply = "replied", o.command
        self.handlers.add(o.actor.id)
        if self.extensions and self.extensions[-1][1] is None:
            self.extensions.pop()
        return "happens"

    # The firm's word.

    def _call_back_firm(self, o: Given) -> Answer:
        content = {"satisfied", "basically_satisfied"}
        if self._handled(o.actor):
            return "refused"
        finishing = {"closed": content, "closed_explained": {"lawful_limit"}}.get(
            self.status, set()
        )
        if self.closed_by_word and o.command.outcome in finishing:
            last = self.calls[-1][0]
            same = (last.outcome, last.note) == (o.command.outcome, o.command.note)
            return "quiet" if same else "refused"
        if self.status != "replied":
            return "refused"
        if o.command.outcome == "lawful_limit" and not (o.command.explanation and o.command.leader):
            return "refused"
        self.calls.append((o.command, o.today))
        if o.command.outcome in content:
            self._closed("closed", o.today, by_word=True)
        elif o.command.outcome == "lawful_limit":
            self._closed("closed_explained", o.today, by_word=True)
        elif o.command.outcome == "not_done":
            self._new_cycle("in_progress", o.today, o.days)
            self.departments_clock = Clock.from_day(o.today, o.days)
        return "happens"

    def _closed(self, status: str, today: date, *, by_word: bool) -> None:
        self.status, self.closed_on, self.closed_by_word = status, today, by_word

    def _new_cycle(self, status: str, today: date, days: Days) -> None:
        self.status, self.cycle, self.cycle_from = status, self.cycle + 1, today
        self.reply, self.calls, self.planned, self.extensions = None, [], None, []
        self.asked_on = self.silent_after = self.given = None
        self.paused = self.closed_by_word = False
        self.reclassification = ""
        self.firms_clock = Clock.from_day(today, days)

    def _close_ticket(self, o: Given) -> Answer:
        if self._handled(o.actor):
            return "refused"
        if self.status == "closed":
            return "quiet"
        if o.command.because == "supplement_not_given":
            at_work = self.status in {"dispatched", "in_progress", "plan_pending"}
            if not at_work or not self._silent(o.today):
                return "refused"
        else:
            worked = {day for _, day in self.calls if o.days.worked(day)}
            if self.status != "replied" or len(self.calls) < 3 or len(worked) < 2:
                return "refused"
        self._closed("closed", o.today, by_word=False)
        return "happens"

    def _rate_ticket(self, o: Given) -> Answer:
        if o.actor.role != "platform":
            return "refused"
        if self.status not in {"replied", "closed", "closed_explained"}:
            return "refused"
        ratings = self.ratings.setdefault(self.cycle, [])
        if ratings and ratings[-1][0] == o.command.satisfaction:
            return "quiet"
        if ratings and (o.today - ratings[0][1]).days > 7:
            return "refused"
        ratings.append((o.command.satisfaction, o.today))
        return "happens"

    def _reopen_ticket(self, o: Given) -> Answer:
        if self.status == "dispatched" and o.command == self.reopened:
            return "quiet"
        if self.status not in {"closed", "closed_explained"}:
            return "refused"
        if self.status == "closed_explained" and o.command.ground != "new_fact":
            return "refused"
        assert self.closed_on is not None
        last = self.closed_on + timedelta(days=30)
        while not o.days.worked(last):
            last += timedelta(days=1)
        if o.actor.role == "platform" and o.today > last:
            return "refused"
        self.reopened = o.command
        lead, helpers, kind = self.lead, self.helpers, self.kind
        self._new_cycle("dispatched", o.today, o.days)
        self._dispatched(lead, helpers, kind, o.today, o.days)
        return "happens"

    # Time and calendars.

    def _note_time_passed(self, _: Given) -> None:
        """What it brings is looked at in the state it leaves."""

    def _recalculate_deadline(self, o: Given) -> Answer | None:
        clock = {"firm": self.firms_clock, "department": self.departments_clock}.get(
            o.command.clock
        )
        if not self.open:
            return "quiet"
        if o.command.clock == "supplement" and self.paused and self.asked_on and self.silent_after:
            self.silent_after = max(self.silent_after, o.days.after(self.asked_on, 5))
            return None
        if clock is None:
            return None if o.command.clock in {"helper", "milestone"} else "quiet"
        return clock.judge(o.days)
