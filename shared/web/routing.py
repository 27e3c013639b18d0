"""Declaring a service's routes, and the route class that runs them.

FastAPI declares, matches and documents; running a request is done here, in one short function:
first who asks (401, 403), then under which conditions (400, 428), then what (413, 415, 422).
FastAPI's own handler reads the body before anything else and costs more than twice as much time (ADR 0003).
"""

import inspect
from collections.abc import Awaitable, Callable, Collection, Coroutine
from dataclasses import dataclass
from typing import Annotated, Any, Final, TypeVar

from fastapi import Depends
from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import request_params_to_args
from fastapi.routing import APIRoute
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope

from shared.web.body import body_reader, nul_in_parameters, read_body, surplus_parameters
from shared.web.caller import Caller, admit
from shared.web.content import Content
from shared.web.facts import Facts
from shared.web.identity import TokenVerifier, bearer
from shared.web.openapi import answer_response, file_body, operation_extra, problem_responses
from shared.web.permissions import Grants
from shared.web.preconditions import (
    Errand,
    command_id,
    expected_version,
    fingerprint,
    idempotency_key,
)
from shared.web.validation import ContentInvalid

ROLE_KEY: Final = "shukun.role"
Endpoint = TypeVar("Endpoint", bound=Callable[..., Awaitable[Response]])

_QUERY_PROBLEMS: Final = (401, 403, 422, 500, 503)
_COMMAND_PROBLEMS: Final = (400, 401, 403, 409, 413, 415, 422, 500, 503)
_EXISTING_PROBLEMS: Final = (404, 412, 428)


def _caller() -> Caller:
    raise NotImplementedError("GuardedRoute fills this in; no other route class does")


def _errand() -> Errand:
    raise NotImplementedError("GuardedRoute fills this in; no other route class does")


def _content() -> Content:
    raise NotImplementedError("GuardedRoute fills this in; no other route class does")


CurrentCaller = Annotated[Caller, Depends(_caller)]
CurrentErrand = Annotated[Errand, Depends(_errand)]
CurrentContent = Annotated[Content, Depends(_content)]


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One row of a service's interface.

    versioned         it changes a case that exists already
    dialect           the `shared.web.dialects.Dialect` it belongs to; None for our own interface
    file_limit_bytes  it takes a file, of this size at most, as its body; None where it takes none
    body_limit_bytes  where a body that is read at once may be larger than elsewhere
    gives             media types of the file it answers with; none where it answers with JSON
    counted           False where a count, which anybody may read, would tell that there is a case
    """

    name: str
    method: str
    path: str
    endpoint: Callable[..., Awaitable[Response]]
    answer: Any = None
    status: int = 200
    tag: str | None = None
    versioned: bool = False
    problems: tuple[int, ...] = ()
    in_schema: bool = True
    body_limit_bytes: int | None = None
    dialect: object | None = None
    file_limit_bytes: int | None = None
    gives: tuple[str, ...] = ()
    counted: bool = True


class Routes:
    """The routes of one subject. Their endpoints are coroutines that return a Response.

    An endpoint takes path and query parameters, at most one body, `CurrentCaller` or
    `CurrentErrand`, `CurrentContent` where it takes a file; nothing else.
    """

    def __init__(
        self,
        *,
        prefix: str = "",
        tag: str | None = None,
        dialect: object | None = None,
        counted: bool = True,
    ) -> None:
        self._prefix = prefix
        self._tag = tag
        self._dialect = dialect
        self._counted = counted
        self.operations: list[Operation] = []

    def query(
        self,
        path: str,
        operation: str,
        *,
        answer: Any = None,
        problems: Collection[int] = (),
        in_schema: bool = True,
        gives: Collection[str] = (),
    ) -> Callable[[Endpoint], Endpoint]:
        """GET: reads, changes nothing. `operation` is its name in the permission table.

        With `gives` the answer is a file of one of these media types, and `answer` is None.
        """

        def declare(endpoint: Endpoint) -> Endpoint:
            missing = (404,) if "{" in path else ()
            self.operations.append(
                Operation(
                    name=operation,
                    method="GET",
                    path=self._prefix + path,
                    endpoint=endpoint,
                    answer=answer,
                    tag=self._tag,
                    counted=self._counted,
                    problems=(*_QUERY_PROBLEMS, *missing, *problems),
                    in_schema=in_schema,
                    dialect=self._dialect,
                    gives=tuple(gives),
                )
            )
            return endpoint

        return declare

    def upload(
        self, path: str, operation: str, *, answer: Any, limit_bytes: int
    ) -> Callable[[Endpoint], Endpoint]:
        """POST of a file as the bare body; needs an Idempotency-Key. The path has no parameters."""

        def declare(endpoint: Endpoint) -> Endpoint:
            self.operations.append(
                Operation(
                    name=operation,
                    method="POST",
                    path=self._prefix + path,
                    endpoint=endpoint,
                    answer=answer,
                    status=201,
                    tag=self._tag,
                    counted=self._counted,
                    problems=_COMMAND_PROBLEMS,
                    file_limit_bytes=limit_bytes,
                )
            )
            return endpoint

        return declare

    def command(
        self,
        path: str,
        operation: str,
        *,
        answer: Any = None,
        status: int = 200,
        versioned: bool,
        problems: Collection[int] = (),
        gives: Collection[str] = (),
        body_limit_bytes: int | None = None,
    ) -> Callable[[Endpoint], Endpoint]:
        """POST: needs an Idempotency-Key; when `versioned`, an If-Match as well."""

        def declare(endpoint: Endpoint) -> Endpoint:
            existing = _EXISTING_PROBLEMS if versioned else ()
            self.operations.append(
                Operation(
                    name=operation,
                    method="POST",
                    path=self._prefix + path,
                    endpoint=endpoint,
                    answer=answer,
                    status=status,
                    tag=self._tag,
                    counted=self._counted,
                    versioned=versioned,
                    problems=(*_COMMAND_PROBLEMS, *existing, *problems),
                    gives=tuple(gives),
                    body_limit_bytes=body_limit_bytes,
                    dialect=self._dialect,
                )
            )
            return endpoint

        return declare


class GuardedRoute(APIRoute):
    """Declares one operation to FastAPI and runs it. `grants` None makes it public."""

    def __init__(
        self, operation: Operation, *, verifier: TokenVerifier, grants: Grants | None
    ) -> None:
        self.operation = operation
        self.grants = grants
        self._verifier = verifier
        statuses = set(operation.problems) - (set() if grants is not None else {401, 403})
        summary = inspect.cleandoc(operation.endpoint.__doc__ or "").partition("\n")[0]
        self._is_command = operation.method == "POST"
        super().__init__(
            operation.path,
            operation.endpoint,
            methods=[operation.method],
            operation_id=operation.name,
            name=operation.name,
            response_model=operation.answer,
            status_code=operation.status,
            tags=[operation.tag] if operation.tag else None,
            summary=summary.rstrip(".") or operation.name,
            responses=self._responses(statuses),
            openapi_extra=self._extra(grants),
            include_in_schema=operation.in_schema,
            response_class=Response if operation.gives else JSONResponse,
        )
        self._call = _checked(operation, self.dependant)
        self._caller_names = _names_of(_caller, self.dependant)
        self._errand_names = _names_of(_errand, self.dependant)
        self._content_names = _names_of(_content, self.dependant)
        self._has_parameters = bool(self.dependant.path_params or self.dependant.query_params)
        self._body = body_reader(self.body_field) if self.body_field else None

    def _responses(self, statuses: Collection[int]) -> dict[int | str, dict[str, Any]]:
        operation = self.operation
        takes_file = operation.file_limit_bytes is not None
        has_version = not takes_file and (self._is_command or "{" in operation.path)
        good = answer_response(
            is_command=self._is_command, has_version=has_version, gives=operation.gives
        )
        return {operation.status: good, **problem_responses(*sorted(statuses))}

    def _extra(self, grants: Grants | None) -> dict[str, Any]:
        operation = self.operation
        extra = operation_extra(
            is_command=self._is_command, versioned=operation.versioned, grants=grants
        )
        limit = operation.file_limit_bytes
        return {**extra, **file_body(limit)} if limit else extra

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's own way in stays shut: it would ask the endpoint before it asks who."""

        async def refuse(_request: Request) -> Response:
            raise TypeError(f"{self.operation.name} is run by GuardedRoute.run alone")

        return refuse

    async def run(
        self, scope: Scope, receive: Receive, facts: Facts, path_parameters: dict[str, Any]
    ) -> Response:
        """First who, then under which conditions, then what; then the endpoint."""
        caller = await self._admitted(scope, facts, bearer(facts.headers.get(b"authorization")))
        version = expected_version(facts) if self.operation.versioned else None
        key = idempotency_key(facts) if self._is_command else ""
        body = self._body
        if body:
            body.require_type(facts)
        values: dict[str, Any] = {}
        errors: list[Any] = []
        if self._has_parameters or scope["query_string"]:
            values, errors = values_of(self.dependant, path_parameters, scope["query_string"])
        raw = b""
        if body:
            raw = await read_body(receive)
            values[body.name], found = body.read(raw)
            errors += found
        if errors:
            raise ContentInvalid(self, errors)
        errand = None
        if self._errand_names:
            errand = self._errand(caller, facts, key, version, raw)
        for name in self._content_names:
            values[name] = Content(receive, facts)
        return await self._call(**self._given(values, caller, errand))

    async def _admitted(self, scope: Scope, facts: Facts, token: str | None) -> Caller | None:
        """Who asks; None where anybody may. Raises ProblemError: 401, 403, 503."""
        if self.grants is None:
            return None
        actor = self._verifier.remembered(token) or await self._verifier.verify(token)
        caller = admit(actor, facts, self.operation.name, self.grants)
        scope[ROLE_KEY] = f"{actor.role}:{actor.unit}" if actor.unit else str(actor.role)
        return caller

    def _given(
        self, values: dict[str, Any], caller: Caller | None, errand: Errand | None
    ) -> dict[str, Any]:
        for name in self._caller_names:
            values[name] = caller
        for name in self._errand_names:
            values[name] = errand
        return values

    def _errand(
        self, caller: Any, facts: Facts, key: str, version: int | None, raw: bytes
    ) -> Errand:
        return Errand(
            caller=caller,
            operation=self.operation.name,
            command_id=command_id(caller, self.operation.name, key),
            fingerprint=fingerprint(facts, raw),
            expected_version=version,
        )


def values_of(
    dependant: Dependant, path_parameters: dict[str, Any], query_string: bytes
) -> tuple[dict[str, Any], list[Any]]:
    """The endpoint's path and query parameters, and pydantic's errors about them."""
    values: dict[str, Any] = {}
    errors: list[Any] = []
    if dependant.path_params:
        values, errors = request_params_to_args(dependant.path_params, path_parameters)
        errors += nul_in_parameters("path", path_parameters)
    if dependant.query_params or query_string:
        given = QueryParams(query_string)
        found, wrong = request_params_to_args(dependant.query_params, given)
        values.update(found)
        known = {parameter.alias for parameter in dependant.query_params}
        errors += [*wrong, *surplus_parameters(given, known), *nul_in_parameters("query", given)]
    return values, errors


def _names_of(marker: Callable[[], Any], dependant: Dependant) -> list[str]:
    """The endpoint's parameters that a marker stands for."""
    return [sub.name for sub in dependant.dependencies if sub.name and sub.call is marker]


_FILLED_IN: Final = (_caller, _errand, _content)


def _checked(operation: Operation, dependant: Dependant) -> Callable[..., Awaitable[Response]]:
    """The endpoint, when it asks for nothing that GuardedRoute cannot give; else TypeError."""
    strange = [sub for sub in dependant.dependencies if sub.call not in _FILLED_IN]
    other = (dependant.header_params, dependant.cookie_params, dependant.request_param_name)
    if strange or any(other) or len(dependant.body_params) > 1:
        raise TypeError(f"{operation.name} asks for more than path, query, one body and the caller")
    if not inspect.iscoroutinefunction(operation.endpoint):
        raise TypeError(f"{operation.name} is not a coroutine function")
    return operation.endpoint
