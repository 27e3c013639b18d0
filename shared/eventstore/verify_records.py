"""Command records against the log: each command has its record, each record tells the truth.

A command's events stand together, under one envelope; its record has the position of the last of
them and the version its stream had then. A command that changed nothing has a record alone, with
the position of whatever was recorded last before it.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import asyncpg
import msgspec
from asyncpg.cursor import Cursor

from shared.eventstore.findings import Findings

_PAGE: Final = 5_000
_RECORDS_SQL: Final = """SELECT command_id::text, stream_id::text, version, position, recorded_at
    FROM command_record ORDER BY position, command_id"""


class Record(msgspec.Struct, frozen=True, gc=False):
    """One row of `command_record`, without its fingerprint."""

    command_id: str
    stream_id: str
    version: int
    position: int
    recorded_at: datetime


def instant(value: datetime) -> datetime:
    """PostgreSQL's instant; its 'infinity' arrives without a zone and compares with nothing."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


class RecordPages:
    """All command records in the order of their positions, read as far as the walk needs them."""

    def __init__(self, cursor: "Cursor[Any]") -> None:
        self._cursor = cursor
        self._ahead: deque[Record] = deque()
        self._exhausted = False

    @classmethod
    async def open(cls, connection: asyncpg.Connection) -> "RecordPages":
        """Needs a transaction, which it reads in."""
        return cls(await connection.cursor(_RECORDS_SQL))

    async def upto(self, position: int) -> list[Record]:
        """The records not given yet, up to and including `position`."""
        while not self._exhausted and (not self._ahead or self._ahead[-1].position <= position):
            page = await self._cursor.fetch(_PAGE)
            self._ahead.extend(
                Record(row[0], row[1], row[2], row[3], instant(row[4])) for row in page
            )
            self._exhausted = not page
        given = []
        while self._ahead and self._ahead[0].position <= position:
            given.append(self._ahead.popleft())
        return given

    async def rest(self) -> list[Record]:
        return await self.upto(2**63 - 1)


class _Cause(msgspec.Struct, frozen=True):
    """The part of an envelope that names the command."""

    command_id: str


_decode_cause = msgspec.json.Decoder(_Cause).decode


class RecordCheck:
    """Follows the walk: gathers a command's events and, behind the last one, asks for its record."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._records: deque[Record] = deque()
        self._meta = b""
        self._streams: set[str] = set()
        self._position = 0
        self._recorded_at = datetime(1970, 1, 1, tzinfo=UTC)

    def bring(self, records: Iterable[Record]) -> None:
        """More records, in the order of their positions, before the walk passes them."""
        self._records.extend(records)

    def event(
        self,
        position: int,
        stream_id: str,
        recorded_at: datetime,
        meta: bytes,
        versions: Mapping[str, int],
    ) -> None:
        """The walk's next event; `versions` are those in front of it."""
        if meta != self._meta:
            self._close(versions)
            self._meta = meta
            self._streams = set()
        self._streams.add(stream_id)
        self._position = position
        self._recorded_at = recorded_at

    def end(self, versions: Mapping[str, int]) -> None:
        """The walk is over: what is left in the records speaks of events that are not there."""
        self._close(versions)
        for record in self._records:
            self._findings.add(
                "records", record.position,
                f"command_record {record.command_id} is there, its event is not",
            )  # fmt: skip

    def _close(self, versions: Mapping[str, int]) -> None:
        command_id = self._command_id()
        found = False
        while self._records and self._records[0].position <= self._position:
            record = self._records.popleft()
            own = record.command_id == command_id and record.position == self._position
            found = found or own
            if not self._true(record, versions, own=own):
                self._findings.add(
                    "records", record.position,
                    f"command_record {record.command_id} does not agree with the log",
                )  # fmt: skip
        if command_id is not None and not found:
            self._findings.add(
                "records", self._position, f"command_record {command_id} is missing or misplaced"
            )

    def _true(self, record: Record, versions: Mapping[str, int], *, own: bool) -> bool:
        if record.position != self._position:
            return False
        if versions.get(record.stream_id, 0) != record.version:
            return False
        if own:
            return record.stream_id in self._streams and record.recorded_at == self._recorded_at
        return record.recorded_at >= self._recorded_at

    def _command_id(self) -> str | None:
        """None in front of the first event, and for an envelope that is damaged."""
        try:
            return _decode_cause(self._meta).command_id
        except msgspec.DecodeError:
            return None
