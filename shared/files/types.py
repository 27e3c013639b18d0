"""Which types of file are taken in, and what a file is by its content, whatever it is called.

The list is what firms and offices really send: scans and printouts (PDF, and OFD, the national
format of e-invoices and e-licences, GB/T 33190), photos, Word and Excel of both generations.
Archives, web pages, plain text and everything with macros stay outside.
"""

from pathlib import Path
from typing import Final

import msgspec

from shared.files.containers import Macros, ole_streams, zip_names
from shared.files.refusals import FileTypeMismatch, FileTypeNotAccepted, FileWithMacros

UNDECLARED: Final = "application/octet-stream"
_HEAD_BYTES: Final = 64
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis"})


class FileType(msgspec.Struct, frozen=True):
    """`extensions` are those a file name may end in; the first is the usual one."""

    media_type: str
    extensions: tuple[str, ...]
    name: str


PDF: Final = FileType("application/pdf", (".pdf",), "PDF")
OFD: Final = FileType("application/ofd", (".ofd",), "OFD")
JPEG: Final = FileType("image/jpeg", (".jpg", ".jpeg"), "JPG")
PNG: Final = FileType("image/png", (".png",), "PNG")
HEIC: Final = FileType("image/heic", (".heic", ".heif"), "HEIC")
DOCX: Final = FileType(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",), "DOCX"
)
XLSX: Final = FileType(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",), "XLSX"
)
DOC: Final = FileType("application/msword", (".doc",), "DOC")
XLS: Final = FileType("application/vnd.ms-excel", (".xls",), "XLS")
ACCEPTED: Final = (PDF, OFD, JPEG, PNG, HEIC, DOCX, XLSX, DOC, XLS)
_NAMES: Final = ", ".join(each.name for each in ACCEPTED)
# Other names under which programs announce the same types.
_ALIASES: Final = {"image/jpg": JPEG.media_type, "image/heif": HEIC.media_type}


def recognised(path: Path) -> FileType:
    """What a file is by its content; nothing is unpacked. Blocking.

    Raises FileTypeNotAccepted, FileWithMacros.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    try:
        found = _by_head(head) or _by_container(path, head)
    except Macros:
        raise FileWithMacros from None
    if found is None:
        raise FileTypeNotAccepted(accepted=_NAMES)
    return found


def check_declared(declared: str | None, found: FileType) -> None:
    """Hold a Content-Type against the content. Raises FileTypeMismatch."""
    said = (declared or UNDECLARED).partition(";")[0].strip().lower()
    if said != UNDECLARED and _ALIASES.get(said, said) != found.media_type:
        raise FileTypeMismatch(declared=said[:100], found=found.media_type)


def _by_head(head: bytes) -> FileType | None:
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR":
        return PNG
    if head[4:8] == b"ftyp" and _heic_brands(head):
        return HEIC
    return None


def _heic_brands(head: bytes) -> bool:
    """Whether the box at the front names HEIC as its brand or among those it is compatible with."""
    box = head[: int.from_bytes(head[:4], "big")]
    brands = {box[8:12], *(box[at : at + 4] for at in range(16, len(box) - 3, 4))}
    return bool(brands & _HEIC_BRANDS)


def _by_container(path: Path, head: bytes) -> FileType | None:
    if head.startswith(_ZIP):
        names = zip_names(path)
        folders = {name.partition("/")[0] for name in names}
        if "OFD.xml" in names:
            return OFD
        if "[Content_Types].xml" not in names:
            return None
        return DOCX if "word" in folders else XLSX if "xl" in folders else None
    if head.startswith(_OLE):
        streams = ole_streams(path)
        return DOC if "worddocument" in streams else XLS if streams & {"workbook", "book"} else None
    return None
