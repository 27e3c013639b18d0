"""A log of any length, written by COPY with a right chain: tickets from submission to closed.

One ticket's seven events are decided by the real rules; each further ticket is the same ticket
under its own ids and numbers. A thousand tickets are open at a time, so that their events lie
interleaved as in a real log. Read models are left to a rebuild.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import asyncpg
import msgspec

from services.tickets.commands import (
    CallBackFirm,
    DispatchTicket,
    ReplyToTicket,
    TakeOverTicket,
)
from services.tickets.events import Basis, CallBackOutcome, Kind, TicketSubmitted
from services.tickets.model import MODEL, TICKET
from services.tickets.seeds import seeds
from shared.eventstore.chain import GENESIS, chain_hash, microseconds
from shared.eventstore.log import Envelope
from shared.kernel.actor import Actor, Role
from shared.kernel.decider import Claim, Claims, Command, Context, Event, Held
from shared.kernel.ids import new_id
from tests.builders.firms import credit_code
from tests.builders.tickets import submit_ticket

OPEN_AT_ONCE: Final = 1_000
BEGIN: Final = datetime(2022, 9, 26, 1, 0, tzinfo=UTC)
CHANNEL: Final = "hotline_12345"
_COORDINATOR: Final = Actor(id="office-1", role=Role.COORDINATOR, client="console")
_DEPARTMENT: Final = Actor(id="finoff-3", role=Role.DEPARTMENT, unit="FINOFF", client="console")
_STEPS: Final[tuple[tuple[Actor, Command], ...]] = (
    (_COORDINATOR, submit_ticket(channel=CHANNEL, upstream_number="LC")),
    (_COORDINATOR, DispatchTicket(lead="FINOFF", helpers=("FIN",), kind=Kind.GENERAL)),
    (_DEPARTMENT, TakeOverTicket()),
    (
        _DEPARTMENT,
        ReplyToTicket(
            text="已协调承贷银行办理展期六个月。",
            basis=Basis.POLICY,
            provisions=("A03-P02",),
            evidence=("展期协议（复印件）",),
        ),
    ),
    (_COORDINATOR, CallBackFirm(outcome=CallBackOutcome.SATISFIED, note="企业表示问题已解决。")),
)
_COLUMNS: Final = (
    "position", "stream_id", "version", "name", "schema_version", "recorded_at", "data", "meta",
    "hash",
)  # fmt: skip
_RECORD_COLUMNS: Final = (
    "command_id", "fingerprint", "stream_id", "version", "position", "recorded_at",
)  # fmt: skip


class _NoClaims(dict[str, Held | None]):
    """Every key is free: the first ticket there ever was."""

    def __contains__(self, _key: object) -> bool:
        return True

    def __missing__(self, _key: str) -> None:
        return None


@dataclass
class _Log:
    """The log while it is made: its head, and the tables that follow from it."""

    position: int = 0
    hash: bytes = GENESIS
    recorded_at: datetime = BEGIN
    events: list[tuple[Any, ...]] = field(default_factory=list)
    records: list[tuple[Any, ...]] = field(default_factory=list)
    claims: dict[str, Held] = field(default_factory=dict)

    def add(
        self,
        stream_id: str,
        version: int,
        actor: Actor,
        facts: Sequence[tuple[Event, tuple[str, int, bytes]]],
    ) -> None:
        """Append one command's encoded facts, its record and its claims."""
        command_id = new_id()
        meta = _envelope(actor, command_id)
        self.recorded_at += timedelta(microseconds=900)
        at_us = microseconds(self.recorded_at)
        for event, (name, schema_version, data) in facts:
            self.position += 1
            version += 1
            self.hash = chain_hash(
                self.hash, self.position, stream_id, version, name, schema_version, at_us, data,
                meta,
            )  # fmt: skip
            self.events.append(
                (self.position, stream_id, version, name, schema_version, self.recorded_at, data,
                 meta, self.hash)
            )  # fmt: skip
            for claim in _claims_of(event):
                self.claims[claim.key] = Held(stream_id, claim.value)
        self.records.append(
            (command_id, bytes(32), stream_id, version, self.position, self.recorded_at)
        )


async def write_history(connection: asyncpg.Connection, events: int) -> int:
    """Fill an empty tickets log with at least `events` events; returns how many there are."""
    log = _Log()
    policies: dict[str, Any] = {key: each.initial for key, each in MODEL.policies.items()}
    versions = dict.fromkeys(policies, 0)
    for seed in seeds():
        key, aggregate = seed.stream_id, MODEL.policies[seed.stream_id]
        facts = _decided(aggregate, seed.command, policies[key], _context(_COORDINATOR, policies))
        log.add(key, versions[key], _COORDINATOR, _encoded(facts))
        policies[key] = aggregate.fold(facts, policies[key])
        versions[key] += len(facts)
    steps = list(_template(policies))
    sequence = 0
    while log.position < events:
        tickets = [(new_id(), new_id(), sequence + n) for n in range(1, OPEN_AT_ONCE + 1)]
        sequence += OPEN_AT_ONCE
        _add_tickets(log, steps, tickets)
        await _copy(connection, log)
    await connection.copy_records_to_table(
        "claim",
        columns=("key", "stream_id", "value"),
        records=[(key, held.stream_id, held.value) for key, held in log.claims.items()],
    )
    await connection.execute(
        "UPDATE log_head SET position = $1, hash = $2, recorded_at = $3",
        log.position,
        log.hash,
        log.recorded_at,
    )
    await connection.execute("ANALYZE event")
    return log.position


def _template(policies: dict[str, Any]) -> Iterator[tuple[Actor, list[Event]]]:
    """The facts of each step of one ticket's life, by the real rules."""
    state: Any = TICKET.initial
    for actor, command in _STEPS:
        facts = _decided(TICKET, command, state, _context(actor, policies))
        state = TICKET.fold(facts, state)
        yield actor, facts


def _add_tickets(
    log: _Log, steps: Sequence[tuple[Actor, list[Event]]], tickets: Sequence[tuple[str, str, int]]
) -> None:
    """The steps of some tickets, interleaved: every ticket's first, every ticket's second, …"""
    version = 0
    for actor, facts in steps:
        encoded = _encoded(facts)
        for ticket_id, contact_id, sequence in tickets:
            own = _own(facts, contact_id, sequence) if version == 0 else encoded
            log.add(ticket_id, version, actor, own)
        version += len(facts)


def _own(
    facts: Sequence[Event], contact_id: str, sequence: int
) -> list[tuple[Event, tuple[str, int, bytes]]]:
    [submitted] = facts
    assert isinstance(submitted, TicketSubmitted)
    return _encoded(
        [
            msgspec.structs.replace(
                submitted,
                number=f"LX-T-2022-{sequence:06d}",
                sequence=sequence,
                contact_id=contact_id,
                upstream_number=f"LC12345-2022-{sequence:07d}",
                firm=msgspec.structs.replace(submitted.firm, uscc=credit_code(sequence)),
            )
        ]
    )


def _decided(aggregate: Any, command: object, state: Any, context: Context) -> list[Event]:
    facts: list[Event] = list(aggregate.decide(command, state, context))
    return facts


def _context(actor: Actor, policies: dict[str, Any]) -> Context:
    return Context(now=BEGIN, actor=actor, claims=Claims(_NoClaims()), policies=policies)


def _encoded(facts: Sequence[Event]) -> list[tuple[Event, tuple[str, int, bytes]]]:
    return [(event, MODEL.registry.encode(event)) for event in facts]


def _claims_of(event: Event) -> tuple[Claim, ...]:
    return tuple(TICKET.claims(event)) if isinstance(event, TicketSubmitted) else ()


def _envelope(actor: Actor, command_id: str) -> bytes:
    return msgspec.json.encode(
        Envelope(
            actor=actor.id,
            role=actor.role,
            unit=actor.unit,
            client=actor.client,
            operation="bench",
            command_id=command_id,
            correlation_id=command_id,
        )
    )


async def _copy(connection: asyncpg.Connection, log: _Log) -> None:
    await connection.copy_records_to_table("event", columns=_COLUMNS, records=log.events)
    await connection.copy_records_to_table(
        "command_record", columns=_RECORD_COLUMNS, records=log.records
    )
    log.events.clear()
    log.records.clear()
