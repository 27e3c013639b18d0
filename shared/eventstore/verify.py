"""Verifying a log: the chain, gaplessness, versions, head, command records, claims and rows.

Every check names the first position that is wrong and what is wrong with it. All reads happen in
one snapshot, so that a busy service can be verified.

What cannot be found here: a tail cut together with everything derived from it (the comparison with
JetStream finds that), the fingerprint of a command record and the record of a command that changed
nothing, for the log holds neither.
"""

from typing import Any, Final

import asyncpg
import msgspec

from shared.eventstore.findings import Finding, Findings
from shared.eventstore.folding import Progress
from shared.eventstore.maintenance import beside_checks
from shared.eventstore.model import Model
from shared.eventstore.verify_fold import Folded
from shared.eventstore.verify_records import RecordPages
from shared.eventstore.verify_rows import check_rows
from shared.eventstore.verify_walk import PAGE, Walk

__all__ = ["Finding", "VerifyReport", "verify"]

_PAGE_SQL: Final = """SELECT position, stream_id::text, version, name, schema_version, recorded_at,
        data, meta, hash
    FROM event WHERE position > $1 ORDER BY position LIMIT $2"""
_HEAD_SQL: Final = "SELECT position, hash, recorded_at FROM log_head"


class VerifyReport(msgspec.Struct, frozen=True):
    """`sound` when nothing was found; findings in the order they were met, at most 20 a check."""

    service: str
    events: int
    head: int
    findings: list[Finding]

    @property
    def sound(self) -> bool:
        return not self.findings


async def verify(model: Model, connection: asyncpg.Connection, progress: Progress) -> VerifyReport:
    """Walk the log of one service and compare it with everything derived from it."""
    findings = Findings()
    async with (
        beside_checks(connection),
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
        [head] = await connection.fetch(_HEAD_SQL)
        walk = Walk(findings)
        folded = await _walk(model, connection, walk, progress)
        walk.end(head)
        if folded is not None:
            await _check_claims(connection, folded, findings)
            for read_models in model.read_models.values():
                for read_model in read_models:
                    await check_rows(connection, read_model, folded, findings)
    return VerifyReport(
        service=model.service, events=walk.events, head=head["position"], findings=findings.all
    )


async def _walk(
    model: Model, connection: asyncpg.Connection, walk: Walk, progress: Progress
) -> Folded | None:
    """Walk to the end; the fold of it all, unless an event could not be folded."""
    folded: Folded | None = Folded(model)
    records = await RecordPages.open(connection)
    while page := await connection.fetch(_PAGE_SQL, walk.position, PAGE):
        walk.records.bring(await records.upto(page[-1]["position"]))
        for row in page:
            walk.step(row)
            folded = _folded_on(folded, row, walk.findings)
        progress(len(page))
    walk.records.bring(await records.rest())
    return folded


def _folded_on(folded: Folded | None, row: Any, findings: Findings) -> Folded | None:
    if folded is None:
        return None
    try:
        folded.add(row[1], row[2], row[3], row[4], row[6])
    except Exception as error:  # noqa: BLE001  whatever a damaged event makes of itself
        findings.add("fold", row["position"], f"the event cannot be folded: {error}")
        return None
    return folded


async def _check_claims(connection: asyncpg.Connection, folded: Folded, findings: Findings) -> None:
    live = {
        row[0]: (row[1], row[2])
        for row in await connection.fetch("SELECT key, stream_id::text, value FROM claim")
    }
    expected = {key: (held.stream_id, held.value) for key, held in folded.claims.items()}
    for key in sorted(live.keys() | expected.keys()):
        if live.get(key) != expected.get(key):
            findings.add(
                "claims",
                None,
                f"claim '{key}' is {live.get(key)}, the log says {expected.get(key)}",
            )
