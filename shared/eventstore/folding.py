"""Folding a whole log in memory, page by page: the basis of rebuild and verify.

Memory holds the states, not the log. The cycle collector is off meanwhile: states and events are
immutable structs without cycles, and walking them again and again would cost a third of the time.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import asyncpg

from shared.eventstore.model import Model
from shared.kernel.decider import Aggregate, Event, Held

PAGE: Final = 5_000
_PAGE_SQL: Final = """SELECT position, stream_id::text, version, name, schema_version, data
    FROM event WHERE position > $1 AND position <= $2 ORDER BY position LIMIT $3"""

Progress = Callable[[int], None]


class Folded:
    """States and versions by stream, and the claims held, as of `position`."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.position = 0
        self.states: dict[str, Any] = {}
        self.versions: dict[str, int] = {}
        self.kinds: dict[str, Aggregate[Any]] = {}
        self.claims: dict[str, Held] = {}
        self._by_type: dict[tuple[str, int], tuple[Callable[[bytes], Event], Aggregate[Any]]] = {}

    def add(self, position: int, stream_id: str, version: int, name: str, schema_version: int,
            data: bytes) -> None:  # fmt: skip
        """Evolve one stream by one stored event."""
        key = (name, schema_version)
        known = self._by_type.get(key)
        if known is None:
            known = self._by_type[key] = (
                self.model.registry.decoder(name, schema_version),
                self.model.aggregate_of_event(name),
            )
        decode, aggregate = known
        event = decode(data)
        if stream_id not in self.states:
            self.states[stream_id] = aggregate.initial
            self.kinds[stream_id] = aggregate
        self.states[stream_id] = aggregate.evolve(self.states[stream_id], event)
        self.versions[stream_id] = version
        for claim in aggregate.claims(event):
            self.claims[claim.key] = Held(stream_id, claim.value)
        self.position = position

    def rows(self, table: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The rows of one read model as the fold gives them: (stream id, row)."""
        for stream_id, aggregate in self.kinds.items():
            for read_model in self.model.read_models.get(aggregate.name, ()):
                if read_model.name != table:
                    continue
                row = read_model.row(self.states[stream_id], self.versions[stream_id])
                if row is not None:
                    yield stream_id, row


async def fold(
    connection: asyncpg.Connection, folded: Folded, upto: int, progress: Progress
) -> None:
    """Fold the events behind `folded.position` up to and including `upto`."""
    with _collector_off():
        while folded.position < upto:
            page = await connection.fetch(_PAGE_SQL, folded.position, upto, PAGE)
            if not page:
                return
            add = folded.add
            for row in page:
                add(*row)
            progress(len(page))


@contextmanager
def _collector_off() -> Iterator[None]:
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
