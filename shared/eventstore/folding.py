"""Folding the log stream by stream: the basis of a rebuild.

Streams do not know of one another, so each is folded by itself and passed on. Memory holds two
pages, not the log and not the states of all streams, and a state stays in the processor's cache
while its events are folded into it.
"""

import asyncio
import gc
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from contextlib import aclosing, contextmanager
from typing import Any, Protocol, Self

import asyncpg
import msgspec

from shared.eventstore.model import Model
from shared.eventstore.pages import (
    BEGINNING,
    Page,
    PageDecoder,
    Part,
    Row,
    fetch_page,
    page_rows,
    rows_behind,
)
from shared.kernel.decider import Aggregate, Event

Progress = Callable[[int], None]


class Unfoldable(Exception):
    """The event at `position` is unknown here, cannot be decoded, or cannot follow its history."""

    def __init__(self, position: int, error: Exception) -> None:
        self.position = position
        super().__init__(f"the event at position {position} cannot be folded: {error}")


class FoldedStream(msgspec.Struct, frozen=True, gc=False):
    """One stream as of its `version`."""

    id: str
    aggregate: Aggregate[Any]
    state: Any
    version: int

    @classmethod
    def begun(cls, stream_id: str, aggregate: Aggregate[Any]) -> Self:
        return cls(stream_id, aggregate, aggregate.initial, 0)

    def after(self, event: Event, version: int) -> "FoldedStream":
        state = self.aggregate.evolve(self.state, event)
        return FoldedStream(self.id, self.aggregate, state, version)


class Sink(Protocol):
    """Where folded streams go."""

    def take(self, stream: FoldedStream) -> None:
        """A stream is folded to its end. The connection is busy."""

    async def flush(self) -> None:
        """A page is done with, and the connection is free."""


async def fold_log(
    connection: asyncpg.Connection, model: Model, upto: int, sink: Sink, progress: Progress
) -> None:
    """Fold every stream as of position `upto`. Raises Unfoldable.

    PostgreSQL writes the next page while this one is folded.
    """
    decoder = PageDecoder(model.registry)
    unfinished: FoldedStream | None = None
    with collector_off():
        page = await fetch_page(connection, BEGINNING, upto)
        while page is not None:
            following = asyncio.create_task(fetch_page(connection, page.last, upto))
            await asyncio.sleep(0)  # sends the question
            try:
                folded = _fold_page(model, decoder, page, unfinished)
                _pass_on(folded[:-1], sink)
            finally:
                next_page = await following
            if not folded:
                begun = [] if unfinished is None else [unfinished]
                folded = await _fold_rows(model, page_rows(connection, page, upto), begun)
                _pass_on(folded[:-1], sink)
            unfinished = folded[-1]  # the next page may go on with it
            progress(page.events)
            await sink.flush()
            page = next_page
        if unfinished is not None:
            sink.take(unfinished)
            await sink.flush()


async def fold_on(
    connection: asyncpg.Connection,
    model: Model,
    stream_ids: Sequence[str],
    known: Mapping[str, FoldedStream],
    upto: int,
) -> list[FoldedStream]:
    """Some streams as of position `upto`, those that are `known` from there on. Raises Unfoldable."""
    begun = [known[stream_id] for stream_id in stream_ids if stream_id in known]
    versions = [known[s].version if s in known else 0 for s in stream_ids]
    rows = rows_behind(connection, stream_ids, versions, upto)
    return await _fold_rows(model, rows, begun)


def _pass_on(streams: Sequence[FoldedStream], sink: Sink) -> None:
    for stream in streams:
        sink.take(stream)


def _fold_page(
    model: Model, decoder: PageDecoder, page: Page, unfinished: FoldedStream | None
) -> list[FoldedStream]:
    """The streams as of the page's end, the one left unfinished by the page before among them.

    Empty when anything at all is wrong with the page: row by row it will be known what.
    """
    try:
        return list(_fold_parts(model, decoder.decode(page), unfinished))
    except Exception:  # noqa: BLE001  whatever a damaged event makes of itself
        return []


def _fold_parts(
    model: Model, parts: Sequence[Part], unfinished: FoldedStream | None
) -> Iterator[FoldedStream]:
    aggregates = model.aggregates_by_event
    for part in parts:
        if unfinished is None or unfinished.id != part.stream_id:
            if unfinished is not None:
                yield unfinished
            aggregate = aggregates[type(part.entries[0].event)]
            state = aggregate.initial
        else:
            aggregate, state = unfinished.aggregate, unfinished.state
        evolve = aggregate.evolve
        for entry in part.entries:
            state = evolve(state, entry.event)
        unfinished = FoldedStream(part.stream_id, aggregate, state, part.version)
    if unfinished is not None:
        yield unfinished


async def _fold_rows(
    model: Model, rows: AsyncGenerator[Row], begun: Sequence[FoldedStream]
) -> list[FoldedStream]:
    """The streams that are begun or have rows, in this order."""
    folded = {stream.id: stream for stream in begun}
    async with aclosing(rows):
        async for row in rows:
            try:
                event = model.registry.decode(row.name, row.schema_version, row.data)
                stream = folded.get(row.stream_id)
                if stream is None:
                    aggregate = model.aggregates_by_event[type(event)]
                    stream = FoldedStream.begun(row.stream_id, aggregate)
                folded[row.stream_id] = stream.after(event, row.version)
            except Exception as error:
                raise Unfoldable(row.position, error) from error
    return list(folded.values())


@contextmanager
def collector_off() -> Iterator[None]:
    """Without the cycle collector: states and events are immutable structs without cycles, and
    walking them again and again would cost a third of the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
