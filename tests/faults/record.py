"""What the clients asked for and what they were told, kept outside of the system under test."""

import asyncio
from collections import Counter
from dataclasses import dataclass

from shared.kernel.ids import derived_id, new_id

SUBMIT = "tickets.submit"
DISPATCH = "tickets.dispatch"
CLIENT = "coordinator"
WAIT_SECONDS = 60.0


@dataclass(frozen=True)
class Told:
    """An answer of success: the ticket after the command."""

    ticket_id: str
    number: str
    version: int


@dataclass(frozen=True)
class Asked:
    """A command under its idempotency key; the service derives its command id from that."""

    operation: str
    key: str

    @property
    def command_id(self) -> str:
        return derived_id(CLIENT, CLIENT, self.operation, self.key)


class Record:
    """By command id: everything asked for, what was acknowledged, what was refused for good.

    `counts` tells requests, retries and replayed answers.
    """

    def __init__(self) -> None:
        self.asked: dict[str, Asked] = {}
        self.acknowledged: dict[str, Told] = {}
        self.refused: dict[str, str] = {}
        self.counts: Counter[str] = Counter()
        self._marks: list[tuple[int, asyncio.Event]] = []

    def ask(self, operation: str) -> Asked:
        """A new command; written down before it is sent for the first time."""
        asked = Asked(operation, new_id())
        self.asked[asked.command_id] = asked
        return asked

    def acknowledge(self, asked: Asked, told: Told) -> None:
        """Every answer to one command must be the first one again."""
        first = self.acknowledged.setdefault(asked.command_id, told)
        assert first == told, f"two answers to one {asked.operation}: {first} and {told}"
        for mark, passed in self._marks:
            if len(self.acknowledged) >= mark:
                passed.set()

    def refuse(self, asked: Asked, code: str) -> None:
        self.refused[asked.command_id] = code

    async def reached(self, acknowledged: int) -> None:
        """Wait until so many commands are acknowledged; TimeoutError when they are not."""
        passed = asyncio.Event()
        if len(self.acknowledged) >= acknowledged:
            return
        self._marks.append((acknowledged, passed))
        async with asyncio.timeout(WAIT_SECONDS):
            await passed.wait()
