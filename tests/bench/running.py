"""Starting measurements and peers as processes of their own."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Self, TypeVar

import msgspec

from deploy.local.process import Child, plain_environment, wait_until
from shared.testing.ports import reserved_port
from tests.bench.cpu import ForeignCpu

ROOT = Path(__file__).parents[2]
JOB_SECONDS = 600.0
PEER_SECONDS = 60.0

R = TypeVar("R")


class JobFailed(RuntimeError):
    """A measurement ended without a result; the message is what it wrote to standard error."""


class Job:
    """A measurement under way. `ready` waits for the one line it may print before its result."""

    def __init__(self, name: str, parameters: msgspec.Struct, **environment: str) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.jobs", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, **environment},
        )
        assert self._process.stdin is not None
        self._process.stdin.write(msgspec.json.encode(parameters) + b"\n")
        self._process.stdin.flush()

    def ready(self) -> None:
        """Wait until the job says that it has begun. Raises JobFailed when it ended instead."""
        assert self._process.stdout is not None
        if not self._process.stdout.readline():
            self.result(dict)

    def result(self, shape: type[R]) -> R:
        """Close the job's input, which ends a job that waits for it, and take its result."""
        try:
            output, errors = self._process.communicate(timeout=JOB_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            output, errors = self._process.communicate()
        if self._process.returncode != 0 or not output.strip():
            raise JobFailed(f"{self.name}: {errors.decode(errors='replace')[-4000:]}")
        return msgspec.json.decode(output.strip().split(b"\n")[-1], type=shape)


def run_job(
    name: str, parameters: msgspec.Struct, shape: type[R], **environment: str
) -> tuple[R, float]:
    """The job's result and the share of foreign CPU time while it ran."""
    foreign = ForeignCpu()
    result = Job(name, parameters, **environment).result(shape)
    return result, foreign.share()


class Peer:
    """A FastAPI app of ours to compare with, as uvicorn serves it: one worker, no access log."""

    def __init__(self, name: str, folder: Path, **environment: str) -> None:
        self.name = name
        self.port = reserved_port()
        self._log = folder / f"{name}.log"
        self._environment = plain_environment(PYTHONPATH=str(ROOT), **environment)
        self._child: Child | None = None

    def __enter__(self) -> Self:
        self._child = Child(
            [sys.executable, "-m", "uvicorn", f"tests.bench.peers.{self.name}:app",
             "--port", str(self.port), "--loop", "uvloop", "--http", "httptools", "--ws", "none",
             "--no-access-log", "--no-server-header", "--no-proxy-headers",
             "--log-level", "warning"],
            log=self._log,
            cwd=ROOT,
            env=self._environment,
        )  # fmt: skip
        if not wait_until(self._listens_or_gone, seconds=PEER_SECONDS) or not self._child.running:
            self._child.kill()
            raise JobFailed(f"{self.name}: {self._log.read_text()[-4000:]}")
        return self

    def __exit__(self, *_: object) -> None:
        if self._child is not None:
            self._child.stop((signal.SIGTERM, 10.0))

    def _listens_or_gone(self) -> bool:
        if self._child is None or not self._child.running:
            return True
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True
