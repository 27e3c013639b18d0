"""A page of the log is read as its events would be one by one, whatever their bytes are."""

from typing import Any

import msgspec
from hypothesis import example, given
from hypothesis import strategies as st

from shared.eventstore.pages import BEGINNING, MissingEntries, Page, PageDecoder, Place
from shared.kernel.decider import Event
from shared.kernel.ids import derived_id
from shared.testing.accounts.model import REGISTRY, AccountOpened, Deposited, MovedIn
from shared.testing.specs import instant

DECODER = PageDecoder(REGISTRY)
STREAMS = [derived_id("account", str(number)) for number in range(3)]
HEALTHY = ("deposited", 1, b'{"amount":1}')

EVENTS = st.one_of(
    st.builds(
        AccountOpened,
        number=st.integers(1, 2**53),
        owner=st.text(),
        reference=st.none() | st.text(),
        tags=st.lists(st.text(max_size=5), max_size=3).map(tuple),
        opened_at=st.just(instant("2022-09-26T09:00+08:00")),
    ),
    st.builds(Deposited, amount=st.integers(0, 2**53)),
    st.builds(MovedIn, amount=st.just(1), source=st.text(alphabet='"\\[]{},:/\x00\x7f 临翔😀é')),
)
FRAGMENTS = (
    b'{"amount":1}', b'{"amount":', b"1", b"}", b"{", b"]", b"[", b",", b'"', b"\\", b" ", b"\xff",
    b'"deposited/1"', b'],["deposited/1",', b']]],["x",1,[["deposited/1",', b"null", b"\x00",
)  # fmt: skip
Stored = tuple[str, int, bytes]


def page(*parts: tuple[str, list[Stored]]) -> Page:
    """As PostgreSQL writes it."""
    written = b",".join(
        b'["%s",%d,[' % (stream_id.encode(), len(events))
        + b",".join(
            b'["%s/%d",' % (name.encode(), version) + data + b"]" for name, version, data in events
        )
        + b"]]"
        for stream_id, events in parts
    )
    count = sum(len(events) for _, events in parts)
    return Page(BEGINNING, Place(STREAMS[-1], 1), count, b"[" + written + b"]")


def events_of(parts: Any) -> list[Event]:
    return [entry.event for part in parts for entry in part.entries]


@given(st.lists(st.lists(EVENTS, min_size=1, max_size=5), min_size=1, max_size=3))
def test_what_was_stored_is_what_a_page_holds(histories: list[list[Event]]) -> None:
    streams = list(zip(STREAMS, histories, strict=False))
    parts = DECODER.decode(page(*((s, [REGISTRY.encode(e) for e in es]) for s, es in streams)))

    assert [part.stream_id for part in parts] == [stream_id for stream_id, _ in streams]
    assert [part.version for part in parts] == [len(events) for _, events in streams]
    assert events_of(parts) == [event for _, events in streams for event in events]


@example(data=b'{"amount":1}],["deposited/1",{"amount":1}', place=1)
@example(data=b'{"amount":1}]]],["x",1,[["deposited/1",{"amount":1}', place=0)
@example(data=b'{"amount":1},{"amount":1}', place=2)
@given(data=st.lists(st.sampled_from(FRAGMENTS), max_size=6).map(b"".join), place=st.integers(0, 2))
def test_damaged_bytes_are_read_as_they_would_be_alone_or_not_at_all(
    data: bytes, place: int
) -> None:
    """Not even when they close their own entry and open another."""
    events = [HEALTHY, HEALTHY]
    events.insert(place, ("deposited", 1, data))
    try:
        parts = DECODER.decode(page((STREAMS[0], events), (STREAMS[1], [HEALTHY])))
    except (msgspec.DecodeError, MissingEntries):
        return
    assert events_of(parts) == [REGISTRY.decode(*event) for event in [*events, HEALTHY]]
