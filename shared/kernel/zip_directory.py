"""What the end of a ZIP file announces of its directory, before anybody makes objects of it."""

import struct
from typing import Final

import msgspec

_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_END64: Final = b"PK\x06\x06"
_END64_BYTES: Final = 56
_LOCATOR: Final = b"PK\x06\x07"
_LOCATOR_BYTES: Final = 20
_COMMENT_BYTES_MAX: Final = 65_535
TAIL_BYTES: Final = _END_BYTES + _COMMENT_BYTES_MAX + _LOCATOR_BYTES + _END64_BYTES


class ZipDirectory(msgspec.Struct, frozen=True):
    """How many parts the directory lists, in how many bytes."""

    parts: int
    directory_bytes: int


def zip_directory(tail: bytes, start: int) -> ZipDirectory | None:
    """From the last TAIL_BYTES of a file, which begin at `start` in it; None when it is no ZIP file.

    What ZIP64 says wins, as it does when the directory is read; Java writes it for small files too.
    """
    end = tail.rfind(_END)
    if end < 0 or len(tail) - end < _END_BYTES:
        return None
    parts, directory_bytes = struct.unpack_from("<HI", tail, end + 10)
    locator = end - _LOCATOR_BYTES
    if locator >= 0 and tail.startswith(_LOCATOR, locator):
        record = locator - _END64_BYTES
        (said,) = struct.unpack_from("<Q", tail, locator + 8)
        if record < 0 or said != start + record or not tail.startswith(_END64, record):
            return None
        parts, directory_bytes = struct.unpack_from("<QQ", tail, record + 32)
    return ZipDirectory(parts, directory_bytes)
