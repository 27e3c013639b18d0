"""Folded states and claims kept in memory between batches, and the head they are true of.

Nothing in it is ever trusted on its own: a batch that was decided on it is either opened under the
head lock, which shows what other replicas wrote meanwhile, or names the head it rests on and is
refused by the database when that is not the head.
"""

from collections.abc import Iterable, Mapping

from shared.eventstore.log import Head, Stream
from shared.eventstore.model import Model
from shared.kernel.decider import Held


class Cache:
    """States of the streams used last, at most `limit`, and the claims read so far.

    `head` is None as long as no head was read on the present connection.
    """

    def __init__(self, model: Model, limit: int) -> None:
        self._model = model
        self._limit = limit
        self.head: Head | None = None
        self.streams: dict[str, Stream] = {}
        self.claims: dict[str, Held | None] = {}

    @property
    def position(self) -> int:
        return self.head.position if self.head else 0

    @property
    def holds_policies(self) -> bool:
        return all(stream_id in self.streams for stream_id in self._model.policies)

    def clear(self) -> None:
        self.head = None
        self.streams.clear()
        self.claims.clear()

    def get(self, stream_id: str) -> Stream | None:
        found = self.streams.pop(stream_id, None)
        if found is not None:
            self.streams[stream_id] = found  # used last, forgotten last
        return found

    def advance(
        self, streams: Mapping[str, Stream], claims: Mapping[str, Held | None], head: Head
    ) -> None:
        """A batch leads to these states and claims, and to this head."""
        self.streams.update(streams)
        self.claims.update(claims)
        self.head = head

    def retreat(self, streams: Iterable[str], claims: Iterable[str], head: Head) -> None:
        """An advance from `head` on turned out wrong: forget what it touched."""
        for stream_id in streams:
            self.streams.pop(stream_id, None)
        for key in claims:
            self.claims.pop(key, None)
        self.head = head

    def fold_missed(self, rows: Iterable[tuple[str, int, str, int, bytes]]) -> None:
        """Apply events that others wrote: (stream id, version, name, schema version, data)."""
        for stream_id, version, name, schema_version, data in rows:
            aggregate = self._model.aggregate_of_event(name)
            event = self._model.registry.decode(name, schema_version, data)
            for claim in aggregate.claims(event):
                self.claims[claim.key] = Held(stream_id, claim.value)
            known = self.streams.get(stream_id)
            if known is not None and known.version == version - 1:
                self.streams[stream_id] = Stream(aggregate.evolve(known.state, event), version)

    def trim(self) -> None:
        """Forget the streams used longest ago, never a policy; only between two batches."""
        if len(self.claims) > self._limit:
            self.claims.clear()
        surplus = len(self.streams) - self._limit
        if surplus <= 0:
            return
        for stream_id in list(self.streams)[: surplus + self._limit // 10]:
            if stream_id not in self._model.policies:
                del self.streams[stream_id]
