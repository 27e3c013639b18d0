"""`verify` is silent on a sound log and names what is wrong with a tampered one.

One log of some six hundred events is made once; each test tampers with it as superuser, asks
`verify` inside the same transaction, and rolls it back.
"""

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import asyncpg
import pytest
from msgspec import Struct

from deploy.local.databases import Database
from shared.eventstore.findings import Finding
from shared.eventstore.log import Recorded
from shared.eventstore.verify import VerifyReport, verify
from shared.kernel.ids import new_id
from shared.testing.accounts import SERVICE
from shared.testing.accounts.model import (
    MODEL,
    Deposit,
    Look,
    Move,
    OpenAccount,
    Review,
    SetReview,
)
from shared.testing.orders import clock_at, order
from shared.testing.servers import FreshDatabase, Templates
from shared.testing.stores import DAY, opened, whole_log

MIDDLE = 217
DUE = datetime.fromisoformat("2022-09-24T12:00+08:00")


class Log(Struct, frozen=True):
    """The log under test: its events as they were, and a superuser's connection to it."""

    superuser: asyncpg.Connection
    events: list[Recorded]

    @property
    def last(self) -> int:
        return len(self.events)

    def at(self, position: int) -> Recorded:
        return self.events[position - 1]


@pytest.fixture(scope="module")
async def saved_log(templates: Templates) -> AsyncIterator[Log]:
    database = await templates.copy(SERVICE)
    events = await busy_day(database)
    superuser = await asyncpg.connect(templates.server.url(database.name))
    yield Log(superuser, events)
    await superuser.close()
    await templates.drop(database)


@pytest.fixture
async def log(saved_log: Log) -> AsyncIterator[Log]:
    tampering = saved_log.superuser.transaction(isolation="repeatable_read")
    await tampering.start()
    yield saved_log
    await tampering.rollback()


async def busy_day(database: Database) -> list[Recorded]:
    """Commands of every kind: on one stream and on two, without effect, repeated and refused."""
    chance, clock = random.Random(3), clock_at(DAY)
    accounts = [new_id() for _ in range(30)]
    async with opened(MODEL, database.app_url, clock=clock, batch_limit=20) as store:
        submit = store.writer.submit
        await submit(order(Look()))
        for number, account in enumerate(accounts):
            reference = f"R-{number}" if number % 2 else None
            await submit(order(OpenAccount(reference=reference, tags=("早",)), account))
        first_hour = [order(Deposit(amount=20), account) for account in accounts]
        await asyncio.gather(*map(submit, first_hour), *map(submit, first_hour[:10]))
        for _ in range(8):
            clock.at += timedelta(minutes=17)
            hour = []
            for _ in range(40):
                source, target = chance.sample(accounts, 2)
                move = Move(amount=chance.randint(1, 9), to=target)
                hour += [order(move, source, target), order(Look(), target)]
            await asyncio.gather(*map(submit, hour), return_exceptions=True)
        for account in accounts[:5]:
            await submit(order(SetReview(due_at=DUE), account))
        await submit(order(Review(due_at=DUE), accounts[0]))
        return await whole_log(store)


async def report(log: Log) -> VerifyReport:
    return await verify(MODEL, log.superuser, lambda _count: None)


async def found(log: Log, tampering: str) -> list[Finding]:
    """What verify finds after a superuser's statements, which must have changed something."""
    assert await log.superuser.execute(tampering) not in {"UPDATE 0", "DELETE 0", "INSERT 0 0"}
    return (await report(log)).findings


def first_position(findings: list[Finding]) -> int | None:
    return next((f.position for f in findings if f.position is not None), None)


def told(findings: list[Finding]) -> str:
    return "\n".join(f"{f.check} {f.position} {f.what}" for f in findings)


async def test_nothing_is_found_in_a_sound_log(log: Log) -> None:
    sound = await report(log)

    assert sound.findings == []
    assert sound.sound
    assert sound.events == sound.head == log.last > 450


async def test_nothing_is_found_in_an_empty_log(fresh_database: FreshDatabase) -> None:
    database = await fresh_database(SERVICE)
    async with opened(MODEL, database.app_url) as store:
        await store.writer.submit(order(Look()))
    connection = await asyncpg.connect(database.owner_url)
    empty = await verify(MODEL, connection, lambda _count: None)
    await connection.close()

    assert (empty.findings, empty.events, empty.head) == ([], 0, 0)


async def test_a_busy_service_can_be_verified(fresh_database: FreshDatabase) -> None:
    database = await fresh_database(SERVICE)
    connection = await asyncpg.connect(database.owner_url)
    async with opened(MODEL, database.app_url) as store:
        account = new_id()
        await store.writer.submit(order(OpenAccount(), account))
        work = asyncio.gather(
            *(store.writer.submit(order(Deposit(amount=1), account)) for _ in range(1_500))
        )
        heads = []
        while not work.done():
            during = await verify(MODEL, connection, lambda _count: None)
            assert during.findings == []
            heads.append(during.head)
        await work
    await connection.close()

    assert len(set(heads)) > 1


async def test_progress_is_told_event_by_event(log: Log) -> None:
    counts: list[int] = []
    await verify(MODEL, log.superuser, counts.append)

    assert sum(counts) == log.last


FLIP = "set_byte({0}, {1}, get_byte({0}, {1}) # 1)"
COLUMNS = {
    "stream_id": """stream_id = overlay(stream_id::text
        placing CASE right(stream_id::text, 1) WHEN '0' THEN '1' ELSE '0' END from 36)::uuid""",
    "version": "version = version + 1000",
    "position": "position = position + 100000",
    "name": "name = overlay(name placing 'x' from 1 for 1)",
    "name of another event": "name = CASE name WHEN 'moved_in' THEN 'deposited' ELSE 'moved_in' END",
    "schema_version": "schema_version = schema_version + 1",
    "schema_version below zero": "schema_version = -1",
    "recorded_at": "recorded_at = recorded_at + interval '1 microsecond'",
    "recorded_at earlier": "recorded_at = recorded_at - interval '1 microsecond'",
    "recorded_at never": "recorded_at = 'infinity'",
    "recorded_at always": "recorded_at = '-infinity'",
    "data, first byte": f"data = {FLIP.format('data', 0)}",
    "data, its digits": """data = convert_to(
        translate(convert_from(data, 'UTF8'), '0123456789', '1234567890'), 'UTF8')""",
    "data, last byte": f"data = {FLIP.format('data', 'length(data) - 1')}",
    "data, emptied": "data = ''",
    "meta, first byte": f"meta = {FLIP.format('meta', 0)}",
    "meta, a letter": f"meta = {FLIP.format('meta', 12)}",
    "meta, last byte": f"meta = {FLIP.format('meta', 'length(meta) - 1')}",
    "hash, first byte": f"hash = {FLIP.format('hash', 0)}",
    "hash, last byte": f"hash = {FLIP.format('hash', 31)}",
    "hash, cut short": "hash = substring(hash for 31)",
}


@pytest.mark.parametrize("place", ["first", "middle", "last"])
@pytest.mark.parametrize("column", COLUMNS)
async def test_a_changed_column_is_found_at_its_event(log: Log, column: str, place: str) -> None:
    position = {"first": 1, "middle": MIDDLE, "last": log.last}[place]
    findings = await found(log, f"UPDATE event SET {COLUMNS[column]} WHERE position = {position}")

    assert first_position(findings) == position, told(findings)


@pytest.mark.parametrize("position", [1, 2, MIDDLE])
async def test_a_removed_event_is_found_where_it_was(log: Log, position: int) -> None:
    findings = await found(log, f"DELETE FROM event WHERE position = {position}")

    assert first_position(findings) == position, told(findings)
    assert "missing" in findings[0].what


@pytest.mark.parametrize(
    ("one", "other"), [(1, 2), (MIDDLE, MIDDLE + 1), (MIDDLE, MIDDLE + 50), (3, 450)]
)
async def test_two_events_swapped_are_found_at_the_first(log: Log, one: int, other: int) -> None:
    findings = await found(
        log,
        f"""ALTER TABLE event DROP CONSTRAINT event_position_key;
            UPDATE event SET position = CASE position WHEN {one} THEN {other} ELSE {one} END
            WHERE position IN ({one}, {other});
            ALTER TABLE event ADD CONSTRAINT event_position_key UNIQUE (position)""",
    )

    assert first_position(findings) == one, told(findings)


@pytest.mark.parametrize("column", ["data", "meta", "hash", "recorded_at"])
async def test_two_events_whose_columns_are_swapped_are_found(log: Log, column: str) -> None:
    one, other = MIDDLE, MIDDLE + 100
    findings = await found(
        log,
        f"""UPDATE event e SET {column} = o.{column} FROM event o
            WHERE e.position IN ({one}, {other}) AND o.position IN ({one}, {other})
              AND o.position <> e.position""",
    )

    assert first_position(findings) == one, told(findings)


async def test_an_event_slipped_in_behind_the_head_is_found(log: Log) -> None:
    findings = await found(
        log,
        f"""INSERT INTO event (stream_id, version, position, name, schema_version, recorded_at,
                               data, meta, hash)
            SELECT '{new_id()}', 1, {log.last + 1}, name, schema_version, recorded_at, data, meta,
                   hash FROM event WHERE position = 2""",
    )

    assert first_position(findings) == log.last + 1, told(findings)


async def test_a_tail_cut_off_is_found_at_its_first_event(log: Log) -> None:
    findings = await found(log, f"DELETE FROM event WHERE position > {log.last - 10}")

    assert first_position(findings) == log.last - 9, told(findings)
    assert "cut" in findings[0].what


async def test_a_tail_cut_off_with_the_head_set_back_is_found_by_the_records(log: Log) -> None:
    """The last command wrote the last event alone; its record is the first that lost its event."""
    left = log.last - 10
    findings = await found(
        log,
        f"""DELETE FROM event WHERE position > {left};
            UPDATE log_head SET (position, hash, recorded_at) =
                (SELECT position, hash, recorded_at FROM event WHERE position = {left})""",
    )

    assert {f.check for f in findings} >= {"records"}
    assert (first_position(findings) or 0) in {left, left + 1, left + 2}, told(findings)


@pytest.mark.parametrize(
    "change",
    [
        "position = position - 1",
        "position = position + 1",
        "position = 0",
        f"hash = {FLIP.format('hash', 31)}",
        "recorded_at = recorded_at + interval '1 microsecond'",
        "recorded_at = 'infinity'",
    ],
)
async def test_a_changed_head_is_found(log: Log, change: str) -> None:
    findings = await found(log, f"UPDATE log_head SET {change}")

    assert [f.check for f in findings] in (["head"], ["chain"]), told(findings)
    assert first_position(findings) in {1, log.last, log.last + 1}


async def test_a_changed_head_of_an_empty_log_is_found(
    fresh_database: FreshDatabase, templates: Templates
) -> None:
    database = await fresh_database(SERVICE)
    superuser = await asyncpg.connect(templates.server.url(database.name))
    empty = Log(superuser, [])
    findings = await found(empty, "UPDATE log_head SET hash = decode(repeat('01', 32), 'hex')")
    await superuser.close()

    assert [f.check for f in findings] == ["head"]


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE claim SET value = value - 1 WHERE key = 'account_number'",
        "UPDATE claim SET stream_id = gen_random_uuid() WHERE key = 'reference/R-7'",
        "UPDATE claim SET key = 'reference/R-70' WHERE key = 'reference/R-7'",
        "DELETE FROM claim WHERE key = 'reference/R-7'",
        "INSERT INTO claim VALUES ('reference/R-8', gen_random_uuid(), 0)",
    ],
)
async def test_a_changed_claim_is_found_by_its_key(log: Log, tampering: str) -> None:
    findings = await found(log, tampering)

    assert {f.check for f in findings} == {"claims"}
    assert any(f"claim '{key}" in findings[0].what for key in ("account_number", "reference/R-"))


ROW_CHANGES = {
    "version": "version + 1",
    "number": "number + 1000",
    "owner": "owner || 'x'",
    "reference": "'abc'",
    "reference of number": "'7'",
    "reference of null": "'null'",
    "tags": """'["晚"]'""",
    "tags emptied": "'[]'",
    "tags of another type": """'"早"'""",
    "balance": "balance + 1",
    "empty": "NOT empty",
    "opened_at": "opened_at + interval '1 microsecond'",
    "opened_on": "opened_on + 1",
    "due_at": "due_at + interval '1 day'",
    "due_at removed": "NULL",
}


@pytest.mark.parametrize("change", ROW_CHANGES)
async def test_a_changed_column_of_a_row_is_found_by_table_id_and_name(
    log: Log, change: str
) -> None:
    column = change.split(maxsplit=1)[0]
    where = "due_at IS NOT NULL" if column == "due_at" else "reference IS NULL"
    row = await log.superuser.fetchval(f"SELECT id FROM account WHERE {where} LIMIT 1")
    findings = await found(
        log, f"UPDATE account SET {column} = {ROW_CHANGES[change]} WHERE id = '{row}'"
    )

    assert [f.check for f in findings] == ["rows"]
    assert findings[0].what.startswith(f"account {row}.{column} is "), told(findings)


async def test_a_removed_row_is_found(log: Log) -> None:
    row = log.at(5).stream_id
    findings = await found(log, f"DELETE FROM account WHERE id = '{row}'")

    assert [(f.check, f.what) for f in findings] == [("rows", f"account {row} is missing")]


async def test_an_added_row_is_found(log: Log) -> None:
    row = new_id()
    findings = await found(
        log,
        f"""INSERT INTO account SELECT '{row}', version, 10000, owner, reference, tags, balance,
            empty, opened_at, opened_on, due_at FROM account WHERE number = 3""",
    )

    assert [(f.check, f.what) for f in findings] == [("rows", f"account {row} is not in the log")]


RECORD_CHANGES = [
    "command_id = gen_random_uuid()",
    "stream_id = gen_random_uuid()",
    "stream_id = (SELECT stream_id FROM command_record WHERE position = 4)",
    "version = version + 1",
    "position = position - 1",
    "position = position + 1",
    "position = position + 100000",
    "position = 0",
    "recorded_at = recorded_at + interval '1 microsecond'",
    "recorded_at = recorded_at - interval '1 microsecond'",
    "recorded_at = 'infinity'",
    "recorded_at = '-infinity'",
]


@pytest.mark.parametrize("place", ["first", "middle", "last"])
@pytest.mark.parametrize("change", [*RECORD_CHANGES, "removed"])
async def test_a_changed_command_record_is_found(log: Log, change: str, place: str) -> None:
    position = {"first": 1, "middle": _last_of_its_command(log, MIDDLE), "last": log.last}[place]
    command_id = log.at(position).envelope.command_id
    tampering = f"UPDATE command_record SET {change}"
    if change == "removed":
        tampering = "DELETE FROM command_record"
    findings = await found(log, f"{tampering} WHERE command_id = '{command_id}'")

    assert {f.check for f in findings} == {"records"}, told(findings)
    assert command_id in told(findings)


def _last_of_its_command(log: Log, position: int) -> int:
    while log.at(position).meta == log.at(position + 1).meta:
        position += 1
    return position


@pytest.mark.parametrize(
    "change", ["version = version + 1", "position = position + 1", "position = 100000"]
)
async def test_a_changed_record_of_a_command_without_effect_is_found(log: Log, change: str) -> None:
    command_id = await log.superuser.fetchval(
        """SELECT command_id FROM command_record r WHERE position = 301 AND NOT EXISTS (
               SELECT 1 FROM event e
               WHERE convert_from(e.meta, 'UTF8') LIKE '%' || r.command_id || '%')
           UNION ALL
           SELECT command_id FROM command_record r WHERE version > 0 AND NOT EXISTS (
               SELECT 1 FROM event e
               WHERE convert_from(e.meta, 'UTF8') LIKE '%' || r.command_id || '%') LIMIT 1"""
    )
    findings = await found(
        log, f"UPDATE command_record SET {change} WHERE command_id = '{command_id}'"
    )

    assert {f.check for f in findings} == {"records"}, told(findings)
    assert str(command_id) in told(findings)


async def test_an_added_command_record_is_found(log: Log) -> None:
    command_id = new_id()
    findings = await found(
        log,
        f"""INSERT INTO command_record SELECT '{command_id}', fingerprint, stream_id, version + 1,
            position, recorded_at FROM command_record WHERE position = {log.last} LIMIT 1""",
    )

    assert {f.check for f in findings} == {"records"}
    assert command_id in told(findings)


async def test_at_most_twenty_findings_are_told_of_one_check(log: Log) -> None:
    findings = await found(log, "UPDATE account SET owner = owner || 'x'")

    assert len(findings) == 20
