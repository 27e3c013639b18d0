"""A list of tickets written to a workbook, streamed from the database through a thread to a file."""

import asyncio
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from services.tickets import queries
from services.tickets.queries import TicketFilter
from services.tickets.workbooks.listing import cells, listing
from services.tickets.workbooks.refusals import ExportTooLarge
from shared.kernel.actor import Actor
from shared.kernel.clock import SHANGHAI
from shared.runtime import Runtime
from shared.web.files import FileAnswer
from shared.workbooks.export import Export
from shared.workbooks.sheets import WORKBOOK_TYPE

ROWS_MAX: Final = 50_000
_PAGE: Final = 1_000


async def exported(
    runtime: Runtime, narrowed: TicketFilter, actor: Actor, *, only_own: bool
) -> FileAnswer:
    """The list as a file, which is gone once it was sent. Raises ExportTooLarge."""
    now = runtime.clock.now()
    folder = await asyncio.to_thread(TemporaryDirectory, prefix="shukun-export-")
    try:
        path = Path(folder.name) / "list.xlsx"
        await _write(runtime, path, narrowed, actor, now, only_own=only_own)
        name = f"企业诉求工单_{now.astimezone(SHANGHAI):%Y%m%d_%H%M}.xlsx"
        return FileAnswer(path, WORKBOOK_TYPE, name, folder.cleanup)
    except BaseException:
        folder.cleanup()
        raise


async def _write(
    runtime: Runtime,
    path: Path,
    narrowed: TicketFilter,
    actor: Actor,
    now: datetime,
    *,
    only_own: bool,
) -> None:
    """One snapshot of the database from the first row to the last."""
    viewer = actor if only_own else None
    async with (
        runtime.store.pool.acquire() as connection,
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
        found = await queries.count_tickets(connection, narrowed, viewer, now, ROWS_MAX + 1)
        if found > ROWS_MAX:
            raise ExportTooLarge(limit=ROWS_MAX)
        report = listing(narrowed, actor, now, only_own=only_own)
        export = await asyncio.to_thread(Export, path, report, now)
        try:
            async for page in queries.walk_tickets(connection, narrowed, viewer, now, _PAGE):
                await asyncio.to_thread(export.append, (cells(row, now) for row in page))
            await asyncio.to_thread(export.close)
        except BaseException:
            export.abandon()
            raise
