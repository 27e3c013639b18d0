"""`shukun dead-letters`: events a subscription could not apply, and what to do about them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from deploy.commands.reaching import owner_connection
from deploy.local.errors import NotPossible
from shared.messaging.dead_letters import DeadLetter, DeadLetters, NoSuchLetter

T = TypeVar("T")

dead_letters = typer.Typer(
    no_args_is_help=True, help="List, retry or skip events that could not be applied."
)
Service = Annotated[str, typer.Argument(help="the service whose subscription it is")]
Subscription = Annotated[str, typer.Argument(help="as the list names it")]
Position = Annotated[int, typer.Argument(help="source position, as the list names it")]
By = Annotated[str, typer.Option(help="who decides this")]


@dead_letters.command("list")
def list_letters(
    service: Service,
    *,
    settled: Annotated[bool, typer.Option(help="those retried or skipped already")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Show what waits for a person, and what waits behind it."""
    letters = _on(service, lambda found: found.listed(settled=settled))
    if as_json:
        typer.echo(msgspec.json.encode(letters).decode())
        return
    _show(letters)


@dead_letters.command()
def retry(service: Service, subscription: Subscription, position: Position, by: By) -> None:
    """Try a parked event again; what waits behind it follows when that goes well."""
    _on(service, lambda found: found.retry(subscription, position, by=by))
    typer.echo(f"{subscription} {position}: will be tried again.")


@dead_letters.command()
def skip(
    service: Service,
    subscription: Subscription,
    position: Position,
    by: By,
    reason: Annotated[str, typer.Option(help="why it may be left out")],
) -> None:
    """Give a parked event up, with a reason; what waits behind it follows."""
    _on(service, lambda found: found.skip(subscription, position, by=by, note=reason))
    typer.echo(f"{subscription} {position}: skipped.")


def _on(service: str, act: Callable[[DeadLetters], Awaitable[T]]) -> T:
    async def run() -> T:
        async with owner_connection(service) as connection:
            return await act(DeadLetters(connection))

    try:
        return asyncio.run(run())
    except NoSuchLetter as error:
        raise NotPossible(f"There is {error}; 'shukun dead-letters list' shows them.") from error


def _show(letters: list[DeadLetter]) -> None:
    if not letters:
        typer.echo("No dead letters.")
        return
    table = Table("subscription", "position", "status", "event", "case", "tries", "reason")
    for letter in letters:
        table.add_row(
            letter.subscription,
            str(letter.position),
            letter.status,
            letter.event_name,
            letter.aggregate_id,
            str(letter.attempts),
            letter.note or letter.reason,
        )
    Console().print(table)
