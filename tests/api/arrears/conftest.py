"""One running arrears service for its API tests, and one whose clock stands in the campaign."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from deploy.local.nats import NatsServer
from services.arrears.service import SERVICE
from shared.kernel.clock import SimulatedClock
from shared.settings import SERVICES
from shared.testing.client import Api
from shared.testing.running import RunningService
from shared.testing.servers import Templates, scratch_folder
from tests.api.arrears.ledger import Ledger


@pytest.fixture(scope="session")
async def arrears(
    templates: Templates, nats_server: NatsServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[RunningService]:
    """The service on a database of its own, for the whole run."""
    folder: Path = tmp_path_factory.mktemp("arrears")
    database = await templates.copy(SERVICE)
    running = RunningService(SERVICE, folder, database, nats_server)
    running.start()
    yield running
    running.stop()
    await templates.drop(database)


@pytest.fixture
async def api(arrears: RunningService) -> AsyncIterator[Api]:
    async with Api(arrears) as opened:
        yield opened


@pytest.fixture(scope="module")
async def campaign(templates: Templates) -> AsyncIterator[tuple[RunningService, SimulatedClock]]:
    """The service with a clock that the tests steer, one for a file: it starts in a second."""
    database = await templates.copy(SERVICE)
    with scratch_folder() as folder:
        nats = NatsServer(folder / "nats", users=SERVICES)
        nats.start()
        clock = SimulatedClock(folder / "clock.json")
        clock.start_at(datetime.fromisoformat("2022-08-22T10:00+08:00"), speed=0)
        running = RunningService(
            SERVICE, folder, database, nats, settings={"SHUKUN_SIMULATION": "1"}
        )
        running.start()
        yield running, clock
        running.stop()
        nats.stop()
    await templates.drop(database)


@pytest.fixture
async def ledger(campaign: tuple[RunningService, SimulatedClock]) -> AsyncIterator[Ledger]:
    running, clock = campaign
    async with Api(running) as api:
        yield Ledger(api, clock, running.database)
