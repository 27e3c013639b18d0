"""Every event version ever stored is still read, and stored today as it was, byte for byte."""

import msgspec
import pytest

from services.arrears.model import REGISTRY
from tests.builders.golden import ROOT, ever_stored, full_file, golden_file

STORED = list(ever_stored(REGISTRY))
WRITTEN_TODAY = [(listed.name, listed.version) for listed in REGISTRY.types]

# These have grown since they were first stored, by fields that are not stored where they say nothing.
GROWN = [("arrears_registered", 1)]


@pytest.mark.parametrize(("name", "version"), STORED)
def test_what_was_stored_is_still_read(name: str, version: int) -> None:
    event = REGISTRY.decode(name, version, golden_file("arrears", name, version).read_bytes())
    assert type(event) is REGISTRY.shape_of(name)


@pytest.mark.parametrize(("name", "version"), WRITTEN_TODAY)
def test_what_is_stored_today_is_stored_as_it_was(name: str, version: int) -> None:
    stored = golden_file("arrears", name, version).read_bytes()
    assert REGISTRY.encode(REGISTRY.decode(name, version, stored)) == (name, version, stored)


def test_no_golden_file_is_without_a_name_that_reads_it() -> None:
    known = {golden_file("arrears", name, version) for name, version in STORED}
    known |= {full_file("arrears", name, version) for name, version in GROWN}
    assert set((ROOT / "arrears").iterdir()) == known


@pytest.mark.parametrize(("name", "version"), GROWN)
def test_an_event_that_has_grown_keeps_its_later_fields_too(name: str, version: int) -> None:
    stored = full_file("arrears", name, version).read_bytes()
    event = REGISTRY.decode(name, version, stored)
    assert REGISTRY.encode(event) == (name, version, stored)
    optional = [one for one in msgspec.structs.fields(type(event)) if not one.required]
    assert all(getattr(event, one.name) != one.default for one in optional)
