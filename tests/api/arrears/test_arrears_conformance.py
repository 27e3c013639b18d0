"""Schemathesis holds the running arrears service to its own OpenAPI description."""

from pathlib import Path
from typing import Final

from shared.testing.running import RunningService
from tests.api.schemathesis_run import conform

# The list's own filters once more, and the import's own body: what differs is the file that comes out.
_SAID_BEFORE: Final = "^/v1/(arrears/export|arrears/disclosure/export|marked-arrears-forms)$"


async def test_every_schemathesis_check_passes(arrears: RunningService, tmp_path: Path) -> None:
    said = conform(
        arrears.url,
        arrears.token("coordinator"),
        tmp_path,
        f"--exclude-path-regex={_SAID_BEFORE}",
        examples=2,
        hooks="tests.api.arrears.schemathesis_hooks",
    )
    assert "88 selected / 91 total" in said
