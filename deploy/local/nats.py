"""A real NATS server with JetStream on a data folder, on 127.0.0.1."""

import json
import os
import signal
import socket
from collections.abc import Iterable
from pathlib import Path

import nkeys

from deploy.local.binaries import nats_server
from deploy.local.errors import NotPossible, tail
from deploy.local.home import make_data_folder
from deploy.local.passwords import write_private
from deploy.local.process import Child, plain_environment, rotate, wait_until

HOST = "127.0.0.1"
START_SECONDS = 60.0  # JetStream reads its streams back before it answers
STOP_STEPS = ((signal.SIGTERM, 20.0),)
MAX_PAYLOAD_BYTES = 4 * 1024 * 1024
ANY_FREE_PORT = -1
OPS = "ops"

CONFIG = """\
# Written at every start; edits are lost.
server_name: shukun
listen: "{host}:{port}"
max_payload: {max_payload}
jetstream {{
  store_dir: {store}
  # Every publish is on disk before it is acknowledged.
  sync_interval: always
}}
authorization {{
  users: [
{users}
  ]
}}
"""


class NatsServer:
    """One server on one data folder; `start` after `stop` or `kill` keeps data and port.

    `users` are the names that get an nkey, `ops` always among them. Without `port` a free one is
    taken at the first start. `data` holds `nats/`, `secrets/nats-<name>.seed` and `logs/nats.log`.
    """

    def __init__(self, data: Path, *, users: Iterable[str] = (), port: int = ANY_FREE_PORT) -> None:
        self.data = make_data_folder(data)
        self.log = self.data / "logs" / "nats.log"
        self.store = self.data / "nats"
        self.port = port
        self._users = tuple(dict.fromkeys((*users, OPS)))
        self._program = nats_server()
        self._child: Child | None = None

    @property
    def running(self) -> bool:
        return self._child is not None and self._child.running

    @property
    def pid(self) -> int:
        """The server's process id. Raises RuntimeError before the first start."""
        if self._child is None:
            raise RuntimeError("NATS has not been started")
        return self._child.pid

    @property
    def url(self) -> str:
        return f"nats://{HOST}:{self.port}"

    def seed_file(self, user: str = OPS) -> Path:
        """The nkey seed that `user` signs in with."""
        return self.data / "secrets" / f"nats-{user}.seed"

    def start(self) -> None:
        """Start and wait until JetStream answers. Raises NotPossible when it does not come up."""
        if self.running:
            return
        rotate(self.log)
        self.store.mkdir(exist_ok=True, mode=0o700)
        config = self.store / "nats.conf"
        write_private(config, self._config())
        child = Child(
            [str(self._program), "-c", str(config), "--ports_file_dir", str(self.store)],
            log=self.log,
            cwd=self.store,
            env=plain_environment(),
        )
        self._child = child
        if not wait_until(lambda: not child.running or self._ready(), seconds=START_SECONDS):
            child.kill()
        self._ports_file.unlink(missing_ok=True)
        if not child.running:
            raise NotPossible(
                f"NATS does not start on {self.store}; its log {self.log} says why. Its data can "
                "always be published again from the databases: move the folder away and start.",
                tail(self.log),
            )

    def stop(self) -> None:
        if self._child:
            self._child.stop(*STOP_STEPS)

    def kill(self) -> None:
        """SIGKILL: what was acknowledged must still be there after the next start."""
        if self._child:
            self._child.kill()

    def _config(self) -> str:
        return CONFIG.format(
            host=HOST,
            port=self.port,
            max_payload=MAX_PAYLOAD_BYTES,
            store=json.dumps(str(self.store)),
            users="\n".join(f"    {{ nkey: {self._public_key(user)} }}" for user in self._users),
        )

    def _public_key(self, user: str) -> str:
        """The public half of the user's nkey; the seed is made and written down when missing."""
        file = self.seed_file(user)
        if not file.exists():
            seed: bytes = nkeys.encode_seed(os.urandom(32), nkeys.PREFIX_BYTE_USER)
            write_private(file, seed.decode())
        key: bytes = nkeys.from_seed(file.read_bytes().strip()).public_key
        return key.decode()

    @property
    def _ports_file(self) -> Path:
        return self.store / f"{self._program.name}_{self.pid}.ports"

    def _ready(self) -> bool:
        """The server tells its port in a file, and greets with INFO once JetStream is up."""
        try:
            ports = json.loads(self._ports_file.read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return False
        self.port = int(ports["nats"][0].rsplit(":", 1)[1])
        try:
            with socket.create_connection((HOST, self.port), timeout=1) as connection:
                return b'"jetstream":true' in connection.recv(4096)
        except OSError:
            return False
