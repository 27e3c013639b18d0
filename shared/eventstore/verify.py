"""Verifying a log: the chain, gaplessness, versions, head, command records, claims and rows.

Every check names the first position that is wrong and what is wrong with it. All reads happen in
one snapshot, so that a busy service can be verified.
"""

from collections.abc import Iterator
from typing import Any, Final

import asyncpg
import msgspec

from shared.eventstore.chain import GENESIS, chain_hash, microseconds
from shared.eventstore.folding import PAGE, Folded, Progress
from shared.eventstore.model import Model, ReadModel

_PAGE_SQL: Final = """SELECT position, stream_id::text, version, name, schema_version, recorded_at,
        data, meta, hash
    FROM event WHERE position > $1 ORDER BY position LIMIT $2"""
_HEAD_SQL: Final = "SELECT position, hash, recorded_at FROM log_head"
FINDINGS_LIMIT: Final = 20


class Finding(msgspec.Struct, frozen=True):
    """One thing that is wrong. `position` is where in the log, when it is in the log."""

    check: str
    position: int | None
    what: str


class VerifyReport(msgspec.Struct, frozen=True):
    """`sound` when nothing was found; findings in the order they were met, at most 20 a check."""

    service: str
    events: int
    head: int
    findings: list[Finding]

    @property
    def sound(self) -> bool:
        return not self.findings


class _Findings:
    def __init__(self) -> None:
        self.all: list[Finding] = []

    def add(self, check: str, position: int | None, what: str) -> None:
        if sum(1 for f in self.all if f.check == check) < FINDINGS_LIMIT:
            self.all.append(Finding(check, position, what))

    def chain_broken(self) -> bool:
        return any(f.check == "chain" for f in self.all)


async def verify(model: Model, connection: asyncpg.Connection, progress: Progress) -> VerifyReport:
    """Walk the log of one service and compare it with everything derived from it."""
    findings = _Findings()
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        [head] = await connection.fetch(_HEAD_SQL)
        folded = await _walk(model, connection, head, findings, progress)
        await _check_records(connection, head["position"], findings)
        if folded is not None:
            await _check_claims(connection, folded, findings)
            for read_models in model.read_models.values():
                for read_model in read_models:
                    await _check_rows(connection, read_model, folded, findings)
    events = folded.position if folded else head["position"]
    return VerifyReport(
        service=model.service, events=events, head=head["position"], findings=findings.all
    )


async def _walk(
    model: Model, connection: asyncpg.Connection, head: Any, findings: _Findings, progress: Progress
) -> Folded | None:
    """Chain, positions and versions; the fold of it all when the walk came to the end."""
    folded: Folded | None = Folded(model)
    walk = _Walk(findings)
    while page := await connection.fetch(_PAGE_SQL, walk.position, PAGE):
        for row in page:
            walk.step(row)
            folded = _folded_on(folded, row, findings)
        progress(len(page))
    if walk.position < head["position"]:
        findings.add(
            "chain", walk.position + 1,
            f"the log ends at {walk.position}, its head says {head['position']}: the tail is cut",
        )  # fmt: skip
    elif walk.position > head["position"]:
        findings.add("head", head["position"] + 1, "the log goes on behind its head")
    elif walk.position and (walk.hash, walk.recorded_at) != (head["hash"], head["recorded_at"]):
        findings.add("head", walk.position, "the head is not the last event's")
    return folded


def _folded_on(folded: Folded | None, row: Any, findings: _Findings) -> Folded | None:
    if folded is None:
        return None
    try:
        folded.add(row[0], row[1], row[2], row[3], row[4], row[6])
    except Exception as error:  # noqa: BLE001  whatever a damaged event makes of itself
        findings.add("fold", row["position"], f"the event cannot be folded: {error}")
        return None
    return folded


class _Walk:
    """The walk along the chain: what the last good event was."""

    def __init__(self, findings: _Findings) -> None:
        self._findings = findings
        self.position = 0
        self.hash = GENESIS
        self.recorded_at: Any = None
        self._versions: dict[str, int] = {}

    def step(self, row: Any) -> None:
        position, stream_id, version = row["position"], row["stream_id"], row["version"]
        if position != self.position + 1:
            self._findings.add("chain", self.position + 1, "the event is missing")
        expected = chain_hash(
            self.hash, position, stream_id, version, row["name"], row["schema_version"],
            microseconds(row["recorded_at"]), row["data"], row["meta"],
        )  # fmt: skip
        if expected != row["hash"] and position == self.position + 1:
            self._findings.add("chain", position, "the event or its hash was changed")
        if version != self._versions.get(stream_id, 0) + 1:
            self._findings.add("versions", position, f"version {version} is out of turn")
        if self.recorded_at is not None and row["recorded_at"] < self.recorded_at:
            self._findings.add("time", position, "recorded before the event in front of it")
        self._versions[stream_id] = version
        self.position, self.hash = position, row["hash"]
        self.recorded_at = row["recorded_at"]


async def _check_records(connection: asyncpg.Connection, head: int, findings: _Findings) -> None:
    """Every event's command has its record, and no record speaks of what the log lacks."""
    lost = await connection.fetch(
        """SELECT r.command_id::text, r.position FROM command_record r
           WHERE r.position > $1 OR NOT EXISTS (
               SELECT 1 FROM event e WHERE e.stream_id = r.stream_id AND e.version = r.version)
           ORDER BY r.position LIMIT $2""",
        head,
        FINDINGS_LIMIT,
    )
    for command_id, position in lost:
        findings.add("records", position, f"command {command_id} is recorded, its event is not")


async def _check_claims(
    connection: asyncpg.Connection, folded: Folded, findings: _Findings
) -> None:
    live = {
        row[0]: (row[1], row[2])
        for row in await connection.fetch("SELECT key, stream_id::text, value FROM claim")
    }
    expected = {key: (held.stream_id, held.value) for key, held in folded.claims.items()}
    for key in sorted(live.keys() | expected.keys()):
        if live.get(key) != expected.get(key):
            findings.add(
                "claims", None, f"'{key}' is {live.get(key)}, the log says {expected.get(key)}"
            )


async def _check_rows(
    connection: asyncpg.Connection, read_model: ReadModel, folded: Folded, findings: _Findings
) -> None:
    """Live rows against the fold, column by column."""
    expected = dict(folded.rows(read_model.name))
    names = [name for name in read_model.columns if name != "id"]
    selected = ", ".join(f'"{name}"' for name in names)
    cursor = connection.cursor(f"SELECT id::text, {selected} FROM {read_model.name}", prefetch=PAGE)
    async for live in cursor:
        row = expected.pop(live["id"], None)
        if row is None:
            findings.add("rows", None, f"{read_model.name} {live['id']} is not in the log")
            continue
        for name, difference in _differences(names, live, row):
            findings.add("rows", None, f"{read_model.name} {live['id']}.{name} {difference}")
    for stream_id in expected:
        findings.add("rows", None, f"{read_model.name} {stream_id} is missing")


def _differences(names: list[str], live: Any, row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in names:
        value, expected = live[name], row[name]
        if value == expected:
            continue
        if isinstance(value, str) and not isinstance(expected, str):
            value = msgspec.json.decode(value)  # JSON columns arrive as text
        if str(value) != str(expected):
            yield name, f"is {value!r}, the log says {expected!r}"
