"""Counting the log: every item's history read to where it stood on a day, as of a position (A-21).

Nothing is kept between two questions. Memory holds two pages of the log and the standings.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from msgspec import Struct

from services.arrears.averages.state import AVERAGES as AVERAGES_ID
from services.arrears.averages.state import Averages
from services.arrears.model import AVERAGES, ITEM, MODEL
from services.arrears.statistics import Dimension, Figures, Standing, measure, standing
from shared.eventstore.folding import FoldedStream
from shared.eventstore.store import Store
from shared.kernel.decider import Event


def _told(history: Any, event: Event) -> tuple[Event, ...]:
    return (*history, event)


# Folding an item to its history: where it stood on a day is asked of all its facts at once.
_HISTORIES: Final = replace(
    MODEL,
    aggregates=tuple(
        replace(aggregate, initial=(), evolve=_told) for aggregate in MODEL.aggregates
    ),
)


class Question(Struct, frozen=True, kw_only=True):
    """The rates of a day, by what was recorded until an instant; `department` narrows to debtors
    that it is in charge of or that are the department itself, `programme` to the items of a campaign.
    """

    as_of: date
    known_at: datetime
    by: Dimension | None = None
    department: str | None = None
    programme: str | None = None


class Report(Struct, frozen=True, kw_only=True):
    """The figures, as of a position of the log; `final` says that no later reading can differ.
    `averages` are those known by then.
    """

    question: Question
    position: int
    final: bool
    total: Figures
    groups: Mapping[str, Figures]
    averages: Averages


class _Histories:
    """Where the histories go; those of streams that are no items are left out."""

    def __init__(self, take: Callable[[Sequence[Event]], None]) -> None:
        self._take = take

    def take(self, stream: FoldedStream) -> None:
        if stream.aggregate.name == ITEM.name:
            self._take(stream.state)

    async def flush(self) -> None:
        """What was taken is not written anywhere."""


async def read_items(
    store: Store, known_at: datetime, take: Callable[[Sequence[Event]], None]
) -> tuple[int, bool]:
    """Every item's facts, as they were known at an instant, one history after the other.

    Gives the last position that was read, and whether no later reading can differ.
    """
    position, final = await store.reader.position_as_of(known_at)
    await store.fold(_HISTORIES, position, _Histories(take))
    return position, final


async def report(store: Store, question: Question) -> Report:
    """Answer a question from the log as it was known at `known_at` (A-19 to A-21)."""
    averages, _ = await store.reader.state(AVERAGES, AVERAGES_ID, as_of=question.known_at)
    found: list[Standing] = []

    def take(history: Sequence[Event]) -> None:
        one = standing(history, question.as_of)
        if one is not None and _asked(question, one):
            found.append(one)

    position, final = await read_items(store, question.known_at, take)
    return Report(
        question=question,
        position=position,
        final=final,
        total=measure(found)[""],
        groups=measure(found, question.by) if question.by else {},
        averages=averages,
    )


def _asked(question: Question, one: Standing) -> bool:
    department, programme = question.department, question.programme
    if programme is not None and programme != one.programme:
        return False
    return department is None or department in {one.debtor.supervising, one.debtor.unit}
