"""An HTTP client for tests: one call a request, signed in as the role the sentence names."""

from collections.abc import AsyncIterable
from types import TracebackType
from typing import Any, Self

import httpx

from deploy.local.ready import PLAIN_HTTP
from shared.kernel.ids import new_id
from shared.testing.running import RunningService


class Api:
    """Sends requests to a running service; tokens are minted once per role and client."""

    def __init__(self, running: RunningService) -> None:
        self._running = running
        self._client = httpx.AsyncClient(base_url=running.url, timeout=30, verify=PLAIN_HTTP)
        self._tokens: dict[tuple[str, str | None], str] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        await self._client.aclose()

    async def get(
        self,
        path: str,
        *,
        role: str | None = "coordinator",
        client: str | None = None,
        headers: dict[str, str] | None = None,
        **params: Any,
    ) -> httpx.Response:
        """GET with query parameters; `role` None sends no token."""
        sent = {**self._headers(role, client), **(headers or {})}
        return await self._client.get(path, params=params, headers=sent)

    async def post(
        self,
        path: str,
        body: Any = None,
        *,
        role: str | None = "coordinator",
        client: str | None = None,
        key: str | None = None,
        version: int | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        """POST with a fresh idempotency key unless one is given; `version` becomes If-Match."""
        sent = {**self._headers(role, client), "Idempotency-Key": key or new_id()}
        if version is not None:
            sent["If-Match"] = f'"{version}"'
        sent.update(headers or {})
        return await self._client.post(path, json=body, headers=sent)

    async def post_raw(
        self,
        path: str,
        content: bytes,
        *,
        content_type: str,
        role: str | None = "coordinator",
        client: str | None = None,
        key: str | None = None,
    ) -> httpx.Response:
        """POST bytes as they are."""
        sent = {
            **self._headers(role, client),
            "Idempotency-Key": key or new_id(),
            "Content-Type": content_type,
        }
        return await self._client.post(path, content=content, headers=sent)

    async def upload(
        self,
        content: bytes | AsyncIterable[bytes],
        name: str = "贷款合同.pdf",
        *,
        role: str = "coordinator",
        client: str | None = None,
        key: str | None = None,
        content_type: str | None = None,
        to: str = "/v1/attachments",
    ) -> httpx.Response:
        """POST a file; an iterable goes out in chunks, its length unannounced."""
        sent = {**self._headers(role, client), "Idempotency-Key": key or new_id()}
        if content_type is not None:
            sent["Content-Type"] = content_type
        return await self._client.post(to, params={"name": name}, content=content, headers=sent)

    def _headers(self, role: str | None, client: str | None) -> dict[str, str]:
        if role is None:
            return {}
        known = (role, client)
        if known not in self._tokens:
            self._tokens[known] = self._running.token(role, subject=role, client=client)
        return {"Authorization": f"Bearer {self._tokens[known]}"}
