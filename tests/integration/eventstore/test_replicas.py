"""Several replicas of one service on one database stay correct, because the head row arbitrates.

Two processes with sixteen clients each work on shared tickets, on tickets of their own and on
submissions that both were given. The last test takes the lock out of `log_open`: the same run must
then break the same laws, or the laws are not what the first test checks.
"""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import msgspec

from deploy.local.databases import Database
from deploy.local.postgres import PostgresServer
from deploy.local.process import plain_environment
from services.tickets.model import MODEL, TICKET
from services.tickets.service import SERVICE
from shared.eventstore.log import Recorded
from shared.eventstore.store import Store
from shared.kernel.clock import SystemClock
from shared.kernel.ids import new_id
from shared.testing.orders import order
from shared.testing.servers import FreshDatabase
from shared.testing.stores import findings, opened, whole_log
from tests.builders.tickets import submit_for_new_firm
from tests.integration.eventstore.replica import CLIENTS, Answer, digest

ROOT = Path(__file__).parents[3]
ROUNDS = 13
SHARED_TICKETS = 6


async def test_two_replicas_with_sixteen_clients_each_break_no_law(
    fresh_database: FreshDatabase,
) -> None:
    database = await fresh_database(SERVICE)
    answers = await load_from_two_replicas(database)

    assert len(answers) == 2 * CLIENTS * ROUNDS * 5 > 2_000
    assert sum(answer.accepted for answer in answers) > 1_650
    async with opened(MODEL, database.app_url) as store:
        assert list(await violations(store, answers)) == []
    assert await findings(MODEL, database.owner_url) == []


async def test_without_the_head_lock_the_same_run_breaks_the_laws(
    fresh_database: FreshDatabase, postgres: PostgresServer
) -> None:
    """The mutant: `log_open` reads the head and does not lock it."""
    database = await fresh_database(SERVICE)
    await take_the_lock_out(postgres.url(database.name))
    answers = await load_from_two_replicas(database)

    async with opened(MODEL, database.app_url) as store:
        assert list(await violations(store, answers)) != []


async def take_the_lock_out(superuser_url: str) -> None:
    connection = await asyncpg.connect(superuser_url)
    definition: str = await connection.fetchval(
        "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = 'log_open'"
    )
    assert "FOR UPDATE" in definition
    await connection.execute(definition.replace("FOR UPDATE", ""))
    await connection.close()


async def load_from_two_replicas(database: Database) -> list[Answer]:
    shared = [new_id() for _ in range(SHARED_TICKETS)]
    async with opened(MODEL, database.app_url, clock=SystemClock()) as store:
        await asyncio.gather(
            *(store.writer.submit(order(submit_for_new_firm(), t)) for t in shared)
        )
    replicas = [await start_replica(database, number, shared) for number in range(2)]
    for replica in replicas:  # both open their stores before either begins
        assert replica.stdout is not None
        assert await replica.stdout.readline() == b"ready\n"
    outputs = await asyncio.gather(*(replica.communicate(b"go\n") for replica in replicas))
    for replica, (_, errors) in zip(replicas, outputs, strict=True):
        assert replica.returncode == 0, errors.decode()
    return [
        msgspec.json.decode(line, type=Answer) for out, _ in outputs for line in out.splitlines()
    ]


async def start_replica(database: Database, number: int, shared: list[str]) -> Process:
    replica = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.integration.eventstore.replica",
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        cwd=ROOT,
        env=plain_environment(PYTHONPATH=str(ROOT)),
    )
    load = {"url": database.app_url, "replica": number, "rounds": ROUNDS, "shared": shared}
    assert replica.stdin is not None
    replica.stdin.write(json.dumps(load).encode() + b"\n")
    await replica.stdin.drain()
    return replica


async def violations(store: Store, answers: list[Answer]) -> list[str]:
    """Every law of the log that the run broke, as a sentence."""
    log = await whole_log(store)
    numbers = await store.pool.fetch("SELECT number FROM ticket ORDER BY number")
    return [
        *_of_order(log),
        *_of_numbers([row[0] for row in numbers]),
        *_of_effects(log, answers),
        *_of_answers(log, answers),
    ]


def _of_order(log: list[Recorded]) -> Iterator[str]:
    if [event.position for event in log] != list(range(1, len(log) + 1)):
        yield "positions are not gapless"
    versions = Counter[str]()
    for event in log:
        versions[event.stream_id] += 1
        if event.version != versions[event.stream_id]:
            yield f"version {event.version} of {event.stream_id} is out of turn"


def _of_numbers(numbers: list[str]) -> Iterator[str]:
    year = numbers[0].split("-")[2]
    if numbers != [f"LX-T-{year}-{n:06d}" for n in range(1, len(numbers) + 1)]:
        yield "ticket numbers are not gapless"


def _of_effects(log: list[Recorded], answers: list[Answer]) -> Iterator[str]:
    """Each accepted command is in the log once, with as many events as its caller was told."""
    stored = Counter(event.envelope.command_id for event in log)
    accepted = {answer.command_id for answer in answers if answer.accepted}
    first_answers = [answer for answer in answers if answer.accepted and not answer.replayed]
    told = {answer.command_id: answer.events for answer in first_answers}
    for command_id in accepted - told.keys():
        yield f"command {command_id} was only ever answered as a repeat"
    for command_id, events in told.items():
        if stored[command_id] != events:
            yield f"command {command_id} stored {stored[command_id]} events, told {events}"
    for command_id, times in Counter(answer.command_id for answer in first_answers).items():
        if times > 1:
            yield f"command {command_id} was carried out {times} times"


def _of_answers(log: list[Recorded], answers: list[Answer]) -> Iterator[str]:
    """Each answer's state is the fold of its ticket up to its version."""
    states: dict[tuple[str, int], str] = {}
    folded: dict[str, Any] = {}
    for event in log:
        state = folded.get(event.stream_id, TICKET.initial)
        fact = MODEL.registry.decode(event.name, event.schema_version, event.data)
        folded[event.stream_id] = TICKET.evolve(state, fact)
        states[event.stream_id, event.version] = digest(folded[event.stream_id])
    for answer in answers:
        if answer.fault:
            yield f"command {answer.command_id} met {answer.fault}"
        elif answer.refused and not answer.on_shared:
            yield f"command {answer.command_id} was refused: {answer.refused}"
        elif answer.accepted and states.get(answer.place) != answer.state:
            yield f"command {answer.command_id} was answered with a state the log does not give"
