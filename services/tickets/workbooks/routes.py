"""The template, the import and the export over HTTP."""

import asyncio
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Final

from fastapi import Body, Path, Query
from pydantic import WithJsonSchema
from starlette.responses import Response

from services.tickets import queries
from services.tickets.imports.events import Mode
from services.tickets.imports.state import Import
from services.tickets.model import IMPORT
from services.tickets.queries import TicketFilter
from services.tickets.routes.filters import filtered
from services.tickets.schemas.values import UUID_PATTERN
from services.tickets.workbooks.answers import (
    ImportAnswer,
    TicketImportAnswer,
    field_problems,
    import_answer,
    stored_answer,
)
from services.tickets.workbooks.exporting import exported
from services.tickets.workbooks.form import submission_form
from services.tickets.workbooks.importing import Imported, carried_out, inspected
from services.tickets.workbooks.refusals import ImportNotFound
from shared.eventstore.refusals import NotYourCase
from shared.kernel.clock import SHANGHAI, shanghai_date
from shared.runtime import Runtime
from shared.web.answers import json_response
from shared.web.caller import Caller
from shared.web.facts import Facts, current_facts
from shared.web.files import file_answer
from shared.web.permissions import Scope
from shared.web.problem_kinds import TITLES, Bilingual, ProblemKind
from shared.web.problems import problem_response
from shared.web.routing import CurrentCaller, CurrentErrand, Routes
from shared.workbooks.faults import UnreadableWorkbook
from shared.workbooks.marking import marked
from shared.workbooks.sheets import WORKBOOK_TYPE
from shared.workbooks.template import template

# Workbooks are read and written in threads; more at once would only take time from everything else,
# and exports hold a connection each.
_AT_WORK: Final = asyncio.Semaphore(2)
FILE_BYTES_MAX: Final = 16 * 1_048_576
_UNPROCESSABLE: Final = 422
_ROWS_AT_FAULT: Final = ProblemKind(
    _UNPROCESSABLE,
    "import_rows_at_fault",
    TITLES[_UNPROCESSABLE],
    Bilingual(
        "共 {rows} 行，其中 {refused} 行、{count} 处需要更正，没有登记任何工单。请逐项更正后重新上传。",
        "{count} cells in {refused} of {rows} rows are to be mended; no ticket was registered.",
    ),
)

Workbook = Annotated[
    bytes,
    Body(media_type=WORKBOOK_TYPE, title="填写好的工作簿（.xlsx）"),
    WithJsonSchema({"type": "string", "format": "binary"}),
]
ImportId = Annotated[
    str,
    Path(
        title="导入批次标识",
        pattern=UUID_PATTERN,
        examples=["5c1f0f3e-8d3a-8c44-9b1e-5f0e6a1c2d3e"],
    ),
]
ModeText = Annotated[
    Mode,
    Query(title="导入方式", description="Whether one row at fault holds back all others."),
]
DryRun = Annotated[bool, Query(title="只核对，不登记", description="Check, and register nothing.")]


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
        caller = errand.caller
        try:
            async with _AT_WORK:
                found = await inspected(runtime, caller.actor, content)
        except UnreadableWorkbook as unreadable:
            return _unreadable(unreadable)
        if not dry_run and not _holds_back(found, mode):
            found = await carried_out(runtime, errand, found, mode, content)
        if not dry_run and _holds_back(found, mode):
            return _at_fault(found, caller)
        headers = {"idempotency-replayed": "true"} if found.replayed else {}
        answer = import_answer(found, mode, caller.language, dry_run=dry_run)
        return json_response(answer, headers=headers)

    @routes.query("/ticket-imports/{import_id}", "tickets.get_import", answer=ImportAnswer)
    async def get_import(import_id: ImportId, caller: CurrentCaller) -> Response:
        """What came of a file that was imported."""
        state, version = await runtime.store.reader.state(IMPORT, import_id)
        if not isinstance(state, Import):
            raise ImportNotFound
        if caller.scope is Scope.OWN and not IMPORT.owned_by(state, caller.actor):
            raise NotYourCase
        tickets = await queries.imported_tickets(runtime.store.pool, import_id)
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
        try:
            async with _AT_WORK:
                found = await inspected(runtime, errand.caller.actor, content)
        except UnreadableWorkbook as unreadable:
            return _unreadable(unreadable)
        done = {ticket.row for ticket in found.tickets}
        checked = found.checked
        now = runtime.clock.now()
        book = await asyncio.to_thread(
            marked, checked.form, checked.filled, checked.faults, done, now
        )
        return file_answer(book, WORKBOOK_TYPE, "企业诉求批量登记表（待更正）.xlsx")


def _declare_export(routes: Routes, runtime: Runtime) -> None:
    @routes.query("/tickets/export", "tickets.export", gives=(WORKBOOK_TYPE,))
    @filtered
    async def export(caller: CurrentCaller, narrowed: TicketFilter) -> Response:
        """A list of tickets as a workbook, narrowed as the list is; at most 50,000 rows."""
        only_own = caller.scope is Scope.OWN
        async with _AT_WORK:
            return await exported(runtime, narrowed, caller.actor, only_own=only_own)


def _holds_back(found: Imported, mode: Mode) -> bool:
    """Whether nothing is registered, or was: all rows are at fault, or one holds back all."""
    wrong = found.checked.at_fault
    if mode is Mode.ALL_OR_NOTHING:
        return bool(wrong)
    return len(wrong) == len(found.checked.filled.rows)


def _at_fault(found: Imported, caller: Caller) -> Response:
    checked = found.checked
    params = {
        "rows": len(checked.filled.rows),
        "refused": len(checked.at_fault),
        "count": len(checked.faults),
    }
    errors = field_problems(checked.faults, caller.language)
    return problem_response(_ROWS_AT_FAULT, _facts(), params=params, errors=errors)


def _unreadable(unreadable: UnreadableWorkbook) -> Response:
    said = Bilingual(unreadable.said.zh, unreadable.said.en)
    kind = ProblemKind(_UNPROCESSABLE, unreadable.code, TITLES[_UNPROCESSABLE], said)
    return problem_response(kind, _facts())


def _facts() -> Facts:
    facts = current_facts.get()
    if facts is None:
        raise RuntimeError("no request is being answered")
    return facts
