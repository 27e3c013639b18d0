"""What is known of an import. Nothing here judges."""

from datetime import datetime

from msgspec import Struct

from services.tickets.imports.events import ImportReceived, Mode
from shared.kernel.actor import Actor, Role
from shared.kernel.ids import derived_id


class NoImport(Struct, frozen=True, gc=False):
    """No such file came in."""


class Import(Struct, frozen=True, kw_only=True, gc=False):
    """A file as it was received last; `client` and `unit` are whose it is."""

    digest: str
    mode: Mode
    rows: int
    refused: int
    client: str
    unit: str | None
    received_at: datetime


State = NoImport | Import
INITIAL = NoImport()


def import_id(digest: str, actor: Actor) -> str:
    """The same file from the same system for the same unit is the same import."""
    return derived_id("ticket-import", actor.client, actor.unit or "", digest)


def evolve(_state: State, event: ImportReceived) -> Import:
    return Import(
        digest=event.digest,
        mode=event.mode,
        rows=event.rows,
        refused=event.refused,
        client=event.client,
        unit=event.unit,
        received_at=event.received_at,
    )


def owned_by(state: State, actor: Actor) -> bool:
    """A department's are those of its unit, a platform's those it sent."""
    if not isinstance(state, Import):
        return False
    if actor.role is Role.DEPARTMENT:
        return state.unit is not None and state.unit == actor.unit
    return actor.role is Role.PLATFORM and bool(actor.client) and state.client == actor.client
