"""Files that were uploaded and never named by an order go, with their records, after some days."""

import asyncio
from datetime import datetime, timedelta
from typing import Final

import asyncpg
import structlog

from shared.eventstore.connection import CONNECTION_LOST, Connect
from shared.files.references import PREFIX
from shared.files.spool import remove_stale
from shared.files.store import FileStore, StoreUnreachable
from shared.files.uploads import LOCK
from shared.kernel.clock import Clock
from shared.messaging.leadership import Deposed, lead

log = structlog.get_logger()

ROUND_LIMIT: Final = 200
ROUND_SECONDS: Final = 600.0
RESTART_SECONDS: Final = 5.0
_UNNAMED: Final = f"""coalesce(u.named_at, u.uploaded_at) < $1
    AND NOT EXISTS (SELECT FROM claim c WHERE c.key = '{PREFIX}' || u.digest)"""
_CANDIDATES: Final = f"SELECT DISTINCT u.digest FROM upload u WHERE {_UNNAMED} LIMIT $2"  # noqa: S608
_DELETE: Final = f"DELETE FROM upload u WHERE {_UNNAMED} AND u.digest = $2"  # noqa: S608
_LEFT: Final = f"""SELECT EXISTS (SELECT FROM upload WHERE digest = $1)
    OR EXISTS (SELECT FROM claim WHERE key = '{PREFIX}' || $1)"""  # noqa: S608


async def sweep(pool: asyncpg.Pool, store: FileStore, before: datetime) -> int:
    """Delete uploads last named or made before an instant that no event speaks of; how many files.

    At most ROUND_LIMIT at once. The bytes go under a lock that whoever uploads the same ones waits
    for; they stay while anybody else has a record of them. Raises StoreUnreachable.
    """
    removed = 0
    for (digest,) in await pool.fetch(_CANDIDATES, before, ROUND_LIMIT):
        async with pool.acquire() as connection, connection.transaction():
            await connection.execute(LOCK, digest)
            await connection.execute(_DELETE, before, digest)
            if not await connection.fetchval(_LEFT, digest):
                await store.remove(digest)
                removed += 1
    return removed


async def keep_clean(
    pool: asyncpg.Pool, connect: Connect, store: FileStore, clock: Clock, unnamed_days: int
) -> None:
    """Sweep for as long as the service runs; one replica at a time does."""
    while True:
        try:
            async with lead(connect, "files") as term:
                while True:
                    before = clock.now() - timedelta(days=unnamed_days)
                    removed = await sweep(pool, store, before)
                    stale = await asyncio.to_thread(remove_stale, store)
                    if removed or stale:
                        log.info("files removed", unnamed=removed, stale=stale)
                    await term.wait(0 if removed == ROUND_LIMIT else ROUND_SECONDS)
        except (*CONNECTION_LOST, Deposed, StoreUnreachable, OSError) as broken:
            log.warning("cleaning of files begins again", cause=repr(broken))
            await asyncio.sleep(RESTART_SECONDS)
