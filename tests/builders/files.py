"""Small files of every type that is taken in, and some that are not."""

import io
import struct
import zipfile
from collections.abc import Sequence

from shared.kernel.ids import new_id

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5
HEIC = struct.pack(">I4s4sI4s4s", 24, b"ftyp", b"mif1", 0, b"mif1", b"heic") + b"\0" * 64
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 1, 1, 8, 2, 0, 0, 0)


def pdf(text: str | None = None) -> bytes:
    """A PDF's beginning and end; without a text one like no other."""
    return f"%PDF-1.7\n% {text or new_id()}\n%%EOF\n".encode()


def jpeg() -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + new_id().encode() + b"\xff\xd9"


def zipped(*names: str) -> bytes:
    """A ZIP file with empty parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return file.getvalue()


DOCX = zipped("[Content_Types].xml", "_rels/.rels", "word/document.xml")
XLSX = zipped("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")
OFD = zipped("OFD.xml", "Doc_0/Document.xml")
DOCM = zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")


def bomb() -> bytes:
    """A document of some kilobytes that would unpack to 64 MB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("word/document.xml", bytes(64 * 1_048_576))
    return file.getvalue()


def ole(*streams: str, storages: Sequence[str] = ()) -> bytes:
    """A compound file (MS-CFB) whose top holds empty streams and storages of these names."""
    entries = [("Root Entry", _ROOT), *((name, _STREAM) for name in streams)]
    entries += [(name, _STORAGE) for name in storages]
    directory = b"".join(
        _entry(name, kind, number, len(entries)) for number, (name, kind) in enumerate(entries)
    )
    sectors = -(-len(directory) // 512)
    chain = [_FAT, *range(2, sectors + 1), _END]
    table = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, _END, 0, _END, 0, 0,
    )  # fmt: skip
    header += struct.pack("<108I", *[_FREE] * 108)
    return header + table + directory.ljust(sectors * 512, b"\0")


def _entry(name: str, kind: int, number: int, count: int) -> bytes:
    """A directory entry; each is the right neighbour of the one before, the first the root's child."""
    text = (name + "\0").encode("utf-16-le")
    right = number + 1 if kind != _ROOT and number + 1 < count else _FREE
    child = 1 if kind == _ROOT and count > 1 else _FREE
    return struct.pack(
        "<64sHBBIII16sI8s8sIQ",
        text, len(text), kind, 1, _FREE, right, child, b"", 0, b"", b"", _END, 0,
    )  # fmt: skip
