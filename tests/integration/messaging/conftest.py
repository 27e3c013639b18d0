"""The toy accounts and a NATS connection, with no stream of theirs left from another test."""

import contextlib
from collections.abc import AsyncIterator

import pytest
from nats.aio.client import Client
from nats.js.errors import NotFoundError

from deploy.local.nats import NatsServer
from shared.messaging.streams import stream_name
from shared.testing.accounts import SERVICE
from shared.testing.accounts.fixtures import database, store, superuser
from shared.testing.streams import connected, own_nats

__all__ = ["database", "own_nats", "store", "superuser"]


@pytest.fixture
async def nats(nats_server: NatsServer) -> AsyncIterator[Client]:
    async with connected(nats_server) as client:
        yield client
        with contextlib.suppress(NotFoundError):
            await client.jetstream().delete_stream(stream_name(SERVICE.name))
