"""Giving a file out: whole or not at all, under its own name, never to be run by a browser."""

from collections.abc import AsyncIterator

import structlog
from starlette.responses import Response, StreamingResponse

from shared.files.refusals import FilesUnavailable, FileUnreadable
from shared.files.store import FileDamaged, FileMissing, FileStore, StoreUnreachable, checked
from shared.web.files import content_disposition

log = structlog.get_logger()


async def file_response(
    store: FileStore, *, digest: str, name: str, media_type: str, size: int
) -> Response:
    """The file as an attachment. Raises FileUnreadable, FilesUnavailable.

    What turns out to be damaged only on the way is broken off before its end, which the announced
    length tells the client.
    """
    blocks = checked(store, digest)
    try:
        kept = await store.size(digest)
        first = await anext(blocks)
    except (FileMissing, FileDamaged) as found:
        log.warning("file missing or damaged", digest=digest, fault=type(found).__name__)
        raise FileUnreadable from None
    except StoreUnreachable as unreachable:
        log.warning("file not read", digest=digest, cause=str(unreachable))
        raise FilesUnavailable from unreachable
    if kept != size:
        log.warning("file of another size than recorded", digest=digest, size=kept)
        raise FileUnreadable
    headers = {
        "content-length": str(size),
        "content-disposition": content_disposition(name),
        "etag": f'"{digest}"',
        "cache-control": "private, no-store",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "cross-origin-resource-policy": "same-origin",
        "x-content-type-options": "nosniff",
    }
    return StreamingResponse(_all(first, blocks), 200, headers, media_type)


async def _all(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for block in rest:
        yield block
