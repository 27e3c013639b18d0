"""Cursors come back as they were made, and only from us."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.web.paging import Cursors
from shared.web.problems import ProblemError

CURSORS = Cursors(b"key of this group of processes")


@given(query=st.text(), place=st.lists(st.integers(-(2**63), 2**63 - 1) | st.text()))
def test_a_cursor_leads_back_to_its_place(query: str, place: list[int | str]) -> None:
    assert CURSORS.read(query, CURSORS.make(query, place), list[int | str]) == place


@given(st.integers(0, 10_000))
def test_a_cursor_changed_in_any_byte_is_refused(at: int) -> None:
    raw = bytearray(base64.urlsafe_b64decode(CURSORS.make("q", "place") + "=="))
    raw[at % len(raw)] ^= 1
    changed = base64.urlsafe_b64encode(bytes(raw)).decode().rstrip("=")
    with pytest.raises(ProblemError, match="cursor_invalid"):
        CURSORS.read("q", changed, str)


@given(st.text(max_size=50))
def test_garbage_is_refused(cursor: str) -> None:
    with pytest.raises(ProblemError, match="cursor_invalid"):
        CURSORS.read("q", cursor, str)


def test_a_cursor_of_another_query_key_or_shape_is_refused() -> None:
    cursor = CURSORS.make("tickets.list?status=open", "place")
    for reader, query, shape in (
        (CURSORS, "tickets.list?status=closed", str),
        (Cursors(b"another"), "tickets.list?status=open", str),
        (CURSORS, "tickets.list?status=open", int),
    ):
        with pytest.raises(ProblemError, match="cursor_invalid"):
            reader.read(query, cursor, shape)
    assert CURSORS.read("tickets.list?status=open", cursor, str) == "place"
