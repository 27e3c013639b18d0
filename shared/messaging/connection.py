"""The connection to NATS: patient, and loud about trouble only in the log."""

import asyncio
from pathlib import Path
from typing import Any, Final

import structlog
from nats.aio.client import Client

from shared.messaging.streams import NATS_FAILURES

log = structlog.get_logger()

CONNECT_SECONDS: Final = 3
RETRY_SECONDS: Final = 1.0
RECONNECT_PAUSE_SECONDS: Final = 0.25
PENDING_BYTES: Final = 16 * 1024 * 1024


async def connect_nats(url: str, name: str, seed_file: Path | None, **options: Any) -> Client:
    """Connect and stay connected: a lost server is looked for until it is back.

    `seed_file` holds the nkey seed this process signs in with. Raises what nats-py raises when the
    server cannot be reached at all.
    """
    client = Client()

    async def lost() -> None:
        if not client.is_closed:
            log.warning("NATS connection lost", client=name)

    async def back() -> None:
        log.info("NATS connection is back", client=name)

    async def failed(error: Exception) -> None:
        log.warning("NATS error", client=name, error=repr(error))

    await client.connect(
        url,
        name=name,
        nkeys_seed=str(seed_file) if seed_file else None,
        connect_timeout=CONNECT_SECONDS,
        max_reconnect_attempts=-1,
        pending_size=PENDING_BYTES,
        disconnected_cb=lost,
        reconnected_cb=back,
        error_cb=failed,
        **{"reconnect_time_wait": RECONNECT_PAUSE_SECONDS, **options},
    )
    return client


async def reach_nats(url: str, name: str, seed_file: Path | None) -> Client:
    """Connect as `connect_nats` does, however long it takes."""
    while True:
        try:
            return await connect_nats(url, name, seed_file)
        except NATS_FAILURES as failure:
            log.warning("NATS not reached yet", cause=repr(failure))
            await asyncio.sleep(RETRY_SECONDS)
