"""What a file is, is decided by its content; its name and what it is declared to be must agree."""

import struct
import zipfile
from pathlib import Path
from time import perf_counter

import pytest

from shared.files import types
from shared.files.refusals import FileTypeMismatch, FileTypeNotAccepted, FileWithMacros
from shared.files.types import check_declared, recognised
from tests.builders import files

EXAMPLES = {
    types.PDF: files.pdf(),
    types.OFD: files.OFD,
    types.JPEG: files.jpeg(),
    types.PNG: files.PNG,
    types.HEIC: files.HEIC,
    types.DOCX: files.DOCX,
    types.XLSX: files.XLSX,
    types.DOC: files.ole("WordDocument", "1Table"),
    types.XLS: files.ole("Workbook"),
}


def of(content: bytes, folder: Path) -> types.FileType:
    path = folder / "file"
    path.write_bytes(content)
    return recognised(path)


def test_every_accepted_type_has_an_example() -> None:
    assert set(EXAMPLES) == set(types.ACCEPTED)


@pytest.mark.parametrize("expected", EXAMPLES, ids=lambda each: each.name)
def test_a_file_of_an_accepted_type_is_recognised(expected: types.FileType, tmp_path: Path) -> None:
    assert of(EXAMPLES[expected], tmp_path) is expected


@pytest.mark.parametrize(
    "content",
    [
        b"plain text",
        b"<html><script>alert(1)</script></html>",
        b"MZ\x90\x00 a program",
        b"Rar!\x1a\x07\x00",
        files.zipped("a.txt"),
        files.zipped("[Content_Types].xml", "ppt/presentation.xml"),
        b"in front " + files.DOCX,
        files.DOCX[:-30],
        b"PK\x03\x04" + bytes(100),
        files.ole("PowerPoint Document"),
        files.ole("WordDocument")[:700],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000,
        b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00avifmif1",
        b" %PDF-1.7",
    ],
)
def test_anything_else_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(FileTypeNotAccepted, match="PDF, OFD, JPG, PNG, HEIC, DOCX, XLSX, DOC, XLS"):
        of(content, tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        files.DOCM,
        files.ole("WordDocument", storages=["Macros"]),
        files.ole("Workbook", storages=["_VBA_PROJECT_CUR"]),
    ],
)
def test_a_document_with_macros_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(FileWithMacros):
        of(content, tmp_path)


def test_a_document_that_would_unpack_to_gigabytes_is_not_unpacked(tmp_path: Path) -> None:
    content = files.bomb()
    assert len(content) < 100_000
    started = perf_counter()
    assert of(content, tmp_path) is types.DOCX
    assert perf_counter() - started < 0.1


def test_a_directory_of_more_parts_than_a_document_has_is_not_read(tmp_path: Path) -> None:
    names = [f"word/{number}" for number in range(5_001)]
    with pytest.raises(FileTypeNotAccepted):
        of(files.zipped("[Content_Types].xml", *names), tmp_path)


def test_a_small_document_with_a_zip64_directory_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
    content = files.zipped("[Content_Types].xml", "xl/workbook.xml")
    assert b"PK\x06\x06" in content
    assert of(content, tmp_path) is types.XLSX


def test_a_zip64_directory_cannot_hide_behind_a_small_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
    names = [f"word/{number}" for number in range(5_001)]
    content = bytearray(files.zipped("[Content_Types].xml", *names))
    struct.pack_into("<HHI", content, len(content) - 14, 2, 2, 100)
    with pytest.raises(FileTypeNotAccepted):
        of(bytes(content), tmp_path)


@pytest.mark.parametrize(
    "declared",
    [None, "application/octet-stream", "image/jpeg", "image/jpg", "IMAGE/JPEG; charset=binary"],
)
def test_what_is_declared_rightly_or_not_at_all_is_taken(declared: str | None) -> None:
    check_declared(declared, types.JPEG)


def test_what_is_declared_wrongly_is_refused_with_what_to_send() -> None:
    with pytest.raises(FileTypeMismatch) as refused:
        check_declared("application/pdf", types.JPEG)
    assert refused.value.params == {"declared": "application/pdf", "found": "image/jpeg"}
    assert "请把 Content-Type 改为 image/jpeg" in refused.value.sentence("zh-CN")
