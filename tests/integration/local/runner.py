"""Runs the real command line in processes of its own, on a data folder and ports of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import psutil

from deploy.local.folder import RunFolder
from deploy.local.process import wait_until
from deploy.local.stopping import stop_leftovers
from shared.testing.ports import reserved_port
from tests.integration.local import standin

REPOSITORY = Path(__file__).parents[3]
READY_SECONDS = 60.0
STOP_SECONDS = 60.0


class Runner:
    """`shukun` with the stand-in service; `folder` is this test's own."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.base = free_port_base()
        self.output = folder / "output.txt"
        self.run = RunFolder(self.data)
        site = standin.install(folder / "site")
        self.environment = {
            **{n: v for n, v in os.environ.items() if not n.startswith("SHUKUN_")},
            "PYTHONPATH": f"{site}{os.pathsep}{REPOSITORY}",
            "SHUKUN_DATA": str(self.data),
            "SHUKUN_PORT_BASE": str(self.base),
        }

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.base + 1}"

    def shukun(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """A command that ends by itself; its output is in `stdout`, errors included."""
        return subprocess.run(
            [sys.executable, "-m", "deploy.cli", *arguments],
            cwd=REPOSITORY,
            env={**self.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=READY_SECONDS,
            check=False,
        )

    @contextmanager
    def up(self, **environment: str) -> Iterator["subprocess.Popen[bytes]"]:
        """`shukun up`, ready; whatever the test does, nothing of it is left afterwards."""
        with self.output.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "deploy.cli", "up"],
                cwd=REPOSITORY,
                env={**self.environment, **environment},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            self.wait_for("Shukun is ready", process)
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(STOP_SECONDS)
            stop_leftovers(self.run)

    def wait_for(self, text: str, process: "subprocess.Popen[bytes]") -> None:
        """Until `up` has printed the text; fails when it ends before."""
        told = wait_until(
            lambda: text in self.said or process.poll() is not None, seconds=READY_SECONDS
        )
        assert told, f"never said {text!r}: {self.said}"
        assert text in self.said, self.said

    @property
    def said(self) -> str:
        return self.output.read_text()

    def readyz(self) -> dict[str, int]:
        answer: dict[str, int] = httpx.get(f"{self.url}/readyz").raise_for_status().json()
        return answer

    def processes(self) -> list[psutil.Process]:
        """The servers and services that run, by the supervisor's own notes."""
        found = [self.run.find(name) for name in self.run.names()]
        return [process for process in found if process]


def free_port_base() -> int:
    """A base whose ports for the stand-in and for NATS are kept for the caller."""
    while True:
        port = reserved_port()
        with suppress(OSError):  # NATS' port is taken
            reserved_port(port + 9)
            return port - 1
