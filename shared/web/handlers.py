"""From exceptions to problems."""

from collections.abc import Callable
from typing import Any

import structlog
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import Response

from shared.eventstore.connection import CONNECTION_LOST
from shared.eventstore.refusals import DatabaseUnreachable
from shared.kernel.refusal import Refusal
from shared.web.facts import Facts
from shared.web.problem_kinds import TITLES, Bilingual, ProblemKind
from shared.web.problems import ProblemError, problem_response, refusal_response
from shared.web.validation import ContentInvalid, answer_invalid_content, label_of_pointer

_log = structlog.get_logger("shukun.web")


def answer_to(error: Exception, route: APIRoute | None, facts: Facts) -> Response | None:
    """The answer that tells of `error`; None when nobody foresaw it."""
    for shape in type(error).__mro__:
        handler = _HANDLERS.get(shape)
        if handler is not None:
            return handler(error, route, facts)
    return None


def _on_refusal(refusal: Refusal, route: APIRoute | None, facts: Facts) -> Response:
    label = None
    if refusal.pointer:
        label = label_of_pointer(route, refusal.pointer, facts.language)
    return refusal_response(refusal, facts, label)


def _on_invalid_content(invalid: ContentInvalid, _route: Any, facts: Facts) -> Response:
    return answer_invalid_content(invalid, facts)


def _on_problem(error: ProblemError, _route: Any, facts: Facts) -> Response:
    return problem_response(error.kind, facts, params=error.params, headers=error.headers)


def _on_http_exception(error: HTTPException, _route: Any, facts: Facts) -> Response:
    title = TITLES.get(error.status_code, TITLES[400])
    detail = Bilingual(f"{title.zh}。", f"{title.en}.")
    kind = ProblemKind(error.status_code, f"http_{error.status_code}", title, detail)
    return problem_response(kind, facts, headers=error.headers)


def _on_lost_connection(error: Exception, _route: Any, facts: Facts) -> Response:
    """A query found no database. Commands never come here: the writer settles those."""
    _log.warning("database not reached", cause=repr(error))
    return refusal_response(DatabaseUnreachable(), facts, None)


_HANDLERS: dict[type, Callable[[Any, APIRoute | None, Facts], Response]] = {
    **dict.fromkeys(CONNECTION_LOST, _on_lost_connection),
    Refusal: _on_refusal,
    ContentInvalid: _on_invalid_content,
    ProblemError: _on_problem,
    HTTPException: _on_http_exception,
}
