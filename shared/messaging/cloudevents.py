"""A recorded event as a NATS message and back: CloudEvents 1.0, binary mode.

The payload is the event's stored bytes. Headers carry the CloudEvents attributes, the envelope
(base64url, because NATS headers are ASCII) and the hash, so that the stream is a complete second
copy of the log: whoever reads it can recompute the chain.
"""

import base64
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

import msgspec

from shared.eventstore.log import Recorded

MESSAGE_ID: Final = "Nats-Msg-Id"


class MalformedMessage(ValueError):
    """A message on an event stream that no relay of ours wrote."""


class _Causes(msgspec.Struct, frozen=True):
    """The part of an envelope that travels as CloudEvents extensions."""

    correlation_id: str
    causation_id: str | None = None
    traceparent: str | None = None


_decode_causes = msgspec.json.Decoder(_Causes).decode


def event_id(service: str, position: int) -> str:
    """An event's id, and its message id for JetStream's deduplication."""
    return f"{service}:{position}"


def subject(service: str, event: Recorded) -> str:
    return f"shukun.{service}.{event.stream_id}.{event.name}"


def headers(service: str, event: Recorded) -> dict[str, str]:
    """The message headers of one event."""
    causes = _decode_causes(event.meta)
    identity = event_id(service, event.position)
    result = {
        MESSAGE_ID: identity,
        "ce-specversion": "1.0",
        "ce-id": identity,
        "ce-source": f"/shukun/{service}",
        "ce-type": event.name,
        "ce-subject": event.stream_id,
        "ce-time": event.recorded_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "ce-datacontenttype": "application/json",
        "ce-dataschema": f"/shukun/{service}/{event.name}/{event.schema_version}",
        "ce-sequence": str(event.position),
        "ce-version": str(event.version),
        "ce-schemaversion": str(event.schema_version),
        "ce-correlationid": quote(causes.correlation_id),
        "shukun-meta": base64.urlsafe_b64encode(event.meta).decode(),
        "shukun-hash": event.hash.hex(),
    }
    if causes.causation_id:
        result["ce-causationid"] = quote(causes.causation_id)
    if causes.traceparent:
        result["ce-traceparent"] = quote(causes.traceparent)
    return result


def recorded(headers_: dict[str, str] | None, data: bytes) -> Recorded:
    """The event as the source's log holds it. Raises MalformedMessage."""
    if not headers_:
        raise MalformedMessage("the message has no headers")
    try:
        return Recorded(
            position=int(headers_["ce-sequence"]),
            stream_id=headers_["ce-subject"],
            version=int(headers_["ce-version"]),
            name=headers_["ce-type"],
            schema_version=int(headers_["ce-schemaversion"]),
            recorded_at=datetime.fromisoformat(headers_["ce-time"]),
            data=data,
            meta=base64.urlsafe_b64decode(headers_["shukun-meta"]),
            hash=bytes.fromhex(headers_["shukun-hash"]),
        )
    except (KeyError, ValueError) as fault:
        raise MalformedMessage(f"not an event of ours: {fault!r}") from fault
