"""A case's own history, a page at a time."""

from collections.abc import AsyncIterator, Callable

from starlette.responses import Response

from shared.eventstore.log import Recorded
from shared.runtime import Runtime
from shared.web.answers import json_response
from shared.web.feed import event_answer
from shared.web.paging import CursorText


async def history_page(
    runtime: Runtime,
    kind: str,
    case_id: str,
    limit: int,
    cursor: CursorText,
    *,
    told: Callable[[Recorded], bool] = lambda _event: True,
) -> Response:
    """`limit` events of a case after the cursor; those that `told` says no to are left out.

    `kind` keeps the cursors of one kind of case from being used for another's. Whether the caller
    may see the case has been asked before.
    """
    service, reader = runtime.model.service, runtime.store.reader
    query = f"{kind}.events {case_id}"
    after = runtime.cursors.read(query, cursor, int) if cursor else 0
    recorded = await reader.stream(case_id, after_version=after, limit=limit + 1)
    page = recorded[:limit]
    more = runtime.cursors.make(query, page[-1].version) if len(recorded) > limit else None
    items = [event_answer(service, event) for event in page if told(event)]
    return json_response({"items": items, "next": more})


async def recorded_history(runtime: Runtime, case_id: str, version: int) -> AsyncIterator[Recorded]:
    """All events of a case up to a version, in order."""
    read = 0
    while read < version:
        page = await runtime.store.reader.stream(case_id, after_version=read, upto_version=version)
        for one in page:
            yield one
        read = page[-1].version
