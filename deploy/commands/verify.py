"""`shukun verify SERVICE`: is the log sound, and is everything drawn from it equal to it?"""

import asyncio
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from deploy.commands.progress import progress_bar
from deploy.commands.reaching import nats_connection, owner_connection
from deploy.registry import load
from shared.eventstore.verify import VerifyReport
from shared.eventstore.verify import verify as verify_log
from shared.messaging.comparing import compare

UNSOUND = 2


def verify(
    service: Annotated[str, typer.Argument(help="tickets, ...")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="print the report as JSON")] = False,
    jetstream: Annotated[bool, typer.Option(help="compare with JetStream as well")] = True,
) -> None:
    """Walk the chain, fold the log, and compare both with rows, claims and JetStream.

    Exits with 0 when all is sound and with 2 when anything was found.
    """
    report = asyncio.run(_verify(service, jetstream=jetstream, silent=as_json))
    if as_json:
        answer = {**msgspec.to_builtins(report), "sound": report.sound}
        typer.echo(msgspec.json.encode(answer).decode())
    else:
        _tell(report, jetstream=jetstream)
    if not report.sound:
        raise typer.Exit(UNSOUND)


async def _verify(service: str, *, jetstream: bool, silent: bool) -> VerifyReport:
    model = load(service).model
    async with owner_connection(service) as connection:
        events = await connection.fetchval("SELECT position FROM log_head")
        with progress_bar("chain and fold", events, silent=silent) as progress:
            report = await verify_log(model, connection, progress)
        if not jetstream:
            return report
        async with nats_connection(service) as nats:
            with progress_bar("JetStream", events, silent=silent) as progress:
                findings = await compare(service, connection, nats, progress)
    return msgspec.structs.replace(report, findings=[*report.findings, *findings])


def _tell(report: VerifyReport, *, jetstream: bool) -> None:
    console = Console()
    if report.sound:
        checked = "chain, versions, head, records, claims, rows"
        checked += " and JetStream" if jetstream else ""
        console.print(
            f"[green]{report.service}: sound[/green], {report.events} events ({checked})."
        )
        return
    table = Table("check", "position", "what is wrong", title=f"{report.service}: NOT sound")
    for finding in report.findings:
        table.add_row(finding.check, str(finding.position or "–"), finding.what)
    console.print(table)
