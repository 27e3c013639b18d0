"""On what was measured: the machine and the versions."""

import platform
import subprocess
from importlib import metadata
from pathlib import Path

import psutil

from deploy.local.binaries import nats_server, postgres_programs

_PACKAGES = (
    "fastapi", "pydantic", "starlette", "uvicorn", "uvloop", "httptools", "asyncpg", "psycopg",
    "sqlalchemy", "sqlmodel", "msgspec", "nats-py", "eventsourcing",
)  # fmt: skip


def machine() -> dict[str, str]:
    """What the figures depend on, in words."""
    memory = psutil.virtual_memory().total / 2**30
    return {
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "processor": _processor(),
        "cores": str(psutil.cpu_count()),
        "memory": f"{memory:.0f} GiB",
    }


def versions() -> dict[str, str]:
    return {
        platform.python_implementation(): platform.python_version(),
        "postgresql": _version_of(postgres_programs() / "postgres"),
        "nats": _version_of(nats_server()),
        **{package: metadata.version(package) for package in _PACKAGES},
    }


def _version_of(program: Path) -> str:
    """Both print their version as the last word."""
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split()[-1].removeprefix("v")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except FileNotFoundError:
        return platform.processor() or "unknown"
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown"
