"""Programs that a plan can end: a replica of the tickets service, and a follower of its stream."""

import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import msgspec

from deploy.local.databases import Database
from deploy.local.nats import NatsServer
from deploy.local.process import Child, plain_environment, wait_until
from services.tickets.service import SERVICE
from shared.eventstore.log import Envelope
from shared.testing.accounts import SERVICE as FOLLOWER
from shared.testing.progress import until
from shared.testing.running import READY_SECONDS, ROOT, RunningService
from tests.faults.crashing import PLAN, write_plan
from tests.faults.follower import SOURCE, SUBSCRIPTION
from tests.faults.stand import Stand

CRASHING = (sys.executable, "-m", "tests.faults.crashing")
CRASH_SECONDS = 30.0
FOLLOW_SECONDS = 30.0
STOP_SECONDS = 10.0
_DEPOSITS = "SELECT meta FROM event WHERE name = 'deposited' ORDER BY position"
_CHECKPOINT = "SELECT position FROM checkpoint WHERE name = $1"


class CrashingReplica(RunningService):
    """As `shukun serve`, until a planned moment comes."""

    def __init__(self, folder: Path, database: Database, nats: NatsServer, **settings: str) -> None:
        self.plan = folder / "crash-plan"
        super().__init__(
            SERVICE, folder, database, nats, settings={PLAN: str(self.plan), **settings}
        )

    def start(self) -> None:
        self._child = Child(
            [*CRASHING, "deploy.cli", "serve", self.service.name, "--port", str(self.port)],
            log=self.log,
            cwd=ROOT,
            env=self._environment,
        )
        if not wait_until(self._ready_or_gone, seconds=READY_SECONDS) or not self.running:
            raise RuntimeError(f"the replica did not become ready:\n{self._log_tail()}")

    def crash_at(self, moment: str, count: int = 1) -> None:
        write_plan(self.plan, moment, count)

    async def crashed(self) -> None:
        """Wait until the planned moment has come."""
        await until(lambda: not self.running, seconds=CRASH_SECONDS)
        assert not self.plan.exists(), f"it ended by something else:\n{self._log_tail()}"


class Follower:
    """`follower.py` in a process of its own, with a database of its own."""

    def __init__(self, stand: Stand, database: Database) -> None:
        self.database = database
        self.log = stand.folder / "follower.log"
        self.plan = stand.folder / "follower-crash-plan"
        self._argv = [
            *CRASHING, "tests.faults.follower",
            database.app_url, stand.nats.url, str(stand.nats.seed_file()),
        ]  # fmt: skip
        self._environment = plain_environment(**{PLAN: str(self.plan), "PYTHONPATH": str(ROOT)})
        self._child: Child | None = None

    def start(self) -> None:
        self._child = Child(self._argv, log=self.log, cwd=ROOT, env=self._environment)

    def stop(self) -> None:
        if self._child is not None:
            self._child.stop((signal.SIGTERM, STOP_SECONDS))

    @property
    def running(self) -> bool:
        return self._child is not None and self._child.running

    def crash_at(self, moment: str, count: int) -> None:
        write_plan(self.plan, moment, count)

    async def crashed(self) -> None:
        await until(lambda: not self.running, seconds=CRASH_SECONDS)
        assert not self.plan.exists(), f"it ended by something else:\n{self.log.read_text()}"

    async def applied(self, upto: int) -> None:
        """Wait until every event up to this position is applied; then each must be so once."""
        connection = await asyncpg.connect(self.database.owner_url)
        name = f"subscription:{SUBSCRIPTION}"

        async def caught_up() -> bool:
            position: int | None = await connection.fetchval(_CHECKPOINT, name)
            return (position or 0) >= upto

        try:
            await until(caught_up, seconds=FOLLOW_SECONDS)
            rows = await connection.fetch(_DEPOSITS)
        finally:
            await connection.close()
        causes = [msgspec.json.decode(row[0], type=Envelope).causation_id for row in rows]
        assert causes == [f"{SOURCE}:{position}" for position in range(1, upto + 1)]


@asynccontextmanager
async def followed(stand: Stand) -> AsyncIterator[Follower]:
    """A follower that is started, and stopped with the block."""
    follower = Follower(stand, await stand.further_database(FOLLOWER))
    follower.start()
    try:
        yield follower
    finally:
        follower.stop()
