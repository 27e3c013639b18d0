"""The route that runs is the one FastAPI's order of declaration gives."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from starlette.responses import Response
from starlette.types import Message

from shared.web.answers import json_response
from shared.web.dispatch import Dispatch
from shared.web.facts import read_facts
from shared.web.identity import TokenVerifier
from shared.web.routing import GuardedRoute, Operation


async def one(name: str) -> Response:
    return json_response({"one": name})


async def everything() -> Response:
    return json_response({"all": True})


ONE = Operation(name="one", method="GET", path="/notes/{name}", endpoint=one)
CLOSE_ONE = Operation(name="close", method="POST", path="/notes/{name}", endpoint=one)
ALL = Operation(name="all", method="GET", path="/notes/all", endpoint=everything)


async def asked(
    folder: Path, operations: Sequence[Operation], method: str, path: str
) -> tuple[int, str, dict[str, object]]:
    """Status, the operation it is counted under, and the answer."""
    verifier = TokenVerifier(str(folder / "jwks.json"), "i", "a")
    dispatch = Dispatch([GuardedRoute(each, verifier=verifier, grants=None) for each in operations])
    scope: dict[str, object] = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [(b"idempotency-key", b"k")],
    }

    async def receive() -> Message:
        raise AssertionError("no body is read")

    response = await dispatch.respond(scope, receive, read_facts(scope))
    route = scope.get("route")
    name = route.operation.name if isinstance(route, GuardedRoute) else "none"
    return response.status_code, name, msgspec.json.decode(bytes(response.body))


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    ("operations", "path", "expected"),
    [
        ([ONE, ALL], "/notes/all", (200, "one", {"one": "all"})),
        ([ALL, ONE], "/notes/all", (200, "all", {"all": True})),
        ([CLOSE_ONE, ALL], "/notes/all", (200, "all", {"all": True})),
        ([ALL, ONE], "/notes/7", (200, "one", {"one": "7"})),
    ],
)
async def test_of_several_routes_that_match_the_first_declared_runs(
    operations: list[Operation],
    path: str,
    expected: tuple[int, str, dict[str, object]],
    method: str,
    tmp_path: Path,
) -> None:
    assert await asked(tmp_path, operations, method, path) == expected


async def test_a_method_no_route_takes_is_counted_under_the_first_route_of_the_path(
    tmp_path: Path,
) -> None:
    status, counted_as, problem = await asked(
        tmp_path, [ALL, CLOSE_ONE, ONE], "DELETE", "/notes/all"
    )
    assert (status, counted_as) == (405, "all")
    assert problem["params"] == {"method": "DELETE", "allowed": "GET, HEAD, POST"}


@pytest.mark.parametrize("path", ["/notes", "/notes/all/", "/notes/a/b", "/Notes/all", ""])
async def test_a_path_no_route_takes_is_counted_under_none(path: str, tmp_path: Path) -> None:
    status, counted_as, problem = await asked(tmp_path, [ALL, ONE, CLOSE_ONE], "GET", path)
    assert (status, counted_as, problem["code"]) == (404, "none", "route_not_found")
