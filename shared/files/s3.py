"""A store in a bucket of an S3-compatible service, through obstore (Rust's object_store)."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store as Bucket

from shared.files.digests import key_of
from shared.files.store import BLOCK_BYTES, FileMissing, StoreUnreachable

_PROBE: Final = "probe"
_TIMEOUT: Final = timedelta(seconds=30)
_CONNECT_TIMEOUT: Final = timedelta(seconds=3)
_RETRY: Final[Any] = {"max_retries": 3, "retry_timeout": timedelta(seconds=20)}


class S3Store:
    """A FileStore under `prefix` of a bucket; `incoming` is a folder of this machine.

    Without a key obstore takes what the environment offers (`AWS_*`, the role of the machine). An
    endpoint with http, for a store inside the machine room, is taken as it is given.
    """

    def __init__(
        self,
        incoming: Path,
        *,
        bucket: str,
        prefix: str,
        endpoint: str | None = None,
        region: str = "us-east-1",
        access_key: str | None = None,
        secret_key: str | None = None,
    ) -> None:
        self.incoming = incoming
        given = {
            "endpoint": endpoint,
            "region": region,
            "access_key_id": access_key,
            "secret_access_key": secret_key,
        }
        config: Any = {name: value for name, value in given.items() if value is not None}
        self._bucket = Bucket(
            bucket,
            prefix=prefix,
            config=config,
            client_options={
                "allow_http": endpoint is not None and endpoint.startswith("http://"),
                "timeout": _TIMEOUT,
                "connect_timeout": _CONNECT_TIMEOUT,
            },
            retry_config=_RETRY,
        )

    async def put(self, digest: str, source: Path) -> None:
        try:
            await obstore.put_async(self._bucket, key_of(digest), source)
        except (BaseError, OSError) as refused:
            raise _unreachable(refused) from refused

    async def size(self, digest: str) -> int | None:
        try:
            return (await obstore.head_async(self._bucket, key_of(digest)))["size"]
        except FileNotFoundError:
            return None
        except BaseError as refused:
            raise _unreachable(refused) from refused

    async def read(self, digest: str) -> AsyncIterator[bytes]:
        try:
            found = await obstore.get_async(self._bucket, key_of(digest))
            async for block in found.stream(min_chunk_size=BLOCK_BYTES):
                yield bytes(block)
        except FileNotFoundError:
            raise FileMissing(digest) from None
        except BaseError as refused:
            raise _unreachable(refused) from refused

    async def remove(self, digest: str) -> None:
        try:
            await obstore.delete_async(self._bucket, key_of(digest))
        except FileNotFoundError:
            return
        except BaseError as refused:
            raise _unreachable(refused) from refused

    async def probe(self) -> None:
        try:
            await obstore.put_async(self._bucket, _PROBE, b"probe")
            await obstore.delete_async(self._bucket, _PROBE)
        except FileNotFoundError as refused:
            raise StoreUnreachable("there is no such bucket") from refused
        except BaseError as refused:
            raise _unreachable(refused) from refused


def _unreachable(refused: Exception) -> StoreUnreachable:
    """The first line says what happened; the rest is the request with the bucket's address."""
    return StoreUnreachable(f"{type(refused).__name__}: {refused}".splitlines()[0])
