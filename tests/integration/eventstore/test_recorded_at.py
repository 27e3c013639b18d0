"""The instants of the log never go backwards, whatever the clocks do."""

from datetime import timedelta

from deploy.local.databases import Database
from shared.kernel.clock import FixedClock
from shared.kernel.ids import new_id
from shared.testing.accounts.model import MODEL, Account, OpenAccount
from shared.testing.orders import clock_at, order
from shared.testing.stores import findings, opened, whole_log


async def test_a_clock_set_back_does_not_set_the_log_back(database: Database) -> None:
    clock = clock_at("2022-09-24T10:00+08:00")
    async with opened(MODEL, database.app_url, clock=clock) as store:
        first = await store.writer.submit(order(OpenAccount()))
        clock.at -= timedelta(hours=3)
        second = await store.writer.submit(order(OpenAccount()))

        one, other = await whole_log(store)
        assert one.recorded_at == other.recorded_at
        assert _opened_at(first.state) == _opened_at(second.state) == one.recorded_at


async def test_two_replicas_with_skewed_clocks_record_in_order(database: Database) -> None:
    ahead, behind = clock_at("2022-09-24T10:05+08:00"), clock_at("2022-09-24T10:00+08:00")
    async with (
        opened(MODEL, database.app_url, clock=ahead) as one,
        opened(MODEL, database.app_url, clock=behind) as other,
    ):
        for minute in range(12):
            ahead.at += timedelta(minutes=1)
            behind.at += timedelta(minutes=1)
            for store in (one, other)[:: 1 if minute % 2 else -1]:
                await store.writer.submit(order(OpenAccount(), new_id()))
        times = [event.recorded_at for event in await whole_log(one)]

    assert len(times) == 24
    assert times == sorted(times)
    assert await findings(MODEL, database.owner_url) == []


async def test_what_is_recorded_under_a_simulated_clock_is_marked(database: Database) -> None:
    real = clock_at("2022-09-24T10:00+08:00")
    simulated = FixedClock(real.at, simulated=True)
    async with opened(MODEL, database.app_url, clock=simulated) as store:
        await store.writer.submit(order(OpenAccount()))
    async with opened(MODEL, database.app_url, clock=real) as store:
        await store.writer.submit(order(OpenAccount()))
        log = await whole_log(store)

    assert [event.envelope.simulated for event in log] == [True, False]


def _opened_at(state: object) -> object:
    assert isinstance(state, Account)
    return state.opened_at
