"""Reading which claims are held, outside of a decision: a hint, since only the writer may rely on it."""

import asyncio
from collections.abc import Collection, Iterable

import asyncpg

from shared.kernel.decider import Held

_HELD = "SELECT key, stream_id::text, value FROM claim WHERE key = ANY ($1::text[])"


class HeldClaims:
    """Questions that come in while one is being answered are asked together next: under load one
    round trip answers many.
    """

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._waiting: list[tuple[Collection[str], asyncio.Future[dict[str, Held]]]] = []
        self._task: asyncio.Task[None] | None = None

    async def of(self, keys: Collection[str]) -> dict[str, Held]:
        """The holders of those keys that are held, as of some instant after the call."""
        if not keys:
            return {}
        answer: asyncio.Future[dict[str, Held]] = asyncio.get_running_loop().create_future()
        self._waiting.append((keys, answer))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._ask())
        return await answer

    async def _ask(self) -> None:
        while self._waiting:
            asked, self._waiting = self._waiting, []
            try:
                held = await self._read({key for keys, _ in asked for key in keys})
            except Exception as fault:  # noqa: BLE001  each of those who asked raises it
                _answer_all(asked, fault)
            else:
                for keys, answer in asked:
                    if not answer.done():
                        answer.set_result({key: held[key] for key in keys if key in held})

    async def _read(self, keys: Iterable[str]) -> dict[str, Held]:
        rows = await self._pool.fetch(_HELD, list(keys))
        return {key: Held(stream_id, value) for key, stream_id, value in rows}


def _answer_all(
    asked: Iterable[tuple[Collection[str], asyncio.Future[dict[str, Held]]]], fault: Exception
) -> None:
    for _, answer in asked:
        if not answer.done():
            answer.set_exception(fault)
