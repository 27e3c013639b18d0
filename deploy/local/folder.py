"""Who runs on a data folder: the lock of one supervisor, and notes of what it has started."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import psutil

from deploy.local.errors import NotPossible
from deploy.local.passwords import write_private
from deploy.local.process import has_ended

SUPERVISOR = "up"
# psutil derives a start time from the boot time, which an adjusted clock moves a little.
SAME_START_SECONDS = 2.0


class Note(msgspec.Struct, frozen=True):
    """A process by its id and its start: an id alone may belong to a stranger by now."""

    pid: int
    started: float

    @property
    def process(self) -> psutil.Process | None:
        """The noted process, or None when it has ended."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.started) < SAME_START_SECONDS
        except psutil.NoSuchProcess:
            return None
        return process if same and not has_ended(process) else None


class RunFolder:
    """`<data>/run`: one note for each running process of ours."""

    def __init__(self, data: Path) -> None:
        self._folder = data / "run"

    def note(self, name: str, pid: int) -> None:
        note = Note(pid, psutil.Process(pid).create_time())
        write_private(self._folder / f"{name}.json", msgspec.json.encode(note).decode())

    def forget(self, name: str) -> None:
        (self._folder / f"{name}.json").unlink(missing_ok=True)

    def find(self, name: str) -> psutil.Process | None:
        """The running process of that name, or None."""
        file = self._folder / f"{name}.json"
        try:
            return msgspec.json.decode(file.read_bytes(), type=Note).process
        except (FileNotFoundError, msgspec.DecodeError):
            return None

    def names(self) -> list[str]:
        """All noted names but the supervisor's; the ones that need others come first."""
        names = sorted(file.stem for file in self._folder.glob("*.json"))
        last = {"nats": 1, "postgres": 2}
        return sorted((n for n in names if n != SUPERVISOR), key=lambda n: last.get(n, 0))

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only supervisor. Raises NotPossible when another one is at work."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self._folder / "lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise NotPossible(
                    f"Shukun is already running on {self._folder.parent}; stop it with "
                    "'make stop', or choose another data folder with SHUKUN_DATA and other "
                    "ports with SHUKUN_PORT_BASE."
                ) from None
            yield
