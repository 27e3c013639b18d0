"""Answers that are files."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import quote

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from shared.web.answers import ALWAYS, Encoded

_CHUNK: Final = 262_144


def file_answer(
    content: bytes, media_type: str, name: str, *, plain: str = "", digest: str = ""
) -> Response:
    """A file that is in memory; `digest` is its ETag, where it has one.

    `plain` is the name for what knows only ASCII, where too little is left of `name`.
    """
    etag = [(b"etag", f'"{digest}"'.encode())] if digest else []
    return Encoded(content, 200, media_type.encode(), [_disposition(name, plain), *etag])


class FileAnswer(Response):
    """A file on the disk, sent as it is read; `done` is called after it, sent or not."""

    def __init__(self, path: Path, media_type: str, name: str, done: Callable[[], None]) -> None:
        self.path = path
        self.status_code = 200
        self.background = None
        self._done = done
        self.raw_headers = [
            (b"content-type", media_type.encode()),
            (b"content-length", b"%d" % path.stat().st_size),
            *ALWAYS,
            _disposition(name),
        ]

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        try:
            await send(start)
            with await asyncio.to_thread(self.path.open, "rb") as file:
                await _send(file, send)
        finally:
            await asyncio.to_thread(self._done)


async def _send(file: BinaryIO, send: Send) -> None:
    while chunk := await asyncio.to_thread(file.read, _CHUNK):
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def content_disposition(name: str, plain: str = "") -> str:
    """RFC 6266 with RFC 8187's `filename*`; `filename` is for clients that know no better: `plain`, or
    the name with `_` for what is not plain.
    """
    shown = "".join(
        each if " " <= each <= "~" and each not in '"\\%' else "_" for each in plain or name
    )
    return f"attachment; filename=\"{shown}\"; filename*=UTF-8''{quote(name, safe='')}"


def _disposition(name: str, plain: str = "") -> tuple[bytes, bytes]:
    return b"content-disposition", content_disposition(name, plain).encode()
