"""The AsyncAPI 3.0 description of a service's event stream, drawn from its event registry."""

from typing import Any

import msgspec

from shared.eventstore.codec import EventType
from shared.messaging.streams import stream_name, subjects
from shared.service import Service

_REFERENCE = "#/components/schemas/{name}"
_HEADERS = {
    "type": "object",
    "description": "CloudEvents 1.0, binary mode, and what makes the stream a full copy.",
    "required": ["Nats-Msg-Id", "ce-specversion", "ce-id", "ce-source", "ce-type", "ce-sequence"],
    "properties": {
        "Nats-Msg-Id": {"type": "string", "description": "<service>:<position>"},
        "ce-specversion": {"const": "1.0"},
        "ce-id": {"type": "string", "description": "<service>:<position>"},
        "ce-source": {"type": "string", "description": "/shukun/<service>"},
        "ce-type": {"type": "string", "description": "the event's name"},
        "ce-subject": {"type": "string", "format": "uuid", "description": "the aggregate's id"},
        "ce-time": {"type": "string", "format": "date-time", "description": "when recorded, UTC"},
        "ce-datacontenttype": {"const": "application/json"},
        "ce-dataschema": {"type": "string", "description": "/shukun/<service>/<name>/<version>"},
        "ce-sequence": {"type": "string", "description": "position in the log, gapless"},
        "ce-version": {"type": "string", "description": "version of the aggregate"},
        "ce-schemaversion": {"type": "string"},
        "ce-correlationid": {"type": "string"},
        "ce-causationid": {"type": "string"},
        "ce-traceparent": {"type": "string", "description": "W3C Trace Context"},
        "shukun-meta": {"type": "string", "description": "the stored envelope, base64url JSON"},
        "shukun-hash": {"type": "string", "description": "the event's chain hash, hex"},
    },
}


def asyncapi_document(service: Service) -> dict[str, Any]:
    """One channel a service; one message an event name."""
    registry = service.model.registry
    events = (*registry.types, *registry.retired)
    schemas = _schemas(events)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": f"Shukun {service.name} · {service.title_zh}",
            "version": "1.0.0",
            "description": f"Every event of the service, in order, on the JetStream stream "
            f"{stream_name(service.name)}; the sequence number is the position in the log.",
        },
        "channels": {
            service.name: {
                "address": f"shukun.{service.name}.{{aggregate_id}}.{{event_name}}",
                "description": f"subjects {subjects(service.name)}",
                "parameters": {
                    "aggregate_id": {"description": "the aggregate's UUID"},
                    "event_name": {"enum": [event.name for event in events]},
                },
                "messages": {e.name: {"$ref": f"#/components/messages/{e.name}"} for e in events},
            }
        },
        "operations": {
            "publish": {"action": "send", "channel": {"$ref": f"#/channels/{service.name}"}}
        },
        "components": {
            "messages": {event.name: _message(event) for event in events},
            "schemas": schemas,
        },
    }


def _message(event: EventType) -> dict[str, Any]:
    return {
        "name": event.name,
        "title": f"{event.name} (schema version {event.version})",
        "summary": " ".join((event.shape.__doc__ or "").split()),
        "contentType": "application/json",
        "headers": _HEADERS,
        "payload": {"$ref": _REFERENCE.format(name=event.shape.__name__)},
    }


def _schemas(events: tuple[EventType, ...]) -> dict[str, Any]:
    _, schemas = msgspec.json.schema_components(
        [event.shape for event in events], ref_template=_REFERENCE
    )
    return dict(sorted(schemas.items()))
