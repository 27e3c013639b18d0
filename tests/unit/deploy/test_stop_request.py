"""The supervisor hears Ctrl-C at whatever instruction it arrives."""

import random
import signal
import subprocess
import sys
from pathlib import Path

from deploy.local.stop_request import StopRequest

ROOT = Path(__file__).parents[3]
ROUNDS = 500
SECONDS = 30.0


def test_a_request_is_seen_once_it_is_made_and_not_before() -> None:
    request = StopRequest()
    assert not request.wait(0.0)

    request.make()
    request.make()
    assert request.wait(0.0)


def test_a_signal_is_heard_wherever_it_interrupts_the_waiting() -> None:
    ended = subprocess.run([sys.executable, __file__], cwd=ROOT, timeout=SECONDS, check=False)
    assert ended.returncode == 0


def wait_for_alarms() -> None:
    """Each round waits without pause, so that the alarm falls anywhere inside `wait`."""
    for _ in range(ROUNDS):
        request = StopRequest()
        signal.signal(signal.SIGALRM, lambda *_, request=request: request.make())
        signal.setitimer(signal.ITIMER_REAL, random.uniform(0.0001, 0.002))
        while not request.wait(0.0):
            pass


if __name__ == "__main__":
    wait_for_alarms()
