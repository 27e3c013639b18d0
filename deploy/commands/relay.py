"""`shukun relay SERVICE`: a service's relay in a process of its own, in the foreground."""

import asyncio
import signal
from typing import Annotated

import typer
import uvloop
from prometheus_client import CollectorRegistry, start_http_server

from deploy.local.addresses import effective
from deploy.local.errors import NotPossible
from deploy.local.ports import HOST
from shared.eventstore.connection import connector, create_pool
from shared.eventstore.log_reader import LogReader
from shared.messaging.connection import reach_nats
from shared.messaging.ending import end_all
from shared.messaging.relay import Relay, RelayMetrics
from shared.settings import SERVICES, Settings
from shared.web.logging import configure_logging


def relay(
    service: Annotated[str, typer.Argument(help="tickets, ...")],
    metrics_port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="serve /metrics there, on 127.0.0.1")
    ] = None,
) -> None:
    """Relay a service's log to JetStream; its serving processes are told SHUKUN_RELAY=0."""
    if service not in SERVICES:
        raise NotPossible(f"There is no service {service}; there is {', '.join(SERVICES)}.")
    settings = effective(Settings())
    configure_logging(service=f"{service}-relay", level=settings.log_level)
    registry = CollectorRegistry()
    if metrics_port:
        start_http_server(metrics_port, HOST, registry)
    uvloop.run(_until_stopped(settings, service, RelayMetrics(registry)))


async def _until_stopped(settings: Settings, service: str, metrics: RelayMetrics) -> None:
    """A relay may be stopped anywhere; stopped by a signal it leaves its lead at once."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    work = asyncio.create_task(_relay(settings, service, metrics))
    stop = asyncio.create_task(stopped.wait())
    await asyncio.wait((work, stop), return_when=asyncio.FIRST_COMPLETED)
    if work.done():
        await work
    await end_all((work, stop))


async def _relay(settings: Settings, service: str, metrics: RelayMetrics) -> None:
    url, nats_url = settings.database_url_of(service), settings.nats_url_of(service)
    if url is None or nats_url is None:
        raise NotPossible(
            f"Nothing says where the database and NATS of {service} are: set "
            "SHUKUN_DATABASE_URL and SHUKUN_NATS_URL, or start `make run` first."
        )
    name = f"shukun-{service}-relay"
    nats = await reach_nats(nats_url, name, settings.nats_seed_file)
    try:
        async with await create_pool(url, name, size=1) as pool:
            await Relay(service, connector(url, name), LogReader(pool), nats, metrics).run()
    finally:
        await nats.close()
