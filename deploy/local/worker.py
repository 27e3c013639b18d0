"""A service's processes, started, asked whether they are ready, restarted, stopped."""

import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from deploy.local.errors import NotPossible, tail
from deploy.local.ports import HOST
from deploy.local.process import Child, rotate
from deploy.local.ready import says_ready

REPOSITORY = Path(__file__).parents[2]
STOP_STEPS = ((signal.SIGTERM, 20.0),)


class CommandProcess:
    """`shukun <arguments>` in a process of its own; `environment` is complete."""

    def __init__(
        self, name: str, arguments: Sequence[str], log: Path, environment: Mapping[str, str]
    ) -> None:
        self.name = name
        self.log = log
        self._arguments = arguments
        self._environment = environment
        self._child: Child | None = None

    @property
    def pid(self) -> int:
        """Raises RuntimeError before the first start."""
        if self._child is None:
            raise RuntimeError(f"{self.name} has not been started")
        return self._child.pid

    @property
    def running(self) -> bool:
        return self._child is not None and self._child.running

    def start(self) -> None:
        rotate(self.log)
        argv = [sys.executable, "-m", "deploy.cli", *self._arguments]
        self._child = Child(argv, log=self.log, cwd=REPOSITORY, env=self._environment)

    def ask_to_stop(self) -> None:
        """Let it finish what it is doing; `stop` waits for the end."""
        if self._child:
            self._child.send(signal.SIGTERM)

    def stop(self) -> None:
        if self._child:
            self._child.stop(*STOP_STEPS)


class RelayProcess(CommandProcess):
    """The relay of one service, so that serving has a core to itself."""

    def __init__(self, service: str, logs: Path, environment: Mapping[str, str]) -> None:
        name = f"{service}-relay"
        super().__init__(name, ("relay", service), logs / f"{name}.log", environment)


class Worker(CommandProcess):
    """One service's HTTP side; its relay runs beside it."""

    def __init__(self, service: str, port: int, logs: Path, environment: Mapping[str, str]) -> None:
        super().__init__(
            service,
            ("serve", service, "--port", str(port)),
            logs / f"{service}.log",
            {**environment, "SHUKUN_RELAY": "0"},
        )
        self.port = port

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def is_ready(self) -> bool:
        """Whether `/readyz` says so. Raises NotPossible when the process has ended."""
        if not self.running:
            raise NotPossible(
                f"The service {self.name} ended while it was starting; its log is {self.log}.",
                tail(self.log),
            )
        return says_ready(self.url)
