"""A program that ends itself by SIGKILL at a named moment; without a plan it is as it always is.

    python -m tests.faults.crashing deploy.cli serve tickets --port 8101

runs the named module's `main` with the moments wrapped around the production code, which knows
nothing of them. The file that SHUKUN_CRASH_PLAN names holds the plan, `<moment> <n>`: the n-th
time the moment comes, the file is removed and the process is killed.
"""

import importlib
import os
import signal
import sys
from pathlib import Path
from typing import Any, Final

from asyncpg import Connection
from nats.aio.client import Client

from shared.messaging.leadership import Term
from shared.messaging.sources import ForeignStream

PLAN: Final = "SHUKUN_CRASH_PLAN"

APPEND: Final = "WITH head AS"  # outside a transaction it is one, and its end the commit

BEFORE_COMMIT: Final = "before_commit"
AFTER_COMMIT: Final = "after_commit_before_answer"
INSIDE_BATCH: Final = "inside_a_batch"
AFTER_PUBLISH: Final = "after_publish_before_checkpoint"
AFTER_EFFECT: Final = "after_effect_before_checkpoint"
BEFORE_ACK: Final = "after_checkpoint_before_ack"


def write_plan(plan: Path, moment: str, count: int = 1) -> None:
    """From now on the process dies at the `count`-th coming of the moment."""
    fresh = plan.with_suffix(".tmp")
    fresh.write_text(f"{moment} {count}")
    fresh.replace(plan)


def come(moment: str) -> None:
    """The moment has come once more."""
    plan = Path(os.environ[PLAN])
    try:
        planned, count = plan.read_text().split()
    except FileNotFoundError:
        return
    if planned != moment:
        return
    if int(count) > 1:
        write_plan(plan, moment, int(count) - 1)
        return
    plan.unlink()
    os.kill(os.getpid(), signal.SIGKILL)


def _wrap_commit() -> None:
    execute = Connection.execute

    async def wrapped(self: Any, query: str, *args: Any, **options: Any) -> str:
        if query != "COMMIT" and (not query.startswith(APPEND) or self.is_in_transaction()):
            return await execute(self, query, *args, **options)
        come(BEFORE_COMMIT)
        status = await execute(self, query, *args, **options)
        come(AFTER_COMMIT)
        return status

    Connection.execute = wrapped  # type: ignore[method-assign]


def _wrap_checkpoint() -> None:
    save = Term.save

    async def wrapped(self: Term, position: int) -> None:
        come(AFTER_PUBLISH if self.name == "relay" else AFTER_EFFECT)
        await save(self, position)

    Term.save = wrapped  # type: ignore[method-assign]


def _wrap_publish() -> None:
    publish = Client.publish

    async def wrapped(self: Client, *args: Any, **options: Any) -> None:
        if "Nats-Batch-Id" in (options.get("headers") or {}):
            come(INSIDE_BATCH)
        await publish(self, *args, **options)

    Client.publish = wrapped  # type: ignore[method-assign]


def _wrap_acknowledgement() -> None:
    settled = ForeignStream.settled

    async def wrapped(self: ForeignStream) -> None:
        come(BEFORE_ACK)
        await settled(self)

    ForeignStream.settled = wrapped  # type: ignore[method-assign]


if __name__ == "__main__":
    for wrap in (_wrap_commit, _wrap_checkpoint, _wrap_publish, _wrap_acknowledgement):
        wrap()
    program = importlib.import_module(sys.argv[1])
    del sys.argv[1]
    program.main()
