"""Lists, one item now or as it was, and its history."""

from datetime import datetime
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from services.arrears import answers, queries
from services.arrears.answers import ArrearsAnswer, ArrearsSummary
from services.arrears.model import ITEM
from services.arrears.queries import ArrearsFilter
from services.arrears.refusals import ArrearsNotFound
from services.arrears.routes.carrying import ArrearsId, cards_of
from services.arrears.schemas.asking import AsOf, AsOfVersion
from services.arrears.state import DisputeState, Item, Status
from shared.eventstore.refusals import NotYourCase
from shared.kernel.uscc import normalise
from shared.parts.history import history_page
from shared.runtime import Runtime
from shared.web.answers import json_response
from shared.web.caller import Caller
from shared.web.feed import EventAnswer
from shared.web.fields import Instant
from shared.web.paging import CursorText, Limit, Page
from shared.web.permissions import Scope
from shared.web.routing import CurrentCaller, Routes
from shared.web.values import DepartmentCode, TownshipCode


def declare(routes: Routes, runtime: Runtime) -> None:
    @routes.query("", "arrears.list", answer=Page[ArrearsSummary])
    async def list_arrears(  # noqa: PLR0913, PLR0917  one parameter a filter
        caller: CurrentCaller,
        status: Annotated[Status | None, Query(title="状态")] = None,
        size_class: Annotated[
            str | None, Query(title="金额档次", max_length=20, examples=["LE_2M"])
        ] = None,
        debtor_uscc: Annotated[
            str | None, Query(title="拖欠单位统一社会信用代码", max_length=18)
        ] = None,
        creditor_uscc: Annotated[
            str | None, Query(title="债权企业统一社会信用代码", max_length=18)
        ] = None,
        department: Annotated[DepartmentCode | None, Query(title="主管部门代码")] = None,
        township_code: Annotated[TownshipCode | None, Query(title="乡镇（街道）代码")] = None,
        overdue: Annotated[bool | None, Query(title="是否逾期")] = None,
        dispute: Annotated[DisputeState | None, Query(title="争议状态")] = None,
        new: Annotated[bool | None, Query(title="是否新增拖欠")] = None,
        number: Annotated[
            str | None,
            Query(
                title="项目编号",
                pattern=r"^LX-A-[0-9]{4}-[0-9]{6,9}$",
                examples=["LX-A-2022-000123"],
            ),
        ] = None,
        due_before: Annotated[Instant | None, Query(title="到期早于")] = None,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> Response:
        """Items, newest first. Departments and platforms see their own."""
        narrowed = ArrearsFilter(
            status=status,
            size_class=size_class,
            debtor_uscc=normalise(debtor_uscc) if debtor_uscc else None,
            creditor_uscc=normalise(creditor_uscc) if creditor_uscc else None,
            department=department,
            township_code=township_code,
            overdue=overdue,
            dispute=dispute,
            new=new,
            number=number,
            due_before=due_before,
        )
        query = f"arrears.list {narrowed}"
        now = runtime.clock.now()
        rows = await queries.list_arrears(
            runtime.store.pool,
            narrowed,
            caller.actor if caller.scope is Scope.OWN else None,
            now,
            before_id=runtime.cursors.read(query, cursor, str) if cursor else None,
            limit=limit + 1,
        )
        items = [answers.summary(row, now) for row in rows[:limit]]
        more = runtime.cursors.make(query, items[-1].id) if len(rows) > limit else None
        return json_response({"items": items, "next": more})

    @routes.query("/{arrears_id}", "arrears.get", answer=ArrearsAnswer)
    async def get_arrears(
        arrears_id: ArrearsId,
        caller: CurrentCaller,
        as_of: AsOf = None,
        as_of_version: AsOfVersion = None,
    ) -> Response:
        """One item, now or as it was."""
        item, version = await read_item(
            runtime, caller, arrears_id, as_of=as_of, as_of_version=as_of_version
        )
        cards = await cards_of(runtime, item)
        return json_response(answers.arrears_answer(arrears_id, version, item, cards), etag=version)

    @routes.query("/{arrears_id}/events", "arrears.events", answer=Page[EventAnswer])
    async def events(
        arrears_id: ArrearsId,
        caller: CurrentCaller,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> Response:
        """The item's history: every recorded event with who, when and why."""
        await read_item(runtime, caller, arrears_id)
        return await history_page(runtime, "arrears", arrears_id, limit, cursor)


async def read_item(
    runtime: Runtime,
    caller: Caller,
    arrears_id: str,
    *,
    as_of: datetime | None = None,
    as_of_version: int | None = None,
) -> tuple[Item, int]:
    """The item, now or as it was. Raises ArrearsNotFound, NotYourCase."""
    state, version = await runtime.store.reader.state(
        ITEM, arrears_id, as_of=as_of, upto_version=as_of_version
    )
    if not isinstance(state, Item):
        raise ArrearsNotFound
    if caller.scope is Scope.OWN and not ITEM.owned_by(state, caller.actor):
        today, _ = await runtime.store.reader.state(ITEM, arrears_id)
        if not ITEM.owned_by(today, caller.actor):
            raise NotYourCase
    return state, version
