"""One running tickets service for the API tests, and a client that signs in as anybody."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deploy.local.nats import NatsServer
from services.tickets.service import SERVICE
from shared.testing.client import Api
from shared.testing.running import RunningService
from shared.testing.servers import Templates


@pytest.fixture(scope="session")
async def tickets(
    templates: Templates, nats_server: NatsServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[RunningService]:
    """The service on a database of its own, for the whole run."""
    folder: Path = tmp_path_factory.mktemp("tickets")
    database = await templates.copy(SERVICE)
    running = RunningService(SERVICE, folder, database, nats_server)
    running.start()
    yield running
    running.stop()
    await templates.drop(database)


@pytest.fixture
async def api(tickets: RunningService) -> AsyncIterator[Api]:
    async with Api(tickets) as opened:
        yield opened
