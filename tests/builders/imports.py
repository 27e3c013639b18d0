"""What an import needs below HTTP: who asks, and a service's runtime without anything beside it."""

import hashlib
from pathlib import Path

from shared.eventstore.log import Order, Outcome
from shared.eventstore.model import Model
from shared.eventstore.refusals import ShuttingDown
from shared.eventstore.store import Store
from shared.kernel.actor import Actor
from shared.kernel.ids import new_id
from shared.runtime import Runtime
from shared.settings import Settings
from shared.testing.orders import clock_at
from shared.testing.stores import DAY
from shared.web.caller import Caller
from shared.web.permissions import Scope
from shared.web.preconditions import Errand


def errand(actor: Actor, operation: str) -> Errand:
    """A request under a key of its own."""
    caller = Caller(
        actor=actor, scope=Scope.ANY, language="zh-CN", request_id="r", correlation_id="c"
    )
    key = new_id()
    return Errand(
        caller=caller,
        operation=operation,
        command_id=key,
        fingerprint=hashlib.sha256(key.encode()).digest(),
    )


def runtime_on(store: Store, model: Model, migrations: Path) -> Runtime:
    """A service's runtime on an open log, without HTTP, NATS or work beside."""
    runtime = Runtime(Settings(), model, migrations)
    runtime.clock = clock_at(DAY)
    runtime._store = store
    return runtime


class AboutToStop:
    """A writer that takes so many rows and then stops, as a process that ends does."""

    def __init__(self, store: Store, rows: int) -> None:
        self._store = store
        self.left = rows

    async def submit(self, order: Order) -> Outcome:
        if self.left <= 0:
            raise ShuttingDown
        self.left -= 1
        return await self._store.writer.submit(order)
