"""The byte store behind attachments and evidence: content-addressed, written once, never changed."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final, Protocol

from shared.files.digests import digest_of, new_hash

BLOCK_BYTES: Final = 262_144


class StoreUnreachable(Exception):
    """The store cannot be used now: the disk is full or read-only, the bucket does not answer."""


class FileMissing(Exception):
    """The store holds no bytes under a digest that is on record."""


class FileDamaged(Exception):
    """The bytes under a digest are not those that were stored."""


class FileStore(Protocol):
    """Keeps bytes under their digest. Every method raises StoreUnreachable.

    `incoming` is a local folder for files on their way in; what lies there is nobody's yet.
    """

    @property
    def incoming(self) -> Path: ...

    async def put(self, digest: str, source: Path) -> None:
        """Keep the file at `source`, which has this digest; it is durable when this returns.

        Nobody ever sees a part of it. Repeating it changes nothing, and heals what was damaged.
        """

    async def size(self, digest: str) -> int | None:
        """How many bytes are kept under the digest; None when there are none."""

    def read(self, digest: str) -> AsyncIterator[bytes]:
        """The bytes in blocks, unchecked. Raises FileMissing at the first one."""

    async def remove(self, digest: str) -> None:
        """Forget the bytes; that there are none is no error."""

    async def probe(self) -> None:
        """Write something and take it away again."""


async def checked(store: FileStore, digest: str) -> AsyncIterator[bytes]:
    """The bytes in blocks, the last of them only once all were found to be those of the digest.

    Whoever is given all blocks has the file as it was stored. Raises FileMissing, FileDamaged.
    """
    running, held = new_hash(), b""
    async for block in store.read(digest):
        running.update(block)
        if held:
            yield held
        held = block
    if digest_of(running) != digest:
        raise FileDamaged(digest)
    yield held
