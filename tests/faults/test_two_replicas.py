"""Sixteen clients before two replicas on one database: the row of the log's head arbitrates.

(`tests/integration/eventstore/test_replicas.py` shows the laws broken when that row is not locked.)
"""

import asyncio
from collections.abc import Iterator, Sequence

import httpx
import pytest

from tests.builders.bodies import submission
from tests.faults.checks import check_history, check_sound
from tests.faults.history import History
from tests.faults.load import CLIENTS, LEADS, SUCCESS, Load
from tests.faults.record import CLIENT, DISPATCH, SUBMIT, Asked, Told
from tests.faults.seed import tell
from tests.faults.stand import Stand

pytestmark = pytest.mark.faults

TICKETS = 700
COMMANDS_PER_TICKET = 3  # one submission, two dispatches of which one must lose


async def test_two_replicas_of_one_service_have_one_log(stand: Stand, load: Load) -> None:
    """Every command goes to both replicas at once, and two dispatches of each ticket race."""
    work = iter(range(TICKETS))
    async with asyncio.TaskGroup() as group:
        for _ in range(CLIENTS):
            group.create_task(_client(load, work))
    history = History()
    await check_history(stand, history, load.record)
    await check_sound(stand)

    record = load.record
    assert len(record.asked) == TICKETS * COMMANDS_PER_TICKET
    assert len(record.acknowledged) == TICKETS * (COMMANDS_PER_TICKET - 1)
    assert list(record.refused.values()) == ["stale_version"] * TICKETS
    assert history.by_command.keys() == record.acknowledged.keys()
    tell(
        f"two replicas: {len(record.asked)} commands sent twice each, {history.position} events, "
        f"{record.counts['replayed']} answered from the record, {TICKETS} races with one winner"
    )


async def _client(load: Load, work: Iterator[int]) -> None:
    for number in work:
        ticket = await _submit(load)
        leads = [LEADS[number % len(LEADS)], LEADS[(number + number % 2) % len(LEADS)]]
        await _race(load, ticket, leads)


async def _submit(load: Load) -> Told:
    """The same key to both replicas at once: one effect, one answer, one of the two a replay."""
    asked = load.record.ask(SUBMIT)
    answers = await _to_both(load, asked, "/v1/tickets", submission(upstream_number=asked.key))
    assert {answer.status_code for answer in answers} == {httpx.codes.CREATED}
    assert sorted(_is_replay(answer) for answer in answers) == [False, True]
    assert answers[0].content == answers[1].content
    told = {load.take(asked, answer) for answer in answers}
    return told.pop()


async def _race(load: Load, ticket: Told, leads: Sequence[str]) -> None:
    """Two orders to dispatch one ticket, both decided upon its first version; each sent twice."""
    orders = [load.record.ask(DISPATCH) for _ in leads]
    path = f"/v1/tickets/{ticket.ticket_id}/dispatch"
    outcomes = await asyncio.gather(
        *(
            _to_both(load, asked, path, {"lead": lead}, version=ticket.version)
            for asked, lead in zip(orders, leads, strict=True)
        )
    )
    for asked, answers in zip(orders, outcomes, strict=True):
        statuses = {answer.status_code for answer in answers}
        assert len(statuses) == 1, f"one command, two outcomes: {statuses}"
        for answer in answers:
            if answer.status_code in SUCCESS:
                load.take(asked, answer)
            else:
                assert answer.status_code == httpx.codes.PRECONDITION_FAILED, answer.text
                load.record.refuse(asked, answer.json()["code"])
    assert sum(outcome[0].status_code in SUCCESS for outcome in outcomes) == 1


async def _to_both(
    load: Load, asked: Asked, path: str, body: object, version: int | None = None
) -> list[httpx.Response]:
    load.record.counts["requests"] += len(load.replicas)
    return await asyncio.gather(
        *(
            replica.post(path, body, role=CLIENT, key=asked.key, version=version)
            for replica in load.replicas
        )
    )


def _is_replay(answer: httpx.Response) -> bool:
    return "idempotency-replayed" in answer.headers
