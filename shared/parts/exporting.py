"""Lists written to workbooks, streamed from the database through a thread to a file."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import asyncpg
from sqlalchemy import Select

from shared.kernel.clock import SHANGHAI
from shared.kernel.refusal import Refusal
from shared.parts.selecting import at_most, walk
from shared.web.files import FileAnswer
from shared.workbooks.export import Export
from shared.workbooks.sheets import WORKBOOK_TYPE, Report

ROWS_MAX: Final = 50_000
_PAGE: Final = 1_000
# Workbooks are read and written in threads; more at once would only take time from everything else,
# and exports hold a connection each.
AT_WORK: Final = asyncio.Semaphore(2)

Rows = Iterable[Mapping[str, Any]]  # values by the keys of the report's columns


async def listed(
    pool: asyncpg.Pool,
    query: Select[Any],
    report: Report,
    cells: Callable[[Any], Mapping[str, Any]],
    *,
    name: str,
    now: datetime,
    too_large: Callable[[int], Refusal],
) -> FileAnswer:
    """The rows of a query as a file, from one snapshot of the database. Raises `too_large` of the
    rows a file may have. `cells` are a row's values; the query has its order.
    """
    async with (
        pool.acquire() as connection,
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
        if await at_most(connection, query, ROWS_MAX + 1) > ROWS_MAX:
            raise too_large(ROWS_MAX)
        pages = _cells(walk(connection, query, _PAGE), cells)
        return await written(report, pages, name=name, now=now)


async def _cells(
    pages: AsyncIterable[Iterable[Any]], cells: Callable[[Any], Mapping[str, Any]]
) -> AsyncIterator[Rows]:
    async for page in pages:
        yield (cells(row) for row in page)


async def one_page(rows: Rows) -> AsyncIterator[Rows]:
    """Rows that are in memory already."""
    yield rows


async def written(
    report: Report, pages: AsyncIterable[Rows], *, name: str, now: datetime
) -> FileAnswer:
    """A workbook of these rows, which is gone once it was sent; its name tells the minute."""
    folder = await asyncio.to_thread(TemporaryDirectory, prefix="shukun-export-")
    try:
        path = Path(folder.name) / "list.xlsx"
        await _write(path, report, pages, now)
        dated = f"{name}_{now.astimezone(SHANGHAI):%Y%m%d_%H%M}.xlsx"
        return FileAnswer(path, WORKBOOK_TYPE, dated, folder.cleanup)
    except BaseException:
        folder.cleanup()
        raise


async def _write(path: Path, report: Report, pages: AsyncIterable[Rows], now: datetime) -> None:
    export = await asyncio.to_thread(Export, path, report, now)
    try:
        async for page in pages:
            await asyncio.to_thread(export.append, page)
        await asyncio.to_thread(export.close)
    except BaseException:
        export.abandon()
        raise
