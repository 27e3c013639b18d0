"""A real PostgreSQL 18 on a data folder, reachable over a private socket only."""

import shutil
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import psutil

from deploy.local.account import server_account
from deploy.local.binaries import programs_for
from deploy.local.errors import NotPossible, tail
from deploy.local.home import find_home, make_data_folder
from deploy.local.passwords import PasswordFile, write_private
from deploy.local.process import Child, plain_environment, rotate, wait_until

SUPERUSER = "postgres"
PORT = 5432  # names the socket file; no port is opened
START_SECONDS = 120.0  # recovery after a crash replays the write-ahead log first
INIT_SECONDS = 120.0
STOP_STEPS = ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0))  # fast, then immediate shutdown
SETTINGS = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "shared_buffers": "128MB",
    "min_wal_size": "1GB",
    "max_wal_size": "4GB",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d ",
}
INITDB = (
    f"--username={SUPERUSER}",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
)


class PostgresServer:
    """One server on one data folder; `start` after `stop` or `kill` finds the same data and socket.

    `data` holds the database, `secrets/pgpass` and `logs/postgres.log`. `settings` are server
    settings that win over SETTINGS.
    """

    def __init__(self, data: Path, *, settings: Mapping[str, str] | None = None) -> None:
        self.data = make_data_folder(data)
        self.log = self.data / "logs" / "postgres.log"
        self.passwords = PasswordFile(self.data / "secrets" / "pgpass")
        self._settings = {**SETTINGS, **(settings or {})}
        self._child: Child | None = None
        self._socket: Path | None = None
        account = server_account(self.data / "postgres")
        self._home = find_home(self.data, account)
        self._programs = programs_for(account, self._home.programs)

    @property
    def running(self) -> bool:
        return self._child is not None and self._child.running

    @property
    def pid(self) -> int:
        """The postmaster's process id. Raises RuntimeError before the first start."""
        if self._child is None:
            raise RuntimeError("PostgreSQL has not been started")
        return self._child.pid

    @property
    def socket_folder(self) -> Path:
        if self._socket is None or not self._socket.exists():
            self._socket = self._home.socket_folder()
        return self._socket

    def start(self) -> None:
        """Make the database cluster when there is none, start, and wait until it takes connections.

        Raises NotPossible when the server does not come up.
        """
        if self.running:
            return
        rotate(self.log)
        if not (self._home.database / "PG_VERSION").exists():
            self._make_cluster()
        self._forget_stale_pid()
        settings = {
            **self._settings,
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_folder),
            "port": str(PORT),
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self._child = Child(
            [str(self._programs / "postgres"), "-D", str(self._home.database), *options],
            log=self.log,
            cwd=self._home.root,
            env=plain_environment(),
            account=self._home.account,
        )
        self._wait_until_ready(self._child)

    def stop(self) -> None:
        """Shut down in order: sessions end, what they had not committed is rolled back."""
        if self._child:
            self._child.stop(*STOP_STEPS)
        if self._socket:
            self._home.forget_socket_folder(self._socket)

    def kill(self) -> None:
        """SIGKILL, as a power cut would: the next start recovers from the write-ahead log."""
        if self._child:
            self._child.kill()

    def url(self, database: str, role: str = SUPERUSER) -> str:
        """The address for `role`; the password is taken from the pgpass file named in it."""
        return (
            f"postgresql://{role}@/{database}?host={quote(str(self.socket_folder))}"
            f"&port={PORT}&passfile={quote(str(self.passwords.path))}"
        )

    def execute(
        self, script: str, *, database: str = SUPERUSER, variables: Mapping[str, str] | None = None
    ) -> str:
        """Run a psql script as superuser; the answer is psql's unaligned text.

        Raises RuntimeError with the server's message.
        """
        defined = [word for item in (variables or {}).items() for word in ("-v", "=".join(item))]
        psql = [str(self._programs / "psql"), "-XqAt", "-v", "ON_ERROR_STOP=1", *defined]
        done = subprocess.run(
            [*psql, "-d", self.url(database)],
            input=script,
            env=plain_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip())
        return done.stdout.strip()

    def _make_cluster(self) -> None:
        """`initdb` beside the final place, then one rename: there is no half-made cluster."""
        if self._home.database.exists() and any(self._home.database.iterdir()):
            raise NotPossible(
                f"The folder {self._home.database} is not empty and holds no database. Restore it "
                "from a backup, or move it away to begin with an empty database."
            )
        fresh = self._home.database.with_name("postgres.new")
        shutil.rmtree(fresh, ignore_errors=True)
        self._home.own_folder(fresh)
        password = self.socket_folder / "password"
        write_private(password, self.passwords.of(SUPERUSER))
        if self._home.account:
            self._home.account.give(password)
        argv = [str(self._programs / "initdb"), "-D", str(fresh), f"--pwfile={password}", *INITDB]
        initdb = Child(
            argv,
            log=self.log,
            cwd=self._home.root,
            env=plain_environment(),
            account=self._home.account,
        )
        wait_until(lambda: not initdb.running, seconds=INIT_SECONDS)
        initdb.kill()
        password.unlink()
        if initdb.exit_code != 0:
            raise NotPossible(
                f"PostgreSQL could not create its data in {self._home.root}; its log "
                f"{self.log} says why (is the disk full?).",
                tail(self.log),
            )
        fresh.replace(self._home.database)

    def _forget_stale_pid(self) -> None:
        """After a power cut the noted process id may belong to a stranger by now."""
        note = self._home.database / "postmaster.pid"
        try:
            process = psutil.Process(int(note.read_text().split("\n", 1)[0]))
            ours = str(self._home.database) in process.cmdline()
        except (FileNotFoundError, ValueError):
            return
        except psutil.NoSuchProcess:
            ours = False
        if not ours:
            note.unlink()

    def _wait_until_ready(self, child: Child) -> None:
        if not wait_until(lambda: not child.running or self._ready(), seconds=START_SECONDS):
            child.kill()
        if not child.running:
            raise NotPossible(
                f"PostgreSQL does not start on the data folder {self._home.database}; its log "
                f"{self.log} says why. Nothing was changed. If the data are damaged, restore the "
                "folder from a backup, or move it away to begin with an empty one.",
                tail(self.log),
            )

    def _ready(self) -> bool:
        """PostgreSQL writes its id and its state into the first and the eighth line."""
        try:
            lines = (self._home.database / "postmaster.pid").read_text().split("\n")
        except FileNotFoundError:
            return False
        return lines[0] == str(self.pid) and lines[7:8] == ["ready   "]
