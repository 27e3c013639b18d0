"""A server process of ours: started with a log, watched, and stopped within a bound."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from deploy.local.account import Account

POLL_SECONDS = 0.02
KEPT_LOGS = 3
KILL_SECONDS = 10.0


class Child:
    """One process in a session of its own, so that Ctrl-C reaches the supervisor alone."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        log: Path,
        cwd: Path,
        env: Mapping[str, str],
        account: Account | None = None,
    ) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                argv,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=cwd,
                env=dict(env),
                start_new_session=True,
                **(account.switch if account else {}),
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """None while the process runs."""
        return self._process.poll()

    @property
    def running(self) -> bool:
        return self.exit_code is None

    def send(self, number: signal.Signals) -> None:
        """Nothing happens when the process has ended already."""
        self._process.send_signal(number)

    def stop(self, *steps: tuple[signal.Signals, float]) -> None:
        """Send each signal in turn and wait its seconds for the end; SIGKILL is the last step."""
        for number, seconds in steps:
            if not self.running:
                return
            self._process.send_signal(number)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(seconds)
        self.kill()

    def kill(self) -> None:
        """SIGKILL the process and all it has started; returns when they are gone."""
        family = self._family()
        self._process.kill()
        self._process.wait()
        for member in family:
            with suppress(psutil.NoSuchProcess):
                member.kill()
        wait_until(lambda: all(has_ended(member) for member in family), seconds=KILL_SECONDS)

    def _family(self) -> list[psutil.Process]:
        try:
            return psutil.Process(self.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []


def has_ended(process: psutil.Process) -> bool:
    """A zombie has ended: it holds no file, no memory and no socket any more."""
    try:
        status: str = process.status()
    except psutil.NoSuchProcess:
        return True
    return status == psutil.STATUS_ZOMBIE


def wait_until(
    condition: Callable[[], bool], *, seconds: float, every: float = POLL_SECONDS
) -> bool:
    """Whether the condition came true within the bound."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() >= deadline:
            return False
        time.sleep(every)
    return True


def rotate(log: Path) -> None:
    """Start a fresh log and keep the last few: `x.log.1` is the run before this one."""
    for age in range(KEPT_LOGS - 1, -1, -1):
        older = log.with_name(f"{log.name}.{age}") if age else log
        if older.exists():
            older.replace(log.with_name(f"{log.name}.{age + 1}"))


def plain_environment(**more: str) -> dict[str, str]:
    """An environment without the caller's settings: servers read their own configuration."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    return {**kept, "LC_ALL": "C", "TZ": "UTC", **more}
