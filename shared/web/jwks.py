"""The issuer's public keys, from a file or an https address, kept fresh."""

import asyncio
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
import msgspec
import structlog
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key

from shared.kernel.clock import Clock

_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_BYTES_LIMIT: Final = 1_048_576
_FETCH_SECONDS: Final = 5
# A withdrawn key stops working within this time.
_FILE_REFRESH_SECONDS: Final = 1
_ADDRESS_REFRESH_SECONDS: Final = 300
# Tokens with invented key ids must not make us ask the issuer again and again.
_ADDRESS_PAUSE_SECONDS: Final = 10
_log = structlog.get_logger("shukun.web")


class KeysUnavailable(Exception):
    """The keys cannot be read now, and none that were read before may do instead."""


class _KeySet(msgspec.Struct, frozen=True):
    keys: list[dict[str, Any]]


class KeyStore:
    """`generation` counts the changes, so that what was verified with older keys can be dropped."""

    def __init__(self, location: str, clock: Clock) -> None:
        self._clock = clock
        self._address = location if "://" in location else None
        self._path = Path(location)
        if self._address:
            _require_protected(self._address)
        self._refresh = _ADDRESS_REFRESH_SECONDS if self._address else _FILE_REFRESH_SECONDS
        self._pause = _ADDRESS_PAUSE_SECONDS if self._address else 0
        self._by_id: dict[str | None, Key] = {}
        self._generation = 0
        self._raw = b""
        self._looked_at = float("-inf")
        self._failed = False
        self._lock = asyncio.Lock()

    async def generation(self, now: float) -> int:
        """The present generation of keys; `now` in seconds since the epoch."""
        if now - self._looked_at >= self._refresh and not self._lock.locked():
            await self._look(now)
        return self._generation

    def unchanged(self, generation: int, now: float) -> bool:
        """Whether these are still the keys, and were looked at lately enough to say so."""
        return generation == self._generation and now - self._looked_at < self._refresh

    async def find(self, key_id: str | None) -> Key | None:
        """The key of this id; without an id the only key there is.

        An unknown id makes us look again, though not more often than the pause allows. Raises
        KeysUnavailable when the last look failed and the key is not among those known.
        """
        now = self._clock.now().timestamp()
        if key_id not in self._by_id and now - self._looked_at >= self._pause:
            await self._look(now)
        found = self._by_id.get(key_id)
        if found is None and (self._failed or not self._by_id):
            raise KeysUnavailable
        return found

    async def _look(self, now: float) -> None:
        async with self._lock:
            self._looked_at = now
            try:
                raw = await self._fetch(self._address) if self._address else self._path.read_bytes()
                if raw != self._raw:
                    self._by_id = _public_keys(raw)
                    self._raw = raw
                    self._generation += 1
                self._failed = False
            except (OSError, ValueError, TimeoutError, httpx.HTTPError, JoseError) as error:
                self._failed = True
                _log.warning("keys not read", location=self._location, error=type(error).__name__)

    @property
    def _location(self) -> str:
        return self._address or str(self._path)

    async def _fetch(self, address: str) -> bytes:
        body = bytearray()
        async with (
            asyncio.timeout(_FETCH_SECONDS),
            httpx.AsyncClient(timeout=_FETCH_SECONDS, follow_redirects=False) as client,
            client.stream("GET", address, headers={"accept": "application/json"}) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise ValueError(f"status {response.status_code}")
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > _BYTES_LIMIT:
                    raise ValueError("more than 1 MiB")
        return bytes(body)


def _require_protected(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        return
    raise ValueError(f"the JWKS address {address} is not https; keys from it could be anyone's")


def _public_keys(raw: bytes) -> dict[str | None, Key]:
    """The signature keys by id; secrets and encryption keys have no place in a JWKS."""
    keys = [
        JWKRegistry.import_key(entry)
        for entry in msgspec.json.decode(raw, type=_KeySet).keys
        if entry.get("kty") in ("OKP", "EC", "RSA") and entry.get("use", "sig") == "sig"
    ]
    by_id: dict[str | None, Key] = {key.kid or key.thumbprint(): key for key in keys}
    if len(keys) == 1:
        by_id[None] = keys[0]
    return by_id
