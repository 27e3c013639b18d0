"""Events of other services, read by explicit shapes of our own, version by version.

What the other service adds is passed over. A version we do not know, or data that is not what its
version promises, raises: the subscription parks the event as a dead letter and a person decides.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, Generic, Literal, TypeVar

import msgspec

from shared.eventstore.log import Recorded
from shared.kernel.calendar_lists import CalendarList

T = TypeVar("T")


class UnknownSchema(ValueError):
    """The other service stores this event in a version that this release cannot read."""


class Contract(msgspec.Struct, Generic[T], frozen=True):
    """What is expected of one event: `readers` give its meaning, by schema version."""

    service: str
    name: str
    readers: Mapping[int, Callable[[bytes], T]]

    def read(self, event: Recorded) -> T:
        """Raises UnknownSchema, or msgspec.DecodeError when the data is not as promised."""
        reader = self.readers.get(event.schema_version)
        if reader is None:
            raise UnknownSchema(
                f"{self.service} stores '{self.name}' in version {event.schema_version}; "
                f"known here: {', '.join(map(str, sorted(self.readers)))}"
            )
        return reader(event.data)


class _NoticeV1(msgspec.Struct, frozen=True):
    year: int
    status: Literal["final", "provisional"]
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]
    document_no: str
    source: str
    published_on: date | None
    adcode: str


class _CalendarPublishedV1(msgspec.Struct, frozen=True):
    notice: _NoticeV1


_decode_v1 = msgspec.json.Decoder(_CalendarPublishedV1).decode


def _notice_v1(data: bytes) -> CalendarList:
    return CalendarList(**msgspec.structs.asdict(_decode_v1(data).notice))


CALENDAR_PUBLISHED: Final = Contract("tickets", "calendar_published", {1: _notice_v1})


class CaseOpened(msgspec.Struct, frozen=True):
    """An item of the clearing ledger; `ticket_id` is the ticket that raised it (T-21)."""

    number: str
    ticket_id: str | None


ARREARS_REGISTERED: Final = Contract(
    "arrears", "arrears_registered", {1: msgspec.json.Decoder(CaseOpened).decode}
)
