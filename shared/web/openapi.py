"""The OpenAPI 3.1 description: problems, the bearer scheme, and headers every order needs."""

from collections.abc import Collection
from typing import Any, Final

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from shared.web.permissions import Grants
from shared.web.problem_kinds import (
    BODY_TOO_LARGE,
    CONTENT_INVALID,
    IDEMPOTENCY_KEY_MISSING,
    IF_MATCH_MISSING,
    INTERNAL_ERROR,
    MEDIA_TYPE_UNSUPPORTED,
    ROLE_NOT_PERMITTED,
    TITLES,
    TOKEN_MISSING,
    TOO_MANY_REQUESTS,
    ProblemKind,
)
from shared.web.problems import MEDIA_TYPE, FieldProblem, Problem

_SCHEMA: Final = "#/components/schemas/{name}"
_BEARER: Final = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "A JWT of the configured issuer; claims `sub`, `exp`, `aud`, `role`.",
}
IDEMPOTENCY_KEY: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "A fresh UUID for each order; repeat it to repeat the order without effect.",
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255,
        "pattern": "^[!-~]([ -~]*[!-~])?$",
    },
    "example": "0192f0c1-7d3a-7c44-9b1e-5f0e6a1c2d3e",
}
_IF_MATCH: Final = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag you last read: the version your decision rests on.",
    "schema": {"type": "string", "pattern": '^"(0|[1-9][0-9]{0,17})"$'},
    "example": '"1"',
}
_ETAG: Final = {
    "ETag": {
        "description": "The version of the case; send it back as If-Match.",
        "schema": {"type": "string"},
    }
}
_REPLAYED: Final = {
    "Idempotency-Replayed": {
        "description": "`true` when this is the first answer again: the order had no new effect.",
        "schema": {"type": "string"},
    }
}
_DISPOSITION: Final = {
    "Content-Disposition": {
        "description": "`attachment` with the file's name (RFC 6266); in Chinese as `filename*`.",
        "schema": {"type": "string"},
    }
}
_DIGEST: Final = {
    "ETag": {"description": "The digest of the file.", "schema": {"type": "string"}},
}
_BINARY: Final = {"type": "string", "format": "binary"}
_REQUEST_ID: Final = "0192f0c1-7d3a-7c44-9b1e-5f0e6a1c2d3e"
_FIELD_EXAMPLE: Final = FieldProblem(
    code="missing", detail="「企业·名称」必须填写。", field="企业·名称", pointer="/firm/name"
)
_FROM_KINDS: Final[dict[int, tuple[ProblemKind, dict[str, Any]]]] = {
    400: (IDEMPOTENCY_KEY_MISSING, {}),
    401: (TOKEN_MISSING, {}),
    403: (ROLE_NOT_PERMITTED, {"role": "审计人员", "operation": "tickets.dispatch"}),
    413: (BODY_TOO_LARGE, {"limit_bytes": 1_048_576}),
    415: (MEDIA_TYPE_UNSUPPORTED, {}),
    422: (CONTENT_INVALID, {"count": 1}),
    428: (IF_MATCH_MISSING, {}),
    429: (TOO_MANY_REQUESTS, {}),
    500: (INTERNAL_ERROR, {"request_id": _REQUEST_ID}),
}
_FROM_REFUSALS: Final[dict[int, tuple[str, str, dict[str, Any]]]] = {
    404: ("ticket_not_found", "没有找到该工单。", {}),
    409: ("ticket_not_in_progress", "工单当前状态为“已销号”，只有承办中的工单可以答复。", {}),
    412: (
        "stale_version",
        "该事项已更新至第 3 版，您依据的是第 2 版，请刷新后重新办理。",
        {"actual": 3, "expected": 2},
    ),
    503: ("queue_full", "系统繁忙，请稍后使用同一幂等键重试。", {}),
}


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of a route for these problem statuses."""
    return {status: _problem_response(status) for status in statuses}


def answer_response(
    *, is_command: bool, has_version: bool, gives: Collection[str] = ()
) -> dict[str, Any]:
    """The headers of a successful answer, for `responses=`; the types of a file that it gives."""
    if gives:
        headers = {**(_DIGEST if has_version and not is_command else {}), **_DISPOSITION}
        return {"headers": headers, "content": {each: {"schema": _BINARY} for each in gives}}
    return {"headers": {**(_ETAG if has_version else {}), **(_REPLAYED if is_command else {})}}


def file_body(limit_bytes: int) -> dict[str, Any]:
    """The `requestBody` of an operation that takes a file."""
    content = {"application/octet-stream": {"schema": {**_BINARY, "maxLength": limit_bytes}}}
    described = "The file itself. Its own Content-Type is taken as well, and then held to."
    return {"requestBody": {"required": True, "description": described, "content": content}}


def operation_extra(*, is_command: bool, versioned: bool, grants: Grants | None) -> dict[str, Any]:
    """What an operation's description needs beyond FastAPI's: headers, security, who may."""
    extra = granted_to(grants)
    parameters = ([IDEMPOTENCY_KEY] if is_command else []) + ([_IF_MATCH] if versioned else [])
    if parameters:
        extra["parameters"] = parameters
    return extra


def granted_to(grants: Grants | None) -> dict[str, Any]:
    """Whether an operation needs a token, and whose."""
    extra: dict[str, Any] = {"security": [] if grants is None else [{"bearer": []}]}
    if grants is not None:
        extra["x-permissions"] = {str(role): str(scope) for role, scope in sorted(grants.items())}
    return extra


def describe(app: FastAPI) -> dict[str, Any]:
    """The whole description of an app whose routes are all GuardedRoutes."""
    document = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app.routes,
        openapi_version="3.1.0",
    )
    components = document.setdefault("components", {})
    _forget_fastapis_own(document)
    _, schemas = msgspec.json.schema_components([Problem], ref_template=_SCHEMA)
    components["schemas"] = dict(sorted({**components.get("schemas", {}), **schemas}.items()))
    components["responses"] = _hoisted(document)
    components["securitySchemes"] = {"bearer": _BEARER}
    return document


def _forget_fastapis_own(document: dict[str, Any]) -> None:
    """FastAPI adds its own 422 where an operation names none; a dialect's never answers one."""
    for methods in document["paths"].values():
        for operation in methods.values():
            content = operation["responses"].get("422", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema", {})
            if schema.get("$ref", "").endswith("/HTTPValidationError"):
                del operation["responses"]["422"]
    for name in ("HTTPValidationError", "ValidationError"):
        document["components"].get("schemas", {}).pop(name, None)


def _hoisted(document: dict[str, Any]) -> dict[str, Any]:
    """Say each problem once and refer to it from every operation."""
    shared: dict[str, Any] = {}
    operations = (op for methods in document["paths"].values() for op in methods.values())
    for operation in operations:
        for status, response in operation["responses"].items():
            if MEDIA_TYPE in response.get("content", {}):
                shared[f"Problem{status}"] = response
                operation["responses"][status] = {"$ref": f"#/components/responses/Problem{status}"}
    return dict(sorted(shared.items()))


def _problem_response(status: int) -> dict[str, Any]:
    title = TITLES[status]
    example = msgspec.to_builtins(_example(status))
    content = {"schema": {"$ref": _SCHEMA.format(name="Problem")}, "example": example}
    return {"description": f"{title.en} ({title.zh})", "content": {MEDIA_TYPE: content}}


def _example(status: int) -> Problem:
    if status in _FROM_KINDS:
        kind, params = _FROM_KINDS[status]
        code, detail = kind.code, kind.detail.in_("zh-CN", **params)
    else:
        code, detail, params = _FROM_REFUSALS[status]
    return Problem(
        type=f"urn:shukun:problem:{code}",
        title=TITLES[status].zh,
        status=status,
        code=code,
        detail=detail,
        instance="/v1/tickets",
        request_id=_REQUEST_ID,
        errors=(_FIELD_EXAMPLE,) if status == CONTENT_INVALID.status else (),
        params=params,
    )
