"""Time passing is a command: what is due is ordered once, late or doubled or not."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from prometheus_client import CollectorRegistry

from deploy.local.databases import Database
from shared.eventstore.store import Store
from shared.kernel.clock import FixedClock
from shared.kernel.ids import new_id
from shared.messaging import timers as timers_module
from shared.messaging.timers import Due, Timer, TimerMetrics
from shared.testing.accounts.model import MODEL, OpenAccount, Review, SetReview
from shared.testing.orders import clock_at, order
from shared.testing.progress import beside, until
from shared.testing.proxy import proxied
from shared.testing.stores import DAY, findings, opened, whole_log

HOUR = timedelta(hours=1)


class Reviews:
    """A timer over the accounts' due instants; `asked` counts how often it looked."""

    def __init__(self, store: Store, clock: FixedClock) -> None:
        self.store = store
        self.asked = 0
        self.ordered: list[datetime] = []
        self.registry = CollectorRegistry()
        self.timer = Timer(
            "review",
            self._due,
            self._when_due,
            store.connect,
            store.writer,
            clock,
            TimerMetrics(self.registry),
        )

    def metric(self, name: str) -> float:
        return self.registry.get_sample_value(f"shukun_timer_{name}", {"timer": "review"}) or 0.0

    async def _due(self, now: datetime, limit: int) -> Sequence[Due]:
        self.asked += 1
        rows = await self.store.pool.fetch(
            """SELECT id::text, due_at, version FROM account WHERE due_at <= $1
               ORDER BY due_at, id LIMIT $2""",
            now,
            limit,
        )
        return [Due(*row) for row in rows]

    def _when_due(self, at: datetime) -> Review:
        self.ordered.append(at)
        return Review(due_at=at)


async def due_account(store: Store, at: datetime, *tags: str) -> str:
    account = new_id()
    await store.writer.submit(order(OpenAccount(tags=tags), account))
    await store.writer.submit(order(SetReview(due_at=at), account))
    return account


async def reviewed(store: Store) -> list[str]:
    return [event.stream_id for event in await whole_log(store) if event.name == "reviewed"]


async def reviewed_are(store: Store, accounts: list[str]) -> bool:
    return sorted(await reviewed(store)) == sorted(accounts)


@pytest.fixture
def clock() -> FixedClock:
    return clock_at(DAY)


async def test_what_is_due_is_ordered_once_and_nothing_before_its_time(
    database: Database, clock: FixedClock
) -> None:
    async with opened(MODEL, database.app_url, clock=clock) as store:
        first = [await due_account(store, clock.at + HOUR) for _ in range(5)]
        second = [await due_account(store, clock.at + 2 * HOUR) for _ in range(5)]
        reviews = Reviews(store, clock)
        async with beside(reviews.timer.run()):
            await until(lambda: reviews.asked > 1)
            assert await reviewed(store) == []
            clock.at += HOUR
            await until(lambda: reviewed_are(store, first))
            clock.at += HOUR
            await until(lambda: reviewed_are(store, first + second))
            asked = reviews.asked
            await until(lambda: reviews.asked > asked)

        assert await reviewed_are(store, first + second)
        assert reviews.metric("orders_total") == 10
    assert await findings(MODEL, database.owner_url) == []


async def test_what_came_due_while_nobody_watched_is_ordered_once_late(
    database: Database, clock: FixedClock
) -> None:
    async with opened(MODEL, database.app_url, clock=clock) as store:
        accounts = [await due_account(store, clock.at + n * HOUR) for n in range(1, 31)]
        clock.at += 100 * HOUR
        reviews = Reviews(store, clock)
        async with beside(reviews.timer.run()):
            await until(lambda: reviewed_are(store, accounts))
        again = Reviews(store, clock)
        async with beside(again.timer.run()):
            await until(lambda: again.asked > 1)

        assert await reviewed_are(store, accounts)
        assert (reviews.metric("orders_total"), again.metric("orders_total")) == (30, 0)
        assert 70 * 3600 <= reviews.metric("lateness_seconds") <= 99 * 3600
        assert reviews.ordered == sorted(reviews.ordered)


async def test_what_is_due_again_at_an_instant_that_had_its_order_is_ordered_again(
    database: Database, clock: FixedClock
) -> None:
    """A settlement may set a day back to one that passed, and was noted, before."""
    async with opened(MODEL, database.app_url, clock=clock) as store:
        account = await due_account(store, clock.at)
        async with beside(Reviews(store, clock).timer.run()):
            await until(lambda: reviewed_are(store, [account]))
            await store.writer.submit(order(SetReview(due_at=clock.at), account))
            await until(lambda: reviewed_are(store, [account, account]))


class Hasty(Reviews):
    """Looks by a clock that is an hour ahead, and is set right before the order is decided."""

    async def _due(self, now: datetime, limit: int) -> Sequence[Due]:
        return await super()._due(now + HOUR, limit)


async def test_an_order_that_a_clock_set_back_made_idle_is_given_again_when_its_time_has_come(
    database: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order without effect is on record, too: under the same id it would have none for ever."""
    monkeypatch.setattr(timers_module, "POLL_SECONDS", 0.05)
    async with opened(MODEL, database.app_url, clock=clock) as store:
        account = await due_account(store, clock.at + HOUR)
        hasty = Hasty(store, clock)
        async with beside(hasty.timer.run()):
            await until(lambda: len(hasty.ordered) > 1)
            assert not await reviewed(store)
            clock.at += HOUR
            await until(lambda: reviewed_are(store, [account]))


async def test_more_than_one_page_is_worked_off_without_a_pause(
    database: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timers_module, "DUE_LIMIT", 3)
    monkeypatch.setattr(timers_module, "POLL_SECONDS", 3_600)
    async with opened(MODEL, database.app_url, clock=clock) as store:
        accounts = [await due_account(store, clock.at) for _ in range(10)]
        async with beside(Reviews(store, clock).timer.run()):
            await until(lambda: reviewed_are(store, accounts))


async def test_two_replicas_order_each_due_step_once(database: Database, clock: FixedClock) -> None:
    async with (
        opened(MODEL, database.app_url, clock=clock) as one,
        opened(MODEL, database.app_url, clock=clock) as other,
    ):
        accounts = [await due_account(one, clock.at + HOUR) for _ in range(20)]
        first, second = Reviews(one, clock), Reviews(other, clock)
        async with beside(second.timer.run()):
            async with beside(first.timer.run()):
                await until(lambda: first.asked + second.asked > 1)
                clock.at += HOUR
                await until(lambda: reviewed_are(one, accounts))
                assert 0 in {first.asked, second.asked}
            later = [await due_account(one, clock.at + HOUR) for _ in range(5)]
            clock.at += HOUR
            await until(lambda: reviewed_are(one, accounts + later))


async def test_an_order_given_by_two_leaders_at_once_has_one_effect(
    database: Database, clock: FixedClock
) -> None:
    """A leader that lost its session without noticing fires beside the new one."""
    async with (
        opened(MODEL, database.app_url, clock=clock) as one,
        opened(MODEL, database.app_url, clock=clock) as other,
    ):
        account = await due_account(one, clock.at)
        due = Due(account, clock.at)
        fired = await asyncio.gather(
            *(Reviews(store, clock).timer._fire(due) for store in (one, other) for _ in range(3))
        )

        assert sum(fired) == 1
        assert await reviewed(one) == [account]
        assert await one.pool.fetchval("SELECT count(*) FROM command_record") == 3


async def test_refused_orders_neither_spin_nor_keep_others_from_their_turn(
    database: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timers_module, "DUE_LIMIT", 4)
    monkeypatch.setattr(timers_module, "POLL_SECONDS", 0.1)
    async with opened(MODEL, database.app_url, clock=clock) as store:
        stuck = [await due_account(store, clock.at, "stuck") for _ in range(9)]
        well = [await due_account(store, clock.at + HOUR) for _ in range(9)]
        clock.at += HOUR
        reviews = Reviews(store, clock)
        async with beside(reviews.timer.run()):
            await until(lambda: reviewed_are(store, well))
            asked = reviews.asked
            await until(lambda: reviews.asked > asked + 15)

        refused = reviews.metric("failures_total")
        assert len(stuck) <= refused < 6 * len(stuck)
        assert await store.pool.fetchval("SELECT count(*) FROM command_record") == 36 + 9


async def test_an_outage_of_the_database_only_delays_the_orders(
    database: Database, store: Store, clock: FixedClock
) -> None:
    async with (
        proxied(database.app_url) as proxy,
        opened(MODEL, proxy.url, clock=clock, patience=0.3) as far,
    ):
        accounts = [await due_account(far, clock.at + HOUR) for _ in range(5)]
        reviews = Reviews(far, clock)
        async with beside(reviews.timer.run()):
            await until(lambda: reviews.asked)
            proxy.cut()
            clock.at += HOUR
            await until(lambda: proxy.refused)
            proxy.mend()
            await until(lambda: reviewed_are(store, accounts))
