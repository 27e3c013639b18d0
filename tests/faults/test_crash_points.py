"""SIGKILL at named moments: between commit and answer, publish and checkpoint, effect and ack.

Each moment is where a crash leaves one side knowing what the other does not. `crashing.py` wraps
the moments around the production code from outside.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import httpx
import pytest

from services.tickets.model import MODEL
from shared.kernel.clock import SimulatedClock
from shared.messaging.streams import stream_name
from shared.testing.client import Api
from shared.testing.orders import clock_at
from shared.testing.progress import until
from tests.builders.bodies import submission
from tests.faults.checks import check_history, check_sound, head, relayed
from tests.faults.crashing import (
    AFTER_COMMIT,
    AFTER_EFFECT,
    AFTER_PUBLISH,
    BEFORE_ACK,
    BEFORE_COMMIT,
    INSIDE_BATCH,
)
from tests.faults.history import History
from tests.faults.load import CLIENTS, COMMANDS_PER_TICKET, Load, opened_load
from tests.faults.programs import CrashingReplica, followed
from tests.faults.record import CLIENT, DISPATCH, SUBMIT, Asked
from tests.faults.seed import ROUNDS, choices, tell
from tests.faults.stand import Stand

pytestmark = pytest.mark.faults

SATURDAY = "2022-09-24T10:00+08:00"
NOTICE = {
    "year": 2022,
    "status": "provisional",
    "holidays": ["2022-09-28"],
    "document_no": "临翔政办电〔2022〕1号",
    "source": "临翔区人民政府办公室",
}
_ALL_SEEN = """SELECT c.position = h.position FROM checkpoint c, log_head h
    WHERE c.name = 'subscription:calendar'"""
_RECALCULATED = """SELECT stream_id::text, data ->> 'clock', meta ->> 'causation_id'
    FROM event_readable WHERE name = 'ticket_deadline_recalculated' ORDER BY position"""
COMMITS = (BEFORE_COMMIT, AFTER_COMMIT)
MOMENTS = (*COMMITS, AFTER_PUBLISH, INSIDE_BATCH)
CYCLES = max(len(MOMENTS), ROUNDS // 3)
LATEST = 6


@pytest.fixture(scope="module")
async def replica(stand: Stand) -> CrashingReplica:
    """The only replica; a simulated clock makes its calendar known."""
    folder = stand.folder / "tickets"
    SimulatedClock(folder / "clock.json").start_at(clock_at(SATURDAY).now())
    made = CrashingReplica(folder, stand.database, stand.nats, SHUKUN_SIMULATION="1")
    await stand.serve(made)
    return made


@pytest.fixture(scope="module")
async def load(replica: CrashingReplica) -> AsyncIterator[Load]:
    async with opened_load([replica]) as opened:
        yield opened


@pytest.fixture
def api(load: Load) -> Api:
    return load.replicas[0]


async def _cut_off(
    replica: CrashingReplica, api: Api, moment: str, asked: Asked, path: str, **request: Any
) -> list[httpx.Response]:
    """Send a command, lose the service at the moment, and send it twice more after the restart."""
    replica.crash_at(moment)
    with pytest.raises(httpx.TransportError):
        await api.post(path, role=CLIENT, key=asked.key, **request)
    await replica.crashed()
    await asyncio.to_thread(replica.start)
    return [await api.post(path, role=CLIENT, key=asked.key, **request) for _ in range(2)]


@pytest.mark.parametrize(
    ("moment", "replayed"), [(BEFORE_COMMIT, None), (AFTER_COMMIT, "true")], ids=lambda v: v or "no"
)
async def test_a_command_cut_off_by_a_crash_has_one_effect_and_is_answered_when_sent_again(
    stand: Stand, replica: CrashingReplica, load: Load, api: Api, moment: str, replayed: str | None
) -> None:
    submitting, dispatching = load.record.ask(SUBMIT), load.record.ask(DISPATCH)
    submitted = await _cut_off(replica, api, moment, submitting, "/v1/tickets", body=submission())
    ticket = load.take(submitting, submitted[0])
    path = f"/v1/tickets/{ticket.ticket_id}/dispatch"
    dispatched = await _cut_off(
        replica, api, moment, dispatching, path, body={"lead": "FINOFF"}, version=1
    )
    load.take(dispatching, dispatched[0])

    for answers, status in ((submitted, 201), (dispatched, 200)):
        assert [answer.status_code for answer in answers] == [status, status]
        assert answers[0].headers.get("idempotency-replayed") == replayed
        assert answers[1].headers["idempotency-replayed"] == "true"
        assert answers[0].content == answers[1].content
        assert answers[0].headers["etag"] == answers[1].headers["etag"]
    await check_history(stand, History(), load.record)
    await check_sound(stand)


async def test_an_event_published_before_the_relay_could_note_it_is_not_published_again(
    stand: Stand, replica: CrashingReplica, load: Load
) -> None:
    await relayed(stand)
    replica.crash_at(AFTER_PUBLISH)
    await load.submit()
    await replica.crashed()
    async with stand.connection() as connection:
        noted = await connection.fetchval("SELECT position FROM checkpoint WHERE name = 'relay'")
    assert noted < await _stream_length(stand) == await head(stand)

    await asyncio.to_thread(replica.start)
    await load.submit()
    await check_sound(stand)


async def test_half_a_batch_never_stays_in_jetstream(
    stand: Stand, replica: CrashingReplica, load: Load
) -> None:
    """Events pile up while NATS is away; a fresh relay sends them as one atomic batch."""
    await relayed(stand)
    before = await head(stand)
    stand.nats.stop()
    await load.run(CLIENTS)
    replica.kill()
    await asyncio.to_thread(stand.nats.start)
    replica.crash_at(INSIDE_BATCH, count=CLIENTS)
    with suppress(RuntimeError):  # the relay begins before the replica is ready, or after
        await asyncio.to_thread(replica.start)
    await replica.crashed()
    assert await _stream_length(stand) == before

    await asyncio.to_thread(replica.start)
    await check_sound(stand)


async def test_a_reaction_cut_off_before_its_checkpoint_has_one_effect(
    stand: Stand, replica: CrashingReplica, load: Load, api: Api
) -> None:
    """Every open ticket's deadline is recalculated once by a notice, though it is applied twice."""
    await load.run(3)
    await _reacted(stand)
    replica.crash_at(AFTER_EFFECT)
    calendar = await api.get("/v1/calendar")
    published = await api.post("/v1/calendar/notices", NOTICE, version=calendar.json()["version"])
    assert published.status_code == 200, published.text
    await replica.crashed()
    recalculated = await _recalculated(stand)
    assert len(recalculated) >= 3 * COMMANDS_PER_TICKET

    await asyncio.to_thread(replica.start)
    await _reacted(stand)
    assert await _recalculated(stand) == recalculated
    assert len(set(recalculated)) == len(recalculated)
    await check_sound(stand)


async def _reacted(stand: Stand) -> None:
    """Wait until the calendar reaction has seen the whole log."""
    async with stand.connection() as connection:
        await until(lambda: connection.fetchval(_ALL_SEEN), seconds=30)


async def _recalculated(stand: Stand) -> list[tuple[str, str, str]]:
    """(ticket, clock, cause) of every recalculation."""
    async with stand.connection() as connection:
        return [tuple(row) for row in await connection.fetch(_RECALCULATED)]


async def test_a_follower_cut_off_between_effect_and_acknowledgement_has_one_effect_of_each_event(
    stand: Stand, load: Load
) -> None:
    dice = choices("follower")
    async with followed(stand) as follower:
        for moment in (*COMMITS, AFTER_EFFECT, BEFORE_ACK):
            follower.crash_at(moment, dice.randint(1, CLIENTS) if moment in COMMITS else 1)
            await load.run(CLIENTS)
            await follower.crashed()
            follower.start()
        await load.run(1)
        await follower.applied(await head(stand))


async def test_crashes_at_any_moment_under_load_lose_and_double_nothing(
    stand: Stand, replica: CrashingReplica, load: Load
) -> None:
    dice = choices("crash points")
    for cycle in range(CYCLES):
        moment, count = MOMENTS[cycle % len(MOMENTS)], dice.randint(1, LATEST)
        replica.crash_at(moment, count)
        await _crash_under_load(replica, load)
    history = History()
    await check_history(stand, history, load.record)
    await check_sound(stand)
    tell(
        f"crash points: {CYCLES} SIGKILLs at {', '.join(MOMENTS)}; "
        f"{len(load.record.acknowledged)} commands, {history.position} events"
    )


async def _crash_under_load(replica: CrashingReplica, load: Load) -> None:
    """Keep the clients busy until the planned moment has come and the service is up again."""
    over = asyncio.Event()

    async def busy() -> None:
        while not over.is_set():
            await load.run(CLIENTS)

    async with asyncio.TaskGroup() as group:
        group.create_task(busy())
        await replica.crashed()
        await asyncio.to_thread(replica.start)
        over.set()


async def _stream_length(stand: Stand) -> int:
    async with stand.nats_client() as client:
        info = await client.jetstream().stream_info(stream_name(MODEL.service))
        length: int = info.state.last_seq
        return length
