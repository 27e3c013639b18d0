"""Taking in an upload: to the end, what it is, on record, and only then into the store."""

import asyncio
from collections.abc import AsyncIterable
from datetime import datetime

import asyncpg
import structlog

from shared.files.names import clean_name
from shared.files.refusals import FileEmpty, FilesUnavailable
from shared.files.spool import spooled
from shared.files.store import FileStore, StoreUnreachable
from shared.files.types import check_declared, recognised
from shared.files.uploads import Upload, announce
from shared.kernel.actor import Actor

log = structlog.get_logger()


async def take_in(
    pool: asyncpg.Pool,
    store: FileStore,
    chunks: AsyncIterable[bytes],
    *,
    command_id: str,
    name: str,
    declared: str | None,
    actor: Actor,
    now: datetime,
) -> tuple[Upload, bool]:
    """Take a file in; True where this request was carried out before.

    Raises FileEmpty, FileTypeNotAccepted, FileWithMacros, FileTypeMismatch, FileNameMismatch,
    FileNameUnusable, IdempotencyKeyReused, FilesUnavailable.
    """
    try:
        async with spooled(store, chunks) as file:
            if not file.size:
                raise FileEmpty
            found = await asyncio.to_thread(recognised, file.path)
            check_declared(declared, found)
            upload, repeated = await announce(
                pool,
                Upload(
                    id=command_id,
                    digest=file.digest,
                    name=clean_name(name, found),
                    media_type=found.media_type,
                    size=file.size,
                    client=actor.client,
                    uploaded_by=actor.id,
                    uploaded_at=now,
                ),
            )
            await store.put(file.digest, file.path)
    except StoreUnreachable as unreachable:
        log.warning("file not stored", cause=str(unreachable))
        raise FilesUnavailable from unreachable
    return upload, repeated
