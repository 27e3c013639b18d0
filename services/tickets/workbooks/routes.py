"""The template, the import and the export over HTTP."""

import asyncio
from datetime import datetime
from functools import lru_cache
from typing import Final

from starlette.responses import Response

from services.tickets import queries
from services.tickets.queries import TicketFilter
from services.tickets.routes.filters import filtered
from services.tickets.workbooks.answers import (
    ImportAnswer,
    TicketImportAnswer,
    import_answer,
    stored_answer,
)
from services.tickets.workbooks.form import submission_form
from services.tickets.workbooks.importing import TICKETS
from services.tickets.workbooks.listing import cells, listing
from services.tickets.workbooks.refusals import ExportTooLarge
from shared.kernel.clock import SHANGHAI, shanghai_date
from shared.kernel.imports import Mode
from shared.parts.exporting import AT_WORK, listed
from shared.parts.imports.answering import (
    FILE_BYTES_MAX,
    DryRun,
    ImportId,
    ModeText,
    Workbook,
    answer_import,
    answer_marked,
    read_import,
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
        "共 {rows} 行，其中 {refused} 行、{count} 处需要更正，没有登记任何工单。请逐项更正后重新上传。",
        "{count} cells in {refused} of {rows} rows are to be mended; no ticket was registered.",
    )
)


def workbook_routes(runtime: Runtime) -> Routes:
    """Declared before `/v1/tickets/{ticket_id}`, which would match the addresses below it."""
    routes = Routes(prefix="/v1", tag="workbooks")
    _declare_template(routes, runtime)
    _declare_import(routes, runtime)
    _declare_marking(routes, runtime)
    _declare_export(routes, runtime)
    return routes


def _declare_template(routes: Routes, runtime: Runtime) -> None:
    @routes.query("/tickets/import-template", "tickets.import_template", gives=(WORKBOOK_TYPE,))
    async def import_template(_caller: CurrentCaller) -> Response:
        """The form to register many tickets with: Excel, Chinese, with drop-downs."""
        today = runtime.clock.now().astimezone(SHANGHAI).replace(hour=0, minute=0, second=0)
        content = await asyncio.to_thread(_template, today.replace(microsecond=0))
        return file_answer(content, WORKBOOK_TYPE, "企业诉求批量登记表.xlsx")


@lru_cache(maxsize=2)
def _template(day: datetime) -> bytes:
    return template(submission_form(shanghai_date(day)), day)


def _declare_import(routes: Routes, runtime: Runtime) -> None:
    @routes.command(
        "/ticket-imports",
        "tickets.import",
        answer=TicketImportAnswer,
        versioned=False,
        body_limit_bytes=FILE_BYTES_MAX,
    )
    async def import_tickets(
        content: Workbook,
        errand: CurrentErrand,
        mode: ModeText = Mode.ALL_OR_NOTHING,
        dry_run: DryRun = False,  # noqa: FBT002
    ) -> Response:
        """Register the tickets of a form: up to 5,000 rows, all checked first.

        The same file sent again registers nothing twice and is answered with the same numbers; what
        was interrupted is completed.
        """
        language = errand.caller.language
        return await answer_import(
            runtime,
            TICKETS,
            errand,
            content,
            mode=mode,
            dry_run=dry_run,
            answer=lambda found: import_answer(found, mode, language, dry_run=dry_run),
            at_fault=_AT_FAULT,
        )

    @routes.query("/ticket-imports/{import_id}", "tickets.get_import", answer=ImportAnswer)
    async def get_import(import_id: ImportId, caller: CurrentCaller) -> Response:
        """What came of a file that was imported."""
        state, version, tickets = await read_import(runtime, TICKETS, caller, import_id)
        return json_response(stored_answer(import_id, version, state, tickets), etag=version)


def _declare_marking(routes: Routes, runtime: Runtime) -> None:
    @routes.command(
        "/marked-ticket-forms",
        "tickets.mark_import",
        versioned=False,
        gives=(WORKBOOK_TYPE,),
        body_limit_bytes=FILE_BYTES_MAX,
    )
    async def mark_import(content: Workbook, errand: CurrentErrand) -> Response:
        """The form with every fault in red and a column that says how to mend it, to send again.

        Registers nothing. Rows of the file that are tickets already are left out.
        """
        name = "企业诉求批量登记表（待更正）.xlsx"
        return await answer_marked(runtime, TICKETS, errand, content, name)


def _declare_export(routes: Routes, runtime: Runtime) -> None:
    @routes.query("/tickets/export", "tickets.export", gives=(WORKBOOK_TYPE,))
    @filtered
    async def export(caller: CurrentCaller, narrowed: TicketFilter) -> Response:
        """A list of tickets as a workbook, narrowed as the list is; at most 50,000 rows."""
        only_own, now = caller.scope is Scope.OWN, runtime.clock.now()
        async with AT_WORK:
            return await listed(
                runtime.store.pool,
                queries.newest_first(narrowed, caller.actor if only_own else None, now),
                listing(narrowed, caller.actor, now, only_own=only_own),
                lambda row: cells(row, now),
                name="企业诉求工单",
                now=now,
                too_large=lambda limit: ExportTooLarge(limit=limit),
            )
