"""Builders: orders for the writer as tests need them."""

from datetime import UTC, datetime

from shared.eventstore.log import Order
from shared.kernel.actor import Actor, Role
from shared.kernel.clock import FixedClock
from shared.kernel.ids import new_id

COORDINATOR = Actor(id="office-1", role=Role.COORDINATOR, client="console")


def order(
    command: object,
    *streams: str,
    actor: Actor = COORDINATOR,
    command_id: str | None = None,
    fingerprint: bytes = b"",
    expected_version: int | None = None,
    only_own: bool = False,
) -> Order:
    """An order with a fresh command id, unless one is given."""
    command_id = command_id or new_id()
    return Order(
        command_id=command_id,
        fingerprint=fingerprint,
        streams=streams or (new_id(),),
        command=command,
        operation="test",
        actor=actor,
        correlation_id=command_id,
        expected_version=expected_version,
        only_own=only_own,
    )


def clock_at(text: str) -> FixedClock:
    """A clock that stands at an ISO 8601 instant with an offset."""
    return FixedClock(datetime.fromisoformat(text).astimezone(UTC))
