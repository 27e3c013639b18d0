"""The embedded PostgreSQL: durable, private, and never in the way of other people's folders."""

import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.local import binaries, home
from deploy.local.account import Account, server_account
from deploy.local.errors import NotPossible
from deploy.local.postgres import PostgresServer
from shared.testing.servers import scratch_folder

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to switch to another user")
SMALL = {"min_wal_size": "80MB", "shared_buffers": "16MB"}


@pytest.fixture
def folder() -> Iterator[Path]:
    with scratch_folder() as made:
        yield made


def modes(*folders: Path) -> list[int]:
    return [stat.S_IMODE(folder.stat().st_mode) for folder in folders]


@contextmanager
def stranger() -> Iterator["subprocess.Popen[bytes]"]:
    """Somebody else's program, run by the same user as the database."""
    owner = server_account(Path("/nonexistent"))
    switch = owner.switch if owner else {}
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, **switch) as process:
        yield process
        process.kill()


def test_what_was_committed_is_there_after_kill_and_the_address_stays(folder: Path) -> None:
    server = PostgresServer(folder / "od,d {p}% 纾困", settings=SMALL)
    server.start()
    before = server.url("postgres")
    server.execute("CREATE TABLE kept AS SELECT 42 AS answer")

    server.kill()
    assert not server.running
    server.start()

    assert server.url("postgres") == before
    assert server.execute("TABLE kept") == "42"
    server.stop()
    assert not server.running


def test_it_is_durable_checked_utf8_and_reachable_with_a_password_only(folder: Path) -> None:
    server = PostgresServer(folder / "data", settings=SMALL)
    server.start()

    assert server.execute("SHOW server_version").startswith("18.")
    assert server.execute("SHOW fsync; SHOW synchronous_commit") == "on\non"
    assert server.execute("SHOW data_checksums; SHOW server_encoding") == "on\nUTF8"
    assert server.execute("SHOW listen_addresses") == ""
    assert server.execute("SELECT '甲' < '乙' COLLATE \"default\"") == "f"  # by code point
    assert modes(server.passwords.path, server.socket_folder) == [0o600, 0o700]
    server.passwords.path.write_text("*:*:*:postgres:guessed\n")
    with pytest.raises(RuntimeError, match="password authentication failed"):
        server.execute("SELECT 1")
    server.stop()


def test_a_path_too_long_for_a_socket_gets_a_short_private_folder(folder: Path) -> None:
    server = PostgresServer(folder / ("long" * 25) / "data", settings=SMALL)
    server.start()
    socket_folder = server.socket_folder

    assert len(str(socket_folder)) < 40
    assert modes(socket_folder) == [0o700]
    server.kill()
    server.start()
    assert server.execute("SHOW unix_socket_directories") == str(socket_folder)
    server.stop()
    assert not socket_folder.exists()


def test_damaged_data_are_told_with_what_to_do_and_left_as_they_are(folder: Path) -> None:
    server = PostgresServer(folder / "data", settings=SMALL)
    server.start()
    server.stop()
    control = folder / "data" / "postgres" / "global" / "pg_control"
    damaged = bytes(8192)
    control.write_bytes(damaged)

    with pytest.raises(NotPossible, match="restore the folder from a backup") as caught:
        server.start()

    assert str(folder / "data" / "postgres") in str(caught.value)
    assert "FATAL" in caught.value.log
    assert control.read_bytes() == damaged


def test_a_folder_that_is_no_database_is_not_overwritten(folder: Path) -> None:
    mine = folder / "data" / "postgres" / "my-only-copy.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("precious")

    with pytest.raises(NotPossible, match="is not empty and holds no database"):
        PostgresServer(folder / "data", settings=SMALL).start()

    assert mine.read_text() == "precious"


def test_a_process_id_left_by_a_power_cut_that_is_a_strangers_now_does_not_stop_the_start(
    folder: Path,
) -> None:
    server = PostgresServer(folder / "data", settings=SMALL)
    server.start()
    note = folder / "data" / "postgres" / "postmaster.pid"
    lines = note.read_text().split("\n")
    server.kill()
    with stranger() as process:
        note.write_text("\n".join([str(process.pid), *lines[1:]]))

        server.start()

        assert process.poll() is None
    assert server.execute("SELECT 1") == "1"
    server.stop()


@AS_ROOT
def test_root_switches_to_another_user_and_a_closed_folder_stays_closed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = folder / "home"
    closed.mkdir(mode=0o700)
    elsewhere = folder / "var-lib-shukun"
    monkeypatch.setattr(home, "ELSEWHERE", elsewhere)
    parents = [closed, folder, folder.parent, Path("/"), *binaries.postgres_programs().parents]
    before = modes(*parents)

    server = PostgresServer(closed / "data", settings=SMALL)
    server.start()

    database = (closed / "data" / "postgres").resolve()
    assert database.is_relative_to(elsewhere)
    assert database.stat().st_uid not in {0, -1}
    assert modes(*parents) == before
    assert server.execute("SELECT 1") == "1"
    server.stop()
    again = PostgresServer(closed / "data", settings=SMALL)
    again.start()
    assert again.execute("SELECT 1") == "1"
    again.stop()
    shutil.rmtree(database.parent)
    with pytest.raises(NotPossible, match="which is gone"):
        PostgresServer(closed / "data", settings=SMALL)


@AS_ROOT
def test_programs_the_other_user_cannot_reach_are_copied_for_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = folder / "home"
    closed.mkdir(mode=0o700)
    packages = binaries.postgres_programs().parents[2]
    for part in (binaries.POSTGRES_FOLDER, binaries.POSTGRES_LIBRARIES):
        shutil.copytree(packages / part, closed / part, symlinks=True)
    programs = closed / binaries.POSTGRES_FOLDER / "bin"
    monkeypatch.setattr(binaries, "postgres_programs", lambda: programs)

    server = PostgresServer(folder / "data", settings=SMALL)
    server.start()

    program = Path(f"/proc/{server.pid}/exe").resolve()
    assert program.is_relative_to(folder / "data" / "programs")
    assert program.stat().st_uid == 0
    assert modes(closed) == [0o700]
    server.stop()


@AS_ROOT
def test_existing_data_keep_their_owner(folder: Path) -> None:
    folder.chmod(0o755)
    existing = folder / "postgres"
    existing.mkdir()
    os.chown(existing, 65534, 65534)

    found = server_account(existing)

    assert found
    assert found.uid == 65534


def test_data_of_somebody_else_are_refused_to_an_ordinary_user(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    existing = folder / "postgres"
    existing.mkdir()
    monkeypatch.setattr("os.geteuid", lambda: existing.stat().st_uid + 1)

    with pytest.raises(NotPossible, match="belongs to another user"):
        server_account(existing)


def test_an_account_that_may_not_enter_is_found_out(folder: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("an ordinary user cannot become another one")
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    nobody = Account("nobody", 65534, 65534)

    assert nobody.can_enter(folder)
    assert not nobody.can_enter(closed)
