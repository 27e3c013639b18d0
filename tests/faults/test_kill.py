"""`kill -9` of the service, of PostgreSQL and of NATS under load, at moments chosen by progress.

Each round, clients submit and dispatch tickets over two replicas; when a number of commands drawn
from the seed is acknowledged, the round's victims die, and come back while the clients go on. Then
the outside record is held against the log; every few rounds the log is verified, compared with
JetStream, and the rows are rebuilt.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Protocol

import pytest

from tests.faults.checks import check_history, check_rebuild, check_sound, relayed
from tests.faults.history import History
from tests.faults.load import COMMANDS_PER_TICKET, Load
from tests.faults.seed import ROUNDS, choices, tell
from tests.faults.stand import Stand

pytestmark = pytest.mark.faults

TICKETS_PER_ROUND = 64
COMMANDS_PER_ROUND = TICKETS_PER_ROUND * COMMANDS_PER_TICKET
LONGEST_OUTAGE = COMMANDS_PER_ROUND // 3
ROUNDS_PER_FULL_CHECK = 5
SURVIVED = (("replica 0",), ("replica 1",), ("nats",), ("nats",), ("replica 0", "nats"))
DECK = (
    *SURVIVED,
    ("replica 0", "replica 1"),
    ("postgres",),
    ("postgres",),
    ("postgres", "nats"),
    ("postgres", "nats", "replica 0", "replica 1"),
)


class Victim(Protocol):
    def kill(self) -> None: ...

    def start(self) -> None: ...


async def test_nothing_acknowledged_is_lost_or_doubled_whatever_is_killed(
    stand: Stand, load: Load
) -> None:
    dice, history, killed = choices("kill"), History(), Counter[str]()
    for number, names in zip(range(1, ROUNDS + 1), _hands(dice), strict=False):
        mark = dice.randrange(COMMANDS_PER_ROUND // 8, COMMANDS_PER_ROUND * 5 // 8)
        outage = dice.randrange(LONGEST_OUTAGE)
        try:
            await _round(stand, load, names, mark, outage)
            await check_history(stand, history, load.record)
            await relayed(stand)
            if number % ROUNDS_PER_FULL_CHECK == 0 or number == ROUNDS:
                await check_sound(stand)
                await check_rebuild(stand)
        except BaseException as broken:
            broken.add_note(f"round {number}: {' and '.join(names)} killed after {mark} commands")
            raise
        killed.update(names)

    record, counts = load.record, load.record.counts
    assert record.acknowledged.keys() == record.asked.keys()
    assert len(record.acknowledged) == ROUNDS * COMMANDS_PER_ROUND
    assert counts["retries"], "no client ever met an outage: nothing was tested"
    tell(
        f"{ROUNDS} rounds, killed {dict(killed)}; {len(record.acknowledged)} commands acknowledged "
        f"once each, {counts['retries']} requests sent again, {counts['replayed']} answered from "
        f"the record; {history.position} events, none lost, doubled or out of order"
    )


def _hands(dice: Random) -> Iterator[tuple[str, ...]]:
    """The victims of round after round: each of the deck in turn, reshuffled when it is through."""
    while True:
        yield from dice.sample(DECK, len(DECK))


async def _round(stand: Stand, load: Load, names: tuple[str, ...], mark: int, outage: int) -> None:
    """Kill when `mark` further commands are acknowledged; back again `outage` commands later,
    or at once where nobody is left to acknowledge any.
    """
    before = len(load.record.acknowledged)
    async with asyncio.TaskGroup() as group:
        group.create_task(load.run(TICKETS_PER_ROUND))
        await load.record.reached(before + mark)
        await asyncio.gather(*(asyncio.to_thread(_victim(stand, name).kill) for name in names))
        if names in SURVIVED:
            await load.record.reached(before + mark + outage)
        await _bring_back(stand, names)


async def _bring_back(stand: Stand, names: tuple[str, ...]) -> None:
    """The servers first: a replica is ready only when it has reached them."""
    for group in (["postgres", "nats"], ["replica 0", "replica 1"]):
        dead = [name for name in group if name in names]
        await asyncio.gather(*(asyncio.to_thread(_victim(stand, name).start) for name in dead))


def _victim(stand: Stand, name: str) -> Victim:
    victims: dict[str, Victim] = {
        "replica 0": stand.replicas[0],
        "replica 1": stand.replicas[1],
        "postgres": stand.postgres,
        "nats": stand.nats,
    }
    return victims[name]
