"""Folding a whole log in memory, page by page: the basis of rebuild and verify.

Memory holds the states, not the log. The cycle collector is off meanwhile: states and events are
immutable structs without cycles, and walking them again and again would cost a third of the time.
"""

import asyncio
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


class FoldedStream:
    """One stream's state and version, and the aggregate that folded them."""

    __slots__ = ("aggregate", "state", "version")

    def __init__(self, aggregate: Aggregate[Any]) -> None:
        self.aggregate = aggregate
        self.state: Any = aggregate.initial
        self.version = 0


class Folded:
    """The streams and the claims held, as of `position`."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.position = 0
        self.streams: dict[str, FoldedStream] = {}
        self.claims: dict[str, Held] = {}
        self._by_type: dict[tuple[str, int], tuple[Callable[[bytes], Event], Aggregate[Any]]] = {}

    @property
    def versions(self) -> dict[str, int]:
        """How far each stream is folded."""
        return {stream_id: stream.version for stream_id, stream in self.streams.items()}

    def add(self, position: int, stream_id: str, version: int, name: str, schema_version: int,
            data: bytes) -> None:  # fmt: skip
        """Evolve one stream by one stored event."""
        try:
            decode, aggregate = self._by_type[name, schema_version]
        except KeyError:
            decode, aggregate = self._learn(name, schema_version)
        event = decode(data)
        stream = self.streams.get(stream_id)
        if stream is None:
            stream = self.streams[stream_id] = FoldedStream(aggregate)
        stream.state = aggregate.evolve(stream.state, event)
        stream.version = version
        for claim in aggregate.claims(event):
            self.claims[claim.key] = Held(stream_id, claim.value)
        self.position = position

    def _learn(
        self, name: str, schema_version: int
    ) -> tuple[Callable[[bytes], Event], Aggregate[Any]]:
        known = self._by_type[name, schema_version] = (
            self.model.registry.decoder(name, schema_version),
            self.model.aggregate_of_event(name),
        )
        return known

    def rows(self, table: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The rows of one read model as the fold gives them: (stream id, row)."""
        for stream_id, stream in self.streams.items():
            for read_model in self.model.read_models.get(stream.aggregate.name, ()):
                if read_model.name != table:
                    continue
                row = read_model.row(stream.state, stream.version)
                if row is not None:
                    yield stream_id, row


async def fold(
    connection: asyncpg.Connection, folded: Folded, upto: int, progress: Progress
) -> None:
    """Fold the events behind `folded.position` up to and including `upto`.

    PostgreSQL reads the next page while this one is folded.
    """
    with _collector_off():
        page = await connection.fetch(_PAGE_SQL, folded.position, upto, PAGE)
        while page:
            following = asyncio.create_task(
                connection.fetch(_PAGE_SQL, page[-1]["position"], upto, PAGE)
            )
            await asyncio.sleep(0)  # sends the question
            try:
                add = folded.add
                for row in page:
                    add(*row)
                progress(len(page))
            finally:
                page = await following


@contextmanager
def _collector_off() -> Iterator[None]:
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
