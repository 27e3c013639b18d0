"""The one log line of every request, written without the processors that other lines pass.

It holds ids and codes only, never free text, so there is nothing to scrub and no exception to
format; the chain of processors would cost more than the line itself.
"""

from datetime import datetime
from typing import BinaryIO, Final

import msgspec
from msgspec import UNSET, UnsetType

from shared.kernel.clock import SystemClock
from shared.web.facts import Facts

_clock: Final = SystemClock()
_encode = msgspec.json.Encoder().encode


class RequestLine(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The line as it is read by whoever searches the logs; `ms` is the time until the answer."""

    event: str = "request"
    service: str
    operation: str
    method: str
    status: int
    ms: float
    role: str | None
    request_id: str
    correlation_id: str
    causation_id: str | UnsetType = UNSET
    trace_id: str | UnsetType = UNSET
    level: str = "info"
    timestamp: datetime


class RequestLog:
    """Writes the lines of one process; silent until `write_to` says where."""

    def __init__(self) -> None:
        self._service = ""
        self._stream: BinaryIO | None = None

    def write_to(self, stream: BinaryIO | None, service: str) -> None:
        """From now on write to `stream`; None when the log level asks for no such lines."""
        self._stream = stream
        self._service = service

    def record(
        self, facts: Facts, operation: str, status: int, seconds: float, role: str | None
    ) -> None:
        if self._stream is None:
            return
        line = RequestLine(
            service=self._service,
            operation=operation,
            method=facts.method,
            status=status,
            ms=round(seconds * 1000, 2),
            role=role,
            request_id=facts.request_id,
            correlation_id=facts.correlation_id,
            causation_id=facts.causation_id or UNSET,
            trace_id=facts.traceparent[3:35] if facts.traceparent else UNSET,
            timestamp=_clock.now(),
        )
        self._stream.write(_encode(line) + b"\n")
        self._stream.flush()


request_log: Final = RequestLog()
