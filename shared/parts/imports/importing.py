"""Registering what a form says, in one commit or row by row."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic, TypeVar

import msgspec

from shared.eventstore.log import Order, Outcome
from shared.eventstore.store import Store
from shared.kernel.actor import Actor
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Claims, Command, Context, Held
from shared.kernel.ids import derived_id
from shared.kernel.imports import ImportedCase, ImportedFrom, Mode, ReceiveImport, import_id
from shared.kernel.refusal import Refusal, RefusalKind
from shared.parts.cases import CaseTable
from shared.parts.imports.checking import Checked, Unique, check, foresee
from shared.runtime import Runtime
from shared.web.preconditions import Errand
from shared.workbooks.faults import UnreadableWorkbook, too_many_together
from shared.workbooks.sheets import Form

O = TypeVar("O", bound=Command)  # noqa: E741  the order that a row is

# Rows under way at a time: enough for full commits, few enough that others' orders come between.
ROWS_IN_FLIGHT: Final = 64
# Of one commit: everybody else waits for it, and the writer's patience is ten seconds (ADR 0009).
TOGETHER_MAX: Final = 5_000

OrderOf = Callable[..., Order]  # an order to the writer, of a command and the streams it begins
Rows = Mapping[int, O]  # by the number of the row
Wave = Sequence[tuple[int, O]]


def in_waves(orders: Rows[O]) -> Iterator[Wave[O]]:
    """The rows in portions, in their order."""
    rows = list(orders.items())
    for first in range(0, len(rows), ROWS_IN_FLIGHT):
        yield rows[first : first + ROWS_IN_FLIGHT]


async def _as_they_are(_store: Store, orders: Rows[O]) -> Rows[O]:
    return orders


def _no_keys(_order: Any) -> Iterable[str]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Importer(Generic[O]):
    """What a service says of the cases it registers from a form.

    kind      names its imports, and never changes: their ids are made from it
    form      the sheet as of a day
    order_of  a row's body to its order; raises pydantic's ValidationError
    uniques   what no two rows may share
    cases     the read model, with `import_id` and `import_row`
    judge     the decision on one order that begins a stream; raises refusals
    asks      the claims that a decision looks at
    together  registers all in one commit; the orders in the order of their rows
    singly    registers one
    looked    each order with what was looked up for it, where something has to be
    looked_at  further claims that were looked at for it
    waves     rows that may be under way at the same time
    """

    kind: str
    form: Callable[[date], Form]
    order_of: Callable[[bytes, ImportedFrom], O]
    uniques: Sequence[Unique]
    cases: CaseTable
    judge: Callable[[O, Context], object]
    asks: Callable[[O], Iterable[str]]
    together: Callable[[Store, OrderOf, Sequence[O]], Awaitable[Outcome]]
    singly: Callable[[Store, OrderOf, O], Awaitable[Outcome]]
    looked: Callable[[Store, Rows[O]], Awaitable[Rows[O]]] = _as_they_are
    looked_at: Callable[[O], Iterable[str]] = _no_keys
    waves: Callable[[Rows[O]], Iterator[Wave[O]]] = in_waves


class Imported(msgspec.Struct, frozen=True):
    """What became of a form. `created` are the rows that became cases this time; `cases` all that
    came of the file so far, in the order of its rows.
    """

    import_id: str
    digest: str
    checked: Checked[Any]
    created: frozenset[int]
    cases: Sequence[ImportedCase]
    replayed: bool = False


async def inspected(
    runtime: Runtime, importer: Importer[O], actor: Actor, content: bytes
) -> Imported:
    """The form checked to the last rule, and nothing done. Raises UnreadableWorkbook."""
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    form = importer.form(shanghai_date(runtime.clock.now()))
    identity = import_id(importer.kind, digest, actor)
    source = ImportedFrom(import_id=identity, digest=digest, row=0)
    checked = await asyncio.to_thread(
        check, content, form, importer.order_of, importer.uniques, source
    )
    cases = await importer.cases.imported(runtime.store.pool, identity)
    orders = await importer.looked(runtime.store, checked.orders)
    context = await _context(runtime, importer, actor, orders.values())
    foreseen = await asyncio.to_thread(
        foresee,
        msgspec.structs.replace(checked, orders=orders),
        lambda order: importer.judge(order, context),
    )
    return Imported(identity, digest, foreseen, frozenset(), cases)


async def carried_out(
    runtime: Runtime,
    importer: Importer[O],
    errand: Errand,
    found: Imported,
    mode: Mode,
    content: bytes,
) -> Imported:
    """Register the rows of an inspected form that are no cases yet.

    With ALL_OR_NOTHING a form with faults registers nothing. Raises refusals of UNAVAILABLE kind;
    the same form sent again completes what was left. Raises UnreadableWorkbook for more rows than
    one commit takes.
    """
    known = {case.row for case in found.cases}
    orders = {row: o for row, o in found.checked.orders.items() if row not in known}
    if mode is Mode.ALL_OR_NOTHING and len(orders) > TOGETHER_MAX:
        said = too_many_together(len(orders), TOGETHER_MAX)
        raise UnreadableWorkbook("too_many_rows_together", said)
    received = await _receive(runtime, errand, found, mode)
    if mode is Mode.VALID_ROWS_ONLY:
        refused = await _row_by_row(runtime, importer, errand, found.import_id, orders)
    else:
        try:
            await _at_once(runtime, importer, errand, found.import_id, orders)
        except Refusal as refusal:
            again = await inspected(runtime, importer, errand.caller.actor, content)
            if refusal.kind is RefusalKind.UNAVAILABLE or not again.checked.faults:
                raise
            return again
        refused = {}
    cases = await importer.cases.imported(runtime.store.pool, found.import_id)
    created = frozenset(orders) & {case.row for case in cases}
    checked = found.checked.with_refusals(refused)
    return Imported(found.import_id, found.digest, checked, created, cases, received.replayed)


async def _receive(runtime: Runtime, errand: Errand, found: Imported, mode: Mode) -> Outcome:
    """The trace of the import, under the caller's own idempotency key."""
    asked = hashlib.sha256(errand.fingerprint + mode.encode()).digest()
    errand = msgspec.structs.replace(errand, fingerprint=asked)
    order = ReceiveImport(
        digest=found.digest,
        mode=mode,
        rows=len(found.checked.filled.rows),
        refused=len(found.checked.at_fault),
    )
    return await runtime.store.writer.submit(errand.order(order, found.import_id))


async def _at_once(
    runtime: Runtime, importer: Importer[O], errand: Errand, identity: str, orders: Rows[O]
) -> None:
    """One command, one commit."""
    if orders:
        own = _under(errand, derived_id(identity, "all", *map(str, orders)))
        await importer.together(runtime.store, own.order, tuple(orders.values()))


async def _row_by_row(
    runtime: Runtime, importer: Importer[O], errand: Errand, identity: str, orders: Rows[O]
) -> dict[int, Refusal]:
    """Each row is a command of its own; the domain's refusals by row number."""
    refused: dict[int, Refusal] = {}

    async def register(row: int, command: O) -> None:
        own = _under(errand, derived_id(identity, str(row)))
        try:
            await importer.singly(runtime.store, own.order, command)
        except Refusal as refusal:
            if refusal.kind is RefusalKind.UNAVAILABLE:
                raise
            refused[row] = refusal

    for wave in importer.waves(orders):
        for lost in await asyncio.gather(*(register(*row) for row in wave), return_exceptions=True):
            if lost is not None:
                raise lost
    return refused


def _under(errand: Errand, command_id: str) -> Errand:
    """The errand for an order under an id of its own, which the file and the row give it."""
    return msgspec.structs.replace(errand, command_id=command_id, fingerprint=b"")


async def _context(
    runtime: Runtime, importer: Importer[O], actor: Actor, orders: Iterable[O]
) -> Context:
    """What the decider may look at, as of now; a claim that nobody holds is free."""
    keys = [key for order in orders for key in (*importer.asks(order), *importer.looked_at(order))]
    held = await runtime.store.claims.of(keys)
    policies = {}
    for stream_id, aggregate in runtime.model.policies.items():
        policies[stream_id], _ = await runtime.store.reader.state(aggregate, stream_id)
    return Context(
        now=runtime.clock.now(), actor=actor, claims=Claims(held, _Free()), policies=policies
    )


class _Free(Mapping[str, Held | None]):
    """Knows every key, and that nobody holds it."""

    def __contains__(self, _key: object) -> bool:
        return True

    def __getitem__(self, _key: str) -> None:
        return None

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0
