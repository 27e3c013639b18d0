"""The addresses of the running embedded servers, for the commands of the same data folder.

`shukun up` writes `<data>/run/addresses.json`; `shukun verify`, `migrate` and the like read it, so
that they work beside a running `make run` without any setting.
"""

from pathlib import Path
from urllib.parse import quote

import msgspec

from deploy.local.passwords import write_private
from shared.settings import Settings


class Addresses(msgspec.Struct, frozen=True, omit_defaults=True):
    """The databases' addresses hold `{service}`; what is None comes from the settings."""

    database_url: str | None = None
    owner_database_url: str | None = None
    nats_url: str | None = None
    nats_seed_file: str | None = None


def database_addresses(socket_folder: Path, port: int, passfile: Path) -> tuple[str, str]:
    """The services' address and the owners', each with `{service}` in it."""
    where = f"host={_literal(socket_folder)}&port={port}&passfile={_literal(passfile)}"
    app = "postgresql://shukun_{service}@/shukun_{service}?" + where
    owner = "postgresql://shukun_{service}_owner@/shukun_{service}?" + where
    return app, owner


def write(data: Path, addresses: Addresses) -> None:
    write_private(_file(data), msgspec.json.encode(addresses).decode())


def forget(data: Path) -> None:
    _file(data).unlink(missing_ok=True)


def effective(settings: Settings) -> Settings:
    """The settings, completed with the addresses of the embedded servers when they run."""
    try:
        found = msgspec.json.decode(_file(settings.data).read_bytes(), type=Addresses)
    except FileNotFoundError:
        return settings
    known = {
        name: value
        for name, value in msgspec.structs.asdict(found).items()
        if value is not None and getattr(settings, name) is None
    }
    return Settings.model_validate(settings.model_dump() | known)


def _literal(path: Path) -> str:
    return quote(str(path))


def _file(data: Path) -> Path:
    return data / "run" / "addresses.json"
