"""What the headers of one request say, read once, and found again by whatever serves it."""

import re
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import msgspec

from shared.kernel.ids import new_id
from shared.kernel.refusal import Language
from shared.web.language import preferred

_ID = re.compile(r"[A-Za-z0-9._:-]{1,128}\Z")
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}\Z")
_WANTED = frozenset(
    {
        b"accept-language",
        b"authorization",
        b"content-encoding",
        b"content-length",
        b"content-type",
        b"expect",
        b"idempotency-key",
        b"if-match",
        b"traceparent",
        b"transfer-encoding",
        b"x-causation-id",
        b"x-correlation-id",
        b"x-request-id",
    }
)


# A problem as status, media type and body, where it is not told as `application/problem+json`.
Teller = Callable[[Any], tuple[int, bytes, bytes]]


class Facts(msgspec.Struct, frozen=True):
    """`headers` holds the few that matter here, by lower-case name; the first of equals counts.

    `request_id` is the caller's `X-Request-Id` or a fresh UUIDv7. `correlation_id` is the
    caller's `X-Correlation-Id` or the request id: it ties everything one errand caused together.
    `causation_id` is what the caller says made it ask. `traceparent` is W3C Trace Context.
    `teller` tells problems below the prefix of a dialect, None anywhere else.
    """

    method: str
    path: str
    headers: dict[bytes, str]
    request_id: str
    correlation_id: str
    causation_id: str | None
    traceparent: str | None
    teller: Teller | None = None

    @property
    def language(self) -> Language:
        return preferred(self.headers.get(b"accept-language"))


current_facts: ContextVar[Facts | None] = ContextVar("current_facts", default=None)


def read_facts(scope: Any, teller: Teller | None = None) -> Facts:
    """Read an ASGI HTTP scope. An id that is too long or holds odd characters is not taken over."""
    headers = {
        name: value.decode("latin-1")
        for name, value in reversed(scope["headers"])
        if name in _WANTED
    }
    request_id = _taken_over(headers.get(b"x-request-id")) or new_id()
    traceparent = headers.get(b"traceparent")
    return Facts(
        method=scope["method"],
        path=scope["path"],
        headers=headers,
        request_id=request_id,
        correlation_id=_taken_over(headers.get(b"x-correlation-id")) or request_id,
        causation_id=_taken_over(headers.get(b"x-causation-id")),
        traceparent=traceparent if traceparent and _TRACEPARENT.match(traceparent) else None,
        teller=teller,
    )


def _taken_over(value: str | None) -> str | None:
    return value if value and _ID.match(value) else None
