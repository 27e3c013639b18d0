"""Files that cases are registered from in numbers: one stream a file and sender, in any service."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from shared.kernel.actor import Actor, Role
from shared.kernel.decider import Aggregate, Claim, Command, Context, Event, Held, On
from shared.kernel.ids import derived_id

O = TypeVar("O")  # noqa: E741  an order


class Mode(StrEnum):
    """Whether one row at fault holds back all others."""

    ALL_OR_NOTHING = "all_or_nothing"
    VALID_ROWS_ONLY = "valid_rows_only"


class ImportedFrom(Struct, frozen=True, kw_only=True, gc=False):
    """Which row of which file a case came from. `digest` names its algorithm: `sha256:…`; `row` is
    the row's number in the sheet, as Excel counts.
    """

    import_id: str
    digest: str
    row: int


class ImportReceived(Event, frozen=True, kw_only=True):
    """A file was checked and its rows are being registered. Each case names the import and its
    row; the file itself is not kept, for it holds personal data. Stored as `import_received`.

    rows     rows that were filled in
    refused  of these, rows at fault
    """

    digest: str
    mode: Mode
    rows: int
    refused: int
    client: str
    unit: str | None
    received_at: datetime


class ReceiveImport(Command, frozen=True, kw_only=True):
    """Note that a file came in and was checked."""

    digest: str
    mode: Mode
    rows: int
    refused: int


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
INITIAL: Final = NoImport()


def import_id(kind: str, digest: str, actor: Actor) -> str:
    """The same file from the same system for the same unit is the same import. `kind` names what
    is registered, such as `ticket-import`; it is stored in no event and never changes.
    """
    return derived_id(kind, actor.client, actor.unit or "", digest)


def import_key(source: ImportedFrom) -> str:
    """A row of a file becomes one case, however often and in whatever manner it is sent."""
    return f"import/{source.import_id}/{source.row}"


def was_imported(source: ImportedFrom | None, context: Context) -> bool:
    """Whether this row of this file is a case already."""
    return source is not None and context.claims.get(import_key(source)) is not None


def decide(command: ReceiveImport, state: State, context: Context) -> list[ImportReceived]:
    """An import is noted once, and again when it is sent in another manner."""
    said = (command.mode, command.rows, command.refused)
    if isinstance(state, Import) and said == (state.mode, state.rows, state.refused):
        return []
    return [
        ImportReceived(
            digest=command.digest,
            mode=command.mode,
            rows=command.rows,
            refused=command.refused,
            client=context.actor.client,
            unit=context.actor.unit,
            received_at=context.now,
        )
    ]


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


IMPORT: Final[Aggregate[State]] = Aggregate(
    name="import",
    initial=INITIAL,
    decide=decide,
    evolve=evolve,
    commands=frozenset({ReceiveImport}),
    events=frozenset({ImportReceived}),
    owned_by=owned_by,
)


def in_turn(
    orders: Iterable[tuple[str, O]],
    decide_one: Callable[[str, O, Context], Sequence[Event]],
    claims: Callable[[Event], Iterable[Claim]],
    context: Context,
) -> list[On]:
    """The facts of several orders given as one, each by the stream it is about and decided on top
    of what the ones before it have taken; the first refusal refuses all.
    """
    taken: dict[str, Held | None] = {}
    meanwhile = replace(context, claims=context.claims.beneath(taken))
    facts: list[On] = []
    for stream_id, order in orders:
        for event in decide_one(stream_id, order, meanwhile):
            facts.append(On(stream_id, event))
            taken.update((claim.key, Held(stream_id, claim.value)) for claim in claims(event))
    return facts


class ImportedCase(Struct, frozen=True, gc=False):
    """A case and the row of the file that it came from."""

    row: int
    id: str
    number: str
