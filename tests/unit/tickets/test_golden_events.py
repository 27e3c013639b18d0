"""Every event version ever stored is still read, and today's are stored as they were.

An event grows by fields with defaults, which are not stored: its first golden file stays as it is,
and a second one holds it with every later field.
"""

import msgspec
import pytest

from services.tickets.model import REGISTRY
from tests.builders import ticket_course_events as course
from tests.builders import ticket_events as straight
from tests.builders.golden import (
    ROOT,
    ever_stored,
    full_file,
    golden_file,
    how_to_add,
    how_to_change,
)

EXAMPLES = {**straight.EXAMPLES, **course.EXAMPLES}
VERSIONS = {listed.name: listed.version for listed in REGISTRY.types}
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
    known |= {full_file("tickets", name, VERSIONS[name]) for name in course.FULL}
    strays = set((ROOT / "tickets").iterdir()) - known
    assert not strays, "a name ever stored stays listed: as a type, or as retired"


def test_every_example_is_of_a_version_that_is_listed() -> None:
    assert set(EXAMPLES) == set(STORED)


@pytest.mark.parametrize("name", course.FULL)
def test_an_event_that_has_grown_keeps_its_later_fields_too(name: str) -> None:
    event, version = course.FULL[name], VERSIONS[name]
    stored = full_file("tickets", name, version).read_bytes()
    assert REGISTRY.encode(event) == (name, version, stored)
    assert REGISTRY.decode(name, version, stored) == event


@pytest.mark.parametrize("name", VERSIONS)
def test_an_event_with_optional_fields_has_an_example_of_all_of_them(name: str) -> None:
    shape = REGISTRY.shape_of(name)
    optional = [field for field in msgspec.structs.fields(shape) if not field.required]
    assert bool(optional) == (name in course.FULL)
    for field in optional:
        assert getattr(course.FULL[name], field.name) != field.default
