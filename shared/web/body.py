"""Reading a body: JSON straight into its model, anything else as it is; what no text may hold."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any

from fastapi._compat import ModelField
from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json
from starlette.requests import ClientDisconnect
from starlette.types import Receive

from shared.web.facts import Facts
from shared.web.problem_kinds import MEDIA_TYPE_OTHER, MEDIA_TYPE_UNSUPPORTED
from shared.web.problems import ProblemError

_JSON = re.compile(
    r'application/(?:[\w.+-]+\+)?json\s*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?\Z', re.IGNORECASE
)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_NUL_ESCAPE = b"\\u0000"

Error = Mapping[str, Any]


class BodyReader:
    """Reads the one body of a route; `name` is the endpoint's parameter for it."""

    def __init__(self, field: ModelField) -> None:
        self.name = field.name
        self._required = field.field_info.is_required()
        self._default = field.default
        annotation: Any = field.field_info.annotation
        self._validate = TypeAdapter[Any](annotation).validator.validate_json

    def require_type(self, facts: Facts) -> None:
        """Raise ProblemError (415) when the headers announce anything but plain UTF-8 JSON."""
        headers = facts.headers
        media_type = headers.get(b"content-type")
        if media_type is None:
            acceptable = headers.get(b"content-length", "0") == "0" and not _streamed(headers)
        else:
            acceptable = _is_json(media_type)
        if not acceptable or headers.get(b"content-encoding", "identity") != "identity":
            raise ProblemError(MEDIA_TYPE_UNSUPPORTED)

    def read(self, raw: bytes) -> tuple[Any, list[Error]]:
        """The validated body, or pydantic's errors, each with `body` ahead of its place."""
        if not raw:
            return self._default, [_missing()] if self._required else []
        raw = raw.removeprefix(_BYTE_ORDER_MARK)
        try:
            value = self._validate(raw)
        except ValidationError as invalid:
            errors = invalid.errors(include_url=False, include_input=False)
            return None, [{**error, "loc": ("body", *error["loc"])} for error in errors]
        return value, _nul_in_body(raw) if _NUL_ESCAPE in raw else []


class RawReader:
    """Takes the one body of a route as it is; its media type is the one the route declares."""

    def __init__(self, field: ModelField, media_type: str) -> None:
        self.name = field.name
        self._media_type = media_type

    def require_type(self, facts: Facts) -> None:
        """Raise ProblemError (415) when the headers announce another type, or a coding."""
        given = facts.headers.get(b"content-type", "").partition(";")[0].strip().lower()
        coding = facts.headers.get(b"content-encoding", "identity")
        if given != self._media_type or coding != "identity":
            raise ProblemError(MEDIA_TYPE_OTHER, media_type=self._media_type)

    def read(self, raw: bytes) -> tuple[Any, list[Error]]:
        return raw, [] if raw else [_missing()]


def body_reader(field: ModelField) -> BodyReader | RawReader:
    """The reader of a route's body: `bytes` is taken as it is, anything else is JSON."""
    if field.field_info.annotation is bytes:
        return RawReader(field, str(getattr(field.field_info, "media_type")))  # noqa: B009
    return BodyReader(field)


async def read_body(receive: Receive) -> bytes:
    """The whole body. Raises ClientDisconnect when the client goes away before its end."""
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        part: bytes = message.get("body", b"")
        if not message.get("more_body", False):
            return b"".join((*parts, part)) if parts else part
        parts.append(part)


def nul_in_parameters(where: str, given: Mapping[str, Any]) -> list[Error]:
    """PostgreSQL stores no U+0000 in text: refused here, by name, for every parameter."""
    return [_nul((where, name)) for name, value in given.items() if "\0" in f"{name}{value}"]


def surplus_parameters(given: Mapping[str, str], known: Collection[str]) -> list[Error]:
    """A misspelt filter must not pass for no filter."""
    return [
        {
            "type": "extra_forbidden",
            "loc": ("query", name),
            "msg": "There is no such query parameter",
        }
        for name in given
        if name not in known
    ]


def _nul_in_body(raw: bytes) -> list[Error]:
    return [_nul(("body", *loc)) for loc in _nul_places(from_json(raw), ())]


def _nul_places(value: Any, loc: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, str) and "\0" in value:
        yield loc
    elif isinstance(value, dict):
        for name, inner in value.items():
            if "\0" in name:
                yield (*loc, name)
            yield from _nul_places(inner, (*loc, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _nul_places(inner, (*loc, index))


def _nul(loc: tuple[str | int, ...]) -> Error:
    return {"type": "nul_character", "loc": loc, "msg": "The text holds a NUL character (U+0000)"}


def _missing() -> Error:
    return {"type": "missing", "loc": ("body",), "msg": "Field required"}


def _streamed(headers: Mapping[bytes, str]) -> bool:
    return b"transfer-encoding" in headers


@lru_cache(maxsize=64)
def _is_json(media_type: str) -> bool:
    return bool(_JSON.match(media_type.strip()))
