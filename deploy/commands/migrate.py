"""`shukun migrate [SERVICE]`: bring the databases to the newest revision, as their owners."""

from typing import Annotated

import typer

from deploy.local import migrations
from deploy.local.addresses import effective
from deploy.local.errors import NotPossible
from shared.settings import SERVICES, Settings


def migrate(
    service: Annotated[str | None, typer.Argument(help="one service; default: all")] = None,
) -> None:
    """Migrate one service's database, or all. Safe to repeat and to run twice at once."""
    settings = effective(Settings())
    for name in [service] if service else SERVICES:
        url = settings.owner_database_url_of(name)
        if url is None:
            raise NotPossible(
                f"No database of {name} is known: set SHUKUN_OWNER_DATABASE_URL, or start "
                "'make run' first."
            )
        steps = migrations.migrate(name, url)
        typer.echo(f"{name}: {', '.join(steps) or 'nothing to do'}")
