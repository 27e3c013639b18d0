"""The log stream by stream, in pages: each written by PostgreSQL and read by msgspec in one go.

So the driver makes no record for an event, Python calls no decoder for it, and a stream's events
come together. A page is one JSON array of the parts of streams that lie in it:

    [["01836ce8-…", 2, [["ticket_submitted/1", {…}], ["ticket_registered/1", {…}]]], …]

with the version of the last event of each part. Large events are left out, so that a page has a
bound; then entries are missing, and whoever reads the page must read it row by row.
"""

from collections.abc import AsyncGenerator, Callable, Sequence
from functools import reduce
from operator import or_
from typing import Any, Final, NamedTuple

import asyncpg
import msgspec

from shared.eventstore.codec import EventRegistry
from shared.kernel.decider import Event

PAGE_EVENTS: Final = 1_000
LARGE_BYTES: Final = 16_384
_PREFETCH: Final = 100

# Streams go by their id, which is a UUIDv7: streams begun together lie together in the log too.
# Bytes are joined as bytes (`textsend` gives a text's own): a damaged event must not make the query
# fail, but its own decoding.
_PAGE_SQL: Final = rf"""WITH entry AS NOT MATERIALIZED (
        SELECT stream_id, version, name, schema_version, data FROM event
        WHERE (stream_id, version) > ($1::uuid, $2::integer) AND position <= $3
        ORDER BY stream_id, version LIMIT {PAGE_EVENTS}
    ), part AS (
        SELECT stream_id, max(version) AS version, count(*) AS events,
            textsend('["' || stream_id || '",' || max(version) || ',[') || string_agg(
                textsend('["' || name || '/' || schema_version || '",') || data,
                '\x5d2c'::bytea ORDER BY version
            ) FILTER (WHERE octet_length(data) <= {LARGE_BYTES}) AS entries
        FROM entry GROUP BY stream_id
    )
    SELECT (array_agg(stream_id ORDER BY stream_id DESC))[1]::text AS last_stream,
        (array_agg(version ORDER BY stream_id DESC))[1] AS last_version,
        sum(events)::bigint AS events,
        '\x5b'::bytea || string_agg(entries, '\x5d5d5d2c'::bytea ORDER BY stream_id)
            || '\x5d5d5d5d'::bytea AS parts
    FROM part"""
_ROWS_SQL: Final = """SELECT position, stream_id::text, version, name, schema_version, data FROM event
    WHERE (stream_id, version) > ($1::uuid, $2::integer)
        AND (stream_id, version) <= ($3::uuid, $4::integer) AND position <= $5
    ORDER BY stream_id, version"""
_BEHIND_SQL: Final = """SELECT e.position, e.stream_id::text, e.version, e.name, e.schema_version,
        e.data
    FROM unnest($1::uuid[], $2::integer[]) AS known (stream_id, version)
    JOIN event e ON e.stream_id = known.stream_id AND e.version > known.version
    WHERE e.position <= $3 ORDER BY e.stream_id, e.version"""


class Place(NamedTuple):
    """Behind one version of one stream."""

    stream_id: str
    version: int


BEGINNING: Final = Place("00000000-0000-0000-0000-000000000000", 0)


class Page(NamedTuple):
    """The events behind `after` up to `last`; `parts` is the JSON array, None if all are large."""

    after: Place
    last: Place
    events: int
    parts: bytes | None


class Row(NamedTuple):
    """One stored event by itself."""

    position: int
    stream_id: str
    version: int
    name: str
    schema_version: int
    data: bytes


class Entry(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """`["<name>/<schema version>", <data>]`: one event, in its newest shape."""

    event: Event


class Part(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """Consecutive events of one stream, the last of them with the version `version`."""

    stream_id: str
    version: int
    entries: list[Entry]


class PageDecoder:
    """Reads pages that hold any event the registry has a name for."""

    def __init__(self, registry: EventRegistry) -> None:
        self._upcasters: dict[type[Entry], Callable[[Any], Event]] = {}
        entries: list[type[Entry]] = []
        for listed in (*registry.types, *registry.retired):
            for version in range(1, listed.version):
                old = _entry(listed.name, version, msgspec.Raw)
                self._upcasters[old] = registry.decoder(listed.name, version)
                entries.append(old)
            entries.append(_entry(listed.name, listed.version, listed.shape))
        entry: Any = reduce(or_, entries)
        part: Any = msgspec.defstruct(
            "AnyPart", [("entries", list[entry])], bases=(Part,), frozen=True
        )
        self._decode: Callable[[bytes], list[Part]] = msgspec.json.Decoder(list[part]).decode

    def decode(self, page: Page) -> list[Part]:
        """The parts of a page.

        Raises msgspec.DecodeError, or whatever an upcaster raises, when an event cannot be read,
        and MissingEntries when not all events are there.
        """
        parts = self._decode(page.parts or b"[]")
        if sum([len(part.entries) for part in parts]) != page.events:
            raise MissingEntries
        if self._upcasters:
            return [self._newest(part) for part in parts]
        return parts

    def _newest(self, part: Part) -> Part:
        upcasters = self._upcasters
        entries = [
            Entry(upcasters[type(entry)](entry.event)) if type(entry) in upcasters else entry
            for entry in part.entries
        ]
        return Part(part.stream_id, part.version, entries)


class MissingEntries(Exception):
    """The page left large events out, or an event's damaged bytes look like more than one."""


def _entry(name: str, version: int, data: Any) -> type[Entry]:
    entry: Any = msgspec.defstruct(
        f"Entry_{name}_{version}",
        [("event", data)],
        bases=(Entry,),
        tag=f"{name}/{version}",
        frozen=True,
    )
    return entry  # type: ignore[no-any-return]


async def fetch_page(connection: asyncpg.Connection, after: Place, upto: int) -> Page | None:
    """The events behind `after` at positions up to `upto`, PAGE_EVENTS at most; None at the end."""
    [row] = await connection.fetch(_PAGE_SQL, *after, upto)
    if row["last_stream"] is None:
        return None
    last = Place(row["last_stream"], row["last_version"])
    return Page(after, last, row["events"], row["parts"])


async def page_rows(connection: asyncpg.Connection, page: Page, upto: int) -> AsyncGenerator[Row]:
    """The same events one by one."""
    async with connection.transaction():
        query = connection.cursor(_ROWS_SQL, *page.after, *page.last, upto, prefetch=_PREFETCH)
        async for row in query:
            yield Row(*row)


async def rows_behind(
    connection: asyncpg.Connection, stream_ids: Sequence[str], versions: Sequence[int], upto: int
) -> AsyncGenerator[Row]:
    """The events of some streams behind a version of each, one by one, stream by stream."""
    async with connection.transaction():
        query = connection.cursor(_BEHIND_SQL, stream_ids, versions, upto, prefetch=_PREFETCH)
        async for row in query:
            yield Row(*row)
