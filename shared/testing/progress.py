"""Waiting on progress, never on time, and work that goes on beside a test."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any


async def until(condition: Callable[[], Any], *, seconds: float = 10.0, every: float = 0.01) -> Any:
    """The first true value of a function or coroutine function.

    Raises AssertionError when there was none within the bound.
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    while True:
        value = condition()
        if isinstance(value, Awaitable):
            value = await value
        if value:
            return value
        if loop.time() > deadline:
            raise AssertionError(f"not within {seconds} s: {condition}, at last {value!r}")
        await asyncio.sleep(every)


@asynccontextmanager
async def beside(work: Coroutine[Any, Any, Any]) -> AsyncIterator[asyncio.Task[Any]]:
    """Run endless work beside the test and cancel it at the end; had it failed, so does the test."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        while not task.done():  # on Python 3.11 a library's wait_for may swallow one
            task.cancel()
            await asyncio.wait({task}, timeout=1.0)
        with contextlib.suppress(asyncio.CancelledError):
            await task
