"""Every event version ever stored is still read, and stored today as it was, byte for byte.

An event grows by fields with defaults, which are not stored: its first golden file stays as it is,
and a second one holds it with every later field.
"""

import msgspec
import pytest

from services.arrears.events import files_of
from services.arrears.model import REGISTRY
from tests.builders.golden import ROOT, ever_stored, full_file, golden_file

SHARED = "shared.kernel.followed_calendar"  # held to its own form where it is published
STORED = list(ever_stored(REGISTRY))
WRITTEN_TODAY = [(listed.name, listed.version) for listed in REGISTRY.types]
GROWN = [
    (listed.name, listed.version)
    for listed in REGISTRY.types
    if listed.shape.__struct_config__.omit_defaults and listed.shape.__module__ != SHARED
]


@pytest.mark.parametrize(("name", "version"), STORED)
def test_what_was_stored_is_still_read(name: str, version: int) -> None:
    event = REGISTRY.decode(name, version, golden_file("arrears", name, version).read_bytes())
    assert type(event) is REGISTRY.shape_of(name)


@pytest.mark.parametrize(("name", "version"), WRITTEN_TODAY)
def test_what_is_stored_today_is_stored_as_it_was(name: str, version: int) -> None:
    stored = golden_file("arrears", name, version).read_bytes()
    assert REGISTRY.encode(REGISTRY.decode(name, version, stored)) == (name, version, stored)


@pytest.mark.parametrize(("name", "version"), GROWN)
def test_an_event_that_has_grown_keeps_its_later_fields_too(name: str, version: int) -> None:
    stored = full_file("arrears", name, version).read_bytes()
    event = REGISTRY.decode(name, version, stored)
    assert REGISTRY.encode(event) == (name, version, stored)
    for field in msgspec.structs.fields(type(event)):
        assert field.required or getattr(event, field.name) != field.default


def test_a_document_is_stored_with_its_file_or_the_place_it_is_kept_at() -> None:
    name, version = "arrears_registered", 1
    event = REGISTRY.decode(name, version, full_file("arrears", name, version).read_bytes())
    upload, paper = event.evidence  # type: ignore[attr-defined]
    assert [file.name for file in files_of((upload, paper))] == ["付款凭证.pdf"]
    assert (upload.is_expected_here, paper.kept_at) == (True, "区住房城乡建设局档案室")


def test_no_golden_file_is_without_a_name_that_reads_it() -> None:
    known = {golden_file("arrears", name, version) for name, version in STORED}
    known |= {full_file("arrears", name, version) for name, version in GROWN}
    assert set((ROOT / "arrears").iterdir()) == known
