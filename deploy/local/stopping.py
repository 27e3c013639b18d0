"""Ends what runs on a data folder: the supervisor, or what a killed supervisor left behind."""

import signal
from contextlib import suppress
from pathlib import Path

import psutil

from deploy.local.errors import NotPossible
from deploy.local.folder import SUPERVISOR, RunFolder
from deploy.local.process import has_ended, wait_until

SUPERVISOR_SECONDS = 90.0
LEFTOVER_SECONDS = 20.0
SIGNALS = {"postgres": signal.SIGINT}  # its fast shutdown; everything else stops at SIGTERM


def stop(data: Path) -> bool:
    """Stop what runs on `data`; whether there was anything.

    Raises NotPossible when the supervisor is still there after SUPERVISOR_SECONDS.
    """
    run = RunFolder(data)
    supervisor = run.find(SUPERVISOR)
    if supervisor is None:
        return bool(stop_leftovers(run))
    supervisor.terminate()
    if not wait_until(lambda: has_ended(supervisor), seconds=SUPERVISOR_SECONDS):
        raise NotPossible(
            f"Shukun (process {supervisor.pid}) did not stop within {SUPERVISOR_SECONDS:.0f} "
            f"seconds; its logs are in {data / 'logs'}."
        )
    return True


def stop_leftovers(run: RunFolder) -> list[str]:
    """Stop in order what a supervisor that was killed could not stop; answers their names."""
    stopped = []
    for name in run.names():
        process = run.find(name)
        if process:
            _end(process, SIGNALS.get(name, signal.SIGTERM))
            stopped.append(name)
        run.forget(name)
    return stopped


def _end(process: psutil.Process, number: signal.Signals) -> None:
    with suppress(psutil.NoSuchProcess):
        process.send_signal(number)
        if not wait_until(lambda: has_ended(process), seconds=LEFTOVER_SECONDS):
            process.kill()
