"""`shukun serve SERVICE`: one service in the foreground."""

import os
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI

from deploy.local.addresses import effective
from deploy.local.ports import HOST
from deploy.registry import load
from shared.runtime import calm_collector
from shared.settings import Settings
from shared.web.logging import configure_logging

SERVICE_VARIABLE = "SHUKUN_SERVICE"
GRACEFUL_SECONDS = 15
# Longer than a gateway keeps an idle connection (60 s as a rule): otherwise it sends a request just when
# we close, and the caller sees an error without an answer.
KEEP_ALIVE_SECONDS = 75
FACTORY = "deploy.commands.serve:create_app"


def serve(
    service: Annotated[str, typer.Argument(help="tickets, ...")],
    host: Annotated[str, typer.Option(help="address to listen on")] = HOST,
    port: Annotated[int | None, typer.Option(help="default: SHUKUN_PORT_BASE + offset")] = None,
    workers: Annotated[int, typer.Option(min=1, help="replicas in processes of their own")] = 1,
) -> None:
    """Serve one service; its addresses come from the settings or from a running `shukun up`."""
    load(service)
    settings = Settings()
    os.environ[SERVICE_VARIABLE] = service  # handed on to the workers
    uvicorn.run(
        FACTORY,
        factory=True,
        host=host,
        port=port or settings.port_of(service),
        workers=workers,
        loop="uvloop",
        http="shared.web.joined:JoinedWrites",
        ws="none",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        log_config=None,
        log_level=settings.log_level,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACEFUL_SECONDS,
    )


def create_app() -> FastAPI:
    """The application of the service named by SHUKUN_SERVICE, for uvicorn."""
    settings = effective(Settings())
    service = load(os.environ[SERVICE_VARIABLE])
    configure_logging(service=service.name, level=settings.log_level)
    app = service.create_app(settings)
    calm_collector()
    return app
