"""The two statements of a batch: open the log under its lock, and write everything at once."""

from typing import Any, Final

import msgspec
from sqlalchemy import Column
from sqlalchemy.dialects import postgresql

from shared.eventstore.model import Model, ReadModel
from shared.eventstore.stage import Stage

OPEN: Final = "SELECT * FROM log_open($1, $2, $3::uuid[], $4::text[], $5::uuid[])"
CLAIM: Final = "SELECT stream_id::text, value FROM claim WHERE key = $1"

_HEAD: Final = """WITH head AS (
    UPDATE log_head SET position = $1, hash = $2, recorded_at = $3 RETURNING singleton
), records AS (
    INSERT INTO command_record (command_id, fingerprint, stream_id, version, position, recorded_at)
    SELECT r.*, $3 FROM unnest(
        $4::uuid[], $5::bytea[], $6::uuid[], $7::integer[], $8::bigint[]) AS r
), events AS (
    INSERT INTO event (position, stream_id, version, name, schema_version, data, meta, hash,
                       recorded_at)
    SELECT e.*, $3 FROM head, unnest(
        $9::bigint[], $10::uuid[], $11::integer[], $12::text[], $13::smallint[], $14::bytea[],
        $15::bytea[], $16::bytea[]) AS e
)"""
_CLAIMS: Final = """, claims AS (
    INSERT INTO claim (key, stream_id, value)
    SELECT * FROM unnest(${}::text[], ${}::uuid[], ${}::bigint[])
    ON CONFLICT (key) DO UPDATE SET stream_id = excluded.stream_id, value = excluded.value
)"""
_CARDS: Final = """, cards AS (
    INSERT INTO card (id, content, written_at)
    SELECT c.id, c.content::jsonb, $3 FROM unnest(${}::uuid[], ${}::text[]) AS c (id, content)
    ON CONFLICT (id) DO UPDATE SET content = excluded.content, written_at = excluded.written_at
)"""
_RECORDS_ONLY: Final = """
    INSERT INTO command_record (command_id, fingerprint, stream_id, version, position, recorded_at)
    SELECT r.*, $6 FROM unnest(
        $1::uuid[], $2::bytea[], $3::uuid[], $4::integer[], $5::bigint[]) AS r"""


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
            f"FROM json_to_recordset(${{}}::json) AS r ({shape}) "
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

    def write(self, stage: Stage) -> tuple[str, list[Any]]:
        """The statement and its arguments. Without new events only command records are written."""
        records = stage.new_records
        record_arrays: list[Any] = [
            list(records),
            [seen.fingerprint for seen in records.values()],
            [seen.stream_id for seen in records.values()],
            [seen.version for seen in records.values()],
            [seen.position for seen in records.values()],
        ]
        if not stage.events:
            return _RECORDS_ONLY, [*record_arrays, stage.now]
        arguments = [stage.position, stage.hash, stage.now, *record_arrays, *_events(stage)]
        if stage.claims:
            arguments += _claims(stage)
        if stage.cards:
            arguments += _cards(stage)
        for rows in stage.rows.values():
            arguments.append(_json_text([{"id": i, **row} for i, row in rows.items()]))
        text = self._text(
            claims=bool(stage.claims), cards=bool(stage.cards), tables=tuple(stage.rows)
        )
        return text, arguments

    def _text(self, *, claims: bool, cards: bool, tables: tuple[str, ...]) -> str:
        key = (claims, cards, tables)
        text = self._texts.get(key)
        if text is None:
            text = self._texts[key] = self._compose(claims=claims, cards=cards, tables=tables)
        return text

    def _compose(self, *, claims: bool, cards: bool, tables: tuple[str, ...]) -> str:
        text, number = _HEAD, 17
        if claims:
            text += _CLAIMS.format(number, number + 1, number + 2)
            number += 3
        if cards:
            text += _CARDS.format(number, number + 1)
            number += 2
        for index, name in enumerate(tables):
            text += f", rows_{index} AS ({self._tables[name].upsert(number + index)})"
        return text + " SELECT 1"


def _events(stage: Stage) -> list[Any]:
    events = stage.events
    return [
        [event.position for event in events],
        [event.stream_id for event in events],
        [event.version for event in events],
        [event.name for event in events],
        [event.schema_version for event in events],
        [event.data for event in events],
        [event.meta for event in events],
        [event.hash for event in events],
    ]


def _claims(stage: Stage) -> list[Any]:
    taken = {key: held for key, held in stage.claims.items() if held is not None}
    return [
        list(taken),
        [held.stream_id for held in taken.values()],
        [held.value for held in taken.values()],
    ]


def _cards(stage: Stage) -> list[Any]:
    cards = stage.cards.values()
    return [
        [card.id for card in cards],
        [None if card.content is None else _json_text(card.content) for card in cards],
    ]


def _json_text(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _sql_type(column: Column[Any]) -> str:
    return column.type.compile(dialect=postgresql.dialect())  # type: ignore[no-untyped-call]
