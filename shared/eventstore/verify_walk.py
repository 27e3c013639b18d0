"""The walk along the chain: positions, hashes, versions, instants, and the head at its end."""

import struct
from datetime import UTC, datetime
from typing import Any, Final

from shared.eventstore.chain import GENESIS, chain_hash, microseconds
from shared.eventstore.findings import Findings
from shared.eventstore.verify_records import RecordCheck, instant

PAGE: Final = 5_000


class Walk:
    """`step` takes one event after the other; `position`, `hash` and `recorded_at` are the last's."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.records = RecordCheck(findings)
        self.events = 0
        self.position = 0
        self.hash = GENESIS
        self.recorded_at = datetime(1970, 1, 1, tzinfo=UTC)
        self._versions: dict[str, int] = {}

    def step(self, row: Any) -> None:
        """The next row of the log, all nine columns in their order."""
        position, stream_id, version, name, schema_version, at, data, meta, hash_ = row
        recorded_at = instant(at)
        if position != self.position + 1:
            self.findings.add("chain", self.position + 1, "the event is missing")
        else:
            try:
                expected = chain_hash(
                    self.hash, position, stream_id, version, name, schema_version,
                    microseconds(recorded_at), data, meta,
                )  # fmt: skip
            except (struct.error, OverflowError):  # a value that no event of ours can have
                expected = b""
            if hash_ != expected:
                self.findings.add("chain", position, "the event or its hash was changed")
        if version != self._versions.get(stream_id, 0) + 1:
            self.findings.add("versions", position, f"version {version} is out of turn")
        if recorded_at < self.recorded_at:
            self.findings.add("time", position, "recorded before the event in front of it")
        self.records.event(position, stream_id, recorded_at, meta, self._versions)
        self._versions[stream_id] = version
        self.events += 1
        self.position, self.hash, self.recorded_at = position, hash_, recorded_at

    def end(self, head: Any) -> None:
        """There are no more events: the head must be the last one's, and no record be left."""
        self._compare_head(head["position"], head["hash"], instant(head["recorded_at"]))
        self.records.end(self._versions)

    def _compare_head(self, position: int, hash_: bytes, recorded_at: datetime) -> None:
        if self.position < position:
            self.findings.add(
                "chain", self.position + 1,
                f"the log ends at {self.position}, its head says {position}: the tail is cut",
            )  # fmt: skip
        elif self.position > position:
            self.findings.add("head", position + 1, "the log goes on behind its head")
        elif (self.hash, self.recorded_at) != (hash_, recorded_at):
            self.findings.add("head", position, "the head is not the last event's")
