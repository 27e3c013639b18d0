"""Schemathesis holds the running arrears service to its own OpenAPI description."""

from pathlib import Path

import pytest

from shared.testing.running import RunningService
from tests.api.schemathesis_run import conform


@pytest.mark.parametrize("role", ["coordinator", "department:HOUSE"])
async def test_every_schemathesis_check_passes(
    arrears: RunningService, tmp_path: Path, role: str
) -> None:
    hooks = "tests.api.arrears.schemathesis_hooks"
    said = conform(arrears.url, arrears.token(role), tmp_path, examples=15, hooks=hooks)
    assert "37 selected / 37 total" in said
