"""`shukun rebuild SERVICE`: fold the log again and swap fresh read-model tables in."""

import asyncio
from typing import Annotated

import msgspec
import typer

from deploy.commands.progress import progress_bar
from deploy.commands.reaching import owner_connection
from deploy.registry import load
from shared.eventstore.rebuild import RebuildReport
from shared.eventstore.rebuild import rebuild as rebuild_rows


def rebuild(
    service: Annotated[str, typer.Argument(help="tickets, ...")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="print the report as JSON")] = False,
) -> None:
    """Rebuild the read models; reads go on meanwhile, writes pause for the swap alone."""
    report = asyncio.run(_rebuild(service, silent=as_json))
    if as_json:
        typer.echo(msgspec.json.encode(report).decode())
        return
    rows = ", ".join(f"{count} rows of {table}" for table, count in report.rows.items())
    typer.echo(f"{service}: {report.position} events folded, {rows} written.")


async def _rebuild(service: str, *, silent: bool) -> RebuildReport:
    async with owner_connection(service) as connection:
        events = await connection.fetchval("SELECT position FROM log_head")
        with progress_bar("fold", events, silent=silent) as progress:
            return await rebuild_rows(load(service).model, connection, progress)
