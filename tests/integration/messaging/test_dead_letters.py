"""An event that cannot be applied waits for a person, and the later ones of its case behind it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from nats.aio.client import Client

from deploy.local.databases import Database
from shared.eventstore.store import Store
from shared.messaging.dead_letters import DeadLetters, LetterStatus, NoSuchLetter
from shared.testing.accounts import SERVICE
from shared.testing.accounts.history import some_events
from shared.testing.accounts.model import MODEL, Deposit
from shared.testing.orders import order
from shared.testing.progress import beside, until
from shared.testing.servers import FreshDatabase
from shared.testing.stores import opened
from shared.testing.streams import RelayedStore, relayed
from tests.integration.messaging.mirror import SUBSCRIPTION, Mirror, by_stream, foreign

PARKED, BEHIND = LetterStatus.PARKED, LetterStatus.BEHIND


@pytest.fixture
async def target(fresh_database: FreshDatabase) -> AsyncIterator[Store]:
    target_database: Database = await fresh_database(SERVICE)
    async with opened(MODEL, target_database.app_url) as target:
        yield target


@pytest.fixture
async def source(store: Store, nats: Client) -> AsyncIterator[RelayedStore]:
    async with relayed(store, nats) as source:
        yield source


async def letters(mirror: Mirror) -> list[tuple[int, LetterStatus]]:
    return [(letter.position, letter.status) for letter in await mirror.letters.listed()]


async def settled(mirror: Mirror) -> list[tuple[int, LetterStatus]]:
    return [(x.position, x.status) for x in await mirror.letters.listed(settled=True)]


async def nothing_open(mirror: Mirror) -> bool:
    return await mirror.letters.listed() == []


async def two_accounts(source: RelayedStore) -> tuple[str, str]:
    """Positions 1, 3, 5, 7 are the first account's events, 2, 4, 6, 8 the second's."""
    one, other = await some_events(source.store, 1), await some_events(source.store, 1)
    for amount in (1, 2, 3):
        for account in (one, other):
            await source.store.writer.submit(order(Deposit(amount=amount), account))
    return one, other


async def test_a_case_waits_behind_its_failed_event_and_others_go_on(
    source: RelayedStore, target: Store, nats: Client
) -> None:
    mirror = Mirror(target, foreign(nats))
    mirror.faulty = {3}
    one, other = await two_accounts(source)
    async with beside(mirror.subscription.run()):
        await until(lambda: mirror.has_come_to(8))

    assert await letters(mirror) == [(3, PARKED), (5, BEHIND), (7, BEHIND)]
    assert mirror.applied == [1, 2, 4, 6, 8]
    assert mirror.attempts.count(3) == 3
    streams = await by_stream(target)
    assert (len(streams[one]), len(streams[other])) == (1, 4)
    [parked, *_] = await mirror.letters.listed()
    assert (parked.aggregate_id, parked.event_name, parked.attempts) == (one, "deposited", 3)
    assert "Defect" in parked.reason
    assert mirror.metric("dead_letters_total") == 1


async def test_a_failure_that_passes_parks_nothing(
    source: RelayedStore, target: Store, nats: Client
) -> None:
    mirror = Mirror(target, foreign(nats), pauses=(0.01, 0.2, 0.2))
    mirror.faulty = {3}
    await two_accounts(source)
    async with beside(mirror.subscription.run()):
        await until(lambda: mirror.attempts.count(3) == 2)
        mirror.faulty = set()
        await until(lambda: mirror.has_come_to(8))

    assert mirror.applied == list(range(1, 9))
    assert await nothing_open(mirror)


async def test_a_retried_letter_and_those_behind_it_are_applied_in_order(
    source: RelayedStore, target: Store, nats: Client
) -> None:
    mirror = Mirror(target, foreign(nats))
    mirror.faulty = {3}
    await two_accounts(source)
    async with beside(mirror.subscription.run()):
        await until(lambda: mirror.has_come_to(8))
        mirror.faulty = set()
        await mirror.letters.retry(SUBSCRIPTION, 3, by="ops-1")
        await until(lambda: nothing_open(mirror))

    assert mirror.applied == [1, 2, 4, 6, 8, 3, 5, 7]
    assert await by_stream(target) == await by_stream(source.store)
    assert {status for _, status in await settled(mirror)} == {LetterStatus.DONE}


async def test_a_retried_letter_that_fails_again_is_parked_again(
    source: RelayedStore, target: Store, nats: Client
) -> None:
    mirror = Mirror(target, foreign(nats))
    mirror.faulty = {3}
    await two_accounts(source)
    async with beside(mirror.subscription.run()):
        await until(lambda: mirror.has_come_to(8))
        await mirror.letters.retry(SUBSCRIPTION, 3, by="ops-1")
        await until(lambda: mirror.attempts.count(3) == 6)
        await until(lambda: _first_is_parked(mirror))

    assert await letters(mirror) == [(3, PARKED), (5, BEHIND), (7, BEHIND)]
    assert (await mirror.letters.listed())[0].attempts == 6


async def _first_is_parked(mirror: Mirror) -> bool:
    return (await letters(mirror))[0][1] is PARKED


async def test_a_later_event_that_fails_on_the_way_is_parked_in_its_turn(
    source: RelayedStore, target: Store, nats: Client
) -> None:
    mirror = Mirror(target, foreign(nats))
    mirror.faulty = {3}
    await two_accounts(source)
    async with beside(mirror.subscription.run()):
        await until(lambda: mirror.has_come_to(8))
        mirror.faulty = {5}
        await mirror.letters.retry(SUBSCRIPTION, 3, by="ops-1")
        await until(lambda: mirror.attempts.count(5) == 3)
        await until(lambda: _first_is_parked(mirror))

    assert await letters(mirror) == [(5, PARKED), (7, BEHIND)]
    assert mirror.applied == [1, 2, 4, 6, 8, 3]


async def test_a_skipped_letter_keeps_its_reason_and_those_behind_it_are_applied(
    source: RelayedStore, target: Store, nats: Client
) -> None:
    mirror = Mirror(target, foreign(nats))
    mirror.faulty = {3}
    await two_accounts(source)
    async with beside(mirror.subscription.run()):
        await until(lambda: mirror.has_come_to(8))
        await mirror.letters.skip(SUBSCRIPTION, 3, by="ops-1", note="重复登记")
        await until(lambda: nothing_open(mirror))

    assert mirror.applied == [1, 2, 4, 6, 8, 5, 7]
    [skipped, *_] = await mirror.letters.listed(settled=True)
    assert (skipped.status, skipped.note) == (LetterStatus.SKIPPED, "重复登记")


async def test_an_event_that_comes_while_the_last_letter_is_skipped_is_not_forgotten(
    source: RelayedStore, target: Store, nats: Client
) -> None:
    """It was put behind a letter that a person gave up in the same moment."""
    mirror = Mirror(target, foreign(nats))
    mirror.faulty = {1}
    account = await some_events(source.store, 1)
    async with beside(mirror.subscription.run()):
        await until(lambda: mirror.has_come_to(1))
    await mirror.letters.skip(SUBSCRIPTION, 1, by="ops-1", note="误报")
    [event] = await source.store.reader.after(0, 1)
    mirror.faulty = set()
    await source.store.writer.submit(order(Deposit(amount=1), account))
    [later] = await source.store.reader.after(1, 1)
    await mirror.letters.put_behind(SUBSCRIPTION, later)

    async with beside(mirror.subscription.run()):
        await until(lambda: mirror.has_come_to(2))
        await until(lambda: 2 in mirror.attempts)
    assert event.position not in mirror.applied


async def test_a_crash_before_the_checkpoint_leaves_the_letters_as_they_are(
    source: RelayedStore, target: Store, nats: Client
) -> None:
    """The events are taken once more: what is parked stays parked, in its old place."""
    mirror = Mirror(target, foreign(nats))
    mirror.faulty = {3}
    await two_accounts(source)
    async with beside(mirror.subscription.run()):
        await until(lambda: mirror.has_come_to(8))
    await target.pool.execute("UPDATE checkpoint SET position = 2")
    again = Mirror(target, foreign(nats))
    async with beside(again.subscription.run()):
        await until(lambda: again.has_come_to(8))
        assert await letters(again) == [(3, PARKED), (5, BEHIND), (7, BEHIND)]
        await again.letters.retry(SUBSCRIPTION, 3, by="ops-1")
        await until(lambda: nothing_open(again))
    assert await by_stream(target) == await by_stream(source.store)


async def test_what_was_skipped_stays_skipped_when_it_comes_again(
    source: RelayedStore, target: Store, nats: Client
) -> None:
    mirror = Mirror(target, foreign(nats))
    mirror.faulty = {7}
    await two_accounts(source)
    async with beside(mirror.subscription.run()):
        await until(lambda: mirror.has_come_to(8))
    await mirror.letters.skip(SUBSCRIPTION, 7, by="ops-1", note="重复登记")
    await target.pool.execute("UPDATE checkpoint SET position = 0")
    again = Mirror(target, foreign(nats))
    again.faulty = {7}
    async with beside(again.subscription.run()):
        await until(lambda: again.has_come_to(8))

    assert await letters(again) == []
    assert await settled(again) == [(7, LetterStatus.SKIPPED)]


async def test_only_a_parked_letter_can_be_settled(target: Store, source: RelayedStore) -> None:
    kept = DeadLetters(target.pool)
    await some_events(source.store, 2)
    first, second = await source.store.reader.after(0, 2)
    await kept.park(SUBSCRIPTION, first, "x", 1)
    await kept.put_behind(SUBSCRIPTION, second)

    for position in (2, 3):
        with pytest.raises(NoSuchLetter):
            await kept.retry(SUBSCRIPTION, position, by="ops-1")
    with pytest.raises(NoSuchLetter):
        await kept.skip("another", 1, by="ops-1", note="x")
    await kept.skip(SUBSCRIPTION, 1, by="ops-1", note="x")
    with pytest.raises(NoSuchLetter):
        await kept.skip(SUBSCRIPTION, 1, by="ops-1", note="x")


async def test_many_cases_are_parked_and_retried_apart(
    source: RelayedStore, target: Store, nats: Client
) -> None:
    mirror = Mirror(target, foreign(nats), pauses=())
    await asyncio.gather(*(some_events(source.store, 5) for _ in range(20)))
    firsts = [e.position for e in await source.store.reader.after(0, 100) if e.version == 2]
    mirror.faulty = set(firsts)
    async with beside(mirror.subscription.run()):
        await until(lambda: mirror.has_come_to(100))
        opened_letters = await letters(mirror)
        assert [p for p, status in opened_letters if status is PARKED] == firsts
        assert len(opened_letters) == 80
        mirror.faulty = set()
        for position in firsts:
            await mirror.letters.retry(SUBSCRIPTION, position, by="ops-1")
        await until(lambda: nothing_open(mirror))
    assert await by_stream(target) == await by_stream(source.store)
