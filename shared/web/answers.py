"""Answers in JSON, encoded by msgspec; instants are shown with the offset of Asia/Shanghai."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, get_type_hints

import msgspec
from pydantic import GetCoreSchemaHandler
from pydantic.dataclasses import dataclass
from starlette.responses import Response

from shared.kernel.clock import SHANGHAI

JSON = b"application/json"
_encoder = msgspec.json.Encoder()
# Answers hold case data: no cache keeps them, no browser guesses at them or frames them.
ALWAYS = [
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
]


class Answer(msgspec.Struct, gc=False):
    """Base of what services answer: written by msgspec, described in OpenAPI by pydantic.

    A field's `Annotated[..., pydantic.Field(...)]` goes into the description. No field has a
    default: an answer says everything it has to say.
    """

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, handler: GetCoreSchemaHandler) -> Any:
        return handler.generate_schema(_as_dataclass(cls))


@cache
def _as_dataclass(shape: type[Answer]) -> type:
    """A dataclass with the fields, names and docstring of an answer, to be described only.

    Pydantic's own keep the description that was made of them once; of the standard library's it
    makes one anew for every route and every answer they are part of.
    """
    hints = get_type_hints(shape, include_extras=True)
    fields = {name: hints[name] for name in shape.__struct_fields__}
    namespace = {
        "__doc__": shape.__doc__,
        "__module__": shape.__module__,
        "__annotations__": fields,
    }
    return dataclass(type(shape.__name__, (), namespace))


class Encoded(Response):
    """A response whose body is ready; skips the header juggling of its base class."""

    def __init__(
        self, body: bytes, status: int, media_type: bytes, headers: list[tuple[bytes, bytes]]
    ) -> None:
        self.status_code = status
        self.body = body
        self.background = None
        self.raw_headers = [
            (b"content-type", media_type),
            (b"content-length", b"%d" % len(body)),
            *ALWAYS,
            *headers,
        ]


def json_response(
    value: Any,
    status: int = 200,
    etag: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Answer with a msgspec struct, a dict or a list; `etag` is the version of the aggregate."""
    raw = _raw(headers) if headers else []
    if etag is not None:
        raw.append((b"etag", b'"%d"' % etag))
    return Encoded(_encoder.encode(value), status, JSON, raw)


@lru_cache(maxsize=1024)
def shown(at: datetime) -> datetime:
    """The instant as officials read it: `2022-09-24T09:30:00+08:00`."""
    return at.astimezone(SHANGHAI)


def _raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [
        (name.lower().encode("latin-1"), text.encode("latin-1")) for name, text in headers.items()
    ]
