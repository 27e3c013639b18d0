"""`shukun`: the one command line. Each command is a small module in deploy/commands."""

import sys
from typing import Any

import typer
from pydantic import ValidationError

from deploy.commands.clock import clock
from deploy.commands.dead_letters import dead_letters
from deploy.commands.migrate import migrate
from deploy.commands.rebuild import rebuild
from deploy.commands.serve import serve
from deploy.commands.token import token
from deploy.commands.up import stop, up
from deploy.commands.verify import verify
from deploy.local.errors import NotPossible
from shared.settings import Settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Shukun 纾困: the backend of a district's relief plan for small firms.",
)
app.command()(up)
app.command()(stop)
app.command()(serve)
app.command()(migrate)
app.command()(token)
app.command()(verify)
app.command()(rebuild)
app.add_typer(clock, name="clock")
app.add_typer(dead_letters, name="dead-letters")


def main() -> None:
    """Run a command; what stands in the way is told in one sentence, never as a traceback."""
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
