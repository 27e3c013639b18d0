"""The calendar of the tickets service is followed: each notice once, in order, whatever happens."""

import dataclasses
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from fastapi import FastAPI
from msgspec.structs import replace
from nats.aio.client import Client

from deploy.local.databases import Database
from deploy.local.nats import NatsServer
from deploy.local.process import Child, plain_environment
from services.tickets.calendar.commands import PublishCalendar
from services.tickets.model import CALENDAR as OWNED
from services.tickets.model import MODEL as OWNER_MODEL
from services.tickets.seeds import seeds
from services.tickets.service import SERVICE as OWNER
from shared.eventstore.codec import EventRegistry
from shared.eventstore.log import Recorded
from shared.eventstore.store import Store
from shared.kernel.calendar_lists import CalendarList
from shared.kernel.calendars import CALENDAR, official_lists, seeded_calendar
from shared.kernel.followed_calendar import FOLLOWED_CALENDAR, CalendarPublished
from shared.kernel.ids import new_id
from shared.messaging.dead_letters import LetterStatus
from shared.messaging.sources import ForeignStream
from shared.parts import calendar_following
from shared.parts.calendar_following import SUBSCRIPTION, calendar_probe
from shared.runtime import Runtime
from shared.settings import Settings
from shared.testing.accounts import SERVICE
from shared.testing.accounts.model import OpenAccount
from shared.testing.orders import order
from shared.testing.progress import until
from shared.testing.running import ROOT
from shared.testing.servers import FreshDatabase
from shared.testing.stores import findings, opened, whole_log
from shared.testing.streams import connected, relayed
from shared.web.health import NotReady
from tests.builders.tickets import notice, submit_for_new_firm
from tests.integration.following.followers import MODEL, runtime_of

LIST_2027 = notice(2027, off="2027-01-01", worked="2027-01-03")
CORRECTED = notice(2027, off="2027-01-01 2027-01-03", document_no="国办发明电〔2026〕13号")
TYPHOON = notice(2026, off="2026-12-10", document_no="云政办发电〔2026〕9号")
# A release of the owner to come, which stores its notices otherwise.
LATER_OWNER_MODEL = dataclasses.replace(
    OWNER_MODEL,
    registry=EventRegistry(
        *(
            replace(listed, version=2) if listed.name == "calendar_published" else listed
            for listed in OWNER_MODEL.registry.types
        ),
        upcasters={("calendar_published", 1): lambda fields: fields},
    ),
)


@pytest.fixture
async def database(fresh_database: FreshDatabase) -> Database:
    """The follower's."""
    return await fresh_database(SERVICE)


@pytest.fixture
async def nats(own_nats: NatsServer) -> AsyncIterator[Client]:
    async with connected(own_nats) as client:
        yield client


@pytest.fixture
async def owners(fresh_database: FreshDatabase) -> Database:
    return await fresh_database(OWNER)


@pytest.fixture
async def owner(owners: Database, nats: Client) -> AsyncIterator[Store]:
    async with owning(owners, nats) as store:
        yield store


@asynccontextmanager
async def owning(owners: Database, nats: Client) -> AsyncIterator[Store]:
    """The tickets service's log, seeded and relayed."""
    async with opened(OWNER_MODEL, owners.app_url) as store, relayed(store, nats):
        for seed in seeds():
            await store.writer.submit(order(seed.command, seed.stream_id))
        yield store


async def publish(owner: Store, *notices: CalendarList) -> None:
    """Notices among other events of the owner."""
    for listed in notices:
        await owner.writer.submit(order(submit_for_new_firm(), new_id()))
        await owner.writer.submit(order(PublishCalendar(notice=listed), CALENDAR))


@asynccontextmanager
async def following(
    database: Database, nats: NatsServer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Runtime]:
    """The follower, in this process."""
    for name, value in environment(database, nats, folder).items():
        monkeypatch.setenv(name, value)
    runtime = runtime_of(Settings())
    async with runtime.lifespan(FastAPI()):
        await runtime.seeded()
        yield runtime


def environment(database: Database, nats: NatsServer, folder: Path) -> dict[str, str]:
    return {
        "SHUKUN_DATA": str(folder),
        "SHUKUN_DATABASE_URL": database.app_url,
        "SHUKUN_NATS_URL": nats.url,
        "SHUKUN_NATS_SEED_FILE": str(nats.seed_file()),
        "SHUKUN_LOG_LEVEL": "warning",
    }


async def followed(store: Store, owner: Store) -> None:
    """Wait until the owner's log is followed to its end; then both calendars are one."""
    head = (await owner.reader.head()).position
    await until(lambda: checkpoint(store, head), seconds=30)
    theirs, version = await owner.reader.state(OWNED, CALENDAR)
    ours, followed_version = await store.reader.state(FOLLOWED_CALENDAR, CALENDAR)
    assert ours.calendar == theirs
    assert followed_version == version


async def checkpoint(store: Store, position: int) -> bool:
    """Whether the subscription has come to a position."""
    name = f"subscription:{SUBSCRIPTION}"
    return bool(
        await store.pool.fetchval(
            "SELECT true FROM checkpoint WHERE name = $1 AND position = $2", name, position
        )
    )


async def notices_of(store: Store) -> list[Recorded]:
    """The notices of a log behind the seeds."""
    return [event for event in await whole_log(store) if event.name == "calendar_published"][5:]


async def test_a_notice_published_by_the_owner_stands_in_the_followers_log(
    owner: Store,
    own_nats: NatsServer,
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with following(database, own_nats, tmp_path, monkeypatch) as follower:
        store, account = follower.store, new_id()
        await store.writer.submit(order(OpenAccount(), account))
        await publish(owner, LIST_2027)
        await followed(store, owner)
        assert await calendar_probe(follower)() == "0 events behind tickets"

        [source], [own] = await notices_of(owner), await notices_of(store)
        assert own.envelope.causation_id == f"tickets:{source.position}"
        assert own.envelope.correlation_id == source.envelope.correlation_id
        fact = MODEL.registry.decode(own.name, own.schema_version, own.data)
        assert fact == CalendarPublished(notice=LIST_2027, source_position=source.position)
        await until(lambda: balances(store, 1))


async def balances(store: Store, amount: int) -> bool:
    """Whether every account was judged again by so many notices."""
    rows = await store.pool.fetch("SELECT balance FROM account")
    return {row[0] for row in rows} == {amount}


async def test_before_the_owner_said_a_word_the_notices_of_the_release_are_in_force(
    owners: Database,
    nats: Client,
    own_nats: NatsServer,
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """There is no stream of the owner's yet; once there is, it is followed."""
    async with following(database, own_nats, tmp_path, monkeypatch) as follower:
        state, version = await follower.store.reader.state(FOLLOWED_CALENDAR, CALENDAR)
        assert (state.calendar, version) == (seeded_calendar(), 5)
        await follower.nats()
        probe = calendar_probe(follower)
        assert await probe() == "0 events behind tickets"
        async with owning(owners, nats) as owner:
            await publish(owner, LIST_2027)
            await followed(follower.store, owner)
        own_nats.stop()
        await until(lambda: not follower.nats_connected)
        with pytest.raises(NotReady, match="cannot be told"):
            await probe()


async def test_a_follower_killed_and_thrown_back_enters_each_notice_once(
    owner: Store, own_nats: NatsServer, database: Database, tmp_path: Path
) -> None:
    """SIGKILL while it follows, its checkpoints lost, and a second start. The account was open
    before the seeds were stored, so they judge it too.
    """
    program = (sys.executable, "-m", "tests.integration.following.followers")
    settings = plain_environment(PYTHONPATH=str(ROOT), **environment(database, own_nats, tmp_path))

    def started() -> Child:
        return Child(program, log=tmp_path / "follower.log", cwd=ROOT, env=settings)

    async with opened(MODEL, database.app_url) as store:
        await store.writer.submit(order(OpenAccount(), new_id()))
        await publish(owner, LIST_2027, CORRECTED)
        child = started()
        try:
            await until(lambda: notices_of(store), seconds=30)
            child.kill()
            await publish(owner, LIST_2027, TYPHOON)
            await store.pool.execute("UPDATE checkpoint SET position = 0")
            child = started()
            await followed(store, owner)
            await until(lambda: balances(store, len(official_lists()) + 4), seconds=30)
        finally:
            child.kill()
    assert await findings(MODEL, database.owner_url) == []


class Careless(ForeignStream):
    """A stream that delivers none of the events at an even position."""

    async def take(self, after: int) -> Sequence[Recorded]:
        return [event for event in await super().take(after) if event.position % 2]


async def test_notices_that_were_not_delivered_are_fetched_from_the_owners_stream(
    owner: Store,
    own_nats: NatsServer,
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calendar_following, "ForeignStream", Careless)
    await publish(owner, LIST_2027, CORRECTED, TYPHOON)
    async with following(database, own_nats, tmp_path, monkeypatch) as follower:
        await until(lambda: notices_of(follower.store))
        await publish(owner, LIST_2027)
        await publish(owner, replace(TYPHOON, holidays=(), workdays=TYPHOON.holidays))
        for _ in range(2):  # of two events behind the last notice one is delivered
            await owner.writer.submit(order(submit_for_new_firm(), new_id()))
        await until(lambda: five_notices(follower.store))
        labels = {"subscription": SUBSCRIPTION}
        gaps = follower.registry.get_sample_value("shukun_subscription_gaps_total", labels)
        assert gaps


async def five_notices(store: Store) -> bool:
    return len(await notices_of(store)) == 5


async def test_a_notice_in_a_version_unknown_here_waits_for_a_person(
    owner: Store,
    owners: Database,
    own_nats: NatsServer,
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And so does every later notice, behind it: none is skipped, and none overtakes another."""
    async with opened(LATER_OWNER_MODEL, owners.app_url) as later_owner:
        await publish(later_owner, LIST_2027, TYPHOON)
    head = (await owner.reader.head()).position
    async with following(database, own_nats, tmp_path, monkeypatch) as follower:
        await until(lambda: checkpoint(follower.store, head), seconds=30)
        [parked, behind] = await follower.letters.listed()
        assert "UnknownSchema" in parked.reason
        assert (parked.status, behind.status) == (LetterStatus.PARKED, LetterStatus.BEHIND)
        assert await notices_of(follower.store) == []
        told = await calendar_probe(follower)()
        assert told == "0 events behind tickets; a notice waits among the dead letters"
