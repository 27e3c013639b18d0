"""A workbook's parts, unpacked within bounds, before any reader of workbooks sees them.

An .xlsx is a ZIP archive of XML parts, and what comes in may be built to do harm. Every part that
is read later is unpacked here first, counted as it comes out; what the archive's own directory says
of sizes is not believed. The reader is then given a fresh archive of just those parts.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

from shared.kernel.zip_directory import TAIL_BYTES, zip_directory
from shared.workbooks.faults import (
    NOT_A_WORKBOOK,
    OLD_OR_LOCKED,
    UnreadableWorkbook,
    too_large,
)

UNPACKED_BYTES_MAX: Final = 64 * 1_048_576
PARTS_MAX: Final = 512
_DIRECTORY_BYTES_MAX: Final = 1_048_576  # the count may lie, the directory is as long as it is
_CHUNK: Final = 65_536
_COMPOUND_FILE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PLAIN: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED: Final = 0x1

Parts = Mapping[str, bytes]


def unpack(content: bytes) -> Parts:
    """The XML parts of a workbook by name. Raises UnreadableWorkbook."""
    if content.startswith(_COMPOUND_FILE):
        raise UnreadableWorkbook("workbook_old_or_locked", OLD_OR_LOCKED)
    _check_directory(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _parts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise UnreadableWorkbook("workbook_unreadable", NOT_A_WORKBOOK) from error
    if "xl/workbook.xml" not in parts:
        raise UnreadableWorkbook("workbook_unreadable", NOT_A_WORKBOOK)
    return parts


def packed(parts: Parts) -> io.BytesIO:
    """A fresh archive of the parts, uncompressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    stream.seek(0)
    return stream


def _check_directory(content: bytes) -> None:
    """Its length too: the reader of directories goes by it, and each entry costs an object."""
    start = max(0, len(content) - TAIL_BYTES)
    announced = zip_directory(content[start:], start)
    if announced is None:
        raise UnreadableWorkbook("workbook_unreadable", NOT_A_WORKBOOK)
    if announced.parts > PARTS_MAX or announced.directory_bytes > _DIRECTORY_BYTES_MAX:
        raise _too_large()


def _too_large() -> UnreadableWorkbook:
    return UnreadableWorkbook("workbook_too_large", too_large(UNPACKED_BYTES_MAX // 1_048_576))


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    listed = archive.infolist()
    if len(listed) > PARTS_MAX:
        raise _too_large()
    parts: dict[str, bytes] = {}
    left = UNPACKED_BYTES_MAX
    for entry in listed:
        if not entry.filename.endswith((".xml", ".rels")):
            continue
        if entry.compress_type not in _PLAIN or entry.flag_bits & _ENCRYPTED:
            raise UnreadableWorkbook("workbook_unreadable", NOT_A_WORKBOOK)
        part = _unpacked(archive, entry, left)
        left -= len(part)
        parts[entry.filename] = part
    return parts


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    chunks: list[bytes] = []
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise _too_large()
            chunks.append(chunk)
    return b"".join(chunks)
