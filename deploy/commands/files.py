"""`shukun files`: are the files that cases speak of all there, and as they were stored?"""

import asyncio
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from deploy.commands.progress import progress_bar
from deploy.commands.reaching import owner_connection
from deploy.commands.verify import UNSOUND
from deploy.local.addresses import effective
from deploy.local.errors import NotPossible
from deploy.registry import load
from shared.files.opening import open_files
from shared.files.references import PREFIX
from shared.files.store import StoreUnreachable
from shared.files.verify import FilesReport, verify_files
from shared.settings import Settings

files = typer.Typer(no_args_is_help=True, help="Look after the files that came with cases.")


@files.callback()
def _files() -> None:
    """A group even while it has one command."""


@files.command()
def verify(
    service: Annotated[str, typer.Argument(help="tickets, ...")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="print the report as JSON")] = False,
) -> None:
    """Read every file that the service's cases name and compare it with its digest.

    Exits with 0 when all are sound and with 2 when one is missing or changed.
    """
    report = asyncio.run(_verify(load(service).name, silent=as_json))
    if as_json:
        answer = {**msgspec.to_builtins(report), "sound": report.sound}
        typer.echo(msgspec.json.encode(answer).decode())
    else:
        _tell(report)
    if not report.sound:
        raise typer.Exit(UNSOUND)


async def _verify(service: str, *, silent: bool) -> FilesReport:
    store = open_files(effective(Settings()), service)
    async with owner_connection(service) as connection:
        number = await connection.fetchval(
            "SELECT count(*) FROM claim WHERE starts_with(key, $1)", PREFIX
        )
        with progress_bar("files", number, silent=silent) as progress:
            try:
                return await verify_files(service, connection, store, progress)
            except StoreUnreachable as unreachable:
                raise NotPossible(f"The file store does not answer: {unreachable}.") from None


def _tell(report: FilesReport) -> None:
    console = Console()
    if report.sound:
        console.print(
            f"[green]{report.service}: sound[/green], {report.files} files, {report.bytes} bytes."
        )
        return
    table = Table(title=f"{report.service}: NOT sound")
    for title in ("digest", "case", "what is wrong"):
        table.add_column(title, overflow="fold")
    for finding in report.findings:
        table.add_row(finding.digest, finding.stream_id, finding.what)
    console.print(table)
