"""`shukun`: the one command line. Each command is a small module in deploy/commands.

A command is imported when it is called, so that `serve` carries nothing but its service and
`stop` answers at once.
"""

import gc
import sys
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final

import typer
from pydantic import ValidationError
from typer.core import TyperGroup
from typer.main import get_command, get_group

from deploy.local.errors import NotPossible
from shared.settings import Settings

# name on the command line -> where its function, or its own group of commands, is found
COMMANDS: Final = MappingProxyType(
    {
        "up": "deploy.commands.up:up",
        "stop": "deploy.commands.stop:stop",
        "serve": "deploy.commands.serve:serve",
        "relay": "deploy.commands.relay:relay",
        "migrate": "deploy.commands.migrate:migrate",
        "token": "deploy.commands.token:token",
        "verify": "deploy.commands.verify:verify",
        "files": "deploy.commands.files:files",
        "rebuild": "deploy.commands.rebuild:rebuild",
        "clock": "deploy.commands.clock:clock",
        "dead-letters": "deploy.commands.dead_letters:dead_letters",
    }
)

IMPORTS_STAY: Final = 50_000  # objects made before the collector looks at them


class Commands(TyperGroup):
    """Finds the commands in COMMANDS instead of in a register."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), attribute)
        if isinstance(command, typer.Typer):
            group = get_group(command)
            group.name = cmd_name
            return group
        single = typer.Typer(add_completion=False)
        single.command(cmd_name)(command)
        return get_command(single)


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def shukun() -> None:
    """Shukun 纾困: the backend of a district's relief plan for small firms."""


def main() -> None:
    """Run a command; what stands in the way is told in one sentence, never as a traceback."""
    gc.set_threshold(IMPORTS_STAY)
    try:
        app()
    except NotPossible as error:
        _fail(str(error), error.log)
    except PermissionError as error:
        _fail(
            f"{error.filename} belongs to another user; start Shukun as that user, or choose "
            "another data folder with SHUKUN_DATA."
        )
    except ValidationError as error:
        if error.title != Settings.__name__:
            raise
        _fail("; ".join(_setting(dict(problem)) for problem in error.errors()))


def _setting(problem: dict[str, Any]) -> str:
    name = "_".join(str(part) for part in problem["loc"]).upper()
    return f"The setting SHUKUN_{name} is not usable: {problem['msg']}."


def _fail(sentence: str, log: str = "") -> None:
    if log:
        typer.echo(log, err=True)
    typer.secho(sentence, err=True, fg="red")
    sys.exit(1)


if __name__ == "__main__":
    main()
