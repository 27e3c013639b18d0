"""`python -m tests.bench.workbooks`: 10,000 items from one workbook over HTTP, and the list back.

The service runs as under `make run`, with its relay beside; files are made before the clock starts.
While valid rows are registered one by one, how far they have come is asked for as a caller would.
"""

import argparse
import asyncio
import hashlib
import io
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Any, Final

import httpx
import psutil
from rich.console import Console
from rich.table import Table
from xlsxwriter import Workbook

from services.arrears.service import SERVICE
from shared.kernel.ids import new_id
from shared.parts.imports.importing import TOGETHER_MAX
from shared.testing.client import Api
from shared.testing.running import RunningService
from shared.workbooks.sheets import WORKBOOK_TYPE
from tests.bench.machine import machine
from tests.bench.stage import open_stage
from tests.builders.arrears_workbooks import ROW, SHEET

IMPORTS: Final = "/v1/arrears-imports"
_PATIENCE_SECONDS: Final = 600.0
_PROGRESS_SECONDS: Final = 0.25


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.workbooks", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    asyncio.run(_run(parser.parse_args().rows, Console()))


async def _run(rows: int, console: Console) -> None:
    console.print(machine(), f"load average {psutil.getloadavg()[0]:.1f}")
    table = Table("what", "seconds", "answer")
    async with open_stage() as stage:
        database = await stage.templates.copy(SERVICE)
        service = RunningService(SERVICE, stage.folder, database, stage.nats, relay_beside=True)
        service.start()
        try:
            async with Api(service) as api:
                api._client.timeout = httpx.Timeout(_PATIENCE_SECONDS)
                async for what, seconds, answer in _measured(api, rows):
                    table.add_row(what, f"{seconds:.1f}", answer)
        finally:
            service.stop()
    console.print(table)


async def _measured(api: Api, rows: int) -> Any:
    together, singly = _form(min(rows, TOGETHER_MAX)), _form(rows)
    faulty = _form(rows, 主张的本金="180万元")
    kind = f"{rows:,} rows"
    yield f"check {kind}", *await _timed(lambda: _send(api, singly, "?dry_run=true"))
    at_once = f"{min(rows, TOGETHER_MAX):,} rows, all or nothing"
    yield at_once, *await _timed(lambda: _send(api, together))
    asked, answer = await _while_asking(api, singly)
    yield f"{kind}, valid rows only; {asked} answers about the progress", *answer
    yield (
        f"mark {kind} at fault",
        *await _timed(lambda: _send(api, faulty, path="/v1/marked-arrears-forms")),
    )
    yield "the same file again", *await _timed(lambda: _send(api, singly, "?mode=valid_rows_only"))
    yield "export of all items", *await _timed(lambda: api.get("/v1/arrears/export"))


async def _timed(ask: Callable[[], Awaitable[httpx.Response]]) -> tuple[float, str]:
    begun = perf_counter()
    answer = await ask()
    seconds = perf_counter() - begun
    if answer.headers["content-type"] == WORKBOOK_TYPE:
        return seconds, f"{len(answer.content):,} bytes"
    told = answer.json()
    return seconds, f"{answer.status_code}: {told['created']} created, {told['refused']} refused"


async def _while_asking(api: Api, content: bytes) -> tuple[int, tuple[float, str]]:
    """The import of valid rows, and how many different answers its progress gave meanwhile."""
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    running = asyncio.create_task(_timed(lambda: _send(api, content, "?mode=valid_rows_only")))
    seen: set[int] = set()
    while not running.done():
        progress = await api.get(f"{IMPORTS}/progress", digest=digest)
        if progress.status_code == httpx.codes.OK:
            seen.add(progress.json()["imported"])
        await asyncio.wait({running}, timeout=_PROGRESS_SECONDS)
    return len(seen), await running


async def _send(api: Api, content: bytes, query: str = "", path: str = IMPORTS) -> httpx.Response:
    return await api.post_raw(f"{path}{query}", content, content_type=WORKBOOK_TYPE)


def _form(rows: int, **changes: Any) -> bytes:
    """A form whose rows are about contracts of their own; `changes` begin the headings they are of."""
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet(SHEET)
    sheet.write_row(0, 0, [*ROW])
    run = new_id()
    for number in range(1, rows + 1):
        row = {**ROW, "合同编号": f"{run}-{number}"}
        for begin, value in changes.items():
            row[next(heading for heading in row if heading.startswith(begin))] = value
        sheet.write_row(number, 0, row.values())
    book.close()
    return stream.getvalue()


if __name__ == "__main__":
    main()
