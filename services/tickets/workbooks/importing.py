"""Registering what a form says, in one commit or row by row."""

import asyncio
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from services.tickets import queries
from services.tickets.commands import SubmitTicket
from services.tickets.duplicates import look_for_each, receive, receive_together
from services.tickets.imports.commands import ReceiveImport
from services.tickets.imports.events import Mode
from services.tickets.imports.state import import_id
from services.tickets.model import MODEL, TICKET
from services.tickets.numbers import looked_at
from services.tickets.queries import ImportedTicket
from services.tickets.workbooks.checking import Checked, check, foresee
from services.tickets.workbooks.form import submission_form
from shared.eventstore.log import Outcome
from shared.kernel.actor import Actor
from shared.kernel.clock import shanghai_date
from shared.kernel.decider import Claims, Context, Held
from shared.kernel.ids import derived_id
from shared.kernel.refusal import Refusal, RefusalKind
from shared.runtime import Runtime
from shared.web.preconditions import Errand

# Rows under way at a time: enough for full commits, few enough that others' orders come between.
ROWS_IN_FLIGHT: Final = 64


class Imported(msgspec.Struct, frozen=True):
    """What became of a form. `created` are the rows that became tickets this time; `tickets` all
    that came of the file so far, in the order of its rows.
    """

    import_id: str
    digest: str
    checked: Checked
    created: frozenset[int]
    tickets: Sequence[ImportedTicket]
    replayed: bool = False


async def inspected(runtime: Runtime, actor: Actor, content: bytes) -> Imported:
    """The form checked to the last rule, and nothing done. Raises UnreadableWorkbook."""
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    form = submission_form(shanghai_date(runtime.clock.now()))
    identity = import_id(digest, actor)
    checked = await asyncio.to_thread(check, content, form, identity, digest)
    tickets = await queries.imported_tickets(runtime.store.pool, identity)
    checked = await _looked(runtime, checked)
    context = await _context(runtime, actor, checked.submissions.values())
    foreseen = await asyncio.to_thread(foresee, checked, context)
    return Imported(identity, digest, foreseen, frozenset(), tickets)


async def carried_out(
    runtime: Runtime, errand: Errand, found: Imported, mode: Mode, content: bytes
) -> Imported:
    """Register the rows of an inspected form that are no tickets yet.

    With ALL_OR_NOTHING a form with faults registers nothing. Raises refusals of UNAVAILABLE kind;
    the same form sent again completes what was left.
    """
    received = await _receive(runtime, errand, found, mode)
    known = {ticket.row for ticket in found.tickets}
    orders = {row: o for row, o in found.checked.submissions.items() if row not in known}
    if mode is Mode.VALID_ROWS_ONLY:
        refused = await _row_by_row(runtime, errand, found.import_id, orders)
    else:
        try:
            await _at_once(runtime, errand, found.import_id, orders)
        except Refusal as refusal:
            again = await inspected(runtime, errand.caller.actor, content)
            if refusal.kind is RefusalKind.UNAVAILABLE or not again.checked.faults:
                raise
            return again
        refused = {}
    tickets = await queries.imported_tickets(runtime.store.pool, found.import_id)
    created = frozenset(orders) & {ticket.row for ticket in tickets}
    checked = found.checked.with_refusals(refused)
    return Imported(found.import_id, found.digest, checked, created, tickets, received.replayed)


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
    runtime: Runtime, errand: Errand, identity: str, orders: Mapping[int, SubmitTicket]
) -> None:
    """One command, one commit."""
    if not orders:
        return
    own = _under(errand, derived_id(identity, "all", *map(str, orders)))
    await receive_together(runtime.store, own.order, tuple(orders.values()))


async def _row_by_row(
    runtime: Runtime, errand: Errand, identity: str, orders: Mapping[int, SubmitTicket]
) -> dict[int, Refusal]:
    """Each row is a command of its own; the domain's refusals by row number."""
    refused: dict[int, Refusal] = {}

    async def register(row: int, command: SubmitTicket) -> None:
        own = _under(errand, derived_id(identity, str(row)))
        try:
            await receive(runtime.store, own.order, command)
        except Refusal as refusal:
            if refusal.kind is RefusalKind.UNAVAILABLE:
                raise
            refused[row] = refusal

    for wave in _waves(orders):
        for lost in await asyncio.gather(*(register(*row) for row in wave), return_exceptions=True):
            if lost is not None:
                raise lost
    return refused


def _waves(orders: Mapping[int, SubmitTicket]) -> Iterator[list[tuple[int, SubmitTicket]]]:
    """The rows in portions, none with two rows of which one is to be compared with the other
    (T-12): they would only have to look again.
    """
    waiting = [
        (row, command, {key for key, _ in looked_at(command)}) for row, command in orders.items()
    ]
    while waiting:
        wave: list[tuple[int, SubmitTicket]] = []
        taken: set[str] = set()
        later = []
        for row, command, keys in waiting:
            if len(wave) == ROWS_IN_FLIGHT or keys & taken:
                later.append((row, command, keys))
            else:
                wave.append((row, command))
                taken |= keys
        yield wave
        waiting = later


def _under(errand: Errand, command_id: str) -> Errand:
    """The errand for an order under an id of its own, which the file and the row give it."""
    return msgspec.structs.replace(errand, command_id=command_id, fingerprint=b"")


async def _looked(runtime: Runtime, checked: Checked) -> Checked:
    """Each row with what a look for duplicates finds for it alone (T-12)."""
    rows = checked.submissions
    looks = await look_for_each(runtime.store, list(rows.values()))
    looked = {
        row: msgspec.structs.replace(command, looked=found)
        for (row, command), found in zip(rows.items(), looks, strict=True)
    }
    return msgspec.structs.replace(checked, submissions=looked)


async def _context(runtime: Runtime, actor: Actor, orders: Any) -> Context:
    """What the decider may look at, as of now; a claim that nobody holds is free."""
    keys = [key for order in orders for key in TICKET.asks(order)]
    keys += [key for order in orders for key, _ in looked_at(order)]
    held = await runtime.store.claims.of(keys)
    policies = {}
    for stream_id, aggregate in MODEL.policies.items():
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
