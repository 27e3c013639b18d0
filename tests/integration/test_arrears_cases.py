"""The further cases of the ledger are folded to the same rows from the log as from the orders."""

from datetime import date

import asyncpg
from msgspec.structs import replace
from prometheus_client import CollectorRegistry

from services.arrears.complaints.limits import ComplaintSource
from services.arrears.complaints.values import StepKind
from services.arrears.model import MODEL
from services.arrears.retaliation.commands import (
    ConcludeRetaliation,
    ReportRetaliation,
    TakeUpRetaliation,
)
from services.arrears.retaliation.values import Conduct, Finding
from services.arrears.seeds import seeds
from services.arrears.service import SERVICE
from shared.eventstore.rebuild import rebuild
from shared.eventstore.store import open_store
from shared.eventstore.verify import verify
from shared.kernel.ids import new_id
from shared.testing.orders import clock_at, order
from shared.testing.servers import FreshDatabase
from tests.builders.arrears import register_arrears
from tests.builders.complaints import record_complaint, record_directly, step

NOW = "2025-10-24T10:00+08:00"
TABLES = ("arrears", "complaint", "retaliation")


async def test_verification_and_a_rebuild_find_every_row_as_the_orders_left_it(
    fresh_database: FreshDatabase,
) -> None:
    database = await fresh_database(SERVICE)
    item, complaint, report = new_id(), new_id(), new_id()
    reported = ReportRetaliation(
        report_id=report,
        item_id=item,
        departments=(),
        conduct=Conduct.THREAT,
        happened_on=date(2025, 10, 20),
        description="被威胁撤回投诉。",
    )
    async with open_store(MODEL, database.app_url, clock_at(NOW), CollectorRegistry()) as store:
        submit = store.writer.submit
        for seed in seeds():
            await submit(order(seed.command, seed.stream_id))
        await submit(order(register_arrears(), item))
        await submit(order(record_complaint(item_id=item), complaint, item))
        await submit(order(step(StepKind.INQUIRY), complaint))
        await submit(order(record_directly(), new_id()))
        from_the_city = replace(record_complaint(), source=ComplaintSource.CITY_TRANSFER)
        await submit(order(from_the_city, new_id()))
        await submit(order(reported, report, item))
        await submit(order(TakeUpRetaliation(investigator="区政府督查室"), report))
        await submit(
            order(ConcludeRetaliation(finding=Finding.UNPROVEN, grounds="查无实据。"), report)
        )

    live = await rows(database.owner_url)
    assert [len(live[table]) for table in TABLES] == [1, 3, 1]
    connection = await asyncpg.connect(database.owner_url)
    try:
        await rebuild(MODEL, connection, _silent)
        found = await verify(MODEL, connection, _silent)
    finally:
        await connection.close()
    assert not found.findings
    assert await rows(database.owner_url) == live


async def rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    connection = await asyncpg.connect(url)
    try:
        return {
            table: [
                tuple(row) for row in await connection.fetch(f"SELECT * FROM {table} ORDER BY id")
            ]
            for table in TABLES
        }
    finally:
        await connection.close()


def _silent(_count: int) -> None:
    """No progress is shown."""
