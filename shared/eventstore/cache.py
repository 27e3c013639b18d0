"""Folded states and claims kept in memory between batches.

The cache is valid up to one log position. Under the head lock the writer compares that position
with the head's: what other replicas wrote in between is applied, or everything is dropped. Nothing
in it is ever trusted on its own.
"""

from collections.abc import Iterable
from typing import Any

from shared.eventstore.model import Model
from shared.kernel.decider import Held


class Stream:
    """One stream's folded state and version (0: nothing recorded yet)."""

    __slots__ = ("state", "version")

    def __init__(self, state: Any, version: int) -> None:
        self.state = state
        self.version = version


class Cache:
    """States of the streams used last, at most `limit`, and the claims read so far."""

    def __init__(self, model: Model, limit: int) -> None:
        self._model = model
        self._limit = limit
        self.position = 0
        self.streams: dict[str, Stream] = {}
        self.claims: dict[str, Held | None] = {}

    def clear(self) -> None:
        self.streams.clear()
        self.claims.clear()

    def get(self, stream_id: str) -> Stream | None:
        found = self.streams.pop(stream_id, None)
        if found is not None:
            self.streams[stream_id] = found  # used last, forgotten last
        return found

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
        """Forget the streams used longest ago, never a policy."""
        if len(self.claims) > self._limit:
            self.claims.clear()
        surplus = len(self.streams) - self._limit
        if surplus <= 0:
            return
        for stream_id in list(self.streams)[: surplus + self._limit // 10]:
            if stream_id not in self._model.policies:
                del self.streams[stream_id]
