"""Telling the callers who wait for their orders what became of them."""

import asyncio
from collections.abc import Sequence

import structlog

from shared.eventstore.connection import CONNECTION_LOST
from shared.eventstore.log import Order, Outcome
from shared.eventstore.metrics import WriterMetrics
from shared.eventstore.model import Model
from shared.eventstore.reader import Reader
from shared.eventstore.refusals import StorageUnavailable
from shared.eventstore.stage import Replay, Result, Seen
from shared.kernel.refusal import Refusal

log = structlog.get_logger()


class Waiting:
    """An order, and its caller's future."""

    __slots__ = ("future", "order")

    def __init__(self, order: Order, future: "asyncio.Future[Outcome]") -> None:
        self.order = order
        self.future = future

    def fail(self, error: Exception) -> None:
        """Answer with an error, unless the caller is gone or was answered."""
        if not self.future.done():
            self.future.set_exception(error)


class Answering:
    """Gives results to the callers once they are durable, and counts them."""

    def __init__(self, model: Model, reader: Reader, metrics: WriterMetrics) -> None:
        self._model = model
        self._reader = reader
        self._metrics = metrics

    async def answer(self, batch: Sequence[Waiting], results: Sequence[Result]) -> None:
        replays: list[tuple[Waiting, Replay]] = []
        accepted = 0
        for waiting, result in zip(batch, results, strict=True):
            if isinstance(result, Outcome):
                accepted += 1
                if not waiting.future.done():
                    waiting.future.set_result(result)
            elif isinstance(result, Replay):
                replays.append((waiting, result))
            else:
                self._refuse(waiting, result)
        self._metrics.accepted.inc(accepted)
        if replays:
            await asyncio.gather(*(self._answer_again(w, replay.seen) for w, replay in replays))

    def _refuse(self, waiting: Waiting, error: Exception) -> None:
        if isinstance(error, Refusal):
            self._metrics.refused.inc()
        else:
            self._metrics.crashed.inc()
            log.error("command crashed", exc_info=error)
        waiting.fail(error)

    async def _answer_again(self, waiting: Waiting, seen: Seen) -> None:
        """Give the first answer once more: the state as it was right after the command."""
        self._metrics.replayed.inc()
        if waiting.future.done():
            return
        aggregate = self._model.aggregate_for(waiting.order.command)
        try:
            state, version = await self._reader.state(
                aggregate, seen.stream_id, upto_version=seen.version
            )
        except Exception as error:  # noqa: BLE001  belongs to the waiting caller
            waiting.fail(StorageUnavailable() if isinstance(error, CONNECTION_LOST) else error)
            return
        if not waiting.future.done():
            waiting.future.set_result(
                Outcome(
                    stream_id=seen.stream_id,
                    version=version,
                    state=state,
                    position=seen.position,
                    replayed=True,
                )
            )
