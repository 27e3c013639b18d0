"""From exceptions to problems."""

from typing import Any

import structlog
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from shared.eventstore.connection import CONNECTION_LOST
from shared.eventstore.refusals import DatabaseUnreachable
from shared.kernel.refusal import Refusal
from shared.web.facts import SCOPE_KEY, Facts
from shared.web.problem_kinds import (
    METHOD_NOT_ALLOWED,
    ROUTE_NOT_FOUND,
    TITLES,
    Bilingual,
    ProblemKind,
)
from shared.web.problems import ProblemError, problem_response, refusal_response
from shared.web.validation import ContentInvalid, answer_invalid_content, label_of_pointer

_log = structlog.get_logger("shukun.web")


async def on_refusal(request: Request, refusal: Any) -> Response:
    assert isinstance(refusal, Refusal)  # noqa: S101 (Starlette's table is by class)
    facts = _facts(request)
    label = None
    if refusal.pointer:
        route = request.scope.get("route")
        label = label_of_pointer(
            route if isinstance(route, APIRoute) else None, refusal.pointer, facts.language
        )
    return refusal_response(refusal, facts, label)


async def on_invalid_content(request: Request, invalid: Any) -> Response:
    return answer_invalid_content(invalid, _facts(request))


async def on_http_exception(request: Request, error: Any) -> Response:
    facts = _facts(request)
    if isinstance(error, ProblemError):
        return problem_response(error.kind, facts, params=error.params, headers=error.headers)
    if error.status_code == ROUTE_NOT_FOUND.status:
        return problem_response(ROUTE_NOT_FOUND, facts)
    if error.status_code == METHOD_NOT_ALLOWED.status:
        allowed = ", ".join(sorted(_methods(request)))
        params = {"method": facts.method, "allowed": allowed}
        return problem_response(
            METHOD_NOT_ALLOWED, facts, params=params, headers={"allow": allowed}
        )
    title = TITLES.get(error.status_code, TITLES[400])
    detail = Bilingual(f"{title.zh}。", f"{title.en}.")
    kind = ProblemKind(error.status_code, f"http_{error.status_code}", title, detail)
    return problem_response(kind, facts, headers=error.headers)


async def on_lost_connection(request: Request, error: Any) -> Response:
    """A query found no database. Commands never come here: the writer settles those."""
    _log.warning("database not reached", cause=repr(error))
    return refusal_response(DatabaseUnreachable(), _facts(request), None)


HANDLERS: dict[Any, Any] = {
    **dict.fromkeys(CONNECTION_LOST, on_lost_connection),
    Refusal: on_refusal,
    ContentInvalid: on_invalid_content,
    HTTPException: on_http_exception,
}


def _facts(request: Request) -> Facts:
    facts: Facts = request.scope[SCOPE_KEY]
    return facts


def _methods(request: Request) -> set[str]:
    """All methods that some route takes at this path; HEAD goes wherever GET does."""
    methods: set[str] = set()
    for route in request.app.routes:
        match, _ = route.matches(request.scope)
        if match is not Match.NONE:
            methods |= route.methods
    return methods | {"HEAD"} if "GET" in methods else methods
