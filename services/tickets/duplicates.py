"""Looking for duplicates before a ticket is submitted, and reading what was proposed (T-12).

The decision itself is pure; here is what it needs from the database. One statement reads, as of one
instant, which tickets came in last and which open ones may be the same matter. The submission names
what was seen, and under the head's lock it is refused when another has come in since: then it is
looked again (ADR 0008). So no two tickets miss one another, in one batch or on two replicas.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

import asyncpg
from msgspec.structs import replace

from services.tickets import refusals
from services.tickets.answers import DuplicateAnswer, duplicate_answers
from services.tickets.commands import ImportTickets, Looked, SubmitTicket
from services.tickets.events import Candidate, DuplicateGround, TicketSubmitted
from services.tickets.model import TICKET
from services.tickets.numbers import looked_at, matter_key, sent_key
from services.tickets.rules.likeness import Matter, likeness
from services.tickets.rules.people import sees_duplicates
from services.tickets.state import Ticket
from shared.eventstore.log import Order, Outcome
from shared.eventstore.store import Store
from shared.kernel.actor import Actor
from shared.kernel.decider import Command
from shared.kernel.ids import new_id

OrderOf = Callable[[Command, str], Order]
OrderOfAll = Callable[..., Order]

ATTEMPTS: Final = 50
# A firm has a few open tickets in a category; of a flood the newest are compared.
COMPARED_MOST: Final = 50

_LOOK: Final = """
SELECT key AS held, stream_id::text AS id, NULL, NULL::smallint, NULL::bytea
FROM claim WHERE key = ANY ($1::text[])
UNION ALL SELECT NULL, found.id::text, e.name, e.schema_version, e.data
FROM (
    (SELECT id FROM ticket WHERE open AND firm_uscc = $2 AND category = $3
     ORDER BY id DESC LIMIT $5)
    UNION
    (SELECT id FROM ticket WHERE open AND upstream_number = $4 ORDER BY id DESC LIMIT $5)
) found JOIN event e ON e.stream_id = found.id AND e.version = 1
"""


async def receive(store: Store, order_of: OrderOf, command: SubmitTicket) -> Outcome:
    """Look for duplicates and submit, again whenever another ticket came in between.

    `order_of` makes the order for the writer, under the same command id each time.

    Raises the domain's refusals, and SubmittedMeanwhile when there is no end of others.
    """
    ticket_id = new_id()

    async def attempt() -> Outcome:
        [looked] = await look_for_each(store, [command])
        return await store.writer.submit(order_of(replace(command, looked=looked), ticket_id))

    return await _again_when_others_came(attempt)


async def receive_together(
    store: Store, order_of: OrderOfAll, commands: Sequence[SubmitTicket]
) -> Outcome:
    """The same for submissions that come in with one order, all of them or none."""
    ids = tuple(new_id() for _ in commands)

    async def attempt() -> Outcome:
        together = await look_together(store, ids, commands)
        order = order_of(ImportTickets(ids=ids, submissions=together), *ids)
        return await store.writer.submit(order)

    return await _again_when_others_came(attempt)


async def _again_when_others_came(attempt: Callable[[], Awaitable[Outcome]]) -> Outcome:
    for _ in range(ATTEMPTS):
        try:
            return await attempt()
        except refusals.SubmittedMeanwhile:
            continue
    raise refusals.SubmittedMeanwhile


async def look_for_each(store: Store, commands: Sequence[SubmitTicket]) -> list[Looked]:
    """What a look finds for each of many; where nobody holds what a submission looks at, there is
    nothing to compare it with.
    """
    keys = [[key for key, _ in looked_at(command)] for command in commands]
    held = await store.claims.of([key for own in keys for key in own])
    return [
        await look(store, command) if not held.keys().isdisjoint(own) else Looked()
        for command, own in zip(commands, keys, strict=True)
    ]


async def look_together(
    store: Store, ids: Sequence[str], commands: Sequence[SubmitTicket]
) -> tuple[SubmitTicket, ...]:
    """Submissions that come in together, each with what a look finds for it, the ones before it
    included. The numbers of those are not known yet; the decision fills them in.
    """
    earlier: dict[str, list[tuple[str, SubmitTicket]]] = {}
    found: list[SubmitTicket] = []
    looks = await look_for_each(store, commands)
    for ticket_id, command, looked in zip(ids, commands, looks, strict=True):
        before = {key: earlier.get(key, []) for key, _ in looked_at(command)}
        found.append(replace(command, looked=_after(looked, command, before)))
        for key in before:
            earlier.setdefault(key, []).append((ticket_id, command))
    return tuple(found)


def _after(
    looked: Looked, command: SubmitTicket, before: Mapping[str, list[tuple[str, SubmitTicket]]]
) -> Looked:
    """What a look finds when these have come in as well, by the key they share."""
    last = {key: others[-1][0] for key, others in before.items() if others}
    firm, number = command.firm.uscc, command.upstream_number
    of_firm = last.get(matter_key(firm, command.category)) if firm else None
    of_number = last.get(sent_key(number)) if number is not None else None
    others = {ticket_id: other for same in before.values() for ticket_id, other in same}
    return Looked(
        last_of_firm=of_firm or looked.last_of_firm,
        last_of_number=of_number or looked.last_of_number,
        candidates=(
            *looked.candidates,
            *(
                _compared(command, ticket_id, "", other)
                for ticket_id, other in list(others.items())[-COMPARED_MOST:]
            ),
        ),
    )


async def look(store: Store, command: SubmitTicket) -> Looked:
    """What came in last and which open tickets to compare, as of one instant."""
    keys = [key for key, _ in looked_at(command)]
    if not keys:
        return Looked()
    firm, number = command.firm.uscc or None, command.upstream_number
    rows = await store.pool.fetch(_LOOK, keys, firm, command.category, number, COMPARED_MOST)
    held = {row[0]: row[1] for row in rows if row[0] is not None}
    found = [row for row in rows if row[0] is None]
    return Looked(
        last_of_firm=held.get(matter_key(firm, command.category)) if firm else None,
        last_of_number=held.get(sent_key(number)) if number is not None else None,
        candidates=tuple(_candidates(store, command, found)),
    )


def _candidates(
    store: Store, command: SubmitTicket, found: list[asyncpg.Record]
) -> Iterator[Candidate]:
    for _, ticket_id, name, schema_version, data in found:
        other = store.model.registry.decode(name, schema_version, data)
        if not isinstance(other, TicketSubmitted):
            raise TypeError(f"ticket {ticket_id} begins with {name}")
        yield _compared(command, ticket_id, other.number, other)


def _compared(
    command: SubmitTicket, ticket_id: str, number: str, other: TicketSubmitted | SubmitTicket
) -> Candidate:
    same_number = command.upstream_number is not None and (
        other.upstream_number == command.upstream_number
    )
    comparable = (other.firm.uscc, other.category) == (command.firm.uscc, command.category)
    return Candidate(
        ticket_id,
        number,
        DuplicateGround.SAME_UPSTREAM_NUMBER if same_number else DuplicateGround.SIMILAR_TEXT,
        likeness(matter(command), matter(other)) if comparable else 0,
    )


def matter(submitted: TicketSubmitted | SubmitTicket) -> Matter:
    return Matter(submitted.firm.name, submitted.title, submitted.description)


async def proposals(
    store: Store, viewer: Actor, ticket: Ticket, as_of: datetime | None = None
) -> list[DuplicateAnswer]:
    """What was proposed, each ticket as it stands or stood at `as_of`; nothing to whom it is not for."""
    if not ticket.duplicates or not sees_duplicates(viewer):
        return []
    ids = [duplicate.candidate.ticket_id for duplicate in ticket.duplicates]
    read = await asyncio.gather(*(store.reader.state(TICKET, each, as_of=as_of) for each in ids))
    others = {each: state for each, (state, _) in zip(ids, read, strict=True)}
    return duplicate_answers(ticket, others)
