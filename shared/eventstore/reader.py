"""Reading the log folded: a stream's state now, as of a version or as of an instant."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

import asyncpg

from shared.eventstore.log_reader import LAST_VERSION, LogReader
from shared.eventstore.model import Model
from shared.kernel.decider import Aggregate

_STATE: Final = """SELECT version, name, schema_version, data FROM event
    WHERE stream_id = $1 AND version <= $2 AND recorded_at <= $3 ORDER BY version"""
_STATES: Final = """SELECT stream_id::text, name, schema_version, data FROM event
    WHERE stream_id = ANY ($1::uuid[]) ORDER BY stream_id, version"""
_END_OF_TIME: Final = datetime.fromisoformat("9999-12-31T00:00:00+00:00")


class Reader(LogReader):
    """Reads the log, and folds streams by a service's model."""

    def __init__(self, model: Model, pool: asyncpg.Pool) -> None:
        super().__init__(pool)
        self._model = model

    async def state(
        self,
        aggregate: Aggregate[Any],
        stream_id: str,
        *,
        upto_version: int | None = None,
        as_of: datetime | None = None,
    ) -> tuple[Any, int]:
        """The folded state and its version, now or as of a version or an instant (inclusive).

        Version 0 and the initial state when nothing was recorded by then, or nothing of this kind.
        """
        rows = await self._pool.fetch(
            _STATE,
            stream_id,
            LAST_VERSION if upto_version is None else min(upto_version, LAST_VERSION),
            as_of or _END_OF_TIME,
        )
        state: Any = aggregate.initial
        decode = self._model.registry.decode
        for _, name, schema_version, data in rows:
            event = decode(name, schema_version, data)
            if type(event) not in aggregate.events:
                return aggregate.initial, 0  # the id of something else
            state = aggregate.evolve(state, event)
        return state, len(rows)

    async def states(
        self, aggregate: Aggregate[Any], stream_ids: Collection[str]
    ) -> dict[str, Any]:
        """The folded states of those streams that are of this kind, in the order of their ids.

        One question for all of them, for answers that look at many.
        """
        states: dict[str, Any] = {}
        decode = self._model.registry.decode
        for stream_id, name, schema_version, data in await self._pool.fetch(
            _STATES, list(stream_ids)
        ):
            event = decode(name, schema_version, data)
            if type(event) in aggregate.events:
                state = states.get(stream_id, aggregate.initial)
                states[stream_id] = aggregate.evolve(state, event)
        return states
