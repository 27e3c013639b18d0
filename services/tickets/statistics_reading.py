"""Counting the log: every ticket folded to its facts, stream by stream, as of a position.

Nothing is kept between two questions. Memory holds two
pages of the log and the counts.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from msgspec import Struct

from services.tickets.model import MODEL
from services.tickets.statistics import facts
from services.tickets.statistics.facts import TicketFacts
from services.tickets.statistics.measure import Counts, Question, Tally
from shared.eventstore.folding import FoldedStream
from shared.eventstore.store import Store

_FACTS: Final = replace(
    MODEL,
    aggregates=tuple(
        replace(aggregate, initial=None, evolve=facts.evolve) for aggregate in MODEL.aggregates
    ),
)


class Report(Struct, frozen=True, kw_only=True):
    """The counts, as of a position of the log; `final` says that no later reading can differ."""

    question: Question
    position: int
    final: bool
    total: Counts
    groups: Mapping[str, Counts]


class _Counting:
    """Where the folded streams go; those that are no tickets have no facts."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally

    def take(self, stream: FoldedStream) -> None:
        if isinstance(stream.state, TicketFacts):
            self._tally.take(stream.state)

    async def flush(self) -> None:
        """Counts are not written anywhere."""


async def report(store: Store, question: Question) -> Report:
    """Answer a question from the log as it was known at `known_at` (5.4, T-24)."""
    position, final = await store.reader.position_as_of(question.known_at)
    tally = Tally(question)
    await store.fold(_FACTS, position, _Counting(tally))
    return Report(
        question=question, position=position, final=final, total=tally.total, groups=tally.groups
    )
