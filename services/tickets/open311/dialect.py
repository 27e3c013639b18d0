"""How Open311 differs from our own interface: keys, errors and two formats.

Errors are an array of code and description in the format that was asked for; the status is 404 for
what does not exist, 403 for a key that is missing or wrong, 400 for anything else in a request that
the client has to mend. What HTTP itself names (405, 413, 429) and what is the server's own keeps its
status.
"""

import base64
import binascii
from collections.abc import Collection, Mapping
from http import HTTPStatus
from typing import Any, Final, Literal

import msgspec

from services.tickets.open311.kinds import KEY_IN_ADDRESS, KEY_MISSING
from services.tickets.open311.xml import document
from shared.web.dialects import Dialect
from shared.web.facts import Facts
from shared.web.identity import bearer
from shared.web.problem_kinds import TITLES
from shared.web.problems import FieldProblem, Problem, ProblemError

PREFIX: Final = "/open311/"
XML: Final = b"text/xml; charset=utf-8"
JSON: Final = b"application/json; charset=utf-8"
Format = Literal["json", "xml"]

_KEY: Final = "api_key"
_KEPT: Final = frozenset({404, 405, 413, 429, 500, 503})
_FORBIDDEN: Final = frozenset({401, 403})
# Where our own submission keeps what the form asks for: refusals point there.
_PARAMETERS: Final = {
    "/firm/township_code": "attribute[township_code]",
    "/upstream_number": "attribute[upstream_number]",
    "/upstream_limit": "attribute[upstream_limit]",
    "/complained_unit": "attribute[complained_unit]",
}


class Error(msgspec.Struct, frozen=True):
    """`code` is the HTTP status; `description` is meant to be seen by the user."""

    code: int
    description: str


def encoded(root: str, value: Any, response_format: str) -> tuple[bytes, bytes]:
    """Media type and body of an answer; `root` is the outermost element of the XML."""
    plain = msgspec.to_builtins(value)
    if response_format == "json":
        return JSON, msgspec.json.encode(plain)
    return XML, document(root, plain)


def status_told(status: int) -> int:
    """The status the standard wants for what our own interface would answer with `status`."""
    if status in _FORBIDDEN:
        return HTTPStatus.FORBIDDEN
    return status if status in _KEPT else HTTPStatus.BAD_REQUEST


def _tell(problem: Problem) -> tuple[int, bytes, bytes]:
    """The problem as errors; XML, which the standard requires, unless JSON was asked for."""
    status = status_told(problem.status)
    errors = [Error(status, _sentence(each)) for each in problem.errors]
    response_format = "json" if problem.instance.endswith(".json") else "xml"
    media_type, body = encoded("errors", errors or [Error(status, problem.detail)], response_format)
    return status, media_type, body


def _sentence(error: FieldProblem) -> str:
    """The sentence, led by the parameter as the client knows it."""
    pointer = error.pointer or ""
    name = error.parameter or _PARAMETERS.get(pointer) or pointer.removeprefix("/")
    return f"{name}: {error.detail}" if name else error.detail


def _token(facts: Facts, form_key: str | None, query: Mapping[str, str]) -> str:
    """Bearer, the password of Basic, or the form's `api_key`; never the address.

    Basic is what an ordinary client sends when its endpoint is written `https://api:TOKEN@host/…`:
    the only way for clients that know no other place than the address for their key.
    """
    if _KEY in query:
        raise ProblemError(KEY_IN_ADDRESS)
    authorization = facts.headers.get(b"authorization")
    token = bearer(authorization) or _password(authorization) or form_key
    if token is None:
        raise ProblemError(KEY_MISSING)
    return token


def _password(authorization: str | None) -> str | None:
    scheme, _, credentials = (authorization or "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(credentials, validate=True).decode().partition(":")[2] or None
    except (binascii.Error, ValueError):
        return None


def _described(statuses: Collection[int]) -> dict[int | str, dict[str, Any]]:
    """Every operation can meet a jurisdiction that does not exist: 404."""
    told = sorted({404, *map(status_told, statuses)})
    return {
        status: {
            "description": f"{TITLES[status].en} ({TITLES[status].zh})",
            "content": {
                "application/json": {
                    "schema": _ERRORS_SCHEMA,
                    "example": [{"code": int(status), "description": TITLES[status].zh}],
                },
                **_XML_FORMAT,
            },
        }
        for status in told
    }


_ERRORS_SCHEMA: Final = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["code", "description"],
        "properties": {"code": {"type": "integer"}, "description": {"type": "string"}},
    },
}
_XML_FORMAT: Final = {
    "text/xml": {
        "schema": {"type": "string", "description": "The same, as the standard's XML."},
    }
}

OPEN311: Final = Dialect(
    prefix=PREFIX,
    key_field=_KEY,
    token=_token,
    tell=_tell,
    problems=_described,
    formats=_XML_FORMAT,
)
