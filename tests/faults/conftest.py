"""A stand for each file, two replicas with clients before them, and the seed of the whole run.

The tests of a file share its log and its outside record; what holds must hold of all of it.
"""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.faults.load import Load, opened_load
from tests.faults.seed import figures
from tests.faults.stand import Stand, opened_stand


@pytest.fixture(scope="module")
async def stand() -> AsyncIterator[Stand]:
    async with opened_stand() as opened:
        yield opened


@pytest.fixture(scope="module")
async def load(stand: Stand) -> AsyncIterator[Load]:
    """Clients of two replicas that are ready."""
    await stand.serve(stand.replica(), stand.replica())
    async with opened_load(stand.replicas) as opened:
        yield opened


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """What a test tells goes into its report, and from there to the end of the run."""
    figures.clear()
    try:
        return (yield)
    finally:
        item.user_properties += [("figure", f"faults: {line}") for line in figures]


def pytest_exception_interact(node: pytest.Item, report: pytest.TestReport) -> None:
    """The logs of the services beside a failure; the stand is gone when somebody looks."""
    stand = getattr(node, "funcargs", {}).get("stand")
    if isinstance(stand, Stand):
        for log in stand.folder.rglob("*.log"):
            report.sections.append((f"end of {log.name}", log.read_text(errors="replace")[-4_000:]))
