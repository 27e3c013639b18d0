"""Every event version ever stored is still read, and stored today as it was, byte for byte."""

import pytest

from services.arrears.model import REGISTRY
from tests.builders.golden import ROOT, ever_stored, golden_file

STORED = list(ever_stored(REGISTRY))
WRITTEN_TODAY = [(listed.name, listed.version) for listed in REGISTRY.types]


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
    assert set((ROOT / "arrears").iterdir()) == known
