"""Structured logs: one JSON object a line on standard output, with the ids of the request at hand.

No bodies, no tokens, no personal data: routes log codes and ids; what a traceback quotes is
scrubbed of mobile numbers and tokens (domain rules 6.3).
"""

import logging
import re
import sys
from typing import Any

import msgspec
import structlog
from structlog.types import EventDict, Processor

from shared.web.facts import current_facts
from shared.web.request_line import request_log

_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")
_TOKEN = re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]*")
_encode = msgspec.json.Encoder(enc_hook=str).encode


def configure_logging(*, service: str, level: str = "info") -> None:
    """Set up this process's logs, those of the libraries (uvicorn, nats, sqlalchemy) included.

    Raises ValueError when there is no such level.
    """
    threshold = logging.getLevelNamesMapping().get(level.upper())
    if threshold is None:
        raise ValueError(f"there is no log level {level!r}; use debug, info, warning or error")

    def with_service(_logger: Any, _method: str, event: EventDict) -> EventDict:
        event["service"] = service
        return event

    shared: list[Processor] = [
        with_service,
        with_request,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        scrubbed,
    ]
    structlog.configure(
        processors=[*shared, _rendered],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.BytesLoggerFactory(sys.stdout.buffer),
        cache_logger_on_first_use=True,
    )
    request_log.write_to(sys.stdout.buffer if threshold <= logging.INFO else None, service)
    _redirect_libraries(shared, threshold)


def with_request(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Add the ids of the request being served, if any."""
    facts = current_facts.get()
    if facts is not None:
        event["request_id"] = facts.request_id
        event["correlation_id"] = facts.correlation_id
        if facts.causation_id:
            event["causation_id"] = facts.causation_id
        if facts.traceparent:
            event["trace_id"] = facts.traceparent[3:35]
    return event


def scrubbed(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Mask what a traceback or a library's message may quote."""
    for key in ("exception", "event"):
        text = event.get(key)
        if isinstance(text, str) and len(text) > len("request"):
            event[key] = _TOKEN.sub("eyJ***", _MOBILE.sub(r"\1****\2", text))
    return event


def _rendered(_logger: Any, _method: str, event: EventDict) -> bytes:
    return _encode(event)


def _redirect_libraries(shared: list[Processor], threshold: int) -> None:
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                lambda *arguments: _rendered(*arguments).decode(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(threshold, logging.INFO))
    logging.getLogger("httpx").setLevel(logging.WARNING)
