"""What a newcomer does first: start everything, paste the three commands, verify."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from deploy.local.addresses import Addresses
from deploy.local.process import wait_until
from shared.messaging.connection import connect_nats
from shared.messaging.streams import stream_name
from tests.integration.local.runner import free_port_base

ROOT = Path(__file__).parents[2]
READY_SECONDS = 90.0
STOP_SECONDS = 60.0
HISTORY = ["ticket_submitted", "ticket_registered", "ticket_dispatched"]


class FirstRun:
    """`shukun up` on a fresh data folder, as `make run` starts it."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.output = folder / "output.txt"
        self.environment = {
            **{n: v for n, v in os.environ.items() if not n.startswith("SHUKUN_")},
            "PYTHONPATH": str(ROOT),
            "SHUKUN_DATA": str(self.data),
            "SHUKUN_PORT_BASE": str(free_port_base()),
        }

    @contextmanager
    def up(self) -> Iterator[str]:
        """Gives what it printed once it is ready; stops it in the end."""
        with self.output.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "deploy.cli", "up"],
                cwd=ROOT, env=self.environment, stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip
        try:
            told = wait_until(
                lambda: "Another role" in self.printed() or process.poll() is not None,
                seconds=READY_SECONDS,
            )
            assert told, self.printed()
            assert process.poll() is None, self.printed()
            yield self.printed()
        finally:
            process.send_signal(signal.SIGINT)
            stopped = wait_until(lambda: process.poll() is not None, seconds=STOP_SECONDS)
            if not stopped:
                self.shukun("down")
                process.kill()
                process.wait()
            assert stopped, self.printed()

    def printed(self) -> str:
        return self.output.read_text(errors="replace")

    def shukun(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "deploy.cli", *arguments],
            cwd=ROOT, env=self.environment, capture_output=True, text=True,
            timeout=READY_SECONDS, check=False,
        )  # fmt: skip

    async def subjects(self) -> list[str]:
        """The event names on the tickets subject, in the order of the stream."""
        addresses = msgspec.json.decode(
            (self.data / "run" / "addresses.json").read_bytes(), type=Addresses
        )
        assert addresses.nats_url is not None
        assert addresses.nats_seed_file is not None
        nats = await connect_nats(addresses.nats_url, "e2e", Path(addresses.nats_seed_file))
        jetstream = nats.jetstream()
        info = await jetstream.stream_info(stream_name("tickets"))
        messages = [
            await jetstream.get_msg(stream_name("tickets"), seq=sequence)
            for sequence in range(1, info.state.last_seq + 1)
        ]
        await nats.close()
        return [str(message.subject).rsplit(".", 1)[1] for message in messages]


def commands_in(printed: str) -> str:
    """The shell commands that `up` printed, from the token to the last curl."""
    start, end = printed.index("TOKEN="), printed.index("Another role")
    return printed[start:end]


@pytest.mark.skipif(shutil.which("curl") is None, reason="the printed commands need curl")
async def test_the_printed_commands_work_and_everything_verifies(tmp_path: Path) -> None:
    first = FirstRun(tmp_path)
    with first.up() as printed:
        pasted = subprocess.run(
            ["bash", "-euc", commands_in(printed)],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert pasted.returncode == 0, pasted.stderr
        looked_at = json.loads(pasted.stdout.strip().splitlines()[-1])
        assert (looked_at["status"], looked_at["dispatch"]["lead"]) == ("dispatched", "HRSS")

        verified = first.shukun("verify", "tickets", "--json")
        assert verified.returncode == 0, verified.stdout + verified.stderr
        report = json.loads(verified.stdout)
        assert (report["sound"], report["findings"]) == (True, [])
        assert [name for name in await first.subjects() if name.startswith("ticket_")] == HISTORY

        rebuilt = first.shukun("rebuild", "tickets", "--json")
        assert json.loads(rebuilt.stdout)["rows"] == {"ticket": 1}
        assert first.shukun("verify", "tickets").returncode == 0

    with first.up():
        again = json.loads(first.shukun("verify", "tickets", "--json").stdout)
        assert (again["sound"], again["head"]) == (True, report["head"])
