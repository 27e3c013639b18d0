"""What the log holds: recorded events, their envelope, and the head."""

from datetime import datetime
from typing import Any

import msgspec

from shared.kernel.actor import Actor


class Envelope(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Who caused an event, how and why (T-23). Stored as JSON beside the event's own data.

    `operation` is the API operation, timer or reaction behind it, `client` the calling system,
    `simulated` marks what was recorded under a simulated clock.
    """

    actor: str
    role: str
    unit: str | None = None
    client: str = ""
    operation: str
    command_id: str
    correlation_id: str
    causation_id: str | None = None
    reason: str | None = None
    traceparent: str | None = None
    simulated: bool = False


class Recorded(msgspec.Struct, frozen=True, gc=False):
    """One row of the log, exactly as stored."""

    position: int
    stream_id: str
    version: int
    name: str
    schema_version: int
    recorded_at: datetime
    data: bytes
    meta: bytes
    hash: bytes

    @property
    def envelope(self) -> Envelope:
        return msgspec.json.decode(self.meta, type=Envelope)


class Head(msgspec.Struct, frozen=True):
    """The last position written, its hash, and the instant it was recorded at."""

    position: int
    hash: bytes
    recorded_at: datetime


class Stream:
    """One stream's folded state and version (0: nothing recorded yet)."""

    __slots__ = ("state", "version")

    def __init__(self, state: Any, version: int) -> None:
        self.state = state
        self.version = version


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """A command on its way to the writer, with everything its envelope needs.

    command_id        the idempotency key as a UUID: the same id has one effect and one answer
    fingerprint       digest of what was asked; the same id with another fingerprint is refused
    streams           the streams the command touches, the one it is about first
    expected_version  the version the caller saw (If-Match), None when it need not matter
    only_own          the caller's permission covers its own cases only
    """

    command_id: str
    fingerprint: bytes
    streams: tuple[str, ...]
    command: object
    operation: str
    actor: Actor
    correlation_id: str
    causation_id: str | None = None
    reason: str | None = None
    traceparent: str | None = None
    expected_version: int | None = None
    only_own: bool = False


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an order: the state after it, from memory, not read back.

    `position` is the log's head right after the command; `replayed` says the id was seen before
    and this is the first answer again.
    """

    stream_id: str
    version: int
    state: object
    position: int
    events: tuple[object, ...] = ()
    replayed: bool = False
