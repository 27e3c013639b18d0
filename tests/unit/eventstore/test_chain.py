"""The hash chain, computed a second time from its layout alone.

Layout of what is hashed, integers big-endian: previous hash (32 bytes) | position (8) | stream id
(16) | version (4) | schema version (2) | recorded at, microseconds since 1970 (8) | length of the
name (2) | length of data (4) | length of meta (4) | name | data | meta.
"""

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from shared.eventstore.chain import GENESIS, chain_hash, microseconds

FIRST: dict[str, Any] = {
    "previous": GENESIS,
    "position": 1,
    "stream_id": "01836ce8-3a00-7000-8000-000000000001",
    "version": 1,
    "name": "ticket_submitted",
    "schema_version": 1,
    "recorded_at_us": 1_664_010_000_000_001,
    "data": '{"a":"临翔"}'.encode(),
    "meta": b"{}",
}
# Both hashes were computed with printf, xxd and sha256sum.
FIRST_HASH = "0b8395f8600236b2f1df28ed707019521444e748dd68eb72f40a762f85b246c8"
SECOND: dict[str, Any] = {
    **FIRST,
    "previous": bytes.fromhex(FIRST_HASH),
    "position": 2,
    "version": 2,
    "name": "ticket_closed",
    "schema_version": 3,
    "recorded_at_us": 1_664_010_060_000_000,
    "data": b"{}",
    "meta": b'{"actor":"x"}',
}
SECOND_HASH = "ff8e553043424e8926536e54ea548c35fdc72fece80b08c199e2831a73d8509f"


def by_the_layout(fields: dict[str, Any]) -> bytes:
    name = fields["name"].encode()
    parts = (
        fields["previous"],
        fields["position"].to_bytes(8, "big"),
        bytes.fromhex(fields["stream_id"].replace("-", "")),
        fields["version"].to_bytes(4, "big"),
        fields["schema_version"].to_bytes(2, "big"),
        fields["recorded_at_us"].to_bytes(8, "big", signed=True),
        len(name).to_bytes(2, "big"),
        len(fields["data"]).to_bytes(4, "big"),
        len(fields["meta"]).to_bytes(4, "big"),
        name,
        fields["data"],
        fields["meta"],
    )
    return hashlib.sha256(b"".join(parts)).digest()


def hashed(fields: dict[str, Any], **changes: Any) -> bytes:
    return chain_hash(**{**fields, **changes})


def test_the_chain_begins_with_zeros() -> None:
    assert bytes(32) == GENESIS


@pytest.mark.parametrize(
    ("fields", "expected"), [(FIRST, FIRST_HASH), (SECOND, SECOND_HASH)], ids=["first", "second"]
)
def test_the_hashes_are_those_that_other_tools_compute(
    fields: dict[str, Any], expected: str
) -> None:
    assert hashed(fields).hex() == expected
    assert by_the_layout(fields).hex() == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"position": 2**63 - 1},
        {"version": 2**31 - 1},
        {"schema_version": 2**16 - 1},
        {"recorded_at_us": -1},
        {"name": "节假日安排"},
        {"data": b""},
        {"meta": b"\x00" * 70_000},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_the_layout_holds_at_the_ends_of_each_fields_range(changes: dict[str, Any]) -> None:
    assert hashed(FIRST, **changes) == by_the_layout({**FIRST, **changes})


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("previous", b"\x01" + bytes(31)),
        ("position", 2),
        ("stream_id", "01836ce8-3a00-7000-8000-000000000002"),
        ("version", 2),
        ("name", "ticket_submittee"),
        ("schema_version", 2),
        ("recorded_at_us", 1_664_010_000_000_002),
        ("data", '{"a":"临潴"}'.encode()),
        ("meta", b"{ "),
    ],
)
def test_any_field_changed_changes_the_hash(field: str, other: Any) -> None:
    assert field in FIRST
    assert hashed(FIRST, **{field: other}) != hashed(FIRST)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "ab", "data": b"c"}, {"name": "a", "data": b"bc"}),
        ({"data": b"{}{}", "meta": b""}, {"data": b"{}", "meta": b"{}"}),
    ],
    ids=["name and data", "data and meta"],
)
def test_bytes_cannot_move_from_one_field_to_the_next(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert hashed(FIRST, **one) != hashed(FIRST, **other)


def test_one_way_of_writing_a_stream_id_is_as_good_as_another() -> None:
    assert hashed(FIRST, stream_id=FIRST["stream_id"].replace("-", "").upper()) == hashed(FIRST)


def test_an_instant_is_hashed_to_the_microsecond_in_whatever_zone_it_is_given() -> None:
    beijing = timezone(timedelta(hours=8))
    assert microseconds(datetime(2022, 9, 24, 17, 0, 0, 1, beijing)) == 1_664_010_000_000_001
    assert microseconds(datetime(1970, 1, 1, tzinfo=UTC)) == 0
    assert microseconds(datetime(1969, 12, 31, 23, 59, 59, 999_999, UTC)) == -1
    assert microseconds(datetime(9999, 12, 31, 23, 59, 59, 999_999, UTC)) == 253402300799999999
