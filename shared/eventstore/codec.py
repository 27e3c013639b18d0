"""Events to stored bytes and back: explicit names, schema versions, upcasters.

The stored bytes are UTF-8 JSON written once by msgspec and never re-serialised: what is hashed is
what is stored and what is published.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from shared.kernel.decider import Event

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]


class UnknownEvent(LookupError):
    """The log holds an event this release has no name for: it was written by a later one."""


class EventType(msgspec.Struct, frozen=True):
    """`shape` is stored under `name` with schema version `version`, the newest one."""

    name: str
    version: int
    shape: type[Event]


class EventRegistry:
    """The names a service stores its events under.

    `upcasters` maps (name, version) to a pure function from that version's JSON object to the next
    version's. `retired` maps a name no longer written to the shape it is still read as.
    """

    def __init__(
        self,
        *types: EventType,
        upcasters: Mapping[tuple[str, int], Upcaster] | None = None,
        retired: tuple[EventType, ...] = (),
    ) -> None:
        self.types = types
        self.retired = retired
        self.upcasters = dict(upcasters or {})
        self._stored_as = {t.shape: (t.name, t.version) for t in types}
        self._newest = {t.name: t for t in (*types, *retired)}
        if len(self._newest) != len(types) + len(retired):
            raise ValueError("two events share one name")
        self._decoders: dict[tuple[str, int], Callable[[bytes], Event]] = {
            (t.name, t.version): msgspec.json.Decoder(t.shape).decode for t in self._newest.values()
        }
        for t in self._newest.values():
            for version in range(1, t.version):
                self._decoders[t.name, version] = self._upcasting_decoder(t, version)
        self._encode = msgspec.json.Encoder().encode

    def encode(self, event: Event) -> tuple[str, int, bytes]:
        """Name, schema version and bytes to store. Raises UnknownEvent for an unlisted shape."""
        try:
            name, version = self._stored_as[type(event)]
        except KeyError:
            raise UnknownEvent(f"{type(event).__name__} has no stored name") from None
        return name, version, self._encode(event)

    def decode(self, name: str, version: int, data: bytes) -> Event:
        """The event in its newest shape. Raises UnknownEvent, or msgspec.DecodeError for bytes
        that are not what the name and version promise.
        """
        return self.decoder(name, version)(data)

    def decoder(self, name: str, version: int) -> Callable[[bytes], Event]:
        """The function behind `decode`, for loops over many events of one name."""
        try:
            return self._decoders[name, version]
        except KeyError:
            raise UnknownEvent(f"event '{name}' in version {version} is not known here") from None

    def shape_of(self, name: str) -> type[Event]:
        try:
            return self._newest[name].shape
        except KeyError:
            raise UnknownEvent(f"event '{name}' is not known here") from None

    def _upcasting_decoder(self, newest: EventType, stored: int) -> Callable[[bytes], Event]:
        steps = [self.upcasters[newest.name, version] for version in range(stored, newest.version)]

        def decode(data: bytes) -> Event:
            fields: dict[str, Any] = msgspec.json.decode(data)
            for step in steps:
                fields = step(fields)
            return msgspec.convert(fields, newest.shape)

        return decode
