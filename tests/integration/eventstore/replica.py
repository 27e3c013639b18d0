"""One replica of the tickets service under load, as a process: sixteen clients on one writer.

Reads `{"url", "replica", "rounds", "shared"}` as JSON from standard input, waits for a line that
says go, and prints one JSON line for each answer it was given.
"""

import asyncio
import hashlib
import json
import random
import sys
from collections.abc import Callable

import msgspec
import structlog
from msgspec.structs import replace
from prometheus_client import CollectorRegistry

from services.tickets.commands import (
    CallBackFirm,
    DispatchTicket,
    ReplyToTicket,
    TakeOverTicket,
)
from services.tickets.events import Basis, CallBackOutcome, Kind
from services.tickets.model import MODEL
from shared.eventstore.log import Order, Outcome
from shared.eventstore.store import Store, open_store
from shared.kernel.actor import Actor, Role
from shared.kernel.clock import SystemClock
from shared.kernel.ids import derived_id, new_id
from shared.kernel.refusal import Refusal
from shared.testing.orders import order
from tests.builders.firms import credit_code
from tests.builders.tickets import FIRM, submit_for_new_firm, submit_ticket

CLIENTS = 16
DEPARTMENT = Actor(id="clerk-1", role=Role.DEPARTMENT, unit="HRSS", client="console")
DISPATCH = DispatchTicket(lead="HRSS", helpers=(), kind=Kind.GENERAL)
REPLY = ReplyToTicket(text="已协调展期。", basis=Basis.NO_POLICY, provisions=(), evidence=("照片",))
CALL_BACK = CallBackFirm(outcome=CallBackOutcome.NOT_DONE, note="尚未到账")


class Load(msgspec.Struct):
    url: str
    replica: int
    rounds: int
    shared: list[str]


class Answer(msgspec.Struct, kw_only=True):
    """What a client was told; `fault` is anything but an outcome or a refusal.

    `on_shared` says the ticket is one that all clients work on: there a refusal is nobody's fault.
    """

    command_id: str
    stream_id: str
    on_shared: bool = False
    refused: str | None = None
    fault: str | None = None
    version: int = 0
    position: int = 0
    events: int = 0
    replayed: bool = False
    state: str = ""

    @property
    def accepted(self) -> bool:
        return self.refused is None and self.fault is None

    @property
    def place(self) -> tuple[str, int]:
        return self.stream_id, self.version


def digest(state: object) -> str:
    """Equal states, equal digests, in every process."""
    return hashlib.sha256(msgspec.json.encode(state)).hexdigest()


def on_shared(ticket: str, chance: random.Random) -> Order:
    """One of the four orders that lead a shared ticket round and round its cycle."""
    choices: list[Callable[[], Order]] = [
        lambda: order(DISPATCH, ticket),
        lambda: order(TakeOverTicket(), ticket, actor=DEPARTMENT),
        lambda: order(REPLY, ticket, actor=DEPARTMENT),
        lambda: order(CALL_BACK, ticket),
    ]
    return chance.choice(choices)()


def on_both_replicas(client: int, number: int) -> Order:
    """A submission that the other replica is given too, under the same command id."""
    ticket = derived_id("twin ticket", str(client), str(number))
    contact = derived_id("twin contact", str(client), str(number))
    twin = derived_id("twin", str(client), str(number))
    firm = replace(FIRM, uscc=credit_code(client * 1_000 + number))
    return order(submit_ticket(contact_id=contact, firm=firm), ticket, command_id=twin)


async def client(store: Store, load: Load, number: int) -> None:
    chance = random.Random(load.replica * 1_000 + number)
    for round_number in range(load.rounds):
        own = new_id()
        submission = order(submit_for_new_firm(upstream_number=own), own)
        await tell(store, submission)
        await tell(store, order(DISPATCH, own, expected_version=1))
        await tell(store, on_shared(chance.choice(load.shared), chance), on_shared=True)
        await tell(store, on_both_replicas(number, round_number))
        await tell(store, submission)


async def tell(store: Store, command: Order, *, on_shared: bool = False) -> None:
    answer = Answer(
        command_id=command.command_id, stream_id=command.streams[0], on_shared=on_shared
    )
    try:
        outcome: Outcome = await store.writer.submit(command)
    except Refusal as refusal:
        answer.refused = refusal.code
    except Exception as fault:  # noqa: BLE001  the test judges it
        answer.fault = repr(fault)
    else:
        answer.version, answer.position = outcome.version, outcome.position
        answer.events, answer.replayed = len(outcome.events), outcome.replayed
        answer.state = digest(outcome.state)
    sys.stdout.write(msgspec.json.encode(answer).decode() + "\n")


async def main() -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    load = msgspec.convert(json.loads(sys.stdin.readline()), Load)
    async with open_store(MODEL, load.url, SystemClock(), CollectorRegistry()) as store:
        await store.reader.head()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.readline)
        await asyncio.gather(*(client(store, load, number) for number in range(CLIENTS)))


if __name__ == "__main__":
    asyncio.run(main())
