"""What other services promise is read as they store it; what they do not promise is not guessed."""

import msgspec
import pytest

from services.tickets.calendar.events import CalendarPublished
from services.tickets.model import REGISTRY
from shared.eventstore.log import Recorded
from shared.kernel.calendar_lists import CalendarList
from shared.messaging.contracts import CALENDAR_PUBLISHED, UnknownSchema
from shared.testing.specs import instant
from tests.builders.golden import golden_file
from tests.builders.ticket_events import EXAMPLES

NAME = "calendar_published"


def stored(data: bytes, schema_version: int = 1) -> Recorded:
    at = instant("2026-12-02T17:00+08:00")
    return Recorded(71, "stream", 6, NAME, schema_version, at, data, b"{}", b"")


def changed(**fields: object) -> bytes:
    """The golden notice with other or further fields."""
    body = msgspec.json.decode(golden_file("tickets", NAME, 1).read_bytes())
    body["notice"] |= fields
    return msgspec.json.encode(body)


def test_the_owners_golden_file_is_read() -> None:
    example = EXAMPLES[NAME, 1]
    assert isinstance(example, CalendarPublished)
    golden = golden_file("tickets", NAME, 1).read_bytes()
    assert CALENDAR_PUBLISHED.read(stored(golden)) == example.notice


def test_every_version_that_the_owner_stores_can_be_read() -> None:
    assert {t.version for t in REGISTRY.types if t.name == NAME} <= set(CALENDAR_PUBLISHED.readers)


def test_fields_that_the_owner_adds_are_passed_over() -> None:
    notice: CalendarList = CALENDAR_PUBLISHED.read(stored(changed(seal="国办")))
    assert notice == CALENDAR_PUBLISHED.read(stored(changed()))


def test_a_version_that_is_not_known_is_no_notice() -> None:
    with pytest.raises(UnknownSchema, match="version 2; known here: 1"):
        CALENDAR_PUBLISHED.read(stored(changed(), schema_version=2))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(changed(status="draft"), id="a status that is not known"),
        pytest.param(changed(holidays="2027-01-01"), id="a day where a list was promised"),
        pytest.param(b'{"notice":{"year":2027,"status":"final","holidays":[]}}', id="fields left"),
    ],
)
def test_data_that_is_not_as_promised_is_no_notice(data: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        CALENDAR_PUBLISHED.read(stored(data))
