"""Whom a calendar notice concerns: the open tickets received before it."""

from datetime import timedelta

from services.tickets import queries
from services.tickets.model import MODEL
from services.tickets.service import SERVICE
from shared.kernel.ids import new_id
from shared.testing.orders import clock_at, order
from shared.testing.servers import FreshDatabase
from shared.testing.specs import instant
from shared.testing.stores import opened
from tests.builders.tickets import RECEIVED, submit_for_new_firm

LATER = "2022-09-24T10:00:01+08:00"


async def test_a_ticket_received_after_a_notice_is_not_judged_by_it_again(
    fresh_database: FreshDatabase,
) -> None:
    database = await fresh_database(SERVICE)
    earlier, later = new_id(), new_id()
    for ticket, at in ((earlier, RECEIVED), (later, LATER)):
        async with opened(MODEL, database.app_url, clock=clock_at(at)) as store:
            await store.writer.submit(order(submit_for_new_firm(), ticket))

    notice_at = instant(RECEIVED)
    async with opened(MODEL, database.app_url) as store:
        pool = store.pool
        assert await queries.CASES.open_until(pool, notice_at, None, 10) == [earlier]
        assert await queries.CASES.open_until(pool, notice_at, earlier, 10) == []
        assert (
            await queries.CASES.open_until(pool, notice_at - timedelta(seconds=1), None, 10) == []
        )
        everyone = await queries.CASES.open_until(pool, instant(LATER), None, 10)
        assert everyone == sorted([earlier, later])
