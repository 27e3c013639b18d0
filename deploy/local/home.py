"""Where the files of the embedded PostgreSQL lie, so that its account can reach them.

Usually inside the data folder. When root keeps that folder where the account may not go (a 0700
home, say), the database lives in a folder of our own below /var/lib/shukun and the data folder
holds a link to it. Permissions of a folder that is not ours are never changed.
"""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from deploy.local.account import Account
from deploy.local.errors import NotPossible

ELSEWHERE = Path("/var/lib/shukun")
# A socket address holds 103 bytes on macOS and 107 on Linux, with "/.s.PGSQL.5432" at its end.
SOCKET_FOLDER_BYTES_MAX = 88


@dataclass(frozen=True)
class Home:
    """`root` is ours and stays ours; `database` and `socket` inside it belong to the account."""

    root: Path
    account: Account | None

    @property
    def database(self) -> Path:
        return self.root / "postgres"

    @property
    def programs(self) -> Path:
        return self.root / "programs"

    def own_folder(self, path: Path) -> Path:
        """Make a folder that only the account (and root) can look into."""
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.account:
            self.account.give(path)
        return path

    def socket_folder(self) -> Path:
        """A private folder for the socket, with a path that clients take for one address."""
        folder = self.root / "socket"
        if len(bytes(folder)) <= SOCKET_FOLDER_BYTES_MAX and "," not in str(folder):
            return self.own_folder(folder)
        return self.own_folder(Path(tempfile.mkdtemp(prefix="shukun-", dir="/tmp")))

    def forget_socket_folder(self, folder: Path) -> None:
        """Remove a socket folder that was made outside of this home."""
        if folder.parent != self.root:
            shutil.rmtree(folder, ignore_errors=True)


def make_data_folder(data: Path) -> Path:
    """The data folder, made when missing: closed to others, but open to pass through for root's."""
    if not data.exists():
        data.mkdir(parents=True)
        data.chmod(0o711)
    return data.resolve()


def find_home(data: Path, account: Account | None) -> Home:
    """The home of the database that belongs to `data`, an existing absolute path."""
    link = data / "postgres"
    if link.is_symlink():
        root = link.readlink().parent
        if not root.exists():
            raise NotPossible(
                f"The database of {data} was kept in {root}, which is gone. Restore that folder "
                f"from a backup, or remove {link} to begin with an empty database."
            )
        return Home(root, account)
    if account is None or account.can_enter(data):
        return Home(data, account)
    home = Home(_root_elsewhere(), account)
    link.symlink_to(home.database)
    return home


def _root_elsewhere() -> Path:
    """A new folder of our own that everybody can pass through and only we can write to."""
    ELSEWHERE.mkdir(parents=True, exist_ok=True)
    root = Path(tempfile.mkdtemp(prefix="data-", dir=ELSEWHERE))
    for folder in (ELSEWHERE, root):
        folder.chmod(0o755)
    return root
