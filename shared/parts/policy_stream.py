"""A policy stream over HTTP: what is in force, and publishing.

The two endpoints stay with the service, for their words are its interface's; what they do is here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from starlette.responses import Response

from shared.kernel.decider import Aggregate, Command
from shared.runtime import Runtime
from shared.web.answers import Answer, json_response
from shared.web.preconditions import Errand

S = TypeVar("S")


@dataclass(frozen=True)
class PolicyStream(Generic[S]):
    """`answer(stream id, version, state, now)` shows the stream's state of shape `shape`."""

    runtime: Runtime
    aggregate: Aggregate[S]
    stream_id: str
    shape: type[S]
    answer: Callable[[str, int, S, datetime], Answer]

    async def shown(self) -> Response:
        """Every version, as it stands now."""
        state, version = await self.runtime.store.reader.state(self.aggregate, self.stream_id)
        return json_response(self._answer(version, state), etag=version)

    async def published(self, command: Command, errand: Errand) -> Response:
        """The stream after a publication; a repeated order says that it was one."""
        order = errand.order(command, self.stream_id)
        outcome = await self.runtime.store.writer.submit(order)
        headers = {"idempotency-replayed": "true"} if outcome.replayed else {}
        answer = self._answer(outcome.version, outcome.state)
        return json_response(answer, etag=outcome.version, headers=headers)

    def _answer(self, version: int, state: Any) -> Answer:
        if not isinstance(state, self.shape):
            raise TypeError(f"the {self.aggregate.name}'s state is {type(state).__name__}")
        return self.answer(self.stream_id, version, state, self.runtime.clock.now())
