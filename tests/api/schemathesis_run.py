"""Runs Schemathesis, all checks and phases, against a service that is really being served."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
RUN_SECONDS = 300


def conform(
    url: str,
    token: str,
    folder: Path,
    *more: str,
    examples: int,
    seed: int = 1,
    hooks: str = "tests.api.schemathesis_hooks",
) -> str:
    """Run against `url` with a token that may do everything; failures are kept in `folder`.

    `more` are further arguments, `hooks` the module that makes positive data meaningful.

    Returns what Schemathesis said. Raises AssertionError when a check failed.
    """
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        f"--config-file={HERE / 'schemathesis.toml'}",
        "run",
        f"{url}/openapi.json",
        "--checks=all",
        f"--header=Authorization: Bearer {token}",
        f"--max-examples={examples}",
        f"--seed={seed}",
        "--continue-on-failure",
        "--no-color",
        *more,
    ]
    ran = subprocess.run(
        command,
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(HERE.parents[1]),
            "SCHEMATHESIS_HOOKS": hooks,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=RUN_SECONDS,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    return ran.stdout
