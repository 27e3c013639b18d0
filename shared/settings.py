"""Settings of every process, from the environment (prefix `SHUKUN_`).

A database or NATS address may hold `{service}`, and `SHUKUN_<SERVICE>_DATABASE_URL` or
`SHUKUN_<SERVICE>_NATS_URL` wins over the common one. Passwords belong into a pgpass file
(`PGPASSFILE`) or a credentials file, never into an address; the keys of a bucket into a file each.
"""

import os
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

SERVICES = ("tickets", "arrears")
PORT_OFFSETS = {
    "console": 0,
    "tickets": 1,
    "arrears": 2,
    "rent": 3,
    "notifications": 4,
    "audit": 5,
}


class Settings(BaseSettings):
    """One field per setting; the environment variable is its name in capitals with the prefix."""

    model_config = SettingsConfigDict(env_prefix="SHUKUN_", extra="ignore")

    data: Path = Field(default=Path(".shukun"), description="data folder of the embedded servers")
    port_base: int = Field(default=8100, ge=1024, le=65000)
    database_url: str | None = None
    owner_database_url: str | None = None
    nats_url: str | None = None
    nats_seed_file: Path | None = Field(default=None, description="nkey seed of this process")
    relay: bool = Field(default=True, description="relay from the serving process, not beside it")
    jwks: str | None = Field(default=None, description="path or https address of the JWKS")
    issuer: str = "https://shukun.local/issuer"
    audience: str = "shukun"
    simulation: bool = False
    public_url: str | None = Field(
        default=None, description="address under which partners reach a service, for discovery"
    )
    log_level: str = "info"
    queue_limit: int = Field(default=4096, ge=1, description="commands waiting for the writer")
    batch_limit: int = Field(default=256, ge=1, le=1000, description="commands in one commit")
    body_limit_bytes: int = Field(default=1_048_576, ge=1024)
    files: Path | None = Field(default=None, description="folder of the files; <data>/files")
    files_bucket: str | None = Field(
        default=None, description="keeps the files instead of a folder"
    )
    files_endpoint: str | None = Field(default=None, description="of an S3-compatible service")
    files_region: str = "us-east-1"
    files_access_key_file: Path | None = None
    files_secret_key_file: Path | None = None
    file_limit_bytes: int = Field(default=20 * 1_048_576, ge=1024, description="the largest file")
    files_unnamed_days: int = Field(
        default=7, ge=1, description="how long a file waits for the order that names it"
    )

    def database_url_of(self, service: str) -> str | None:
        """The address the service connects to as its own, least privileged role."""
        return _filled(service, _own(service, "DATABASE_URL") or self.database_url)

    def owner_database_url_of(self, service: str) -> str | None:
        """The address for migrations and rebuilds: the role that owns the tables.

        A service with a database address of its own never falls back to the common owner, who
        belongs to another database.
        """
        own = _own(service, "OWNER_DATABASE_URL") or _own(service, "DATABASE_URL")
        return _filled(service, own or self.owner_database_url or self.database_url)

    def nats_url_of(self, service: str) -> str | None:
        return _filled(service, _own(service, "NATS_URL") or self.nats_url)

    def public_url_of(self, service: str) -> str:
        """Without a slash at its end; the local port where nothing else is set."""
        address = _filled(service, _own(service, "PUBLIC_URL") or self.public_url)
        return (address or f"http://127.0.0.1:{self.port_of(service)}").rstrip("/")

    def port_of(self, service: str) -> int:
        return self.port_base + PORT_OFFSETS[service]

    @property
    def files_folder(self) -> Path:
        """Holds a folder for each service; on its way in a file lies there under a bucket too."""
        return self.files or self.data / "files"

    @property
    def clock_file(self) -> Path:
        return self.data / "clock.json"

    @property
    def jwks_location(self) -> str:
        """Where the verification keys are: the setting, or the embedded issuer's own file."""
        return self.jwks or str(self.data / "issuer" / "jwks.json")


def _own(service: str, name: str) -> str | None:
    return os.environ.get(f"SHUKUN_{service.upper()}_{name}")


def _filled(service: str, address: str | None) -> str | None:
    return address.replace("{service}", service) if address else None
