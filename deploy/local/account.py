"""Whom the database server runs as when the caller is root.

PostgreSQL refuses to run as root. We then use the system user `shukun` if the operator made one,
else PostgreSQL's customary user `postgres`, else `nobody`. An existing data folder keeps its owner.
An ordinary user runs the server as itself and none of this applies.
"""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.local.errors import NotPossible

CANDIDATES = ("shukun", "postgres", "nobody")
ROOT = 0


@dataclass(frozen=True)
class Account:
    """A system user that a server of ours is started as."""

    name: str
    uid: int
    gid: int

    @property
    def switch(self) -> dict[str, Any]:
        """The arguments that make `subprocess` start a program as this user, in no other group."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_enter(self, folder: Path) -> bool:
        """Whether this user can reach the folder through all its parents; asks the system itself."""
        return self._succeeds("/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder))

    def can_run(self, program: Path) -> bool:
        return self._succeeds(str(program), "--version")

    def give(self, path: Path) -> None:
        """Make a file or folder of our own belong to this user."""
        os.chown(path, self.uid, self.gid)

    def _succeeds(self, *argv: str) -> bool:
        try:
            done = subprocess.run(
                argv, cwd="/", env={}, capture_output=True, check=False, **self.switch
            )
        except OSError:
            return False
        return done.returncode == 0


def server_account(existing: Path) -> Account | None:
    """The account to switch to, or None for an ordinary user.

    `existing` is the database folder, which may not be there yet. Raises NotPossible when it
    belongs to somebody else and the caller is not root.
    """
    owner = existing.stat().st_uid if existing.exists() else None
    if os.geteuid() != ROOT:
        if owner not in {None, os.geteuid()}:
            raise NotPossible(
                f"The database folder {existing} belongs to another user; start Shukun as that "
                "user, or choose another data folder with SHUKUN_DATA."
            )
        return None
    if owner not in {None, ROOT}:
        return _account(pwd.getpwuid(owner))
    for name in CANDIDATES:
        try:
            return _account(pwd.getpwnam(name))
        except KeyError:
            continue
    raise NotPossible(
        "PostgreSQL does not run as root and this machine has no user 'nobody'; "
        "create a system user named 'shukun', or start Shukun as an ordinary user."
    )


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
