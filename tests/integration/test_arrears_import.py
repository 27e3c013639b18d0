"""An import of items on a real log: all rows in one commit, gapless, and nothing twice."""

from collections.abc import AsyncIterator
from typing import NamedTuple

import pytest

from deploy.local.databases import Database
from services.arrears.model import MODEL
from services.arrears.queries import ArrearsFilter, newest_first, with_contacts
from services.arrears.seeds import seeds
from services.arrears.service import MIGRATIONS, SERVICE
from services.arrears.workbooks.importing import ARREARS
from shared.kernel.imports import Mode
from shared.parts.imports import importing
from shared.parts.imports.importing import carried_out, inspected
from shared.parts.selecting import at_most
from shared.runtime import Runtime
from shared.testing.orders import COORDINATOR, order
from shared.testing.servers import Templates
from shared.testing.stores import findings, opened, whole_log
from shared.workbooks.faults import UnreadableWorkbook
from tests.builders.arrears import register_arrears
from tests.builders.arrears_workbooks import form_of
from tests.builders.imports import errand, runtime_on


class Log(NamedTuple):
    runtime: Runtime
    database: Database


@pytest.fixture
async def log(templates: Templates) -> AsyncIterator[Log]:
    database = await templates.copy(SERVICE)
    async with opened(MODEL, database.app_url) as store:
        for seed in seeds():
            await store.writer.submit(order(seed.command, seed.stream_id))
        yield Log(runtime_on(store, MODEL, MIGRATIONS), database)
    await templates.drop(database)


async def test_rows_are_items_of_one_commit_without_a_gap_and_once_in_whatever_manner(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, runtime = form_of(*(f"C-{number}" for number in range(40))), log.runtime
    found = await inspected(runtime, ARREARS, COORDINATOR, content)
    assert found.checked.faults == ()
    asked = errand(COORDINATOR, "arrears.import")
    monkeypatch.setattr(importing, "TOGETHER_MAX", 39)
    with pytest.raises(UnreadableWorkbook, match="40 rows wait to be registered"):
        await carried_out(runtime, ARREARS, asked, found, Mode.ALL_OR_NOTHING, content)
    monkeypatch.undo()
    done = await carried_out(runtime, ARREARS, asked, found, Mode.ALL_OR_NOTHING, content)
    assert [case.number for case in done.cases] == [f"LX-A-2022-{n:06d}" for n in range(1, 41)]

    listed = newest_first(ArrearsFilter(), None, runtime.clock.now())
    async with runtime.store.pool.acquire() as connection:
        assert await at_most(connection, with_contacts(listed), 100) == 40
        assert await at_most(connection, listed, 7) == 7

    again = await inspected(runtime, ARREARS, COORDINATOR, content)
    assert (again.checked.faults, len(again.cases)) == ((), 40)
    asked = errand(COORDINATOR, "arrears.import")
    once_more = await carried_out(runtime, ARREARS, asked, again, Mode.VALID_ROWS_ONLY, content)
    assert (once_more.created, len(once_more.cases)) == (frozenset(), 40)

    rows = [one for one in await whole_log(runtime.store) if one.name == "arrears_registered"]
    assert len({(row.recorded_at, row.envelope.command_id) for row in rows}) == 1
    assert len(rows) == 40
    assert await findings(MODEL, log.database.owner_url) == []


async def test_a_2_a_contract_registered_meanwhile_holds_back_all_and_is_told(log: Log) -> None:
    content, runtime = form_of("C-1", "LXZJ-2021-017"), log.runtime
    found = await inspected(runtime, ARREARS, COORDINATOR, content)
    await runtime.store.writer.submit(
        order(register_arrears(), "01836ce8-3a00-7000-8000-00000000000a")
    )
    asked = errand(COORDINATOR, "arrears.import")
    held_back = await carried_out(runtime, ARREARS, asked, found, Mode.ALL_OR_NOTHING, content)
    [fault] = held_back.checked.faults
    assert (fault.code, fault.heading, fault.row) == ("contract_registered", "合同编号", 3)
    assert held_back.cases == []
