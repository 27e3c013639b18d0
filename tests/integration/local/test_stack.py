"""`shukun up` and `shukun stop` as a newcomer meets them."""

import json
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial

import psutil
import pytest

from deploy.local.process import has_ended, wait_until
from shared.testing.servers import scratch_folder
from tests.integration.local.runner import Runner


@pytest.fixture
def runner() -> Iterator[Runner]:
    with scratch_folder() as folder:
        yield Runner(folder)


def test_everything_starts_tells_how_to_go_on_and_stops_without_a_trace(runner: Runner) -> None:
    with runner.up() as supervisor:
        assert f"standin        {runner.url}" in runner.said
        assert "TOKEN=" in runner.said
        first = runner.readyz()["visits"]
        family = runner.processes()
        assert len(family) == 3  # PostgreSQL, NATS, the stand-in

        supervisor.send_signal(signal.SIGINT)

        assert supervisor.wait(60) == 0
        assert "Stopped." in runner.said
        assert all(has_ended(process) for process in family)

    started = time.monotonic()
    with runner.up():
        assert time.monotonic() - started < 10
        assert runner.readyz()["visits"] > first, "the data of the first run are gone"


def test_a_second_up_on_the_same_data_is_refused_and_stop_ends_the_first(runner: Runner) -> None:
    with runner.up() as supervisor:
        second = runner.shukun("up")
        assert second.returncode == 1
        assert f"Shukun is already running on {runner.data}" in second.stdout
        assert "Traceback" not in second.stdout

        family = runner.processes()
        stopped = runner.shukun("stop")

        assert stopped.stdout == "Stopped.\n"
        assert supervisor.wait(60) == 0
        assert all(has_ended(process) for process in family)
    assert "Nothing is running" in runner.shukun("stop").stdout


def test_a_port_in_use_is_named_with_the_way_out(runner: Runner) -> None:
    with socket.create_server(("127.0.0.1", runner.base + 1)):
        up = runner.shukun("up")

    assert up.returncode == 1
    assert f"Port {runner.base + 1}, which standin needs, is in use" in up.stdout
    assert "SHUKUN_PORT_BASE=" in up.stdout
    assert not runner.processes()


def test_a_crashed_service_and_a_crashed_server_are_started_again(runner: Runner) -> None:
    with runner.up():
        for name in ("standin", "nats", "postgres"):
            crashed = runner.run.find(name)
            assert crashed
            crashed.kill()

            replaced = partial(_replaced, runner, name, crashed)
            assert wait_until(replaced, seconds=30)
            assert f"{name} has ended unexpectedly" in runner.said
        assert wait_until(lambda: _answers(runner), seconds=30)


def test_what_a_killed_supervisor_left_behind_is_stopped_by_the_next_start(runner: Runner) -> None:
    with runner.up() as supervisor:
        family = runner.processes()
        supervisor.kill()
        supervisor.wait(10)
        assert all(process.is_running() for process in family)

        with runner.up():
            assert "standin was left over from an earlier run" in runner.said
            assert all(has_ended(process) for process in family)


def test_a_service_that_does_not_come_up_is_told_with_its_log_and_nothing_stays(
    runner: Runner,
) -> None:
    service = runner.data.parent / "site" / "services" / "standin" / "service.py"
    service.write_text(service.read_text().replace("FastAPI()", "no_such_name()"))

    up = runner.shukun("up")

    assert up.returncode == 1
    assert "NameError: name 'no_such_name' is not defined" in up.stdout
    assert "The service standin ended while it was starting" in up.stdout
    assert not runner.processes()


def test_servers_of_ones_own_are_used_instead(runner: Runner) -> None:
    with runner.up():
        addresses = (runner.data / "run" / "addresses.json").read_text()
        assert "shukun_{service}_owner" in addresses
        other = Runner(runner.data.parent / "other")
        known = json.loads(addresses)

        with other.up(
            SHUKUN_DATABASE_URL=known["database_url"],
            SHUKUN_OWNER_DATABASE_URL=known["owner_database_url"],
            SHUKUN_NATS_URL=known["nats_url"],
            SHUKUN_NATS_SEED_FILE=known["nats_seed_file"],
        ):
            assert not {"postgres", "nats"} & set(other.run.names())
            assert other.readyz()["visits"] > 1


def test_a_setting_that_makes_no_sense_is_named(runner: Runner) -> None:
    up = runner.shukun("up", SHUKUN_PORT_BASE="eighty")

    assert up.returncode == 1
    assert up.stdout.startswith("The setting SHUKUN_PORT_BASE is not usable")


def _replaced(runner: Runner, name: str, crashed: psutil.Process) -> bool:
    now = runner.run.find(name)
    return now is not None and now.pid != crashed.pid


def _answers(runner: Runner) -> bool:
    with suppress(Exception):
        return runner.readyz()["visits"] > 0
    return False
