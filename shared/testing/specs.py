"""Given, when, then: what a service's rules make of an order, without any I/O.

    tickets = Spec(TICKET, policies={CALENDAR: seeded_calendar()})
    submitted = tickets.given(submit_ticket(), at="2022-09-24T10:00+08:00")
    submitted.when(TakeOverTicket(), at="2022-09-26T09:00+08:00", actor=FINANCE).then_refused(...)

A spec is a value: each step gives a new one, so that a situation can be named once and told on in
many ways. Orders go through the real decider and events through the real fold; only the log and
the clock are told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

from shared.kernel.actor import Actor
from shared.kernel.decider import (
    Aggregate,
    ClaimNotLoaded,
    Claims,
    Command,
    Context,
    Event,
    Held,
    On,
)
from shared.kernel.refusal import Refusal
from shared.testing.orders import COORDINATOR

S = TypeVar("S")
Fact = Event | On

STREAM = "01836ce8-3a00-7000-8000-000000000001"


def instant(text: str) -> datetime:
    """An ISO 8601 instant with its offset, as the log keeps it: in UTC."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"{text} has no offset; write 2022-09-24T10:00+08:00")
    return at.astimezone(UTC)


@dataclass(frozen=True)
class Spec(Generic[S]):
    """A case with its history so far, and the world that its decisions may look at.

    stream_id  the case's own id, under which it holds its claims
    policies   folded states of policy streams, by stream id
    claims     what is held, by this case or by others; anything else is free
    others     folded states of the further cases that orders name, by stream id
    actor      who gives the orders that name nobody
    now        the instant of the last order; time never runs backwards
    """

    aggregate: Aggregate[S]
    _: KW_ONLY
    stream_id: str = STREAM
    policies: Mapping[str, Any] = field(default_factory=dict)
    claims: Mapping[str, Held] = field(default_factory=dict)
    others: Mapping[str, Any] = field(default_factory=dict)
    actor: Actor = COORDINATOR
    now: datetime | None = None
    history: tuple[Event, ...] = ()

    @cached_property
    def state(self) -> S:
        """The case as its history leaves it; a spec's history never changes, so folded once."""
        return self.aggregate.fold(self.history)

    def given(
        self, *facts: Event | Command, at: str | None = None, actor: Actor | None = None
    ) -> "Spec[S]":
        """The case after more facts, and after orders carried out at `at` by `actor`.

        An order without `at` is given at the instant of the one before. Raises the refusal when
        an order is refused: a situation must be able to come about.
        """
        spec = self
        for fact in facts:
            if isinstance(fact, Event):
                spec = spec.after((fact,))
            else:
                spec = spec.when(fact, at=at, actor=actor).done()
        return spec

    def under(self, policies: Mapping[str, Any]) -> "Spec[S]":
        """The same case from now on under other policies, by stream id."""
        return replace(self, policies={**self.policies, **policies})

    def after(self, facts: Iterable[Fact], at: datetime | None = None) -> "Spec[S]":
        """The case after facts; those about other streams leave no trace here."""
        own = tuple(fact for fact in facts if isinstance(fact, Event))
        taken = {
            claim.key: Held(self.stream_id, claim.value)
            for event in own
            for claim in self.aggregate.claims(event)
        }
        return replace(
            self,
            history=(*self.history, *own),
            claims={**self.claims, **taken},
            now=at or self.now,
        )

    def when(
        self,
        command: Command,
        *,
        at: str | None = None,
        actor: Actor | None = None,
        claims: Mapping[str, Held] | None = None,
        policies: Mapping[str, Any] | None = None,
        others: Mapping[str, Any] | None = None,
    ) -> "Decision[S]":
        """What the decider answers; anything but facts or a refusal is raised."""
        now = instant(at) if at else self.now
        if now is None:
            raise ValueError("the first order of a case needs an instant: at=...")
        if self.now is not None and now < self.now:
            raise ValueError(f"time runs backwards: {now} after {self.now}")
        known: dict[str, Held | None] = {**self.claims, **(claims or {})}
        while True:
            context = Context(
                now=now,
                actor=actor or self.actor,
                claims=Claims(known),
                policies={**self.policies, **(policies or {})},
                others=self.others if others is None else others,
            )
            try:
                facts = self.aggregate.decide(command, self.state, context)
            except ClaimNotLoaded as missing:
                known[missing.key] = None
            except Refusal as refusal:
                return Decision(self, now, (), refusal)
            else:
                return Decision(self, now, tuple(facts), None)


@dataclass(frozen=True)
class Decision(Generic[S]):
    """What became of one order, and the case it was given to."""

    before: Spec[S]
    at: datetime
    facts: Sequence[Fact]
    refusal: Refusal | None

    def done(self) -> Spec[S]:
        """The case after the order. Raises its refusal."""
        if self.refusal is not None:
            raise self.refusal
        return self.before.after(self.facts, self.at)

    def then(self, *facts: Fact) -> Spec[S]:
        """Exactly these facts followed, in this order."""
        after = self.done()
        assert tuple(self.facts) == facts
        return after

    def then_nothing(self) -> Spec[S]:
        """The order was accepted and changed nothing."""
        return self.then()

    def then_refused(self, refusal: type[Refusal], **params: Any) -> Spec[S]:
        """Exactly this refusal was given, in both languages and with these parameters.

        The case is as it was before, so that the story can go on.
        """
        assert self.refusal is not None, f"not refused; it follows: {self.facts}"
        assert type(self.refusal) is refusal
        assert params.items() <= self.refusal.params.items()
        assert self.refusal.sentence("zh-CN")
        assert self.refusal.sentence("en")
        return self.before
