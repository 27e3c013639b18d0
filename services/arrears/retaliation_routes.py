"""`/v1/retaliation-reports`: confidential cases, beside the ledger and never in it (A-24).

Who may not learn of a report is told that there is none, whether there is one or not.
"""

from datetime import datetime
from typing import Annotated

from fastapi import Path, Query
from starlette.responses import Response

from services.arrears import retaliation_queries
from services.arrears.filing import filed
from services.arrears.model import RETALIATION
from services.arrears.retaliation.refusals import ReportNotFound
from services.arrears.retaliation.rules import visible_to
from services.arrears.retaliation.state import Report
from services.arrears.retaliation.values import Status
from services.arrears.retaliation_answers import (
    RetaliationAnswer,
    RetaliationReceipt,
    RetaliationSummary,
    retaliation_answer,
    retaliation_summary,
)
from services.arrears.schemas import FindingBody, RetaliationBody, TakeUpBody
from services.arrears.schemas.asking import AsOf, AsOfVersion
from shared.kernel.decider import Command
from shared.kernel.ids import new_id
from shared.runtime import Runtime
from shared.web.answers import json_response, shown
from shared.web.caller import Caller
from shared.web.feed import EventAnswer, event_answer
from shared.web.paging import CursorText, Limit, Page
from shared.web.preconditions import Errand
from shared.web.routing import CurrentCaller, CurrentErrand, Routes
from shared.web.values import UUID_PATTERN

ReportId = Annotated[
    str,
    Path(
        title="举报标识",
        pattern=UUID_PATTERN,
        examples=["0192f0c1-7d3a-7c44-9b1e-5f0e6a1c2d3e"],
    ),
]


def retaliation_routes(runtime: Runtime) -> Routes:
    """Uncounted: metrics need no token, and a count of reports that rises tells of one."""
    routes = Routes(prefix="/v1/retaliation-reports", tag="retaliation", counted=False)
    _declare_orders(routes, runtime)
    _declare_queries(routes, runtime)
    return routes


def _declare_orders(routes: Routes, runtime: Runtime) -> None:
    @routes.command(
        "",
        "retaliation.report",
        answer=RetaliationReceipt,
        status=201,
        versioned=False,
        problems=(404,),
    )
    async def report(body: RetaliationBody, errand: CurrentErrand) -> Response:
        """举报打击报复: opens a confidential case; the answer is a receipt and nothing of the case."""
        command = await filed(runtime, errand, body.command(new_id()))
        order = errand.order(command, command.report_id, command.item_id)
        outcome = await runtime.store.writer.submit(order)
        opened = outcome.state
        if not isinstance(opened, Report):
            raise TypeError("an accepted report is a report")
        headers = {"location": f"/v1/retaliation-reports/{outcome.stream_id}"}
        if outcome.replayed:
            headers["idempotency-replayed"] = "true"
        receipt = RetaliationReceipt(opened.number, shown(opened.reported_at))
        return json_response(receipt, 201, headers=headers)

    @routes.command(
        "/{report_id}/taking-up", "retaliation.take_up", answer=RetaliationAnswer, versioned=True
    )
    async def take_up(report_id: ReportId, body: TakeUpBody, errand: CurrentErrand) -> Response:
        """受理核查: somebody looks into it from now on."""
        return await _carried_out(runtime, errand, report_id, body.command())

    @routes.command(
        "/{report_id}/finding", "retaliation.conclude", answer=RetaliationAnswer, versioned=True
    )
    async def conclude(report_id: ReportId, body: FindingBody, errand: CurrentErrand) -> Response:
        """办结: the finding, what it rests on, and what is done about it."""
        return await _carried_out(runtime, errand, report_id, body.command())


def _declare_queries(routes: Routes, runtime: Runtime) -> None:
    @routes.query("", "retaliation.list", answer=Page[RetaliationSummary])
    async def list_reports(
        caller: CurrentCaller,
        status: Annotated[Status | None, Query(title="状态")] = None,
        arrears_id: Annotated[str | None, Query(title="台账项目标识", pattern=UUID_PATTERN)] = None,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> Response:
        """Reports, newest first; none that is about the caller's own unit."""
        query = f"retaliation.list {status} {arrears_id}"
        rows = await retaliation_queries.list_reports(
            runtime.store.pool,
            caller.actor,
            status=status,
            item_id=arrears_id,
            before_id=runtime.cursors.read(query, cursor, str) if cursor else None,
            limit=limit + 1,
        )
        items = [retaliation_summary(row) for row in rows[:limit]]
        more = runtime.cursors.make(query, items[-1].id) if len(rows) > limit else None
        return json_response({"items": items, "next": more})

    @routes.query("/{report_id}", "retaliation.get", answer=RetaliationAnswer)
    async def get_report(
        report_id: ReportId,
        caller: CurrentCaller,
        as_of: AsOf = None,
        as_of_version: AsOfVersion = None,
    ) -> Response:
        """One report with its finding, now or as it was."""
        report, version = await read_report(
            runtime, caller, report_id, as_of=as_of, as_of_version=as_of_version
        )
        return json_response(retaliation_answer(report_id, version, report), etag=version)

    @routes.query("/{report_id}/events", "retaliation.events", answer=Page[EventAnswer])
    async def events(report_id: ReportId, caller: CurrentCaller) -> Response:
        """The report's history, which is never longer than three events."""
        await read_report(runtime, caller, report_id)
        recorded = await runtime.store.reader.stream(report_id)
        items = [event_answer("arrears", event) for event in recorded]
        return json_response({"items": items, "next": None})


async def _carried_out(
    runtime: Runtime, errand: Errand, report_id: str, command: Command
) -> Response:
    """The report after an order."""
    order = errand.order(await filed(runtime, errand, command), report_id)
    outcome = await runtime.store.writer.submit(order)
    after = outcome.state
    if not isinstance(after, Report):
        raise TypeError("an accepted order leaves a report")
    headers = {"idempotency-replayed": "true"} if outcome.replayed else {}
    body = retaliation_answer(report_id, outcome.version, after)
    return json_response(body, etag=outcome.version, headers=headers)


async def read_report(
    runtime: Runtime,
    caller: Caller,
    report_id: str,
    *,
    as_of: datetime | None = None,
    as_of_version: int | None = None,
) -> tuple[Report, int]:
    """The report, now or as it was. Raises ReportNotFound, also for whoever must not learn of it."""
    state, version = await runtime.store.reader.state(
        RETALIATION, report_id, as_of=as_of, upto_version=as_of_version
    )
    if not isinstance(state, Report) or not visible_to(state, caller.actor):
        raise ReportNotFound
    return state, version
