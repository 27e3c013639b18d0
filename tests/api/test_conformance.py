"""Schemathesis holds the running tickets service to its own OpenAPI description."""

from pathlib import Path

import pytest

from shared.testing.running import RunningService
from tests.api.schemathesis_run import conform


@pytest.mark.parametrize("role", ["coordinator", "department:FIN", "auditor"])
async def test_every_schemathesis_check_passes(
    tickets: RunningService, tmp_path: Path, role: str
) -> None:
    own = "--exclude-path-regex=^/open311/"
    said = conform(tickets.url, tickets.token(role), tmp_path, own, examples=15, seed=1)
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
