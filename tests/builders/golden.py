"""Golden files: the stored form of every event version, byte for byte, one file each.

A golden file is never edited: logs in the field hold those bytes for ever.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from shared.eventstore.codec import EventRegistry

ROOT: Final = Path(__file__).parents[1] / "golden" / "events"


def golden_file(service: str, name: str, version: int) -> Path:
    """Where the stored form of one event version is kept."""
    return ROOT / service / f"{name}.v{version}.json"


def full_file(service: str, name: str, version: int) -> Path:
    """Where an event that has grown since it was first stored is kept with every later field."""
    return ROOT / service / f"{name}.v{version}.full.json"


def ever_stored(registry: EventRegistry) -> Iterator[tuple[str, int]]:
    """Every name and version that a log may hold, names no longer written included."""
    for listed in (*registry.types, *registry.retired):
        for version in range(1, listed.version + 1):
            yield listed.name, version


def how_to_add(service: str, name: str, version: int, stored: bytes) -> str:
    """What to do for a version that has no golden file yet."""
    path = golden_file(service, name, version).relative_to(ROOT.parents[2])
    return (
        f"{name} version {version} has no golden file. If this version is new, store exactly "
        f"these bytes, without a line break at the end, as {path}:\n{stored.decode()}"
    )


def how_to_change(service: str, name: str, version: int, stored: bytes) -> str:
    """What to do when an event would no longer be stored as its golden file says."""
    return (
        f"{name} version {version} would now be stored in another form than logs hold it in. "
        f"Leave {golden_file(service, name, version).name} as it is. Give the new form version "
        f"{version + 1} in the service's registry, an upcaster from ({name!r}, {version}), an "
        f"example, and a golden file of its own:\n{stored.decode()}"
    )
