"""What must hold whatever was killed: `verify` green, JetStream equal to the log, rows rebuilt."""

from collections.abc import Sequence

from nats.js.errors import NotFoundError

from services.tickets.model import MODEL
from shared.eventstore.rebuild import rebuild
from shared.eventstore.verify import verify
from shared.messaging.comparing import compare
from shared.messaging.streams import stream_name
from shared.testing.progress import until
from tests.faults.history import History
from tests.faults.record import Record
from tests.faults.stand import Stand

RELAY_SECONDS = 30.0


async def check_history(stand: Stand, history: History, record: Record) -> None:
    """The outside record against the log."""
    async with stand.connection() as connection:
        await history.read_on(connection)
    history.check(record)


async def head(stand: Stand) -> int:
    """The position the log ends at."""
    async with stand.connection() as connection:
        position: int = await connection.fetchval("SELECT position FROM log_head")
        return position


async def relayed(stand: Stand) -> None:
    """Wait until the stream is as long as the log; it is the relay that has to declare it."""
    end = await head(stand)
    async with stand.nats_client() as client:
        jetstream = client.jetstream()

        async def caught_up() -> bool:
            try:
                info = await jetstream.stream_info(stream_name(MODEL.service))
            except NotFoundError:
                return False
            length: int = info.state.last_seq
            return length >= end

        await until(caught_up, seconds=RELAY_SECONDS)


async def check_sound(stand: Stand) -> None:
    """What `shukun verify` checks: the log, what is drawn from it, and its copy in JetStream."""
    await relayed(stand)
    async with stand.connection() as connection, stand.nats_client() as client:
        _nothing_in((await verify(MODEL, connection, _silent)).findings)
        _nothing_in(await compare(MODEL.service, connection, client, _silent))


async def check_rebuild(stand: Stand) -> None:
    """Rebuilt rows equal the live ones, and those equal the fold."""
    live = await _rows(stand)
    async with stand.connection() as connection:
        await rebuild(MODEL, connection, _silent)
    rebuilt = await _rows(stand)
    changed = dict(live.items() ^ rebuilt.items())
    assert not changed, f"not the same after the rebuild: {changed}"
    async with stand.connection() as connection:
        _nothing_in((await verify(MODEL, connection, _silent)).findings)


async def _rows(stand: Stand) -> dict[str, str]:
    """Every row of every read model as text, by table and id."""
    rows = {}
    async with stand.connection() as connection:
        for read_model in (m for models in MODEL.read_models.values() for m in models):
            table = read_model.name
            for row in await connection.fetch(f"SELECT id::text, t::text FROM {table} t"):
                rows[f"{table} {row[0]}"] = row[1]
    return rows


def _nothing_in(findings: Sequence[object]) -> None:
    assert not findings, "\n".join(str(finding) for finding in findings)


def _silent(_count: int) -> None:
    pass
