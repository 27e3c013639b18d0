"""A file's name in the store: the algorithm and the digest of its bytes (6.5), `sha256:9f86…`."""

import hashlib
import re
from typing import Final, Protocol

PATTERN: Final = r"^sha256:[0-9a-f]{64}$"
EXAMPLE: Final = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_DIGEST: Final = re.compile(PATTERN)


class Hash(Protocol):
    """A running hash, as hashlib's."""

    def update(self, data: bytes, /) -> None: ...
    def hexdigest(self) -> str: ...


def new_hash() -> Hash:
    return hashlib.sha256()


def digest_of(running: Hash) -> str:
    return f"sha256:{running.hexdigest()}"


def key_of(digest: str) -> str:
    """Where the file lies in a store: `sha256/9f/86d081…`, 256 folders. Raises ValueError for
    anything but a digest, so that no other text ever becomes a path.
    """
    if not _DIGEST.fullmatch(digest):
        raise ValueError("not a digest")
    algorithm, _, hexadecimal = digest.partition(":")
    return f"{algorithm}/{hexadecimal[:2]}/{hexadecimal[2:]}"
