"""From pydantic's errors to problems that name each field to the person who filled it in."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi._compat import ModelField
from fastapi.routing import APIRoute
from starlette.responses import Response

from shared.kernel.refusal import Language
from shared.web.facts import Facts
from shared.web.labels import place, place_of_pointer
from shared.web.problem_kinds import MALFORMED_JSON, Bilingual
from shared.web.problems import FieldProblem, content_invalid_response, problem_response
from shared.web.sentences import chinese, json_reason

_JSON_PLACE = re.compile(r" at line (\d+) column (\d+)\Z")
_ERRORS_SHOWN = 100


class ContentInvalid(Exception):
    """The request breaks its schema.

    `errors` are pydantic's; each `loc` is led by `body`, `path` or `query`.
    """

    def __init__(self, route: APIRoute, errors: Sequence[Mapping[str, Any]]) -> None:
        self.route = route
        self.errors = errors
        super().__init__(f"{len(errors)} errors")


def body_annotation(route: APIRoute) -> Any:
    """The type of a route's body, Any when it takes none."""
    return route.body_field.field_info.annotation if route.body_field else Any


def answer_invalid_content(invalid: ContentInvalid, facts: Facts) -> Response:
    """422: malformed JSON by line and column, anything else field by field (the first hundred)."""
    first = invalid.errors[0]
    if first["type"] == "json_invalid" and first["loc"] == ("body",):
        return _malformed(first["ctx"]["error"], facts)
    language = facts.language
    errors = tuple(
        _field_problem(invalid.route, error, language) for error in invalid.errors[:_ERRORS_SHOWN]
    )
    return content_invalid_response(errors, facts)


def label_of_pointer(route: APIRoute | None, pointer: str, language: Language) -> str:
    """What the field a refusal points at is called in the body of the route that met it."""
    return place_of_pointer(body_annotation(route) if route else Any, pointer).label(language)


def _malformed(error: str, facts: Facts) -> Response:
    found = _JSON_PLACE.search(error)
    english = error[: found.start()] if found else error
    line, column = (int(found[1]), int(found[2])) if found else (1, 1)
    reason = Bilingual(json_reason(english), english)
    params = {"line": line, "column": column, "reason": reason}
    return problem_response(MALFORMED_JSON, facts, params=params)


def _field_problem(route: APIRoute, error: Mapping[str, Any], language: Language) -> FieldProblem:
    where, *loc = error["loc"]
    if where == "body":
        found = place(body_annotation(route), loc)
        label = found.label(language)
        at = {"pointer": found.pointer}
    else:
        name = str(loc[0])
        label = _parameter_title(route, name) if language == "zh-CN" else name
        at = {"parameter": name}
    context = error.get("ctx", {})
    code = error["type"]
    detail = chinese(code, label, context) if language == "zh-CN" else f"{error['msg']}."
    return FieldProblem(code=code, detail=detail, field=label, **at)


def _parameter_title(route: APIRoute, name: str) -> str:
    dependant = route.dependant
    for parameter in (*dependant.path_params, *dependant.query_params):
        if parameter.alias == name:
            return _title(parameter)
    return name


def _title(parameter: ModelField) -> str:
    return parameter.field_info.title or parameter.alias
