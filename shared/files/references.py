"""Which files a log speaks of: each is a claim of the stream that named it last.

So the database knows in the events' own commit that a file is in use, for every service alike, and
`shukun verify` holds it against the log.
"""

from collections.abc import Iterable
from typing import Final, Protocol

from shared.kernel.decider import Claim

PREFIX: Final = "file/"


class Named(Protocol):
    """A file as an event names it; size in bytes."""

    @property
    def digest(self) -> str: ...
    @property
    def size(self) -> int: ...


def file_claims(files: Iterable[Named]) -> Iterable[Claim]:
    """The claims an event takes for the files it names."""
    return (Claim(f"{PREFIX}{file.digest}", file.size) for file in files)
