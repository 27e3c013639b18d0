"""The two statements of a batch: open the log under its lock, and write everything at once."""

from collections.abc import Iterable
from typing import Any, Final

import msgspec
from sqlalchemy import Column
from sqlalchemy.dialects import postgresql

from shared.eventstore.model import Model, ReadModel
from shared.eventstore.stage import Stage

OPEN: Final = "SELECT * FROM log_open($1, $2, $3::uuid[], $4::text[], $5::uuid[])"
CLAIM: Final = "SELECT stream_id::text, value FROM claim WHERE key = $1"

# Everything hangs on `head`: where the log does not end as the batch assumed, where a claim that it
# took for free is held, or a command that it refused was carried out before, nothing is written.
# Whoever waits here for the head's lock has the condition on the head judged anew by the row as it
# is then; what the other two ask for cannot have come about meanwhile without the head moving.
_HEAD: Final = """WITH head AS (
    UPDATE log_head SET position = $1, hash = $2, recorded_at = $3
    WHERE position = $4 AND hash = $5
      AND NOT EXISTS (SELECT FROM claim WHERE key = ANY ($6::text[]))
      AND NOT EXISTS (SELECT FROM command_record WHERE command_id = ANY ($7::text::uuid[]))
    RETURNING singleton
), records AS (
    INSERT INTO command_record (command_id, fingerprint, stream_id, version, position, recorded_at)
    SELECT r.*, $3 FROM head, unnest(
        $8::text::uuid[], $9::bytea[], $10::text::uuid[], $11::text::integer[],
        $12::text::bigint[]) AS r
)"""
_EVENTS: Final = """
    INSERT INTO event (position, stream_id, version, name, schema_version, data, meta, hash,
                       recorded_at)
    SELECT $4 + e.place, e.stream_id, e.version, e.name, e.schema_version, e.data, e.meta, e.hash,
           $3
    FROM head, unnest(
        $13::text::uuid[], $14::text::integer[], $15::text::text[], $16::text::smallint[],
        $17::bytea[], $18::bytea[], $19::bytea[]) WITH ORDINALITY
        AS e (stream_id, version, name, schema_version, data, meta, hash, place)"""
_AFTER_HEAD: Final = 20
_CLAIMS: Final = """, claims AS (
    INSERT INTO claim (key, stream_id, value)
    SELECT c.key, c.stream_id, c.value FROM head, json_to_recordset(${}::json)
        AS c (key text, stream_id uuid, value bigint)
    ON CONFLICT (key) DO UPDATE SET stream_id = excluded.stream_id, value = excluded.value
)"""
_CARDS: Final = """, cards AS (
    INSERT INTO card (id, content, written_at)
    SELECT c.id, c.content, $3 FROM head, json_to_recordset(${}::json)
        AS c (id uuid, content jsonb)
    ON CONFLICT (id) DO UPDATE SET content = excluded.content, written_at = excluded.written_at
)"""
_RECORDS_ONLY: Final = """
    INSERT INTO command_record (command_id, fingerprint, stream_id, version, position, recorded_at)
    SELECT r.*, $6 FROM unnest(
        $1::text::uuid[], $2::bytea[], $3::text::uuid[], $4::text::integer[],
        $5::text::bigint[]) AS r"""


class _Table:
    """How one read model's rows are written: as one JSON text, which costs the event loop a third
    of what one array for each of some thirty columns does.
    """

    def __init__(self, read_model: ReadModel) -> None:
        columns: list[Column[Any]] = list(
            read_model.table.__table__.columns  # type: ignore[attr-defined]
        )
        names = ", ".join(f'"{column.name}"' for column in columns)
        shape = ", ".join(f'"{column.name}" {_sql_type(column)}' for column in columns)
        changes = ", ".join(f'"{c.name}" = excluded."{c.name}"' for c in columns if c.name != "id")
        self._upsert = (
            f"INSERT INTO {read_model.name} ({names}) SELECT {names} "
            f"FROM head, json_to_recordset(${{}}::json) AS r ({shape}) "
            f"ON CONFLICT (id) DO UPDATE SET {changes}"
        )

    def upsert(self, number: int) -> str:
        """INSERT … ON CONFLICT with the rows in parameter `number`."""
        return self._upsert.format(number)


class WriteStatements:
    """Builds the one statement that writes a stage; texts are kept per combination of parts."""

    def __init__(self, model: Model) -> None:
        self._tables = {
            read_model.name: _Table(read_model)
            for read_models in model.read_models.values()
            for read_model in read_models
        }
        self._texts: dict[tuple[bool, bool, tuple[str, ...]], str] = {}

    def append(self, stage: Stage) -> tuple[str, list[Any]]:
        """The statement that writes a stage with events, and its arguments.

        Where the log does not stand as the stage takes it to, it inserts nothing.
        """
        arguments = [
            stage.position, stage.hash, stage.now, stage.base.position, stage.base.hash,
            list(stage.free), _array(stage.refused), *_records(stage), *_events(stage),
        ]  # fmt: skip
        if stage.claims:
            arguments.append(_claims(stage))
        if stage.cards:
            arguments.append(_cards(stage))
        arguments += [_json_text(list(rows.values())) for rows in stage.rows.values()]
        text = self._text(
            claims=bool(stage.claims), cards=bool(stage.cards), tables=tuple(stage.rows)
        )
        return text, arguments

    @staticmethod
    def appended(stage: Stage, status: str) -> bool:
        """Whether the server's status of that statement says that it was all written."""
        return status == f"INSERT 0 {len(stage.events)}"

    def records(self, stage: Stage) -> tuple[str, list[Any]]:
        """The statement that writes a stage without events: its command records."""
        return _RECORDS_ONLY, [*_records(stage), stage.now]

    def _text(self, *, claims: bool, cards: bool, tables: tuple[str, ...]) -> str:
        key = (claims, cards, tables)
        text = self._texts.get(key)
        if text is None:
            text = self._texts[key] = self._compose(claims=claims, cards=cards, tables=tables)
        return text

    def _compose(self, *, claims: bool, cards: bool, tables: tuple[str, ...]) -> str:
        text, number = _HEAD, _AFTER_HEAD
        if claims:
            text += _CLAIMS.format(number)
            number += 1
        if cards:
            text += _CARDS.format(number)
            number += 1
        for index, name in enumerate(tables):
            text += f", rows_{index} AS ({self._tables[name].upsert(number + index)})"
        return text + _EVENTS


def _records(stage: Stage) -> list[Any]:
    records = stage.new_records.values()
    return [
        _array(stage.new_records),
        [seen.fingerprint for seen in records],
        _array([seen.stream_id for seen in records]),
        _array([str(seen.version) for seen in records]),
        _array([str(seen.position) for seen in records]),
    ]


def _events(stage: Stage) -> list[Any]:
    events = stage.events
    return [
        _array([event.stream_id for event in events]),
        _array([str(event.version) for event in events]),
        _array([event.name for event in events]),
        _array([str(event.schema_version) for event in events]),
        [event.data for event in events],
        [event.meta for event in events],
        [event.hash for event in events],
    ]


def _array(items: Iterable[str]) -> str:
    """An array literal of ids, numbers or event names, which need no quotes.

    The driver spends a microsecond on each item of an array and next to nothing on a text.
    """
    return f"{{{','.join(items)}}}"


def _claims(stage: Stage) -> str:
    return _json_text(
        [
            {"key": key, "stream_id": held.stream_id, "value": held.value}
            for key, held in stage.claims.items()
            if held is not None
        ]
    )


def _cards(stage: Stage) -> str:
    return _json_text([{"id": c.id, "content": c.content} for c in stage.cards.values()])


def _json_text(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _sql_type(column: Column[Any]) -> str:
    return column.type.compile(dialect=postgresql.dialect())  # type: ignore[no-untyped-call]
