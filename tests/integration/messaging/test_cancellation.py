"""Work that is told to stop stops, also when a commit wakes it in the same moment."""

import asyncio
from typing import Any

import pytest

from shared.messaging.leadership import Term


class Session:
    """As much of a connection as a term that only waits needs."""

    def add_termination_listener(self, _callback: Any) -> None: ...

    def is_closed(self) -> bool:
        return False


async def endless(term: Term) -> None:
    while True:
        await term.wait(30)


@pytest.mark.parametrize("steps", range(5))
async def test_endless_work_stops_however_close_the_wake_up_was(steps: int) -> None:
    session: Any = Session()
    term = Term("relay", 1, session)
    working = asyncio.create_task(endless(term))
    for _ in range(3):
        await asyncio.sleep(0)  # until it waits
    term._wake()
    for _ in range(steps):
        await asyncio.sleep(0)
    working.cancel()
    await asyncio.wait({working}, timeout=1)
    assert working.cancelled()
