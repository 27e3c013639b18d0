"""A service in a process of its own, as `shukun serve` starts it, for tests over real HTTP."""

import signal
import sys
from pathlib import Path

from deploy.local.databases import Database
from deploy.local.nats import NatsServer
from deploy.local.ports import HOST
from deploy.local.process import Child, plain_environment, wait_until
from deploy.local.ready import says_ready
from shared.service import Service
from shared.settings import Settings
from shared.testing.ports import reserved_port
from shared.web.issuer import ensure_issuer, mint_token

ROOT = Path(__file__).parents[2]
READY_SECONDS = 60.0
STOP_SECONDS = 20.0


class RunningService:
    """One replica on a free port; `start` after `stop` or `kill` keeps port and folder.

    With `relay_beside` its relay is a process of its own, as under `shukun up`.
    """

    def __init__(
        self,
        service: Service,
        folder: Path,
        database: Database,
        nats: NatsServer,
        *,
        relay_beside: bool = False,
        settings: dict[str, str] | None = None,
    ) -> None:
        self.service = service
        self.folder = folder
        self.database = database
        self.port = reserved_port()
        self.log = folder / f"{service.name}-{self.port}.log"
        self._environment = plain_environment(
            SHUKUN_DATA=str(folder),
            SHUKUN_DATABASE_URL=database.app_url,
            SHUKUN_NATS_URL=nats.url,
            SHUKUN_NATS_SEED_FILE=str(nats.seed_file(service.name)),
            SHUKUN_RELAY="0" if relay_beside else "1",
            PYTHONPATH=str(ROOT),
            **{"SHUKUN_LOG_LEVEL": "warning", **(settings or {})},
        )
        self._child: Child | None = None
        self._relay: Child | None = None
        self._relay_beside = relay_beside
        ensure_issuer(folder / "issuer")

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        """Start and wait until it is ready. Raises RuntimeError with the log when it is not."""
        self.launch()
        if not wait_until(self._ready_or_gone, seconds=READY_SECONDS) or not self.running:
            raise RuntimeError(f"{self.service.name} did not become ready:\n{self._log_tail()}")

    def launch(self) -> None:
        """Start, whether it will become ready or not."""
        if self._relay_beside:
            self._relay = self._command("relay", self.service.name)
        self._child = self._command("serve", self.service.name, "--port", str(self.port))

    def _command(self, *arguments: str) -> Child:
        return Child(
            [sys.executable, "-m", "deploy.cli", *arguments],
            log=self.log,
            cwd=ROOT,
            env=self._environment,
        )

    @property
    def running(self) -> bool:
        return self._child is not None and self._child.running

    def kill(self) -> None:
        """SIGKILL, as a crash would."""
        for child in self._children():
            child.kill()

    def stop(self) -> None:
        for child in self._children():
            child.stop((signal.SIGTERM, STOP_SECONDS))

    def _children(self) -> list[Child]:
        return [child for child in (self._child, self._relay) if child is not None]

    def token(self, role: str, *, subject: str = "tester", client: str | None = None) -> str:
        """A bearer token of the embedded issuer."""
        settings = Settings()
        return mint_token(
            self.folder / "issuer",
            role=role,
            subject=subject,
            issuer=settings.issuer,
            audience=settings.audience,
            client=client,
        )

    def _ready_or_gone(self) -> bool:
        return not self.running or says_ready(self.url)

    def _log_tail(self) -> str:
        return self.log.read_text(errors="replace")[-4000:] if self.log.exists() else ""
