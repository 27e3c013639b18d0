"""The relay: every event of the log to JetStream, in order, once, by one leader."""

import asyncio
import base64
import json
from typing import Any

import asyncpg
import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.errors import APIError

from deploy.local.databases import Database
from shared.eventstore.log import Recorded
from shared.eventstore.store import Store
from shared.kernel.actor import Actor, Role
from shared.messaging import relay as relay_module
from shared.messaging.cloudevents import recorded
from shared.messaging.leadership import Deposed, Term, lead
from shared.messaging.streams import declaration, declared, stream_name
from shared.testing.accounts import SERVICE
from shared.testing.accounts.history import some_events
from shared.testing.accounts.model import MODEL, OpenAccount
from shared.testing.orders import order
from shared.testing.progress import until
from shared.testing.servers import FreshDatabase
from shared.testing.stores import opened, whole_log
from shared.testing.streams import RelayedStore, last_sequence, messages_of, relayed

NAME = SERVICE.name
LEADER_SESSIONS = """
    SELECT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database
    WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database()"""


def copies(messages: list[Msg]) -> list[Recorded]:
    return [recorded(message.headers, message.data) for message in messages]


async def assert_complete(running: RelayedStore) -> list[Msg]:
    """The stream is the log: same events, same order, sequence = position, each once."""
    await running.caught_up()
    messages = await messages_of(running.nats, NAME)
    log = await whole_log(running.store)
    assert copies(messages) == log
    assert [m.metadata.sequence.stream for m in messages] == [e.position for e in log]
    return messages


async def test_every_event_is_on_its_subject_as_a_cloudevent(store: Store, nats: Client) -> None:
    actor = Actor(id="张三", role=Role.DEPARTMENT, unit="HRSS", client="console")
    command = order(OpenAccount(owner="昔归茶业"), actor=actor)
    await store.writer.submit(command)
    [event] = await whole_log(store)
    async with relayed(store, nats) as running:
        [message] = await assert_complete(running)

    headers: Any = message.headers
    assert message.subject == f"shukun.{NAME}.{event.stream_id}.account_opened"
    assert message.data == event.data
    assert json.loads(message.data)["owner"] == "昔归茶业"
    assert base64.urlsafe_b64decode(headers.pop("shukun-meta")) == event.meta
    assert headers == {
        "Nats-Msg-Id": f"{NAME}:1",
        "Nats-Expected-Last-Sequence": "0",
        "ce-specversion": "1.0",
        "ce-id": f"{NAME}:1",
        "ce-source": f"/shukun/{NAME}",
        "ce-type": "account_opened",
        "ce-subject": event.stream_id,
        "ce-time": "2022-09-24T02:00:00Z",
        "ce-datacontenttype": "application/json",
        "ce-dataschema": f"/shukun/{NAME}/account_opened/1",
        "ce-sequence": "1",
        "ce-version": "1",
        "ce-schemaversion": "1",
        "ce-correlationid": command.correlation_id,
        "shukun-hash": event.hash.hex(),
    }


async def test_events_come_in_order_whether_many_or_few(store: Store, nats: Client) -> None:
    async with relayed(store, nats) as running:
        for count in (1, 700, 1, 2, 300):
            await some_events(store, count)
            await running.caught_up()
        messages = await assert_complete(running)

    assert len(messages) == 1_004
    assert [m.headers["Nats-Msg-Id"] for m in messages if m.headers] == [
        f"{NAME}:{n}" for n in range(1, 1_005)
    ]


async def test_a_backlog_of_five_thousand_goes_out_in_batches(store: Store, nats: Client) -> None:
    await some_events(store, 4_000)
    await some_events(store, 1_000)
    async with relayed(store, nats) as running:
        messages = await assert_complete(running)

    assert len(messages) == 5_000
    assert running.metric("restarts_total") == 0
    assert len({(m.headers or {}).get("Nats-Batch-Id") for m in messages}) == 5


async def test_a_commit_wakes_the_relay(
    store: Store, nats: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay_module, "POLL_SECONDS", 3_600)
    async with relayed(store, nats) as running:
        await some_events(store, 1)
        await running.caught_up()
        for expected in range(2, 12):
            await some_events(store, 1)
            assert await running.caught_up(seconds=5) == expected


async def test_without_a_notification_the_slow_poll_finds_the_events(
    store: Store, nats: Client, superuser: asyncpg.Connection
) -> None:
    await superuser.execute("ALTER TABLE log_head DISABLE TRIGGER log_head_notify")
    async with relayed(store, nats) as running:
        await until(lambda: running.relay.fault is None)
        await some_events(store, 3)
        assert await running.caught_up(seconds=5) == 3


async def test_of_two_relays_one_leads_and_the_other_takes_over_without_a_repeat(
    database: Database, nats: Client, superuser: asyncpg.Connection
) -> None:
    """The leader's session is ended again and again while events come in."""
    async with (
        opened(MODEL, database.app_url) as one,
        opened(MODEL, database.app_url) as other,
        relayed(one, nats) as first,
        relayed(other, nats) as second,
    ):
        for _ in range(4):
            await some_events(one, 150)
            [leader] = await until(lambda: superuser.fetch(LEADER_SESSIONS))
            await superuser.execute("SELECT pg_terminate_backend($1)", leader["pid"])
            await some_events(other, 150)
            await first.caught_up()
        messages = await assert_complete(first)

        assert len(messages) == 1_200
        epoch = "SELECT epoch >= 5 FROM leader WHERE name = 'relay'"
        await until(lambda: superuser.fetchval(epoch))
        assert first.metric("restarts_total") + second.metric("restarts_total") >= 4


async def test_only_one_relay_leads_at_a_time(database: Database, nats: Client) -> None:
    async with (
        opened(MODEL, database.app_url) as one,
        opened(MODEL, database.app_url) as other,
        relayed(one, nats) as first,
        relayed(other, nats) as second,
    ):
        await some_events(one, 5)
        await first.caught_up()
        await until(lambda: {first.relay.fault, second.relay.fault} == {None, "not started"})


async def test_a_term_that_is_over_cannot_move_the_checkpoint(store: Store) -> None:
    """The fence is in the database: it holds for a leader that never noticed its end."""
    async with lead(store.connect, "relay") as first:
        await first.save(5)
    async with lead(store.connect, "relay") as second:
        assert second.epoch == first.epoch + 1
        assert await second.checkpoint() == 5
        await second.save(7)
        connection = await store.connect()
        deluded = Term("relay", first.epoch, connection)
        with pytest.raises(Deposed):
            await deluded.save(9)
        assert await second.checkpoint() == 7
        await connection.close()


async def test_a_leader_whose_session_ended_is_told_so(
    store: Store, superuser: asyncpg.Connection
) -> None:
    async with lead(store.connect, "relay") as term:
        waiting = asyncio.create_task(term.wait(3_600))
        [leader] = await superuser.fetch(LEADER_SESSIONS)
        await superuser.execute("SELECT pg_terminate_backend($1)", leader["pid"])
        with pytest.raises(Deposed):
            await asyncio.wait_for(waiting, 5)
        with pytest.raises(Deposed):
            term.check()


async def test_the_stream_refuses_that_anything_is_removed(store: Store, nats: Client) -> None:
    async with relayed(store, nats) as running:
        await some_events(store, 3)
        await running.caught_up()
    jetstream, _ = await declared(nats, NAME)
    lax = declaration(NAME)
    lax.deny_delete = lax.deny_purge = False

    with pytest.raises(APIError):
        await jetstream.delete_msg(stream_name(NAME), 2)
    with pytest.raises(APIError):
        await jetstream.purge_stream(stream_name(NAME))
    with pytest.raises(APIError):
        await jetstream.update_stream(lax)
    assert len(await messages_of(nats, NAME)) == 3


@pytest.mark.parametrize("events", [0, 3, 5, 8], ids=lambda n: f"{n} events in the log")
async def test_a_log_that_is_not_the_streams_is_refused_and_told(
    store: Store, nats: Client, fresh_database: FreshDatabase, events: int
) -> None:
    """The database was restored from a backup, or is another one: shorter, as long, or longer."""
    async with relayed(store, nats) as running:
        await some_events(store, 5)
        await running.caught_up()
    before = await messages_of(nats, NAME)
    restored = await fresh_database(SERVICE)
    async with opened(MODEL, restored.app_url) as other, relayed(other, nats) as refusing:
        if events:
            await some_events(other, events)
        await until(lambda: refusing.metric("restarts_total") >= 2)
        assert "LogBehindStream" in str(refusing.relay.fault)
        assert "message 5" in str(refusing.relay.fault)

    assert copies(await messages_of(nats, NAME)) == copies(before)
    assert await last_sequence(nats, NAME) == 5
