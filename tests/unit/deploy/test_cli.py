"""The command line finds its commands, and says in a sentence what stands in the way."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from deploy.cli import COMMANDS, app, main

REPOSITORY = Path(__file__).parents[3]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(app, [name, "--help"])

    assert result.exit_code == 0
    assert name in result.output


def test_the_help_lists_every_command() -> None:
    listed = CliRunner().invoke(app, ["--help"]).output

    assert all(f" {name} " in listed for name in COMMANDS)


def test_a_command_brings_in_no_more_than_it_needs() -> None:
    script = "import sys, deploy.cli, deploy.commands.stop; print(*sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )

    assert not {"fastapi", "sqlalchemy", "alembic", "nats"} & set(found.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "environment", "sentence"),
    [
        (["serve", "taxes"], {}, "There is no service 'taxes'"),
        (["migrate"], {}, "No database of tickets is known"),
        (["token", "--role", "mayor"], {}, "No token for 'mayor'"),
        (["token", "--role", "auditor"], {"SHUKUN_JWKS": "https://issuer/jwks"}, "another issuer"),
        (["clock", "show"], {"SHUKUN_PORT_BASE": "80"}, "The setting SHUKUN_PORT_BASE"),
    ],
)
def test_what_stands_in_the_way_is_one_sentence(
    arguments: Sequence[str],
    environment: dict[str, str],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SHUKUN_DATA", str(tmp_path))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["shukun", *arguments])

    with pytest.raises(SystemExit) as left:
        main()

    told = capsys.readouterr()
    assert left.value.code == 1
    assert sentence in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""
