"""The pgpass file: one line per database role, read by every PostgreSQL client of ours."""

import os
import secrets
from pathlib import Path


class PasswordFile:
    """Lines `*:*:*:role:password`, mode 0600."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def of(self, role: str) -> str:
        """The role's password; a new one is written down before it is first used."""
        known = self._read()
        if role not in known:
            known[role] = secrets.token_urlsafe(24)
            write_private(
                self.path, "".join(f"*:*:*:{name}:{word}\n" for name, word in known.items())
            )
        return known[role]

    def _read(self) -> dict[str, str]:
        if not self.path.exists():
            return {}
        fields = (line.split(":") for line in self.path.read_text().splitlines())
        return {field[3]: field[4] for field in fields}


def write_private(path: Path, text: str) -> None:
    """Replace a secret file in one step; only its owner can read it, from the first moment on."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)
