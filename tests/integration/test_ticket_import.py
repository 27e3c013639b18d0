"""An import on a real log: all rows in one commit, and an interrupted one completed."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import NamedTuple, cast

import pytest

from deploy.local.databases import Database
from services.tickets.model import MODEL
from services.tickets.queries import CASES
from services.tickets.service import MIGRATIONS, SERVICE
from services.tickets.workbooks.importing import TICKETS
from shared.eventstore.refusals import ShuttingDown
from shared.eventstore.writer import Writer
from shared.kernel.imports import Mode
from shared.parts.imports.importing import carried_out, inspected
from shared.runtime import Runtime
from shared.testing.servers import Templates
from shared.testing.stores import findings, opened, whole_log
from tests.bench.jobs.writer import plant_seeds
from tests.builders.imports import AboutToStop, errand, runtime_on
from tests.builders.tickets import HOTLINE
from tests.builders.workbooks import ROW, sheet


def form(rows: int) -> bytes:
    row = {**ROW, "诉求标题": "流动资金贷款展期困难"}
    return sheet(
        *([*row.values(), f"n-{number}"] for number in range(rows)),
        headings=[*row, "上级工单编号"],
        name="企业诉求",
    )


class Log(NamedTuple):
    runtime: Runtime
    database: Database


@pytest.fixture
async def log(templates: Templates) -> AsyncIterator[Log]:
    """A service's runtime on a log of its own, without HTTP, NATS or work beside."""
    database = await templates.copy(SERVICE)
    async with opened(MODEL, database.app_url) as store:
        await plant_seeds(store)
        yield Log(runtime_on(store, MODEL, MIGRATIONS), database)
    await templates.drop(database)


async def test_all_rows_of_one_command_are_one_commit(log: Log) -> None:
    content, order, runtime = form(40), errand(HOTLINE, "tickets.import"), log.runtime
    found = await inspected(runtime, TICKETS, HOTLINE, content)
    done = await carried_out(runtime, TICKETS, order, found, Mode.ALL_OR_NOTHING, content)
    assert len(done.created) == len(done.cases) == 40
    assert [each.number for each in done.cases][::39] == ["LX-T-2022-000001", "LX-T-2022-000040"]

    events = await whole_log(runtime.store)
    rows = [event for event in events if event.name == "ticket_submitted"]
    assert len({(event.recorded_at, event.envelope.command_id) for event in rows}) == 1
    assert [each.name for each in events if each.envelope.command_id == order.command_id] == [
        "import_received"
    ]
    assert await findings(MODEL, log.database.owner_url) == []


async def test_a_row_taken_meanwhile_holds_back_all_and_is_told(log: Log) -> None:
    content, runtime = form(40), log.runtime
    found = await inspected(runtime, TICKETS, HOTLINE, content)
    meanwhile = form(1)
    other = await inspected(runtime, TICKETS, HOTLINE, meanwhile)
    await carried_out(
        runtime, TICKETS, errand(HOTLINE, "tickets.import"), other, Mode.ALL_OR_NOTHING, meanwhile
    )

    held_back = await carried_out(
        runtime, TICKETS, errand(HOTLINE, "tickets.import"), found, Mode.ALL_OR_NOTHING, content
    )
    assert [fault.code for fault in held_back.checked.faults] == ["upstream_number_known"]
    assert held_back.cases == []


async def test_an_interrupted_import_is_completed_when_the_file_is_sent_again(log: Log) -> None:
    content, runtime = form(200), log.runtime
    store = runtime.store
    found = await inspected(runtime, TICKETS, HOTLINE, content)
    runtime._store = replace(store, writer=cast("Writer", AboutToStop(store, 101)))
    with pytest.raises(ShuttingDown):
        await carried_out(
            runtime,
            TICKETS,
            errand(HOTLINE, "tickets.import"),
            found,
            Mode.VALID_ROWS_ONLY,
            content,
        )
    runtime._store = store
    first = await CASES.imported(store.pool, found.import_id)
    assert len(first) == 100

    again = await inspected(runtime, TICKETS, HOTLINE, content)
    done = await carried_out(
        runtime, TICKETS, errand(HOTLINE, "tickets.import"), again, Mode.VALID_ROWS_ONLY, content
    )
    assert (len(done.created), len(done.cases)) == (100, 200)
    assert {each.number for each in first} < {each.number for each in done.cases}
    assert len({each.number for each in done.cases}) == 200
    assert await findings(MODEL, log.database.owner_url) == []
