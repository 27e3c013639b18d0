"""What a service tells the kernel about one kind of case: how it decides and how it evolves.

`decide(command, state, context)` is pure and synchronous and returns the facts that follow, or
raises a refusal. `evolve(state, event)` never judges. Both are plain functions; `Aggregate` only
puts their names side by side, so that the writer, the reader, the rebuild and the audit all fold
the same way.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

import msgspec

from shared.kernel.actor import Actor

S = TypeVar("S")


class Event(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A fact in the past tense. Stored under an explicit name, never under its class name."""


class Command(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An order in the imperative."""


class On(msgspec.Struct, frozen=True):
    """A fact about another stream than the command's first one (a merge, an allocation)."""

    stream_id: str
    event: Event


class Claim(msgspec.Struct, frozen=True):
    """A key that at most one holder has, or a counter's last value, within one service.

    `key` is a path such as `upstream/hotline_12345/LC12345-2022-0917` or `ticket_number/2022`.
    """

    key: str
    value: int = 0


class Held(msgspec.Struct, frozen=True):
    """A claim as it stands: who holds it, with which value."""

    stream_id: str
    value: int


class Card(msgspec.Struct, frozen=True):
    """Personal data beside the log, erasable (PIPL art. 47). `content` None erases it."""

    id: str
    content: dict[str, str] | None


class ClaimNotLoaded(Exception):
    """`decide` looked at a claim the writer has not read yet; the writer reads it and asks again."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


class Claims:
    """The claims a decision may look at, read under the head lock."""

    def __init__(self, *layers: Mapping[str, Held | None]) -> None:
        self._layers = layers

    def get(self, key: str) -> Held | None:
        """The holder of `key`, or None when it is free. The first layer that knows it answers."""
        for layer in self._layers:
            if key in layer:
                return layer[key]
        raise ClaimNotLoaded(key)

    def beneath(self, taken: Mapping[str, Held | None]) -> "Claims":
        """The same claims, seen through what a decision has taken itself so far."""
        return Claims(taken, *self._layers)


class Context(msgspec.Struct, frozen=True):
    """All that a decision may know beside the command and the state.

    `now` is the instant the events will carry; it never lies before the last recorded one.
    `policies` holds the folded states of the service's policy streams by stream id, `others` the
    states of the further streams the command names.
    """

    now: datetime
    actor: Actor
    claims: Claims
    policies: Mapping[str, Any] = {}
    others: Mapping[str, Any] = {}

    def policy(self, stream_id: str, shape: type[S]) -> S:
        """The folded state of a policy stream (calendar, programme, routing)."""
        state = self.policies[stream_id]
        if not isinstance(state, shape):
            raise TypeError(f"policy {stream_id} is a {type(state).__name__}, not {shape.__name__}")
        return state


Decide = Callable[[Any, Any, Context], Sequence[Event | On]]
Evolve = Callable[[Any, Any], Any]


def _owned_by_nobody(_state: Any, _actor: Actor) -> bool:
    return False


def _visible_to_all(_state: Any, _actor: Actor) -> bool:
    return True


def _no_keys(_command: Any) -> Iterable[str]:
    return ()


def no_claims(_event: Any) -> Iterable[Claim]:
    """What an event takes that nothing else may hold: nothing."""
    return ()


def _no_cards(_command: Any, _events: Sequence[Event]) -> Iterable[Card]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Aggregate(Generic[S]):
    """One kind of stream. `name` is its kind in the event catalogue and in dead letters.

    begins     commands that begin a stream: under a fresh id, nothing is recorded before them
    owned_by   whether the case is the actor's own, for permissions limited to one's own cases
    visible_to whether an actor may learn that the case exists at all
    asks       claim keys that a command's decision will look at, read in one go per batch
    claims     keys an event takes; a later take of the same key replaces the earlier
    cards      personal data that the command carries and the events only name
    """

    name: str
    initial: S
    decide: Decide
    evolve: Evolve
    commands: frozenset[type[Command]]
    events: frozenset[type[Event]]
    begins: frozenset[type[Command]] = frozenset()
    owned_by: Callable[[S, Actor], bool] = _owned_by_nobody
    visible_to: Callable[[S, Actor], bool] = _visible_to_all
    asks: Callable[[Any], Iterable[str]] = _no_keys
    claims: Callable[[Any], Iterable[Claim]] = no_claims
    cards: Callable[[Any, Sequence[Any]], Iterable[Card]] = _no_cards

    def fold(self, events: Iterable[Event], state: S | None = None) -> S:
        """The state after `events`, from `state` or from the beginning."""
        folded: Any = self.initial if state is None else state
        for event in events:
            folded = self.evolve(folded, event)
        return folded  # type: ignore[no-any-return]
