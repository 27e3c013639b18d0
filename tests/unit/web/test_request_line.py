"""Every request leaves one line, with these fields and no others."""

import io
import json
import re
from typing import Any

from shared.web.facts import read_facts
from shared.web.request_line import RequestLog

TRACE = "0af7651916cd43dd8448eb211c80319c"


def line_of(*headers: tuple[bytes, bytes], role: str | None = None) -> dict[str, Any]:
    stream = io.BytesIO()
    log = RequestLog()
    log.write_to(stream, "tickets")
    facts = read_facts({"method": "POST", "path": "/v1/tickets", "headers": headers})
    log.record(facts, "tickets.submit", 201, 0.0123456, role)
    written = stream.getvalue()
    assert written.count(b"\n") == 1
    assert written.endswith(b"}\n")
    line: dict[str, Any] = json.loads(written)
    return line


def test_a_line_says_what_was_asked_by_which_role_and_how_it_went() -> None:
    line = line_of((b"x-request-id", b"r-1"), role="department:HRSS")
    at = line.pop("timestamp")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z", at)
    assert line == {
        "event": "request",
        "service": "tickets",
        "operation": "tickets.submit",
        "method": "POST",
        "status": 201,
        "ms": 12.35,
        "role": "department:HRSS",
        "request_id": "r-1",
        "correlation_id": "r-1",
        "level": "info",
    }


def test_a_line_carries_the_callers_ids_when_there_are_any() -> None:
    line = line_of(
        (b"x-correlation-id", b"c-1"),
        (b"x-causation-id", b"e-1"),
        (b"traceparent", f"00-{TRACE}-b7ad6b7169203331-01".encode()),
    )
    assert line["role"] is None
    assert (line["correlation_id"], line["causation_id"]) == ("c-1", "e-1")
    assert line["trace_id"] == TRACE


def test_nothing_is_written_when_the_level_asks_for_no_such_lines() -> None:
    stream = io.BytesIO()
    log = RequestLog()
    facts = read_facts({"method": "GET", "path": "/livez", "headers": []})
    log.record(facts, "livez", 200, 0.001, None)
    log.write_to(stream, "tickets")
    log.write_to(None, "tickets")
    log.record(facts, "livez", 200, 0.001, None)
    assert stream.getvalue() == b""
