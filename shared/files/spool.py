"""Bytes on their way in: into a file of this machine, counted and hashed as they come."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import msgspec

from shared.files.digests import digest_of, new_hash
from shared.files.store import BLOCK_BYTES, FileStore, StoreUnreachable
from shared.kernel.clock import SystemClock

STALE_SECONDS: Final = 24 * 3600
_PREFIX: Final = "in-"


class Spooled(msgspec.Struct, frozen=True):
    """A file that came in whole; `path` is gone when the block around it ends."""

    path: Path
    digest: str
    size: int


@asynccontextmanager
async def spooled(store: FileStore, chunks: AsyncIterable[bytes]) -> AsyncIterator[Spooled]:
    """Take in all of `chunks`, never more than a block of them in memory. Raises StoreUnreachable."""
    path = await asyncio.to_thread(_new_file, store.incoming)
    try:
        yield await _collected(path, chunks)
    finally:
        await asyncio.to_thread(path.unlink, missing_ok=True)


def _new_file(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=_PREFIX, dir=folder)
    except OSError as refused:
        raise StoreUnreachable(refused.strerror or repr(refused)) from refused
    os.close(descriptor)
    return Path(name)


async def _collected(path: Path, chunks: AsyncIterable[bytes]) -> Spooled:
    running, size = new_hash(), 0
    async for block in _blocks(chunks):
        size += len(block)
        running.update(block)
        await asyncio.to_thread(_append, path, block)
    return Spooled(path, digest_of(running), size)


def _append(path: Path, block: bytes) -> None:
    try:
        with path.open("ab") as file:
            file.write(block)
    except OSError as refused:
        raise StoreUnreachable(refused.strerror or repr(refused)) from refused


async def _blocks(chunks: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    """The same bytes in blocks of about BLOCK_BYTES, so that few of them go through a thread."""
    gathered = bytearray()
    async for chunk in chunks:
        gathered += chunk
        if len(gathered) >= BLOCK_BYTES:
            yield bytes(gathered)
            gathered.clear()
    if gathered:
        yield bytes(gathered)


def remove_stale(store: FileStore) -> int:
    """Files of processes that died while taking them in, a day old at least; how many there were."""
    oldest = SystemClock().now().timestamp() - STALE_SECONDS
    stale = [path for path in store.incoming.glob(f"{_PREFIX}*") if path.stat().st_mtime < oldest]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)
