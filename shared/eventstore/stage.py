"""Deciding a batch in memory, before anything is written.

Each command sees what the commands before it in the same batch decided. A refusal or a crash of
one command leaves nothing behind: its changes are merged only when all of it went well.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec

from shared.eventstore.cache import Cache
from shared.eventstore.chain import chain_hash, microseconds
from shared.eventstore.log import Envelope, Head, Order, Outcome, Stream
from shared.eventstore.model import Model, ReadModel
from shared.eventstore.refusals import IdempotencyKeyReused, NotYourCase, StaleVersion
from shared.kernel.decider import Aggregate, Card, Claims, Context, Event, Held, On

MANY_STREAMS: Final = 16  # from here on a set is worth its making


class Seen(msgspec.Struct, frozen=True, gc=False):
    """A command record: the command was carried out before, with this result."""

    fingerprint: bytes
    stream_id: str
    version: int
    position: int


class NewEvent(msgspec.Struct, frozen=True, gc=False):
    """An event with its place in the log, ready to be written."""

    position: int
    stream_id: str
    version: int
    name: str
    schema_version: int
    data: bytes
    meta: bytes
    hash: bytes


class Replay(msgspec.Struct, frozen=True):
    """The command id was seen: the first answer is due again."""

    seen: Seen


Result = Outcome | Replay | Exception


class Stage:
    """One batch between the head it is decided on, `base`, and the head it would leave.

    `records` are the command records known beforehand. `free` are claims taken for free without
    having been read, `refused` the ids of commands refused without knowing whether they were
    carried out before; whoever writes the stage has to prove both.
    """

    def __init__(
        self,
        model: Model,
        cache: Cache,
        base: Head,
        now: datetime,
        *,
        simulated: bool,
        records: Mapping[str, Seen],
    ) -> None:
        self._model = model
        self._cache = cache
        self._simulated = simulated
        self._encode = msgspec.json.encode
        self.base = base
        self.now = max(now, base.recorded_at)
        self._now_us = microseconds(self.now)
        self.position = base.position
        self.hash = base.hash
        self.records = records
        self.new_records: dict[str, Seen] = {}
        self.events: list[NewEvent] = []
        self.streams: dict[str, Stream] = {}
        self.claims: dict[str, Held | None] = {}
        self.free: dict[str, Held | None] = {}
        self.refused: list[str] = []
        self.cards: dict[str, Card] = {}
        self.rows: dict[str, dict[str, dict[str, Any]]] = {}
        self._claims = Claims(self.claims, cache.claims, self.free)
        self._policies = {
            stream_id: self._stream(stream_id, aggregate).state
            for stream_id, aggregate in model.policies.items()
        }

    @property
    def head(self) -> Head:
        """The head once the stage is written."""
        if not self.events:
            return self.base
        return Head(self.position, self.hash, self.now)

    def take(self, order: Order) -> Outcome | Replay:
        """Decide one order on top of what the batch decided so far.

        Raises the refusal, or whatever a faulty decider raises, with the stage unchanged; raises
        ClaimNotLoaded when a claim must be read first.
        """
        seen = self.records.get(order.command_id) or self.new_records.get(order.command_id)
        if seen is not None:
            if seen.fingerprint != order.fingerprint:
                raise IdempotencyKeyReused
            return Replay(seen)
        aggregate = self._model.aggregate_for(order.command)
        target = self._stream(order.streams[0], aggregate)
        if target.version and not aggregate.visible_to(target.state, order.actor):
            # As of a case that does not exist: it is for the decider to say "not found".
            aggregate.decide(order.command, aggregate.initial, self._context(order, aggregate))
            raise NotYourCase
        if order.only_own and target.version and not aggregate.owned_by(target.state, order.actor):
            raise NotYourCase
        stale = order.expected_version not in {None, target.version}
        if stale and target.version:
            raise StaleVersion(expected=order.expected_version, actual=target.version)
        facts = aggregate.decide(order.command, target.state, self._context(order, aggregate))
        if stale:  # of a stream that does not exist, the decider has the first word: not found
            raise StaleVersion(expected=order.expected_version, actual=0)
        return self._merge(order, aggregate, _by_stream(order, facts))

    def _context(self, order: Order, aggregate: Aggregate[Any]) -> Context:
        return Context(
            now=self.now,
            actor=order.actor,
            claims=self._claims,
            policies=self._policies,
            others={s: self._stream(s, aggregate).state for s in order.streams[1:]},
        )

    def _merge(
        self, order: Order, aggregate: Aggregate[Any], facts: Mapping[str, Sequence[Event]]
    ) -> Outcome:
        meta = self._envelope(order)
        position, previous = self.position, self.hash
        events: list[NewEvent] = []
        streams: dict[str, Stream] = {}
        claims: dict[str, Held | None] = {}
        policies: dict[str, Any] = {}
        rows: dict[str, dict[str, dict[str, Any]]] = {}
        for stream_id, own in facts.items():
            # A fact may be about another kind of case than the command's own.
            kind = self._model.aggregates_by_event.get(type(own[0]), aggregate)
            stream = self._stream(stream_id, kind)
            state = stream.state if stream.version else kind.initial
            version = stream.version
            for event in own:
                position += 1
                version += 1
                name, schema_version, data = self._model.registry.encode(event)
                previous = chain_hash(
                    previous, position, stream_id, version, name, schema_version,
                    self._now_us, data, meta,
                )  # fmt: skip
                events.append(
                    NewEvent(position, stream_id, version, name, schema_version, data, meta,
                             previous)
                )  # fmt: skip
                state = kind.evolve(state, event)
                for claim in kind.claims(event):
                    claims[claim.key] = Held(stream_id, claim.value)
            streams[stream_id] = Stream(state, version)
            for name, row in self._rows_of(kind, stream_id, streams[stream_id]):
                rows.setdefault(name, {})[stream_id] = row
            if stream_id in self._policies:
                policies[stream_id] = state
        every_fact = [event for own in facts.values() for event in own]
        cards = {card.id: card for card in aggregate.cards(order.command, every_fact)}

        self.position, self.hash = position, previous
        self.events += events
        self.streams.update(streams)
        self.claims.update(claims)
        self.cards.update(cards)
        for table, by_id in rows.items():
            self.rows.setdefault(table, {}).update(by_id)
        if policies:
            self._policies = {**self._policies, **policies}
        return self._answer(order, aggregate, every_fact)

    def _answer(self, order: Order, aggregate: Aggregate[Any], facts: Sequence[Event]) -> Outcome:
        stream_id = order.streams[0]
        target = self._stream(stream_id, aggregate)
        self.new_records[order.command_id] = Seen(
            order.fingerprint, stream_id, target.version, self.position
        )
        return Outcome(
            stream_id=stream_id,
            version=target.version,
            state=target.state,
            position=self.position,
            events=tuple(facts),
        )

    def _rows_of(
        self, aggregate: Aggregate[Any], stream_id: str, stream: Stream
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """The stream's rows, each with the name of its table."""
        read_models: Iterable[ReadModel] = self._model.read_models.get(aggregate.name, ())
        for read_model in read_models:
            row = read_model.row(stream.state, stream.version)
            if row is not None:
                row["id"] = stream_id
                yield read_model.name, row

    def _stream(self, stream_id: str, aggregate: Aggregate[Any]) -> Stream:
        known = self.streams.get(stream_id) or self._cache.get(stream_id)
        return known or Stream(aggregate.initial, 0)

    def _envelope(self, order: Order) -> bytes:
        actor = order.actor
        return self._encode(
            Envelope(
                actor=actor.id,
                role=actor.role,
                unit=actor.unit,
                client=actor.client,
                operation=order.operation,
                command_id=order.command_id,
                correlation_id=order.correlation_id,
                causation_id=order.causation_id,
                reason=order.reason,
                traceparent=order.traceparent,
                simulated=self._simulated,
            )
        )


def _by_stream(order: Order, facts: Sequence[Event | On]) -> dict[str, list[Event]]:
    """The facts by stream, the command's own stream first, order kept within each."""
    by_stream: dict[str, list[Event]] = {}
    named = order.streams if len(order.streams) < MANY_STREAMS else frozenset(order.streams)
    for fact in facts:
        if isinstance(fact, On):
            if fact.stream_id not in named:
                raise LookupError(f"the command does not name the stream {fact.stream_id}")
            by_stream.setdefault(fact.stream_id, []).append(fact.event)
        else:
            by_stream.setdefault(order.streams[0], []).append(fact)
    return by_stream
