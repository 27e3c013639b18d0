"""The supervisor behind `shukun up`: real servers, migrations, services, all stopped again.

PostgreSQL and NATS are started unless the settings point every service at servers of one's own.
Services are processes of their own. What crashes is started again; whatever ends the supervisor
in an orderly way ends everything it has started, services first.
"""

import os
import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Self

from deploy.local import addresses
from deploy.local.addresses import Addresses
from deploy.local.databases import provision
from deploy.local.errors import NotPossible, tail
from deploy.local.folder import SUPERVISOR, RunFolder
from deploy.local.home import make_data_folder
from deploy.local.migrations import migrate
from deploy.local.nats import NatsServer
from deploy.local.ports import require_free
from deploy.local.postgres import PORT as POSTGRES_PORT
from deploy.local.postgres import PostgresServer
from deploy.local.stop_request import StopRequest
from deploy.local.stopping import stop_leftovers
from deploy.local.watch import Server, Watched
from deploy.local.worker import RelayProcess, Worker
from shared.settings import SERVICES, Settings
from shared.web.issuer import ensure_issuer

NATS_PORT_OFFSET = 10
READY_SECONDS = 60.0
WATCH_SECONDS = 0.2
FREE_BYTES_MIN = 500 * 1024 * 1024

Say = Callable[[str], None]


class Stack:
    """Everything that belongs to one data folder.

    `say` is told each step in a few words. `stopping` is made, by a signal, to end it.
    """

    def __init__(self, settings: Settings, say: Say, services: Sequence[str] = SERVICES) -> None:
        self._given = settings
        self._say = say
        self._services = services
        self.stopping = StopRequest()
        self.workers: list[Worker] = []
        self.data = make_data_folder(settings.data)
        self.settings = settings.model_copy(update={"data": self.data})
        self._run = RunFolder(self.data)
        self._exit = ExitStack()
        self._watched: list[Watched] = []

    def __enter__(self) -> Self:
        """Start everything and wait until all services are ready, or leave nothing behind."""
        with ExitStack() as started:
            self._exit = started
            started.enter_context(self._run.lock())
            for name in stop_leftovers(self._run):
                self._say(f"{name} was left over from an earlier run and has been stopped")
            self._run.note(SUPERVISOR, os.getpid())
            started.callback(self._run.forget, SUPERVISOR)
            self._check_surroundings()
            self._start_servers()
            self._migrate()
            ensure_issuer(self.data / "issuer")
            self._start_workers()
            self._exit = started.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop services, then NATS, then PostgreSQL."""
        self._exit.close()

    def watch(self) -> None:
        """Keep everything running until `stopping` is made."""
        while not self.stopping.wait(WATCH_SECONDS):
            for watched in self._watched:
                watched.tend(self._say, self._run.note)

    def _check_surroundings(self) -> None:
        free = shutil.disk_usage(self.data).free
        if free < FREE_BYTES_MIN:
            raise NotPossible(
                f"The disk of {self.data} has only {free // 1024**2} MB left; Shukun needs at "
                f"least {FREE_BYTES_MIN // 1024**2} MB. Free some space, or choose a data folder "
                "on another disk with SHUKUN_DATA."
            )
        for service in self._services:
            require_free(self.settings.port_of(service), service, self.settings.port_base)

    def _start_servers(self) -> None:
        databases = [s for s in self._services if not self._given.database_url_of(s)]
        streams = [s for s in self._services if not self._given.nats_url_of(s)]
        known = Addresses()
        if databases:
            known = self._start_postgres(databases)
        if streams:
            nats = self._start_nats()
            known = Addresses(
                known.database_url, known.owner_database_url, nats.url, str(nats.seed_file())
            )
        addresses.write(self.data, known)
        self._exit.callback(addresses.forget, self.data)
        self.settings = addresses.effective(self.settings)

    def _start_postgres(self, services: Sequence[str]) -> Addresses:
        server = PostgresServer(self.data)
        self._start("postgres", server)
        for service in services:
            try:
                provision(server, service)
            except RuntimeError as error:
                raise NotPossible(
                    f"PostgreSQL refuses to prepare the database of {service} ({error}); its log "
                    f"is {server.log}, the passwords are in {server.passwords.path}.",
                    tail(server.log),
                ) from error
        self._say(f"PostgreSQL 18 is ready on {server.socket_folder}")
        return Addresses(
            *addresses.database_addresses(
                server.socket_folder, POSTGRES_PORT, server.passwords.path
            )
        )

    def _start_nats(self) -> NatsServer:
        port = self.settings.port_base + NATS_PORT_OFFSET
        require_free(port, "NATS", self.settings.port_base)
        server = NatsServer(self.data, users=self._services, port=port)
        self._start("nats", server)
        self._say(f"NATS with JetStream is ready on {server.url}")
        return server

    def _start(self, name: str, server: Server) -> None:
        self._exit.callback(self._stop, name, server)
        server.start()
        self._watched.append(Watched(name, server))
        self._run.note(name, server.pid)

    def _stop(self, name: str, server: Server) -> None:
        server.stop()
        self._run.forget(name)

    def _migrate(self) -> None:
        for name in self._services:
            settings = self._given if self._given.database_url_of(name) else self.settings
            url = settings.owner_database_url_of(name)
            if url:
                migrate(name, url)
        self._say("All databases are migrated")

    def _start_workers(self) -> None:
        logs = self.data / "logs"
        surroundings = {name: self._environment(name) for name in self._services}
        for name, environment in surroundings.items():
            relay = RelayProcess(name, logs, environment)
            self._start(relay.name, relay)
        self.workers = [
            Worker(name, self.settings.port_of(name), logs, environment)
            for name, environment in surroundings.items()
        ]
        for worker in self.workers:
            self._start(worker.name, worker)
        for worker in self.workers:
            self._exit.callback(worker.ask_to_stop)
        deadline = time.monotonic() + READY_SECONDS
        for worker in self.workers:
            self._wait_until_ready(worker, deadline)
            self._say(f"{worker.name} is ready on {worker.url}")

    def _wait_until_ready(self, worker: Worker, deadline: float) -> None:
        while not worker.is_ready():
            if self.stopping.wait(WATCH_SECONDS):
                raise NotPossible("Stopped before everything was ready.")
            if time.monotonic() > deadline:
                raise NotPossible(
                    f"The service {worker.name} was not ready after {READY_SECONDS:.0f} seconds; "
                    f"its log is {worker.log}.",
                    tail(worker.log),
                )

    def _environment(self, service: str) -> dict[str, str]:
        """The service's surroundings: its own addresses and its own nkey, not those of others."""
        given = {
            "SHUKUN_DATA": str(self.data),
            "SHUKUN_DATABASE_URL": self.settings.database_url_of(service),
            "SHUKUN_NATS_URL": self.settings.nats_url_of(service),
        }
        if not self._given.nats_url_of(service):
            seed = self.data / "secrets" / f"nats-{service}.seed"
            given["SHUKUN_NATS_SEED_FILE"] = str(seed)
        kept = {n: v for n, v in os.environ.items() if "OWNER_DATABASE_URL" not in n}
        return {**kept, **{name: value for name, value in given.items() if value}}
