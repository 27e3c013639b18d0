"""`shukun stop`: ends what `shukun up` has started on the same data folder."""

import typer

from deploy.local.stopping import stop as stop_folder
from shared.settings import Settings


def stop() -> None:
    """Stop a running `shukun up` of the same data folder."""
    data = Settings().data.resolve()
    typer.echo("Stopped." if stop_folder(data) else f"Nothing is running on {data}.")
