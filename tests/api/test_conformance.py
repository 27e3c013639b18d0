"""Schemathesis holds the running tickets service to its own OpenAPI description."""

from pathlib import Path

import pytest

from shared.testing.running import RunningService
from tests.api.schemathesis_run import conform


@pytest.mark.parametrize("role", ["coordinator", "department:FIN", "auditor"])
async def test_every_schemathesis_check_passes(
    tickets: RunningService, tmp_path: Path, role: str
) -> None:
    said = conform(tickets.url, tickets.token(role), tmp_path, examples=15, seed=1)
    assert "47 selected / 47 total" in said
