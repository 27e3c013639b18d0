"""The template, the import, the list and an item's journal over HTTP."""

import asyncio
from datetime import datetime
from functools import lru_cache
from typing import Final

from starlette.responses import Response

from services.arrears import queries
from services.arrears.model import PROGRAMME
from services.arrears.programme.state import PROGRAMME as PROGRAMME_ID
from services.arrears.queries import ArrearsFilter
from services.arrears.refusals import ExportTooLarge
from services.arrears.routes.carrying import ArrearsId
from services.arrears.routes.deriving import history
from services.arrears.routes.filters import filtered
from services.arrears.routes.reading import read_item
from services.arrears.workbooks.answers import (
    ArrearsImportAnswer,
    ImportAnswer,
    ImportProgressAnswer,
    import_answer,
    progress_answer,
    stored_answer,
)
from services.arrears.workbooks.form import registration_form
from services.arrears.workbooks.importing import ARREARS
from services.arrears.workbooks.journal_sheet import journal_rows, journal_sheet
from services.arrears.workbooks.listing import cells, listing
from shared.kernel.clock import SHANGHAI, shanghai_date
from shared.kernel.imports import Mode
from shared.parts.exporting import AT_WORK, listed, one_page, written
from shared.parts.imports.answering import (
    FILE_BYTES_MAX,
    DryRun,
    FileDigest,
    ImportId,
    ModeText,
    Workbook,
    answer_import,
    answer_marked,
    read_import,
    read_progress,
    rows_at_fault,
)
from shared.runtime import Runtime
from shared.web.answers import json_response
from shared.web.files import file_answer
from shared.web.permissions import Scope
from shared.web.problem_kinds import Bilingual
from shared.web.routing import CurrentCaller, CurrentErrand, Routes
from shared.workbooks.sheets import WORKBOOK_TYPE
from shared.workbooks.template import template

_AT_FAULT: Final = rows_at_fault(
    Bilingual(
        "共 {rows} 行，其中 {refused} 行、{count} 处需要更正，没有登记任何项目。请逐项更正后重新上传。",
        "{count} cells in {refused} of {rows} rows are to be mended; no item was registered.",
    )
)


def workbook_routes(runtime: Runtime) -> Routes:
    """Declared before `/v1/arrears/{arrears_id}`, which would match the addresses below it."""
    routes = Routes(prefix="/v1", tag="workbooks")
    _declare_template(routes, runtime)
    _declare_import(routes, runtime)
    _declare_marking(routes, runtime)
    _declare_reading(routes, runtime)
    _declare_export(routes, runtime)
    return routes


def _declare_template(routes: Routes, runtime: Runtime) -> None:
    @routes.query("/arrears/import-template", "arrears.import_template", gives=(WORKBOOK_TYPE,))
    async def import_template(_caller: CurrentCaller) -> Response:
        """拖欠账款批量登记表: the form to register many items with, with drop-downs (1.9)."""
        today = runtime.clock.now().astimezone(SHANGHAI).replace(hour=0, minute=0, second=0)
        content = await asyncio.to_thread(_template, today.replace(microsecond=0))
        return file_answer(content, WORKBOOK_TYPE, "拖欠账款批量登记表.xlsx")


@lru_cache(maxsize=2)
def _template(day: datetime) -> bytes:
    return template(registration_form(shanghai_date(day)), day)


def _declare_import(routes: Routes, runtime: Runtime) -> None:
    @routes.command(
        "/arrears-imports",
        "arrears.import",
        answer=ArrearsImportAnswer,
        versioned=False,
        body_limit_bytes=FILE_BYTES_MAX,
    )
    async def import_arrears(
        content: Workbook,
        errand: CurrentErrand,
        mode: ModeText = Mode.ALL_OR_NOTHING,
        dry_run: DryRun = False,  # noqa: FBT002
    ) -> Response:
        """Register the items of a form, all checked first (A-1, A-2): up to 10,000 rows, of which at most
        5,000 at once; more are registered as valid rows only.

        The same file sent again registers nothing twice and is answered with the same numbers; what
        was interrupted is completed.
        """
        language = errand.caller.language
        return await answer_import(
            runtime,
            ARREARS,
            errand,
            content,
            mode=mode,
            dry_run=dry_run,
            answer=lambda found: import_answer(found, mode, language, dry_run=dry_run),
            at_fault=_AT_FAULT,
        )


def _declare_marking(routes: Routes, runtime: Runtime) -> None:
    @routes.command(
        "/marked-arrears-forms",
        "arrears.mark_import",
        versioned=False,
        gives=(WORKBOOK_TYPE,),
        body_limit_bytes=FILE_BYTES_MAX,
    )
    async def mark_import(content: Workbook, errand: CurrentErrand) -> Response:
        """The form with every fault in red and a column that says how to mend it, to send again.

        Registers nothing. Rows of the file that are items already are left out.
        """
        name = "拖欠账款批量登记表（待更正）.xlsx"
        return await answer_marked(runtime, ARREARS, errand, content, name)


def _declare_reading(routes: Routes, runtime: Runtime) -> None:
    @routes.query(
        "/arrears-imports/progress",
        "arrears.import_progress",
        answer=ImportProgressAnswer,
        problems=(404,),
    )
    async def import_progress(digest: FileDigest, caller: CurrentCaller) -> Response:
        """How many rows of the caller's own file are items by now, while it is being registered too.

        Of valid rows the number grows as they are registered; all or nothing goes from none to all.
        """
        identity, state, imported = await read_progress(runtime, ARREARS, caller, digest)
        return json_response(progress_answer(identity, state, imported))

    @routes.query("/arrears-imports/{import_id}", "arrears.get_import", answer=ImportAnswer)
    async def get_import(import_id: ImportId, caller: CurrentCaller) -> Response:
        """What came of a file that was imported."""
        state, version, items = await read_import(runtime, ARREARS, caller, import_id)
        return json_response(stored_answer(import_id, version, state, items), etag=version)


def _declare_export(routes: Routes, runtime: Runtime) -> None:
    @routes.query("/arrears/export", "arrears.export", gives=(WORKBOOK_TYPE,))
    @filtered
    async def export(caller: CurrentCaller, narrowed: ArrearsFilter) -> Response:
        """A list of items as a workbook, narrowed as the list is; at most 50,000 rows."""
        only_own, now = caller.scope is Scope.OWN, runtime.clock.now()
        programmes, _ = await runtime.store.reader.state(PROGRAMME, PROGRAMME_ID)
        query = queries.newest_first(narrowed, caller.actor if only_own else None, now)
        async with AT_WORK:
            return await listed(
                runtime.store.pool,
                queries.with_contacts(query),
                listing(narrowed, programmes, caller.actor, now, only_own=only_own),
                lambda row: cells(row, now),
                name="清欠台账",
                now=now,
                too_large=lambda limit: ExportTooLarge(limit=limit),
            )

    @routes.query(
        "/arrears/{arrears_id}/journal/export", "arrears.export_journal", gives=(WORKBOOK_TYPE,)
    )
    async def export_journal(arrears_id: ArrearsId, caller: CurrentCaller) -> Response:
        """复式台账 of one item as a workbook, with what each account stands at and equal sums."""
        item, version = await read_item(runtime, caller, arrears_id)
        now = runtime.clock.now()
        facts = [each async for each in history(runtime, arrears_id, version)]
        report = journal_sheet(item, version, caller.actor, now)
        async with AT_WORK:
            return await written(
                report, one_page(journal_rows(facts)), name=f"复式台账_{item.number}", now=now
            )
