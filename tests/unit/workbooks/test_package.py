"""A file from outside is unpacked within bounds, or refused before it can do harm."""

import io
import struct
import zipfile

import pytest

from shared.workbooks import marks as marking
from shared.workbooks import package
from shared.workbooks.faults import UnreadableWorkbook
from shared.workbooks.reading import read
from tests.builders.workbooks import FORM, sheet, with_part

GOOD = ("91530902MA6XTXT19B", "昔归茶业")


def refused(content: bytes) -> str:
    with pytest.raises(UnreadableWorkbook) as found:
        read(content, FORM)
    return found.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "workbook_unreadable"),
        ("统一社会信用代码,企业名称\n".encode(), "workbook_unreadable"),
        (b"PK\x03\x04 not an archive", "workbook_unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "workbook_old_or_locked"),
        (sheet(GOOD)[:-200], "workbook_unreadable"),
        (with_part(sheet(GOOD), "xl/workbook.xml", b"<broken"), "workbook_unreadable"),
        (with_part(sheet(GOOD), "xl/styles.xml", b"x", zipfile.ZIP_BZIP2), "workbook_unreadable"),
    ],
)
def test_what_is_no_workbook_is_refused_with_what_to_do(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_an_archive_of_something_else_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refused(stream.getvalue()) == "workbook_unreadable"


def test_a_part_that_grows_beyond_the_bound_is_not_unpacked_to_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(package, "UNPACKED_BYTES_MAX", 1_048_576)
    bomb = with_part(sheet(GOOD), "xl/worksheets/sheet9.xml", bytes(4 * 1_048_576))
    assert len(bomb) < 20_000
    assert refused(bomb) == "workbook_too_large"


def test_a_size_that_the_archive_lies_about_is_not_believed() -> None:
    """The reader would unpack to the end whatever the directory says."""
    content = with_part(sheet(GOOD), "xl/worksheets/sheet9.xml", bytes(1_048_576))
    lied = content.replace(struct.pack("<I", 1_048_576), struct.pack("<I", 16))
    assert lied != content
    assert refused(lied) == "workbook_unreadable"


def test_a_directory_of_very_many_parts_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each entry becomes an object; 16 MiB of them cost seconds and some hundred megabytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(package.PARTS_MAX + 1):
            archive.writestr(f"xl/{number}.xml", b"")
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert refused(stream.getvalue()) == "workbook_too_large"


def test_an_archive_of_very_many_parts_is_refused() -> None:
    stream = io.BytesIO(sheet(GOOD))
    with zipfile.ZipFile(stream, "a") as archive:
        for number in range(package.PARTS_MAX):
            archive.writestr(f"xl/{number}.xml", b"")
    assert refused(stream.getvalue()) == "workbook_too_large"


@pytest.mark.parametrize("cell", ["A20001", "GS1", "XFD1048576"])
def test_one_cell_far_away_does_not_make_a_sheet_of_sixteen_thousand_million(cell: str) -> None:
    far = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row><c r="{cell}"><v>1</v></c></row></sheetData></worksheet>'
    )
    content = with_part(sheet(GOOD), "xl/worksheets/sheet1.xml", far.encode())
    assert refused(content) == "sheet_too_large"


@pytest.mark.parametrize("reference", ["a40000", "A0040000", "A99999999", "xfd30000", "", "A-1"])
def test_a_cell_that_says_otherwise_than_the_standard_where_it_stands_is_not_read(
    reference: str,
) -> None:
    """The reader would take it at its word, and with `xfd30000` the process would be out of memory."""
    far = (
        f'<worksheet><sheetData><row><c r="{reference}"><v>1</v></c></row></sheetData></worksheet>'
    )
    content = with_part(sheet(GOOD), "xl/worksheets/sheet1.xml", far.encode())
    assert refused(content) == "workbook_unreadable"


def test_a_row_that_says_otherwise_than_the_standard_where_it_stands_is_not_read() -> None:
    far = b'<worksheet><sheetData><row r="0040000"><c><v>1</v></c></row></sheetData></worksheet>'
    content = with_part(sheet(GOOD), "xl/worksheets/sheet1.xml", far)
    assert refused(content) == "workbook_unreadable"


_FAR = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row><c r="A20001"><v>1</v></c></row></sheetData></worksheet>'
)


def test_no_reader_is_led_to_a_part_that_was_not_looked_at() -> None:
    """Of two sheets of one name the reader takes the first, and we the last."""
    parts = package.unpack(sheet(GOOD))
    relations = "xl/_rels/workbook.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    second = f'<Relationship Id="rId99" Type="{kind}" Target="worksheets/far.xml"/></Relationships>'
    twice = '<sheets><sheet name="企业登记" sheetId="9" r:id="rId99"/>'
    changed = {
        "xl/workbook.xml": parts["xl/workbook.xml"].replace(b"<sheets>", twice.encode()),
        relations: parts[relations].replace(b"</Relationships>", second.encode()),
        "xl/worksheets/far.xml": _FAR,
    }
    content = sheet(GOOD)
    for name, part in changed.items():
        content = with_part(content, name, part)
    assert refused(content) == "workbook_unreadable"


def test_a_sheet_beside_that_reaches_far_does_no_harm() -> None:
    """Many a workbook has one, and only the form's own sheet is read."""
    content = with_part(sheet(GOOD), "xl/worksheets/sheet9.xml", _FAR)
    assert len(read(content, FORM).rows) == 1


def test_empty_formatted_rows_to_the_end_of_the_sheet_do_no_harm() -> None:
    """Whoever draws borders around whole columns has such rows."""
    found = marking.marks(
        b'<s><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c/></row></s>'
    )
    assert found.errors == frozenset()


def test_a_document_type_declaration_is_refused_so_that_no_entity_expands() -> None:
    declared = b'<!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>'
    content = with_part(sheet(GOOD), "xl/worksheets/sheet1.xml", declared)
    assert refused(content) == "workbook_unreadable"


def test_cells_that_do_not_say_where_they_stand_follow_one_another() -> None:
    found = marking.marks(
        b'<s><row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row><row><c><f>A1</f></c></row></s>'
    )
    assert found.errors == {(1, 1)}
    assert found.formulas == {(2, 0)}
