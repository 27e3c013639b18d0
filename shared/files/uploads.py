"""Files that were uploaded and may be named by an order of the same account.

Whoever knows a digest has no file: only the account that uploaded the bytes, through the same
client, can name them. Name, type and size are those found then, never those of the naming order.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import asyncpg
import msgspec

from shared.eventstore.refusals import IdempotencyKeyReused
from shared.files.refusals import FilesUnavailable, FileUnknown
from shared.files.store import FileStore, StoreUnreachable
from shared.kernel.actor import Actor

# Held shared while a file is announced, alone while its bytes are taken away (cleaning.py).
SHARED_LOCK: Final = "SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))"
LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))"
_INSERT: Final = """INSERT INTO upload
        (id, digest, name, media_type, size, client, uploaded_by, uploaded_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING"""
_KEPT: Final = """SELECT id::text, digest, name, media_type, size, client, uploaded_by, uploaded_at
    FROM upload WHERE id = $1"""
_NAME: Final = """UPDATE upload SET named_at = $4
    WHERE digest = ANY ($1::text[]) AND client = $2 AND uploaded_by = $3
    RETURNING id::text, digest, name, media_type, size, client, uploaded_by, uploaded_at"""


class Upload(msgspec.Struct, frozen=True):
    """One upload; `id` is the command id of the request, so that repeating it finds this."""

    id: str
    digest: str
    name: str
    media_type: str
    size: int
    client: str
    uploaded_by: str
    uploaded_at: datetime


async def announce(pool: asyncpg.Pool, upload: Upload) -> tuple[Upload, bool]:
    """Record an upload before its bytes are put into the store; the earlier one and True when it
    was recorded before.

    From here on nobody takes the bytes away. Raises IdempotencyKeyReused when the id stands for
    another file or name.
    """
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute(SHARED_LOCK, upload.digest)
        status = await connection.execute(_INSERT, *msgspec.structs.astuple(upload))
        [row] = await connection.fetch(_KEPT, upload.id)
    kept = Upload(*row)
    if (kept.digest, kept.name) != (upload.digest, upload.name):
        raise IdempotencyKeyReused
    return kept, status == "INSERT 0 0"


async def named(
    pool: asyncpg.Pool, store: FileStore, actor: Actor, digests: Sequence[str], now: datetime
) -> list[Upload]:
    """The actor's own uploads of these digests, in this order, kept from cleaning from `now` on.

    Of several uploads of the same bytes the latest counts. Raises FileUnknown, FilesUnavailable.
    """
    if not digests:
        return []
    rows = await pool.fetch(_NAME, digests, actor.client, actor.id, now)
    latest = {each.digest: each for each in sorted((Upload(*row) for row in rows), key=_age)}
    try:
        sizes = await asyncio.gather(*(store.size(digest) for digest in latest))
    except StoreUnreachable as unreachable:
        raise FilesUnavailable from unreachable
    there = {digest for digest, size in zip(latest, sizes, strict=True) if size is not None}
    for digest in digests:
        if digest not in there:
            raise FileUnknown(digest=digest)
    return [latest[digest] for digest in dict.fromkeys(digests)]


def _age(upload: Upload) -> tuple[datetime, str]:
    return upload.uploaded_at, upload.id
