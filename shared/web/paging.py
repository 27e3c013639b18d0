"""Pages: opaque cursors that only we can make, and the envelope of a list."""

import base64
import hashlib
import hmac
from typing import Annotated, Any, Final, Generic, TypeVar

import msgspec
from fastapi import Query
from pydantic import BaseModel, Field

from shared.web.problem_kinds import CURSOR_INVALID
from shared.web.problems import ProblemError

T = TypeVar("T")
Shape = TypeVar("Shape")

LIMIT_DEFAULT: Final = 50
LIMIT_MAX: Final = 200
_SEAL_BYTES: Final = 8
_CURSOR_CHARACTERS: Final = 2048

Limit = Annotated[
    int, Query(title="每页条数", description="Items on one page.", ge=1, le=LIMIT_MAX)
]
CursorText = Annotated[
    str | None,
    Query(
        title="翻页游标", description="`next` of the page before.", max_length=_CURSOR_CHARACTERS
    ),
]


class Page(BaseModel, Generic[T]):
    """One page of a list. There are no totals: counting all would cost more than reading one."""

    items: list[T] = Field(title="本页内容")
    next: str | None = Field(
        title="下一页游标", description="Pass as `cursor` for the next page; null on the last."
    )


class Cursors:
    """Makes and reads the cursors of one service.

    The seal keeps clients from composing cursors and so from relying on what is inside. It is no
    secret's guard: a cursor holds a place in a list, and what may be seen there is decided by
    the caller's permission each time. All replicas share the key.
    """

    def __init__(self, key: bytes) -> None:
        self._key = hashlib.blake2s(key).digest()

    def make(self, query: str, place: Any) -> str:
        """The cursor that continues `query` (its operation and filters) behind `place`."""
        body = msgspec.json.encode(place)
        return base64.urlsafe_b64encode(self._seal(query, body) + body).decode().rstrip("=")

    def read(self, query: str, cursor: str, shape: type[Shape]) -> Shape:
        """The place a cursor names. Raises ProblemError (422 `cursor_invalid`)."""
        try:
            raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
            seal, body = raw[:_SEAL_BYTES], raw[_SEAL_BYTES:]
            if not hmac.compare_digest(seal, self._seal(query, body)):
                raise ProblemError(CURSOR_INVALID)
            return msgspec.json.decode(body, type=shape)
        except (ValueError, msgspec.DecodeError):
            raise ProblemError(CURSOR_INVALID) from None

    def _seal(self, query: str, body: bytes) -> bytes:
        return hashlib.blake2s(
            query.encode() + b"\0" + body, key=self._key, digest_size=_SEAL_BYTES
        ).digest()
