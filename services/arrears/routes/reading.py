"""Lists, one item now or as it was, and its history."""

from datetime import datetime

from starlette.responses import Response

from services.arrears import answers, queries
from services.arrears.answers import ArrearsAnswer, ArrearsSummary
from services.arrears.model import ITEM
from services.arrears.queries import ArrearsFilter
from services.arrears.refusals import ArrearsNotFound
from services.arrears.routes.carrying import ArrearsId, cards_of
from services.arrears.routes.filters import filtered
from services.arrears.schemas.asking import AsOf, AsOfVersion
from services.arrears.state import Item
from services.arrears.withheld import told_of
from shared.eventstore.refusals import NotYourCase
from shared.parts.history import history_page
from shared.runtime import Runtime
from shared.web.answers import json_response
from shared.web.caller import Caller
from shared.web.feed import EventAnswer
from shared.web.paging import CursorText, Limit, Page
from shared.web.permissions import Scope
from shared.web.routing import CurrentCaller, Routes


def declare(routes: Routes, runtime: Runtime) -> None:
    @routes.query("", "arrears.list", answer=Page[ArrearsSummary])
    @filtered
    async def list_arrears(
        caller: CurrentCaller,
        narrowed: ArrearsFilter,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> Response:
        """Items, newest first. Departments and platforms see their own."""
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
        """The item's history: every recorded event with who, when and why.

        A step is told of to whoever may have its document.
        """
        item, _ = await read_item(runtime, caller, arrears_id)
        told = told_of([item], caller.actor, runtime.model.registry)
        return await history_page(runtime, "arrears", arrears_id, limit, cursor, told=told)


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
