"""Every file that a log speaks of against the store: is it there, and is it what it was?"""

from collections.abc import Callable

import asyncpg
import msgspec

from shared.files.references import PREFIX
from shared.files.store import FileDamaged, FileMissing, FileStore, checked

Advance = Callable[[int], None]


class FileFinding(msgspec.Struct, frozen=True):
    """`stream_id` is the case that named the file last; `what` is `missing` or `changed`."""

    digest: str
    stream_id: str
    what: str


class FilesReport(msgspec.Struct, frozen=True):
    service: str
    files: int
    bytes: int
    findings: list[FileFinding]

    @property
    def sound(self) -> bool:
        return not self.findings


async def verify_files(
    service: str, connection: asyncpg.Connection | asyncpg.Pool, store: FileStore, advance: Advance
) -> FilesReport:
    """Read every file once and compare it with its digest. Raises StoreUnreachable.

    That the claims which name the files are those of the log is for `shukun verify` to say.
    """
    rows = await connection.fetch(
        "SELECT key, stream_id::text, value FROM claim WHERE starts_with(key, $1) ORDER BY key",
        PREFIX,
    )
    findings = []
    for key, stream_id, _ in rows:
        digest = key.removeprefix(PREFIX)
        what = await _fault(store, digest)
        if what:
            findings.append(FileFinding(digest, stream_id, what))
        advance(1)
    return FilesReport(service, len(rows), sum(row[2] for row in rows), findings)


async def _fault(store: FileStore, digest: str) -> str | None:
    try:
        async for _ in checked(store, digest):
            pass
    except FileMissing:
        return "missing"
    except FileDamaged:
        return "changed"
    return None
