"""The whole log folded in memory in the order of its positions, as a verification walks it."""

from collections.abc import Iterator
from typing import Any

from shared.eventstore.folding import FoldedStream
from shared.eventstore.model import Model
from shared.kernel.decider import Held


class Folded:
    """The streams and the claims held, as of the last event added."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.streams: dict[str, FoldedStream] = {}
        self.claims: dict[str, Held] = {}

    def add(self, stream_id: str, version: int, name: str, schema_version: int,
            data: bytes) -> None:  # fmt: skip
        """Evolve one stream by one stored event."""
        event = self.model.registry.decode(name, schema_version, data)
        aggregate = self.model.aggregates_by_event[type(event)]
        stream = self.streams.get(stream_id) or FoldedStream.begun(stream_id, aggregate)
        self.streams[stream_id] = stream.after(event, version)
        for claim in aggregate.claims(event):
            self.claims[claim.key] = Held(stream_id, claim.value)

    def rows(self, table: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The rows of one read model as the fold gives them: (stream id, row)."""
        for stream_id, stream in self.streams.items():
            for read_model in self.model.read_models.get(stream.aggregate.name, ()):
                if read_model.name != table:
                    continue
                row = read_model.row(stream.state, stream.version)
                if row is not None:
                    yield stream_id, row
