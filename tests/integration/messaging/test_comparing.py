"""The log compared with its JetStream copy: every difference is found at its position."""

import asyncpg
import pytest
from nats.aio.client import Client

from shared.eventstore.findings import Finding
from shared.eventstore.log import Recorded
from shared.eventstore.store import Store
from shared.messaging.cloudevents import headers, subject
from shared.messaging.comparing import compare
from shared.messaging.streams import declaration, stream_name
from shared.testing.accounts import SERVICE
from shared.testing.accounts.history import some_events
from shared.testing.stores import whole_log
from shared.testing.streams import relayed

NAME = SERVICE.name


async def differences(store: Store, nats: Client) -> list[Finding]:
    connection = await store.connect()
    try:
        return await compare(NAME, connection, nats, lambda _count: None, patience=0.2)
    finally:
        await connection.close()


async def copied(nats: Client, event: Recorded, **changes: str) -> None:
    """Publish a copy as the relay would, or with other headers, data or subject."""
    own = headers(NAME, event)
    data = changes.pop("data", None)
    target = changes.pop("subject", None) or subject(NAME, event)
    own.update({name.replace("_", "-"): value for name, value in changes.items()})
    await nats.jetstream().publish(target, data.encode() if data else event.data, headers=own)


async def lax_stream(nats: Client) -> None:
    """A stream like ours from which messages can be removed, as from one with broken files."""
    config = declaration(NAME)
    config.deny_delete = config.deny_purge = False
    await nats.jetstream().add_stream(config)


async def test_nothing_is_found_when_the_stream_is_the_log(store: Store, nats: Client) -> None:
    async with relayed(store, nats) as running:
        assert await differences(store, nats) == []
        await some_events(store, 1_200)
        await running.caught_up()
        assert await differences(store, nats) == []
        progress: list[int] = []
        connection = await store.connect()
        await compare(NAME, connection, nats, progress.append)
        await connection.close()
    assert sum(progress) == 1_200


async def test_it_waits_for_the_relay_to_catch_up(store: Store, nats: Client) -> None:
    await some_events(store, 2_500)
    connection = await store.connect()
    async with relayed(store, nats):
        assert await compare(NAME, connection, nats, lambda _count: None) == []
    await connection.close()


async def test_a_stream_that_stays_behind_is_told(store: Store, nats: Client) -> None:
    async with relayed(store, nats) as running:
        await some_events(store, 5)
        await running.caught_up()
    await some_events(store, 3)
    [finding] = await differences(store, nats)

    assert (finding.position, finding.what) == (6, "the stream ends at 5, not 8")


@pytest.mark.parametrize("position", [1, 4, 9], ids=["the first", "one between", "the last"])
async def test_a_missing_message_is_found(store: Store, nats: Client, position: int) -> None:
    await lax_stream(nats)
    async with relayed(store, nats) as running:
        await some_events(store, 9)
        await running.caught_up()
    await nats.jetstream().delete_msg(stream_name(NAME), position)

    assert await differences(store, nats) == [
        Finding("jetstream", position, "the stream lacks this event")
    ]


async def test_many_missing_messages_are_found_up_to_the_limit(store: Store, nats: Client) -> None:
    await lax_stream(nats)
    async with relayed(store, nats) as running:
        await some_events(store, 60)
        await running.caught_up()
    for position in range(10, 50):
        await nats.jetstream().delete_msg(stream_name(NAME), position)
    found = await differences(store, nats)

    assert [finding.position for finding in found] == list(range(10, 30))


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"data": '{"amount":7}'}, "not the log's event"),
        ({"ce_version": "9"}, "not the log's event"),
        ({"ce_type": "reviewed"}, "not the log's event"),
        ({"ce_time": "2022-09-24T02:00:01Z"}, "not the log's event"),
        ({"ce_sequence": "4"}, "not the log's event"),
        ({"shukun_hash": "00" * 32}, "not the log's event"),
        ({"shukun_meta": "e30="}, "not the log's event"),
        ({"shukun_hash": "xx"}, "not an event of ours"),
        ({"subject": f"shukun.{NAME}.elsewhere"}, "not the log's event"),
        ({"Nats_Msg_Id": f"{NAME}:77"}, f"message id {NAME}:77 stands at sequence 3"),
    ],
    ids=lambda value: ", ".join(value) if isinstance(value, dict) else "",
)
async def test_an_altered_message_is_found(
    store: Store, nats: Client, changes: dict[str, str], what: str
) -> None:
    await nats.jetstream().add_stream(declaration(NAME))
    await some_events(store, 5)
    for event in await whole_log(store):
        await copied(nats, event, **(changes if event.position == 3 else {}))
    [finding] = await differences(store, nats)

    assert finding.position == 3
    assert what in finding.what


async def test_a_tail_cut_off_with_everything_drawn_from_it_is_found_here(
    store: Store, nats: Client, superuser: asyncpg.Connection
) -> None:
    """What `verify` cannot see: head, records, claims and rows were set back with the log."""
    async with relayed(store, nats) as running:
        account = await some_events(store, 9)
        await running.caught_up()
    await superuser.execute(
        f"""DELETE FROM event WHERE position > 7;
            DELETE FROM command_record WHERE position > 7;
            UPDATE account SET version = 7, balance = 6 WHERE id = '{account}';
            UPDATE log_head SET (position, hash, recorded_at) =
                (SELECT position, hash, recorded_at FROM event WHERE position = 7)"""
    )
    [finding] = await differences(store, nats)

    assert (finding.position, finding.what) == (8, "the stream has 9 events, the log 7")


async def test_a_log_rewritten_with_a_chain_of_its_own_is_found_here(
    store: Store, nats: Client, superuser: asyncpg.Connection
) -> None:
    """The chain alone cannot tell: someone recomputed it from the forged event on."""
    async with relayed(store, nats) as running:
        await some_events(store, 6)
        await running.caught_up()
    await superuser.execute(
        "UPDATE event SET hash = sha256(hash || 'forged'::bytea) WHERE position >= 4"
    )
    found = await differences(store, nats)

    assert [finding.position for finding in found] == [4, 5, 6]
