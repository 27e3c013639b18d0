"""Schemathesis holds the running arrears service to its own OpenAPI description."""

from pathlib import Path

from shared.testing.running import RunningService
from tests.api.schemathesis_run import conform


async def test_every_schemathesis_check_passes(arrears: RunningService, tmp_path: Path) -> None:
    hooks = "tests.api.arrears.schemathesis_hooks"
    said = conform(arrears.url, arrears.token("coordinator"), tmp_path, examples=4, hooks=hooks)
    assert "72 selected / 72 total" in said
