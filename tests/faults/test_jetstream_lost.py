"""JetStream is only a copy: deleted or set back, the relay makes it whole again from the log.

A follower applies every event all the while and must have one effect of each, in order.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable

import pytest

from tests.faults.checks import check_sound, head, relayed
from tests.faults.load import COMMANDS_PER_TICKET, Load
from tests.faults.programs import Follower, followed
from tests.faults.stand import Stand

pytestmark = pytest.mark.faults

TICKETS = 64


@pytest.fixture(scope="module")
async def follower(stand: Stand) -> AsyncIterator[Follower]:
    async with followed(stand) as following:
        yield following


async def test_a_deleted_jetstream_is_filled_again_from_the_log_under_load(
    stand: Stand, load: Load, follower: Follower
) -> None:
    await _halfway(load, _delete, stand)
    await _check(stand, follower)


async def test_a_deleted_jetstream_is_filled_again_though_nothing_new_happens(
    stand: Stand, load: Load, follower: Follower
) -> None:
    await load.run(TICKETS)
    await relayed(stand)
    await asyncio.to_thread(_delete, stand)
    await _check(stand, follower)


async def test_a_jetstream_replaced_by_an_older_copy_catches_up_under_load(
    stand: Stand, load: Load, follower: Follower
) -> None:
    await load.run(TICKETS)
    await asyncio.to_thread(_copy, stand)
    await _halfway(load, _replace_by_copy, stand)
    await _check(stand, follower)


async def test_a_jetstream_replaced_by_an_older_copy_catches_up_though_nothing_new_happens(
    stand: Stand, load: Load, follower: Follower
) -> None:
    await asyncio.to_thread(_copy, stand)
    await load.run(TICKETS)
    await relayed(stand)
    await asyncio.to_thread(_replace_by_copy, stand)
    await _check(stand, follower)


async def _halfway(load: Load, harm: Callable[[Stand], None], stand: Stand) -> None:
    """Do harm when half of some load is acknowledged."""
    before = len(load.record.acknowledged)
    async with asyncio.TaskGroup() as group:
        group.create_task(load.run(TICKETS))
        await load.record.reached(before + TICKETS * COMMANDS_PER_TICKET // 2)
        await asyncio.to_thread(harm, stand)


async def _check(stand: Stand, follower: Follower) -> None:
    await check_sound(stand)
    await follower.applied(await head(stand))


def _delete(stand: Stand) -> None:
    stand.nats.stop()
    shutil.rmtree(stand.nats.store)
    stand.nats.start()


def _copy(stand: Stand) -> None:
    stand.nats.stop()
    shutil.rmtree(stand.folder / "copy", ignore_errors=True)
    shutil.copytree(stand.nats.store, stand.folder / "copy")
    stand.nats.start()


def _replace_by_copy(stand: Stand) -> None:
    stand.nats.kill()
    shutil.rmtree(stand.nats.store)
    shutil.copytree(stand.folder / "copy", stand.nats.store)
    stand.nats.start()
