"""One running tickets service for the API tests, and a client that signs in as anybody."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from deploy.local.nats import NatsServer
from services.tickets.service import SERVICE
from shared.kernel.clock import SimulatedClock
from shared.settings import SERVICES
from shared.testing.client import Api
from shared.testing.running import RunningService
from shared.testing.servers import Templates, scratch_folder
from tests.api.simulation import Simulation


@pytest.fixture(scope="session")
async def tickets(
    templates: Templates, nats_server: NatsServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[RunningService]:
    """The service on a database of its own, for the whole run; it logs as in production."""
    folder: Path = tmp_path_factory.mktemp("tickets")
    database = await templates.copy(SERVICE)
    running = RunningService(
        SERVICE, folder, database, nats_server, settings={"SHUKUN_LOG_LEVEL": "info"}
    )
    running.start()
    yield running
    running.stop()
    await templates.drop(database)


@pytest.fixture
async def api(tickets: RunningService) -> AsyncIterator[Api]:
    async with Api(tickets) as opened:
        yield opened


@pytest.fixture
async def simulation(templates: Templates) -> AsyncIterator[Simulation]:
    database = await templates.copy(SERVICE)
    with scratch_folder() as folder:
        nats = NatsServer(folder / "nats", users=SERVICES)
        nats.start()
        clock = SimulatedClock(folder / "clock.json")
        clock.start_at(datetime.fromisoformat("2022-09-01T08:00+08:00"), speed=0)
        running = RunningService(
            SERVICE, folder, database, nats, settings={"SHUKUN_SIMULATION": "1"}
        )
        running.start()
        async with Api(running) as api:
            yield Simulation(api, clock)
        running.stop()
        nats.stop()
    await templates.drop(database)
