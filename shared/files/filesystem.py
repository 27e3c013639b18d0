"""A store in a folder, which several processes and replicas may share.

`<folder>/sha256/9f/86d0…` are the files, `<folder>/incoming` those on their way in. A file appears
under its digest by one rename, after its bytes are on the disk, and its folder entry is on the disk
before `put` returns: object_store's own local store leaves that out (ADR 0007).
"""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TypeVar

from shared.files.digests import key_of
from shared.files.store import BLOCK_BYTES, FileMissing, StoreUnreachable

T = TypeVar("T")


class FilesystemStore:
    """A FileStore below `folder`, which is made when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute()
        self.incoming = self._folder / "incoming"

    async def put(self, digest: str, source: Path) -> None:
        await _in_thread(lambda: self._publish(source, self._folder / key_of(digest)))

    async def size(self, digest: str) -> int | None:
        def size() -> int | None:
            try:
                return (self._folder / key_of(digest)).stat().st_size
            except FileNotFoundError:
                return None

        return await _in_thread(size)

    async def read(self, digest: str) -> AsyncIterator[bytes]:
        path = self._folder / key_of(digest)
        try:
            file = await _in_thread(lambda: path.open("rb", buffering=0))
        except FileNotFoundError:
            raise FileMissing(digest) from None
        with file:
            while block := await _in_thread(lambda: file.read(BLOCK_BYTES)):
                yield block

    async def remove(self, digest: str) -> None:
        await _in_thread(lambda: (self._folder / key_of(digest)).unlink(missing_ok=True))

    async def probe(self) -> None:
        def write() -> None:
            self.incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.incoming) as file:
                file.write(b"probe")

        await _in_thread(write)

    def _publish(self, source: Path, target: Path) -> None:
        _sync(source)
        self._make_folders(target.parent)
        source.replace(target)
        for folder in (target.parent, target.parent.parent, self._folder):
            _sync(folder)  # another process may have made one and not come to this yet

    def _make_folders(self, folder: Path) -> None:
        """Make what is missing, and put each new entry on the disk in the folder that holds it."""
        missing = []
        while not folder.is_dir():
            missing.append(folder)
            folder = folder.parent
        for each in reversed(missing):
            each.mkdir(mode=0o700, exist_ok=True)
            _sync(each.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


async def _in_thread(work: Callable[[], T]) -> T:
    """Run blocking work beside the event loop. Raises StoreUnreachable for what the disk refuses."""
    try:
        return await asyncio.to_thread(work)
    except FileNotFoundError:
        raise
    except OSError as refused:
        raise StoreUnreachable(refused.strerror or repr(refused)) from refused
