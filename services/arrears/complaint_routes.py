"""`/v1/complaints`: what comes from above, and what comes directly by the local channel (1.4)."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import Path, Query
from starlette.responses import Response

from services.arrears import complaint_queries
from services.arrears.complaint_answers import (
    ComplaintAnswer,
    ComplaintSummary,
    complaint_answer,
    complaint_summary,
)
from services.arrears.complaint_clock import ComplaintClockAnswer, complaint_clock
from services.arrears.complaint_queries import ComplaintFilter
from services.arrears.complaints.limits import ComplaintSource
from services.arrears.complaints.refusals import ComplaintNotFound
from services.arrears.complaints.state import Complaint
from services.arrears.complaints.values import Status
from services.arrears.filing import filed
from services.arrears.model import COMPLAINT
from services.arrears.schemas.asking import AsOf, AsOfVersion
from services.arrears.schemas.complaining import (
    AcceptanceBody,
    ComplaintAnswerBody,
    ComplaintBody,
    ComplaintExtensionBody,
    ComplaintStepBody,
    HandoverBody,
    ItemLinkBody,
    NonAcceptanceBody,
    ResultBody,
)
from shared.eventstore.log import Outcome
from shared.eventstore.refusals import NotYourCase
from shared.kernel.calendars import CALENDAR
from shared.kernel.decider import Command
from shared.kernel.followed_calendar import FOLLOWED_CALENDAR
from shared.kernel.ids import new_id
from shared.parts.history import history_page
from shared.runtime import Runtime
from shared.web.answers import json_response
from shared.web.caller import Caller
from shared.web.feed import EventAnswer
from shared.web.paging import CursorText, Limit, Page
from shared.web.permissions import Scope
from shared.web.preconditions import Errand
from shared.web.routing import CurrentCaller, CurrentErrand, Endpoint, Routes
from shared.web.values import UUID_PATTERN, DepartmentCode

ComplaintId = Annotated[
    str,
    Path(
        title="投诉标识",
        pattern=UUID_PATTERN,
        examples=["0192f0c1-7d3a-7c44-9b1e-5f0e6a1c2d3e"],
    ),
]


def complaint_routes(runtime: Runtime) -> Routes:
    routes = Routes(prefix="/v1/complaints", tag="complaints")
    _declare_intake(routes, runtime)
    _declare_handling(routes, runtime)
    _declare_queries(routes, runtime)
    return routes


def _at(routes: Routes, path: str, operation: str) -> Callable[[Endpoint], Endpoint]:
    """POST to a resource of the complaint; the answer is the complaint after it."""
    return routes.command(
        f"/{{complaint_id}}/{path}", operation, answer=ComplaintAnswer, versioned=True
    )


def _declare_intake(routes: Routes, runtime: Runtime) -> None:
    @routes.command("", "complaints.record", answer=ComplaintAnswer, status=201, versioned=False)
    async def record(body: ComplaintBody, errand: CurrentErrand) -> Response:
        """登记: from above its 30 days begin with the day it came; a direct one is reviewed first."""
        command = await filed(runtime, errand, body.command())
        named = (command.item_id,) if command.item_id else ()
        outcome = await runtime.store.writer.submit(errand.order(command, new_id(), *named))
        return _answer_after(outcome, 201)

    @_at(routes, "acceptance", "complaints.accept")
    async def accept(
        complaint_id: ComplaintId, body: AcceptanceBody, errand: CurrentErrand
    ) -> Response:
        """受理 of a direct complaint."""
        return await _carry_out(runtime, errand, complaint_id, body.command())

    @_at(routes, "non-acceptance", "complaints.decline")
    async def decline(
        complaint_id: ComplaintId, body: NonAcceptanceBody, errand: CurrentErrand
    ) -> Response:
        """不予受理 of a direct complaint, for one of the listed reasons."""
        return await _carry_out(runtime, errand, complaint_id, body.command())

    @_at(routes, "handover", "complaints.hand_over")
    async def hand_over(
        complaint_id: ComplaintId, body: HandoverBody, errand: CurrentErrand
    ) -> Response:
        """转交 of a direct complaint: its 30 days begin when the department has the file."""
        return await _carry_out(runtime, errand, complaint_id, body.command())

    @_at(routes, "item", "complaints.link")
    async def link(
        complaint_id: ComplaintId, body: ItemLinkBody, errand: CurrentErrand
    ) -> Response:
        """关联台账项目: the item between the same parties that the complaint is about."""
        return await _carry_out(runtime, errand, complaint_id, body.command(), body.arrears_id)


def _declare_handling(routes: Routes, runtime: Runtime) -> None:
    @_at(routes, "extension", "complaints.extend")
    async def extend(
        complaint_id: ComplaintId, body: ComplaintExtensionBody, errand: CurrentErrand
    ) -> Response:
        """延期, approved by the head of the handling department: 90 days in all at most."""
        return await _carry_out(runtime, errand, complaint_id, body.command())

    @_at(routes, "steps", "complaints.take_step")
    async def take_step(
        complaint_id: ComplaintId, body: ComplaintStepBody, errand: CurrentErrand
    ) -> Response:
        """问询；不答复的发督办书，仍不答复的约谈 (国令802 art. 25)."""
        return await _carry_out(runtime, errand, complaint_id, body.command())

    @_at(routes, "step-answers", "complaints.answer_step")
    async def answer_step(
        complaint_id: ComplaintId, body: ComplaintAnswerBody, errand: CurrentErrand
    ) -> Response:
        """答复: by the respondent, or entered for it."""
        return await _carry_out(runtime, errand, complaint_id, body.command())

    @_at(routes, "result", "complaints.conclude")
    async def conclude(
        complaint_id: ComplaintId, body: ResultBody, errand: CurrentErrand
    ) -> Response:
        """办结: the result in writing to the complainant and to who accepted the complaint."""
        return await _carry_out(runtime, errand, complaint_id, body.command())


def _declare_queries(routes: Routes, runtime: Runtime) -> None:
    @routes.query("", "complaints.list", answer=Page[ComplaintSummary])
    async def list_complaints(
        caller: CurrentCaller,
        status: Annotated[Status | None, Query(title="状态")] = None,
        source: Annotated[ComplaintSource | None, Query(title="投诉来源")] = None,
        handler: Annotated[DepartmentCode | None, Query(title="办理部门代码")] = None,
        arrears_id: Annotated[str | None, Query(title="台账项目标识", pattern=UUID_PATTERN)] = None,
        overdue: Annotated[bool | None, Query(title="是否逾期")] = None,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> Response:
        """Complaints, newest first. Departments and platforms see their own."""
        narrowed = ComplaintFilter(
            status=status, source=source, handler=handler, item_id=arrears_id, overdue=overdue
        )
        query = f"complaints.list {narrowed}"
        now = runtime.clock.now()
        rows = await complaint_queries.list_complaints(
            runtime.store.pool,
            narrowed,
            caller.actor if caller.scope is Scope.OWN else None,
            now,
            before_id=runtime.cursors.read(query, cursor, str) if cursor else None,
            limit=limit + 1,
        )
        items = [complaint_summary(row, now) for row in rows[:limit]]
        more = runtime.cursors.make(query, items[-1].id) if len(rows) > limit else None
        return json_response({"items": items, "next": more})

    @routes.query("/{complaint_id}", "complaints.get", answer=ComplaintAnswer)
    async def get_complaint(
        complaint_id: ComplaintId,
        caller: CurrentCaller,
        as_of: AsOf = None,
        as_of_version: AsOfVersion = None,
    ) -> Response:
        """One complaint, now or as it was."""
        complaint, version = await read_complaint(
            runtime, caller, complaint_id, as_of=as_of, as_of_version=as_of_version
        )
        return json_response(complaint_answer(complaint_id, version, complaint), etag=version)

    @routes.query("/{complaint_id}/clock", "complaints.clock", answer=ComplaintClockAnswer)
    async def clock(complaint_id: ComplaintId, caller: CurrentCaller) -> Response:
        """Why each limit ends when it does: the article, the days, the days off (1.4)."""
        complaint, version = await read_complaint(runtime, caller, complaint_id)
        calendars = {}
        for needed in {one.limit.calendar_version for one in complaint.limits}:
            followed, _ = await runtime.store.reader.state(
                FOLLOWED_CALENDAR, CALENDAR, upto_version=needed
            )
            calendars[needed] = followed.calendar
        body = complaint_clock(complaint_id, version, complaint, calendars)
        return json_response(body, etag=version)

    @routes.query("/{complaint_id}/events", "complaints.events", answer=Page[EventAnswer])
    async def events(
        complaint_id: ComplaintId,
        caller: CurrentCaller,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> Response:
        """The complaint's history: every recorded event with who, when and why."""
        await read_complaint(runtime, caller, complaint_id)
        return await history_page(runtime, "complaints", complaint_id, limit, cursor)


async def _carry_out(
    runtime: Runtime, errand: Errand, complaint_id: str, command: Command, *items: str
) -> Response:
    """`items` are those of the ledger that the order names; If-Match is about the complaint."""
    order = errand.order(command, complaint_id, *items)
    return _answer_after(await runtime.store.writer.submit(order), 200)


def _answer_after(outcome: Outcome, status: int) -> Response:
    """The complaint after the order, from memory; a repeated order says that it was one."""
    complaint = outcome.state
    if not isinstance(complaint, Complaint):
        raise TypeError("an accepted order leaves a complaint")
    headers = {}
    if status == 201:  # noqa: PLR2004  Created
        headers["location"] = f"/v1/complaints/{outcome.stream_id}"
    if outcome.replayed:
        headers["idempotency-replayed"] = "true"
    body = complaint_answer(outcome.stream_id, outcome.version, complaint)
    return json_response(body, status, etag=outcome.version, headers=headers)


async def read_complaint(
    runtime: Runtime,
    caller: Caller,
    complaint_id: str,
    *,
    as_of: datetime | None = None,
    as_of_version: int | None = None,
) -> tuple[Complaint, int]:
    """The complaint, now or as it was. Raises ComplaintNotFound, NotYourCase."""
    state, version = await runtime.store.reader.state(
        COMPLAINT, complaint_id, as_of=as_of, upto_version=as_of_version
    )
    if not isinstance(state, Complaint):
        raise ComplaintNotFound
    if caller.scope is Scope.OWN and not COMPLAINT.owned_by(state, caller.actor):
        today, _ = await runtime.store.reader.state(COMPLAINT, complaint_id)
        if not COMPLAINT.owned_by(today, caller.actor):
            raise NotYourCase
    return state, version
