"""Schemathesis holds the running tickets service to its own OpenAPI description."""

from pathlib import Path
from typing import Final

import pytest

from shared.testing.running import RunningService
from tests.api.schemathesis_run import conform

ALL: Final = "--phases=examples,coverage,fuzzing,stateful"
# Who may not give an order is told so before its body is read (ADR 0003); the coverage phase, most of it
# malformed bodies, would meet little but that.
WITHOUT_COVERAGE: Final = "--phases=examples,fuzzing,stateful"


@pytest.mark.parametrize(
    ("role", "phases"),
    [("coordinator", ALL), ("department:FIN", WITHOUT_COVERAGE), ("auditor", WITHOUT_COVERAGE)],
)
async def test_every_schemathesis_check_passes(
    tickets: RunningService, tmp_path: Path, role: str, phases: str
) -> None:
    own = "--exclude-path-regex=^/open311/"
    said = conform(tickets.url, tickets.token(role), tmp_path, own, phases, examples=8, seed=1)
    assert "51 selected / 59 total" in said


async def test_open311_passes_every_check_but_the_one_that_insists_on_401(
    tickets: RunningService, tmp_path: Path
) -> None:
    """The standard wants 403 for a missing key; that one is needed, `ignored_auth` still checks."""
    said = conform(
        tickets.url,
        tickets.token("platform"),
        tmp_path,
        "--include-path-regex=^/open311/",
        "--exclude-checks=missing_required_header",
        examples=8,
        seed=1,
    )
    assert "8 selected / 59 total" in said
