"""Every event version ever stored is still read, and today's are stored as they were."""

import pytest

from services.tickets.model import REGISTRY
from tests.builders.golden import (
    ROOT,
    ever_stored,
    golden_file,
    how_to_add,
    how_to_change,
)
from tests.builders.ticket_events import EXAMPLES

STORED = list(ever_stored(REGISTRY))
WRITTEN_TODAY = [(listed.name, listed.version) for listed in REGISTRY.types]


def golden(name: str, version: int) -> bytes:
    """The stored form. Fails with what to do when there is none."""
    path = golden_file("tickets", name, version)
    if not path.exists():
        example = EXAMPLES.get((name, version))
        stored = REGISTRY.encode(example)[2] if example else b"(write an example first)"
        pytest.fail(how_to_add("tickets", name, version, stored), pytrace=False)
    return path.read_bytes()


@pytest.mark.parametrize(("name", "version"), STORED)
def test_what_was_stored_is_still_read(name: str, version: int) -> None:
    assert REGISTRY.decode(name, version, golden(name, version)) == EXAMPLES[name, version]


@pytest.mark.parametrize(("name", "version"), WRITTEN_TODAY)
def test_what_is_stored_today_is_stored_as_it_was(name: str, version: int) -> None:
    stored = golden(name, version)
    encoded = REGISTRY.encode(EXAMPLES[name, version])
    if encoded != (name, version, stored):
        pytest.fail(how_to_change("tickets", name, version, encoded[2]), pytrace=False)


def test_no_golden_file_is_without_a_name_that_reads_it() -> None:
    known = {golden_file("tickets", name, version) for name, version in STORED}
    strays = set((ROOT / "tickets").iterdir()) - known
    assert not strays, "a name ever stored stays listed: as a type, or as retired"


def test_every_example_is_of_a_version_that_is_listed() -> None:
    assert set(EXAMPLES) == set(STORED)
