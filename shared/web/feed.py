"""Recorded events as an answer: a case's history, and each service's feed."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from pydantic import Field

from shared.eventstore.log import Recorded
from shared.web.answers import Answer, shown


class EventAnswer(Answer, kw_only=True):
    """An event with its envelope (T-23). `data` and `meta` are the stored JSON, and `hash` is what
    chains it to the event before.
    """

    id: Annotated[str, Field(examples=["tickets:17"])]
    position: int
    aggregate_id: str
    version: int
    name: str
    schema_version: int
    recorded_at: datetime
    data: dict[str, Any]
    meta: dict[str, Any]
    hash: str


class FeedAnswer(Answer, kw_only=True):
    """Events behind a position, in the order of the log; pass `next` as `after` to go on."""

    items: list[EventAnswer]
    next: int


def event_answer(service: str, event: Recorded) -> EventAnswer:
    """An event as its readers see it. The JSON is passed through as stored."""
    raw_data: Any = msgspec.Raw(event.data)
    raw_meta: Any = msgspec.Raw(event.meta)
    return EventAnswer(
        id=f"{service}:{event.position}",
        position=event.position,
        aggregate_id=event.stream_id,
        version=event.version,
        name=event.name,
        schema_version=event.schema_version,
        recorded_at=shown(event.recorded_at),
        data=raw_data,
        meta=raw_meta,
        hash=event.hash.hex(),
    )
