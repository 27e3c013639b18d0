"""The log as the database has it, held against the outside record, as Jepsen does.

acknowledged ⊆ log ⊆ asked, each command with one effect, positions and ticket numbers without a
gap, versions dense.
"""

from collections import defaultdict

import asyncpg
import msgspec

from shared.eventstore.log import Recorded
from tests.faults.record import DISPATCH, SUBMIT, Record, Told

PAGE = 5_000
EFFECTS = {
    SUBMIT: ["ticket_submitted"],
    DISPATCH: ["ticket_registered", "ticket_dispatched"],
}
_AFTER = """SELECT position, stream_id::text, version, name, schema_version, recorded_at, data,
        meta, hash
    FROM event WHERE position > $1 ORDER BY position LIMIT $2"""


class History:
    """Reads on from where it stood, so that checking after each round stays cheap."""

    def __init__(self) -> None:
        self.position = 0
        self.by_command: dict[str, list[Recorded]] = defaultdict(list)
        self._versions: dict[str, int] = defaultdict(int)
        self._numbers: dict[str, str] = {}
        self._sequences: dict[str, int] = defaultdict(int)

    async def read_on(self, connection: asyncpg.Connection) -> None:
        """Take in what is new. AssertionError at a gap in positions, versions or numbers."""
        while page := await connection.fetch(_AFTER, self.position, PAGE):
            for row in page:
                self._take(Recorded(*row))
        head = await connection.fetchval("SELECT position FROM log_head")
        assert head == self.position, f"the log ends at {self.position}, its head says {head}"

    def _take(self, event: Recorded) -> None:
        assert event.position == self.position + 1, f"gap in front of position {event.position}"
        self.position = event.position
        self._versions[event.stream_id] += 1
        assert event.version == self._versions[event.stream_id], f"version of {event.position}"
        envelope = event.envelope
        if envelope.operation in EFFECTS:
            self.by_command[envelope.command_id].append(event)
        if event.name == "ticket_submitted":
            self._take_number(event)

    def _take_number(self, event: Recorded) -> None:
        number: str = msgspec.json.decode(event.data)["number"]
        year, _, sequence = number.rpartition("-")
        self._sequences[year] += 1
        assert int(sequence) == self._sequences[year], f"{number} at {event.position} out of turn"
        self._numbers[event.stream_id] = number

    def check(self, record: Record) -> None:
        """AssertionError when log and record cannot both be true."""
        stored, asked = self.by_command.keys(), record.asked.keys()
        assert not record.acknowledged.keys() - stored, "acknowledged, but not in the log"
        assert not stored - asked, "in the log, but nobody asked for it"
        assert not stored & record.refused.keys(), "refused, but in the log"
        for command_id, events in self.by_command.items():
            self._check_effect(command_id, events, record)

    def _check_effect(self, command_id: str, events: list[Recorded], record: Record) -> None:
        operation = record.asked[command_id].operation
        assert [event.name for event in events] == EFFECTS[operation], f"effects of {command_id}"
        first, last = events[0], events[-1]
        assert last.position - first.position == len(events) - 1, f"{command_id} is torn apart"
        told = record.acknowledged.get(command_id)
        if told is not None:
            stream_id = last.stream_id
            assert told == Told(stream_id, self._numbers[stream_id], last.version)
