"""Live read-model rows against the fold of the log, column by column."""

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import JSON

from shared.eventstore.findings import Findings
from shared.eventstore.model import ReadModel
from shared.eventstore.verify_fold import Folded

_PREFETCH: Final = 5_000


async def check_rows(
    connection: asyncpg.Connection, read_model: ReadModel, folded: Folded, findings: Findings
) -> None:
    """Name every row that is missing, that the log does not know, or that differs from its fold."""
    expected = dict(folded.rows(read_model.name))
    columns = _columns(read_model)
    selected = ", ".join(f'"{name}"' for name in columns)
    query = f"SELECT id::text, {selected} FROM {read_model.name}"
    async for live in connection.cursor(query, prefetch=_PREFETCH):
        row = expected.pop(live["id"], None)
        if row is None:
            findings.add("rows", None, f"{read_model.name} {live['id']} is not in the log")
            continue
        for name, difference in _differences(columns, live, row):
            findings.add("rows", None, f"{read_model.name} {live['id']}.{name} {difference}")
    for stream_id in expected:
        findings.add("rows", None, f"{read_model.name} {stream_id} is missing")


def _columns(read_model: ReadModel) -> dict[str, bool]:
    """Column names without the id, and whether each holds JSON."""
    table = read_model.table.__table__  # type: ignore[attr-defined]
    return {c.name: isinstance(c.type, JSON) for c in table.columns if c.name != "id"}


def _differences(
    columns: dict[str, bool], live: Any, row: dict[str, Any]
) -> Iterator[tuple[str, str]]:
    for name, is_json in columns.items():
        value, expected = live[name], row[name]
        if is_json:
            value = msgspec.json.decode(value) if isinstance(value, str) else value
            expected = msgspec.to_builtins(expected)
        if isinstance(value, UUID):
            value, expected = str(value), str(expected)
        if value != expected:
            yield name, f"is {value!r}, the log says {expected!r}"
