"""Both stores: a folder, and a bucket of a real S3-compatible server."""

import hashlib
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import httpx
import pytest

from shared.files.filesystem import FilesystemStore
from shared.files.s3 import S3Store
from shared.files.spool import spooled
from shared.files.store import FileStore
from shared.kernel.ids import new_id

# moto's server in a process of its own; it says where it listens.
SERVER = """
import logging, sys
from moto.server import ThreadedMotoServer
logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print("port", server.get_host_and_port()[1], flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The address of an S3-compatible server with a bucket `shukun`."""
    with subprocess.Popen(
        [sys.executable, "-c", SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        text=True,
    ) as server:
        assert server.stdout is not None
        port = next(line.split()[1] for line in server.stdout if line.startswith("port"))
        address = f"http://127.0.0.1:{port}"
        httpx.put(f"{address}/shukun").raise_for_status()
        yield address
        server.kill()


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    """An empty store of either kind."""
    if request.param == "folder":
        return FilesystemStore(tmp_path / "files")
    return bucket_store(request.getfixturevalue("s3_server"), tmp_path)


def bucket_store(address: str, folder: Path, *, bucket: str = "shukun") -> S3Store:
    return S3Store(
        folder / "incoming",
        bucket=bucket,
        prefix=new_id(),
        endpoint=address,
        access_key="key",
        secret_key="secret",
    )


Keep = Callable[[FileStore, bytes], Awaitable[str]]


@pytest.fixture
def keep() -> Keep:
    async def keep(store: FileStore, content: bytes) -> str:
        """Take bytes in and put them into the store; their digest."""

        async def chunks() -> AsyncIterator[bytes]:
            for at in range(0, len(content), 65_536):
                yield content[at : at + 65_536]

        async with spooled(store, chunks()) as file:
            assert file.digest == f"sha256:{hashlib.sha256(content).hexdigest()}"
            assert file.size == len(content)
            await store.put(file.digest, file.path)
        return file.digest

    return keep
