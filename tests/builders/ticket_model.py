"""A second, naive telling of a ticket's rules, to hold the real decider against.

Written from domain rules 2 and 5 with sets and loops; it shares no code with the service but the
shapes of orders. It answers only whether an order happens, is quiet or is refused.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any, Literal

from services.tickets.commands import (
    CallBackFirm,
    CloseTicket,
    DispatchTicket,
    EraseContact,
    RecalculateDeadline,
    ReplyToTicket,
    SubmitTicket,
    SuperviseOverdueTicket,
    TakeOverTicket,
)
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

    def fifth_after(self, start: date) -> tuple[date, bool]:
        """The fifth working day after `start`, and whether it is provisional."""
        day, left, provisional = start, 5, False
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

    @classmethod
    def from_day(cls, start: date, days: Days) -> "Clock":
        fifth = days.fifth_after(start)
        return cls(start, fifth[0], fifth)

    def judge(self, days: Days) -> Answer:
        fifth = days.fifth_after(self.start)
        if fifth == self.known:
            return "quiet"
        self.known = fifth
        self.told = max(self.told, fifth[0])
        return "happens"


@dataclass
class TicketModel:
    """A ticket as a clerk would keep it on a card."""

    status: str = "none"
    lead: str = ""
    helpers: tuple[str, ...] = ()
    kind: str = ""
    handlers: set[str] = field(default_factory=set)
    firms_clock: Clock | None = None
    departments_clock: Clock | None = None
    cycle: int = 1
    supervised: date | None = None
    level: int = 0
    reply: ReplyToTicket | None = None
    calls: list[tuple[CallBackFirm, date]] = field(default_factory=list)
    erased: bool = False

    def answer(
        self, command: Any, actor: Actor, now: datetime, days: Days, taken: set[tuple[str, str]]
    ) -> Answer:
        """What becomes of an order; the card is brought up to date when it happens."""
        if isinstance(command, SubmitTicket):
            return self._submit(command, day_of(now), days, taken)
        if self.status == "none":
            return "refused"
        today = day_of(now)
        answers: dict[type, Callable[[], Answer]] = {
            DispatchTicket: lambda: self._dispatch(command, today, days),
            TakeOverTicket: lambda: self._take_over(actor),
            ReplyToTicket: lambda: self._reply(command, actor),
            CallBackFirm: lambda: self._call_back(command, actor, today, days),
            CloseTicket: lambda: self._close(actor, days),
            SuperviseOverdueTicket: lambda: self._supervise(command, now),
            RecalculateDeadline: lambda: self._recalculate(command, days),
            EraseContact: self._erase,
        }
        return answers[type(command)]()

    @property
    def due_at(self) -> datetime:
        assert self.firms_clock is not None
        day = self.firms_clock.told + timedelta(days=1)
        return datetime(day.year, day.month, day.day, tzinfo=BEIJING)

    def _submit(
        self, command: SubmitTicket, today: date, days: Days, taken: set[tuple[str, str]]
    ) -> Answer:
        if self.status != "none" or command.firm.township_code not in TOWNSHIPS:
            return "refused"
        if command.upstream_number is not None:
            key = (command.channel, command.upstream_number)
            if key in taken:
                return "refused"
            taken.add(key)
        self.status = "submitted"
        self.firms_clock = Clock.from_day(today, days)
        return "happens"

    def _dispatch(self, command: DispatchTicket, today: date, days: Days) -> Answer:
        named = [command.lead, *command.helpers]
        if len(set(named)) < len(named) or not set(named) <= KNOWN_DEPARTMENTS:
            return "refused"
        order = (command.lead, command.helpers, command.kind)
        if self.status == "dispatched" and order == (self.lead, self.helpers, self.kind):
            return "quiet"
        if self.status != "submitted":
            return "refused"
        self.lead, self.helpers, self.kind = order
        self.status = "dispatched"
        self.departments_clock = Clock.from_day(today, days)
        return "happens"

    def _leads(self, actor: Actor) -> bool:
        return actor.role == "department" and actor.unit == self.lead

    def _take_over(self, actor: Actor) -> Answer:
        if not self._leads(actor) or self.status not in {"dispatched", "in_progress"}:
            return "refused"
        if self.status == "in_progress":
            return "quiet"
        self.status = "in_progress"
        self.handlers.add(actor.id)
        return "happens"

    def _reply(self, command: ReplyToTicket, actor: Actor) -> Answer:
        grounded = command.basis == "no_policy" or command.provisions
        if not self._leads(actor) or not grounded or not command.evidence:
            return "refused"
        if self.status == "replied" and command == self.reply:
            return "quiet"
        if self.status != "in_progress":
            return "refused"
        self.status, self.reply = "replied", command
        self.handlers.add(actor.id)
        return "happens"

    def _handled(self, actor: Actor) -> bool:
        departments = {self.lead, *self.helpers} - {""}
        return actor.id in self.handlers or (
            actor.role == "department" and actor.unit in departments
        )

    def _call_back(self, command: CallBackFirm, actor: Actor, today: date, days: Days) -> Answer:
        content = {"satisfied", "basically_satisfied"}
        if self._handled(actor):
            return "refused"
        if self.status == "closed" and command.outcome in content:
            return "quiet" if self.calls[-1][0] == command else "refused"
        if self.status != "replied":
            return "refused"
        self.calls.append((command, today))
        if command.outcome in content:
            self.status = "closed"
        elif command.outcome == "not_done":
            self.status, self.reply, self.calls = "in_progress", None, []
            self.cycle += 1
            self.firms_clock = Clock.from_day(today, days)
            self.departments_clock = Clock.from_day(today, days)
        return "happens"

    def _close(self, actor: Actor, days: Days) -> Answer:
        if self._handled(actor):
            return "refused"
        if self.status == "closed":
            return "quiet"
        worked = {day for _, day in self.calls if days.worked(day)}
        if self.status != "replied" or len(self.calls) < 3 or len(worked) < 2:
            return "refused"
        self.status = "closed"
        return "happens"

    def _supervise(self, command: SuperviseOverdueTicket, now: datetime) -> Answer:
        assert self.firms_clock is not None
        told = self.firms_clock.told
        if self.status == "closed" or command.due_at != self.due_at or self.supervised == told:
            return "quiet"
        if now < self.due_at:
            return "quiet"
        self.supervised, self.level = told, max(self.level, 1)
        return "happens"

    def _erase(self) -> Answer:
        if self.erased:
            return "quiet"
        self.erased = True
        return "happens"

    def _recalculate(self, command: RecalculateDeadline, days: Days) -> Answer:
        clock = self.firms_clock if command.clock == "firm" else self.departments_clock
        if self.status == "closed" or clock is None:
            return "quiet"
        return clock.judge(days)
