"""Folding a whole log stream by stream gives what folding each stream by itself gives."""

import random
from typing import Any

import asyncpg
import pytest

from shared.eventstore import folding
from shared.eventstore.codec import EventRegistry, EventType
from shared.eventstore.folding import FoldedStream, Unfoldable, fold_log, fold_on
from shared.eventstore.model import Model
from shared.eventstore.pages import BEGINNING, LARGE_BYTES, PAGE_EVENTS, fetch_page
from shared.kernel.decider import Event
from shared.kernel.ids import derived_id, new_id
from shared.testing.accounts.model import (
    ACCOUNT,
    AccountOpened,
    Deposited,
    MovedIn,
    MovedOut,
    Reviewed,
    ReviewSet,
)
from shared.testing.specs import instant

DAY = instant("2022-09-26T09:00+08:00")
STRANGE = '"],["deposited/1",{"amount":1}]]] \\ \\" \t\n\x00\x7f 临翔区“昔归” 😀 \u2028 é'
REGISTRY = EventRegistry(
    EventType("account_opened", 1, AccountOpened),
    EventType("deposited", 3, Deposited),
    EventType("moved_out", 1, MovedOut),
    EventType("moved_in", 1, MovedIn),
    EventType("review_set", 1, ReviewSet),
    EventType("reviewed", 1, Reviewed),
    upcasters={
        ("deposited", 1): lambda v1: {"fen": v1["yuan"] * 100},
        ("deposited", 2): lambda v2: {"amount": v2["fen"]},
    },
)
MODEL = Model(service="accounts", registry=REGISTRY, aggregates=(ACCOUNT,), read_models={})
Stored = tuple[str, int, bytes]


class Log:
    """A log that anything can be written into."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self.connection = connection
        self.position = 0
        self.streams: dict[str, list[Stored]] = {}

    async def write(self, *events: tuple[str, Stored]) -> None:
        """(Stream id, stored event), in the order of their positions."""
        rows = []
        for stream_id, stored in events:
            stream = self.streams.setdefault(stream_id, [])
            stream.append(stored)
            self.position += 1
            rows.append((self.position, stream_id, len(stream), *stored, DAY, b"{}", bytes(32)))
        await self.connection.copy_records_to_table(
            "event",
            columns=("position", "stream_id", "version", "name", "schema_version", "data",
                     "recorded_at", "meta", "hash"),
            records=rows,
        )  # fmt: skip

    async def folded(self, upto: int | None = None) -> dict[str, tuple[Any, int]]:
        """What `fold_log` gives: state and version by stream."""
        taken = Taken()
        progress: list[int] = []
        head = self.position if upto is None else upto
        await fold_log(self.connection, MODEL, head, taken, progress.append)
        assert sum(progress) == head
        assert len(taken.streams) == len({stream.id for stream in taken.streams})
        return states(taken.streams)

    def plainly_folded(self) -> dict[str, tuple[Any, int]]:
        return {
            stream_id: (ACCOUNT.fold(REGISTRY.decode(*stored) for stored in stream), len(stream))
            for stream_id, stream in self.streams.items()
        }


class Taken:
    """Keeps what is folded."""

    def __init__(self) -> None:
        self.streams: list[FoldedStream] = []

    def take(self, stream: FoldedStream) -> None:
        self.streams.append(stream)

    async def flush(self) -> None:
        """Everything is kept."""


def states(streams: list[FoldedStream]) -> dict[str, tuple[Any, int]]:
    return {stream.id: (stream.state, stream.version) for stream in streams}


@pytest.fixture
async def log(superuser: asyncpg.Connection) -> Log:
    return Log(superuser)


@pytest.fixture
def by_pages_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may be read row by row: it would be right, and slow."""
    monkeypatch.setattr(folding, "page_rows", None)


def opened(owner: str = "office-1", *tags: str) -> Stored:
    event = AccountOpened(number=1, owner=owner, reference=None, tags=tags, opened_at=DAY)
    return REGISTRY.encode(event)


def stored(event: Event) -> Stored:
    return REGISTRY.encode(event)


ONE_FEN = stored(Deposited(amount=1))
OLD_FORMS = (("deposited", 1, b'{"yuan":3}'), ("deposited", 2, b'{"fen":7}'))


def any_event(chance: random.Random) -> Stored:
    amount = chance.randint(1, 10**9)
    return chance.choice(
        [
            *OLD_FORMS,
            stored(Deposited(amount=amount)),
            stored(MovedOut(amount=amount, to=STRANGE)),
            stored(MovedIn(amount=amount, source="".join(chance.choices(STRANGE, k=9)))),
            stored(ReviewSet(due_at=DAY)),
            stored(Reviewed(due_at=DAY)),
        ]
    )


@pytest.mark.usefixtures("by_pages_alone")
@pytest.mark.parametrize("seed", range(3))
async def test_a_log_of_many_streams_is_folded_like_each_of_them(log: Log, seed: int) -> None:
    """Interleaved, over several pages, one of which ends where a stream does not."""
    chance = random.Random(seed)
    begun: list[str] = []
    for _ in range(4):
        events = []
        for _ in range(PAGE_EVENTS - 7):
            if not begun or chance.random() < 0.1:
                begun.append(chance.choice((new_id(), derived_id("account", str(len(begun))))))
                events.append((begun[-1], opened(STRANGE, "早", STRANGE)))
            else:
                events.append((chance.choice(begun), any_event(chance)))
        await log.write(*events)

    assert await log.folded() == log.plainly_folded()


@pytest.mark.usefixtures("by_pages_alone")
async def test_a_stream_longer_than_a_page_is_folded_to_its_end(log: Log) -> None:
    long, short = sorted((new_id(), new_id()))
    await log.write((long, opened()), (short, opened()))
    await log.write(*[(long, ONE_FEN)] * (2 * PAGE_EVENTS + 5))

    folded = await log.folded()
    assert folded == log.plainly_folded()
    assert folded[long][0].balance == 2 * PAGE_EVENTS + 5


async def test_a_log_of_exactly_one_page_and_an_empty_one(log: Log) -> None:
    assert await log.folded() == {}
    account = new_id()
    await log.write((account, opened()), *[(account, ONE_FEN)] * (PAGE_EVENTS - 1))

    assert await log.folded() == log.plainly_folded()


async def test_events_behind_the_position_are_left_out(log: Log) -> None:
    first, second = new_id(), new_id()
    await log.write((first, opened()), (first, ONE_FEN), (second, opened()), (first, ONE_FEN))

    folded = await log.folded(upto=2)
    assert folded.keys() == {first}
    assert (folded[first][0].balance, folded[first][1]) == (1, 2)


@pytest.mark.parametrize("beside", [(), (ONE_FEN, *OLD_FORMS)])
async def test_large_events_are_folded_with_their_neighbours(
    log: Log, beside: tuple[Stored, ...]
) -> None:
    large = opened("临" * LARGE_BYTES)
    for _ in range(150):
        account = new_id()
        await log.write((account, large), *((account, each) for each in beside))
    page = await fetch_page(log.connection, BEGINNING, log.position)

    assert page is not None
    assert len(page.parts or b"") < 2 * LARGE_BYTES
    assert await log.folded() == log.plainly_folded()


@pytest.mark.parametrize(
    ("damaged", "told"),
    [
        (("dissolved", 1, b"{}"), "event 'dissolved' in version 1 is not known here"),
        (("deposited", 4, b'{"amount":1}'), "event 'deposited' in version 4 is not known here"),
        (('x","y', 1, b"{}"), "is not known here"),
        (("deposited", 3, b'{"amount":"1"}'), "Expected `int`, got `str`"),
        (("deposited", 3, b""), "truncated"),
        (("deposited", 3, b'{"amount":1}],["deposited/3",{"amount":2}'), "trailing characters"),
        (("moved_in", 1, b'{"amount":1,"source":"\xff"}'), "utf-8"),
        (("deposited", 1, b'{"fen":1}'), "yuan"),
        (("deposited", 2, b"{"), "truncated"),
    ],
)
async def test_an_event_that_cannot_be_read_is_named(log: Log, damaged: Stored, told: str) -> None:
    account = new_id()
    await log.write((account, opened()), *[(account, ONE_FEN)] * PAGE_EVENTS)
    await log.write((account, damaged), (account, ONE_FEN), (new_id(), opened()))

    with pytest.raises(Unfoldable, match=told) as refused:
        await log.folded()
    assert refused.value.position == PAGE_EVENTS + 2
    assert f"position {PAGE_EVENTS + 2} " in str(refused.value)
    assert await log.connection.fetchval("SELECT 1") == 1


async def test_an_event_that_cannot_follow_its_history_is_named(log: Log) -> None:
    await log.write((new_id(), opened()), (new_id(), ONE_FEN), (new_id(), opened()))

    with pytest.raises(Unfoldable, match=r"at position 2 .* before the account was opened"):
        await log.folded()


async def test_streams_are_folded_on_from_where_they_are_known(log: Log) -> None:
    known, fresh, other = new_id(), new_id(), new_id()
    await log.write((known, opened()), (known, ONE_FEN), (other, opened()))
    taken = Taken()
    await fold_log(log.connection, MODEL, log.position, taken, lambda _count: None)
    before = {stream.id: stream for stream in taken.streams}
    await log.write((known, OLD_FORMS[0]), (fresh, opened()), (fresh, ONE_FEN), (known, ONE_FEN))
    folded = await fold_on(log.connection, MODEL, [fresh, known], before, log.position)
    unchanged = await fold_on(log.connection, MODEL, [known], states_of(folded), log.position)

    expected = log.plainly_folded()
    assert states(folded) == {known: expected[known], fresh: expected[fresh]}
    assert states(unchanged) == {known: expected[known]}


def states_of(streams: list[FoldedStream]) -> dict[str, FoldedStream]:
    return {stream.id: stream for stream in streams}
