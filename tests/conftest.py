"""The servers every test may ask for, and how the files are shared out among parallel workers."""

from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from shared.testing.servers import fresh_database, nats_server, postgres, templates

__all__ = ["fresh_database", "nats_server", "postgres", "templates"]

FAULTS = "tests/faults/"
# These take longest: begun first, they are not what everybody waits for in the end.
FIRST = (FAULTS, "tests/api/", "tests/e2e/", "tests/property/", "tests/integration/")
FIGURE = "figure"

# How long one example takes says more about the neighbours on the machine than about the code.
settings.register_profile("shukun", settings.default, deadline=None)
settings.load_profile("shukun")


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # ships no types
    """A file's tests stay together, for they share servers; so do all that kill servers, for no two
    of them should fight for the machine.
    """

    def _split_scope(self, nodeid: str) -> str:
        return FAULTS if nodeid.startswith(FAULTS) else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: _rank(item.nodeid))


def _rank(nodeid: str) -> int:
    ranks = (rank for rank, start in enumerate(FIRST) if nodeid.startswith(start))
    return next(ranks, len(FIRST))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests have measured or counted, told at the end, whichever worker ran them."""
    reports = (report for reports in terminalreporter.stats.values() for report in reports)
    told = (pair for report in reports for pair in getattr(report, "user_properties", ()))
    for line in dict.fromkeys(line for name, line in told if name == FIGURE):
        terminalreporter.write_line(str(line))
